package words

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gomend/checks"
)

// Summary is one sentence that says what came out of a check.
func (w *Words) Summary(r checks.Result) string {
	if r.Status == checks.Skip {
		return w.skipped(r)
	}
	a := about(r.Check.Target).with("time", w.duration(r.Duration))
	if s := w.told(r, a); s != "" {
		return s
	}
	switch {
	case r.Status == checks.Pass || r.Status == checks.Warn && r.Code == checks.OK && r.Cause == checks.NoCause:
		return w.say(kindOf(r.Check).pass, a)
	case r.Cause != checks.NoCause:
		return w.say(causeOf(r.Cause).headline, a)
	}
	return w.say(failureOf(r.Check.Kind, r.Code).summary, a)
}

// Silent is the sentence for a check that has been silent for d.
func (w *Words) Silent(d time.Duration) string { return fmt.Sprintf(w.SilentSoFar, w.duration(d)) }

// Fetching tells how much of a file has come: "1.5 of 8.0 MB have come".
func (w *Words) Fetching(p checks.Progress) string {
	return fmt.Sprintf(w.HasCome, w.amount(p))
}

func (w *Words) amount(p checks.Progress) string {
	come, all, known := strings.Cut(checks.Megabytes(p), " of ")
	if !known {
		return come
	}
	return fmt.Sprintf(w.OfAll, come, all)
}

// duration is a time as a person reads it: "34 ms", "2.1 s".
func (w *Words) duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
}

func (w *Words) skipped(r checks.Result) string {
	if r.Blocker == "" {
		return w.say(text{"Not needed here.", "这里用不到。"}, nil)
	}
	if r.Blocker == checks.ByRequest {
		return w.say(text{"Left out, as you asked.", "按你的要求跳过了。"}, nil)
	}
	kind, target, _ := strings.Cut(r.Blocker, "/")
	blocker := checks.Check{ID: r.Blocker, Kind: checks.Kind(kind), Target: target}
	if _, known := kinds[blocker.Kind]; !known {
		return w.say(text{"Skipped, because a step before it did not pass.", "已跳过，因为前面有一步没有通过。"}, nil)
	}
	return w.say(text{"Skipped, because this did not pass: {row}.", "已跳过，因为这一步没有通过：{row}。"}, args{"row": w.Row(blocker)})
}

// told is the sentence that typed facts make; empty when the general one will do.
func (w *Words) told(r checks.Result, a args) string {
	switch f := r.Facts.(type) {
	case checks.Crash:
		return w.say(text{"This check itself failed: {text}.", "检查程序自己出错了：{text}。"}, args{"text": f.Text})
	case checks.SettingsFacts:
		return w.problems(f)
	case checks.LookupFacts:
		return w.toldLookup(r, f, a)
	case checks.CompareLookupFacts:
		return w.toldCompare(f, a)
	case checks.DNSTraceFacts:
		return w.toldDNSTrace(f, a)
	case checks.RepeatFacts:
		return w.toldRepeat(f, a)
	case checks.DialFacts:
		return w.toldDial(r, f, a)
	case checks.ProxyCompareFacts:
		return w.toldAnotherWay(f, a)
	case checks.TLSFacts:
		return w.toldTLS(r, f, a)
	case checks.TLSCompareFacts:
		return w.toldHandshakes(f, a)
	case checks.ClockFacts:
		return w.toldClock(r, f, a)
	case checks.HTTPFacts:
		return w.toldHTTP(r, f)
	case checks.TraceFacts:
		return w.toldTrace(f, a)
	case checks.SteadyFacts:
		if f.Failed() > 0 {
			return w.say(text{"{failed} of {tries} connections to {target} did not come about.", "{tries} 次连接 {target}，有 {failed} 次没有成功。"},
				a.with("failed", strconv.Itoa(f.Failed())).with("tries", strconv.Itoa(f.Tries)).with("target", f.Target))
		}
	case checks.FirewallFacts:
		return w.toldFirewall(f, a)
	}
	return w.toldLocal(r, a)
}

// toldLocal is about facts of this computer alone.
func (w *Words) toldLocal(r checks.Result, a args) string {
	switch f := r.Facts.(type) {
	case checks.ResolverFacts:
		if r.Status.OK() && len(f.Nameservers) > 0 && !f.Defaulted {
			return w.say(text{"Nameservers: {servers}.", "域名服务器：{servers}。"}, a.with("servers", addresses(f.Nameservers)))
		}
		if r.Status.OK() && len(f.Nameservers) > 0 {
			return w.say(text{"No nameserver is set, so go asks {servers}.", "没有设置域名服务器，go 就去问 {servers}。"}, a.with("servers", addresses(f.Nameservers)))
		}
	case checks.TrustFacts:
		if r.Status.OK() && f.Count > 0 {
			return w.say(text{"{count} root certificates are trusted.", "信任 {count} 个根证书。"}, a.with("count", strconv.Itoa(f.Count)))
		}
	case checks.GoFacts:
		if r.Status.OK() && f.Version != "" {
			return w.say(text{"{version} at {path}.", "{version}，位于 {path}。"}, a.with("version", f.Version).with("path", f.Path))
		}
	case checks.CacheFacts:
		if r.Check.Kind == checks.KindDiskSpace && f.Known {
			return w.say(text{"{free} MB are free at {path}.", "{path} 还有 {free} MB 空间。"}, a.with("free", strconv.FormatUint(f.Free>>20, 10)).with("path", f.Path))
		}
	case checks.DownloadFacts:
		return w.toldDownload(f, a)
	}
	return ""
}

func (w *Words) toldLookup(r checks.Result, f checks.LookupFacts, a args) string {
	a = a.with("host", f.Host).with("addresses", addresses(f.Addresses)).with("delay", w.duration(f.Delay))
	switch {
	case !r.Status.OK() || len(f.Addresses) == 0:
		return ""
	case f.Delay > 0:
		return w.say(text{"{host} was found, after {delay} lost on nameservers that answer late or not at all.", "查到了 {host}，但在很慢或没有回应的域名服务器上耗掉了 {delay}。"}, a)
	case f.Source == checks.FromHosts:
		return w.say(text{"The hosts file gives {host} the address {addresses}.", "hosts 文件把 {host} 指向 {addresses}。"}, a)
	case f.Source == checks.FromLiteral:
		return w.say(text{"{host} is an address already; there is nothing to look up.", "{host} 本身就是地址，不需要查询。"}, a)
	}
	return w.say(text{"{host} has the address {addresses}.", "{host} 的地址是 {addresses}。"}, a)
}

func (w *Words) toldCompare(f checks.CompareLookupFacts, a args) string {
	a = a.with("host", f.Host)
	switch f.Exists {
	case checks.Yes:
		return w.say(text{"Other nameservers know {host}: {addresses}.", "别的域名服务器查得到 {host}：{addresses}。"}, a.with("addresses", addresses(f.Addresses())))
	case checks.No:
		return w.say(text{"Other nameservers do not know {host} either.", "别的域名服务器也查不到 {host}。"}, a)
	}
	return w.say(text{"No other nameserver answered about {host}.", "没有别的域名服务器回答 {host}。"}, a)
}

func (w *Words) toldDial(r checks.Result, f checks.DialFacts, a args) string {
	dead, tries := 0, 0
	var longest time.Duration
	for _, t := range f.Attempts {
		if t.Code != checks.OK {
			dead++
		}
		tries += max(t.Tries, t.SYNs)
		longest = max(longest, t.Time)
	}
	a = a.with("count", strconv.Itoa(dead)).with("all", strconv.Itoa(len(f.Attempts))).with("tries", strconv.Itoa(tries))
	switch {
	case r.Status.OK() && f.Winner.IsValid() && dead > 0:
		return w.say(text{"{count} of {all} addresses of {host} do not work; {winner} does.", "{host} 的 {all} 个地址里有 {count} 个不通，{winner} 能连上。"}, a.with("winner", f.Winner.Addr().String()))
	case r.Status.OK() && f.Winner.IsValid():
		return w.say(text{"Connected to {winner} in {time}.", "连上了 {winner}，用时 {time}。"}, a.with("winner", f.Winner.String()))
	case f.Code == checks.Timeout && tries > 0:
		return w.say(text{"Port {port|443} on {host|the server}: no answer in {time}, {tries} tries.", "{host|服务器} 的 {port|443} 端口：{time} 内没有应答，试了 {tries} 次。"}, a.with("time", w.duration(longest)))
	}
	return ""
}

func (w *Words) toldAnotherWay(f checks.ProxyCompareFacts, a args) string {
	a = a.with("proxy", checks.Clean(f.Proxy)).with("source", f.Source).with("said", w.code(f.Code))
	switch {
	case f.Proxy == "" && f.Code == checks.OK:
		return w.say(text{"Without the proxy, {host|the server} can be reached.", "不经过代理，{host|服务器} 能连上。"}, a)
	case f.Proxy == "":
		return w.say(text{"Without the proxy, {host|the server} cannot be reached: {said}.", "不经过代理，{host|服务器} 连不上：{said}。"}, a)
	case f.Code == checks.OK:
		return w.say(text{"Through {proxy} from {source}, {host|the server} can be reached.", "经过 {source} 里的 {proxy}，{host|服务器} 能连上。"}, a)
	}
	return w.say(text{"Through {proxy} from {source}, {host|the server} cannot be reached: {said}.", "经过 {source} 里的 {proxy}，{host|服务器} 连不上：{said}。"}, a)
}

func (w *Words) toldTLS(r checks.Result, f checks.TLSFacts, a args) string {
	a = a.with("host", f.ServerName).with("version", f.Version).with("issuer", issuer(f))
	switch {
	case r.Status.OK() && f.LocalCA:
		return w.say(text{"{host} is trusted, by an authority that was added to this computer: {issuer}.", "{host} 可信，但担保它的是后来加到这台电脑上的机构：{issuer}。"}, a)
	case r.Status.OK() && f.Version != "":
		return w.say(text{"{version} with {host}, and the certificate is good.", "与 {host} 使用 {version}，证书有效。"}, a)
	case f.Code == checks.UnknownAuthority && issuer(f) != "":
		return w.say(text{"The certificate shown for {host} comes from “{issuer}”, which this computer does not trust.", "{host} 出示的证书来自“{issuer}”，这台电脑不信任它。"}, a)
	case f.Code == checks.NameMismatch && len(f.Chain) > 0 && len(f.Chain[0].Names) > 0:
		return w.say(text{"The certificate is for {name}, not for {host}.", "证书属于 {name}，不属于 {host}。"}, a.with("name", f.Chain[0].Names[0]))
	case f.Code == checks.Expired && len(f.Chain) > 0:
		return w.say(text{"The certificate of {host} was good until {date}; this computer says it is {now}.", "{host} 的证书到 {date} 为止有效，而这台电脑的日期是 {now}。"},
			a.with("date", f.Chain[0].NotAfter.Format(time.DateOnly)).with("now", f.Now.Format(time.DateOnly)))
	}
	return ""
}

func issuer(f checks.TLSFacts) string {
	if len(f.Chain) == 0 {
		return ""
	}
	return f.Chain[len(f.Chain)-1].Issuer
}

func (w *Words) toldHandshakes(f checks.TLSCompareFacts, a args) string {
	for _, c := range []struct {
		code checks.Code
		said text
	}{
		{f.OtherAddress, text{"At another address, {host|the server} shows a good certificate.", "在另一个地址上，{host|服务器} 出示了有效的证书。"}},
		{f.SmallPackets, text{"In small packets, the same handshake with {host|the server} is answered.", "用小数据包发送同样的握手，{host|服务器} 就有应答。"}},
		{f.SmallHello, text{"A smaller handshake with {host|the server} is answered.", "换成小一些的握手，{host|服务器} 就有应答。"}},
		{f.OtherName, text{"With another name, the same address answers.", "换一个名称，同一个地址就有应答。"}},
		{f.PlainText, text{"Without encryption, the same address answers.", "不加密时，同一个地址有应答。"}},
	} {
		if c.code == checks.OK {
			return w.say(c.said, a)
		}
	}
	return w.say(text{"No other handshake with {host|the server} passed either.", "与 {host|服务器} 的其他握手也都没有通过。"}, a)
}

func (w *Words) toldClock(r checks.Result, f checks.ClockFacts, a args) string {
	if r.Status == checks.Pass {
		return ""
	}
	a = a.with("skew", w.skew(f.Skew)).with("from", f.From)
	if f.Skew > 0 {
		return w.say(text{"The clock of this computer is {skew} ahead of {from|a server}.", "这台电脑的时钟比 {from|服务器} 快 {skew}。"}, a)
	}
	return w.say(text{"The clock of this computer is {skew} behind {from|a server}.", "这台电脑的时钟比 {from|服务器} 慢 {skew}。"}, a)
}

// skew is a difference of clocks, without its sign: "3 days", "12 min".
func (w *Words) skew(d time.Duration) string {
	d = d.Abs()
	switch {
	case d >= 48*time.Hour:
		return w.say(text{"{n} days", "{n} 天"}, args{"n": strconv.Itoa(int(d.Hours() / 24))})
	case d >= 2*time.Hour:
		return w.say(text{"{n} hours", "{n} 小时"}, args{"n": strconv.Itoa(int(d.Hours()))})
	}
	return w.duration(d)
}

func (w *Words) toldHTTP(r checks.Result, f checks.HTTPFacts) string {
	a := about(cmp.Or(f.FailedHost, f.Final, f.URL)).with("module", r.Check.Target).with("status", strconv.Itoa(f.Status)).with("time", w.duration(f.Time)).with("said", w.code(f.ConnectCode))
	switch {
	case r.Status == checks.Pass && f.Status != 0:
		return w.say(text{"{host|The server} answered in {time}.", "{host|服务器} 在 {time} 内作了回答。"}, a)
	case f.Upstream:
		return w.say(text{"{host|The server} answers, and reports that it could not fetch from its own source.", "{host|服务器} 有回应，但说它自己没能从源头取到内容。"}, a)
	case f.ConnectCode != checks.OK:
		return w.say(text{"The request failed at {target|the server}: {said}.", "请求在 {target|服务器} 失败：{said}。"}, a)
	case f.Status != 0 && r.Cause == checks.NoCause && (r.Code == checks.StatusOther || r.Code == checks.StatusServerError):
		return w.say(text{"{host|The server} answered with status {status}.", "{host|服务器} 回答的状态码是 {status}。"}, a)
	case r.Cause == checks.NoCause && r.Code != checks.OK:
		return w.say(failureOf(r.Check.Kind, r.Code).summary, a)
	}
	return ""
}

func (w *Words) toldDownload(f checks.DownloadFacts, a args) string {
	first, _, _ := strings.Cut(f.Text, "\n")
	a = a.with("module", strings.TrimSuffix(f.Module+"@"+f.Version, "@")).with("time", w.duration(f.Time)).with("text", checks.Clean(first))
	switch {
	case f.OK && f.Trial == checks.TrialCached:
		return w.say(text{"Go has all that this project needs, without fetching.", "这个项目需要的一切 go 都已经有了，不用下载。"}, a)
	case f.OK && f.Trial == checks.TrialProject:
		return w.say(text{"Go fetched all that this project needs in {time}.", "go 用 {time} 下载了这个项目需要的一切。"}, a)
	case f.OK && f.Trial == checks.TrialStored:
		return w.say(text{"Without the exported {setting}, go fetched {module} in {time}.", "去掉导出的 {setting} 之后，go 用 {time} 下载了 {module}。"}, a.with("setting", f.Setting))
	case f.OK && f.Trial == checks.TrialHTTP1:
		return w.say(text{"Without HTTP/2, go fetched {module} in {time}.", "不用 HTTP/2，go 用 {time} 下载了 {module}。"}, a)
	case f.OK:
		return w.say(text{"Go fetched {module} in {time}.", "go 用 {time} 下载了 {module}。"}, a)
	case f.Stalled:
		return w.say(text{"Of the file that go fetched, {come} came, and then nothing more.", "go 下载的文件收到 {come} 之后就再没有数据了。"}, a.with("come", w.amount(checks.Progress{Bytes: f.Bytes, Total: f.Total})))
	case f.Killed && f.Bytes > 0:
		return w.say(text{"Go was still fetching after {time}: {come} had come.", "过了 {time}，go 还在下载：已收到 {come}。"}, a.with("come", w.amount(checks.Progress{Bytes: f.Bytes, Total: f.Total})))
	case f.Killed:
		return w.say(text{"Go had no result after {time}.", "过了 {time}，go 还没有结果。"}, a)
	case first != "":
		return w.say(text{"Go says: {text}", "go 的输出：{text}"}, a)
	}
	return ""
}
