package words

import "gomend/checks"

// Meaning says in one to three sentences what a result means for a beginner, and
// what it rules out.
func (w *Words) Meaning(r checks.Result) string {
	a := about(r.Check.Target)
	switch {
	case r.Status == checks.Skip && r.Blocker == checks.ByRequest:
		return w.say(text{"You left this step out, so nothing is known about it.", "你跳过了这一步，所以这里的情况还不知道。"}, a)
	case r.Status == checks.Skip && r.Blocker != "":
		return w.say(text{"This needs a step before it that did not work. Mend that one first.", "这一步要靠前面的步骤，而前面的没有成功。先解决前面的问题。"}, a)
	case r.Status == checks.Skip:
		return w.say(text{"The answer would teach nothing new here.", "在这里查了也得不到新的信息。"}, a)
	case isCrash(r.Facts):
		return w.say(text{"This is a fault of gomend, not of your network. The other checks still count.", "这是 gomend 自己的问题，与你的网络无关。其他检查仍然有效。"}, a)
	case r.Status == checks.Pass:
		return w.say(kindOf(r.Check).meaning, a)
	case r.Check.Kind.Comparison() && r.Code != checks.OK:
		return w.say(text{"This was tried only to compare. By itself it accuses nobody.", "这只是用来对照的，单凭它不能说明是谁的问题。"}, a)
	}
	return w.meaningOfFault(r, a)
}

func (w *Words) meaningOfFault(r checks.Result, a args) string {
	if s := w.meant(r, a); s != "" {
		return s
	}
	switch {
	case r.Cause != checks.NoCause:
		return w.say(causeOf(r.Cause).meaning, a)
	case r.Code != checks.OK:
		return w.say(failureOf(r.Check.Kind, r.Code).meaning, a)
	case r.Status == checks.Warn:
		return w.say(text{"It works, and there is a remark: see the evidence below.", "能用，但有一点要留意，见下面的证据。"}, a)
	}
	return w.say(text{"This could not be found out, so it neither clears nor accuses anybody.", "这一项没能查清，所以既不能排除什么，也不能怪谁。"}, a)
}

// meant is what typed facts of a warning or failure mean; empty when the general
// meaning will do.
func (w *Words) meant(r checks.Result, a args) string {
	switch f := r.Facts.(type) {
	case checks.LookupFacts:
		if r.Status.OK() && f.Delay > 0 {
			return w.say(causeOf(checks.CauseDNSSlow).meaning, a)
		}
	case checks.DialFacts:
		if r.Status.OK() && f.Winner.IsValid() {
			return w.say(causeOf(checks.CauseAddressPartlyDead).meaning, a)
		}
	case checks.TLSFacts:
		if r.Status.OK() && f.LocalCA {
			return w.say(text{"A company firewall or a security program opens encrypted connections here. Go accepts that, because its authority was added to this computer; a container will not.",
				"这里有公司防火墙或安全软件在拆开加密连接。它的根证书已加到这台电脑上，所以 go 能接受；容器里则不行。"}, a)
		}
	case checks.HTTPFacts:
		if f.Upstream {
			return w.say(causeOf(checks.CauseGOPROXYUpstreamFailed).meaning, a)
		}
	case checks.DownloadFacts:
		if f.Cause != checks.NoCause {
			return w.say(causeOf(f.Cause).meaning, a)
		}
	}
	return ""
}

func isCrash(f checks.Facts) bool {
	_, crash := f.(checks.Crash)
	return crash
}

// failure is a pair of a kind and a code whose general words would mislead.
type failure struct {
	kind checks.Kind
	code checks.Code
}

type failureWords struct{ summary, meaning text }

func failureOf(k checks.Kind, c checks.Code) failureWords {
	if special, ok := failures[failure{k, c}]; ok {
		return special
	}
	general := codeOf(c)
	return failureWords{general.summary, general.meaning}
}

var failures = map[failure]failureWords{
	{checks.KindLookup, checks.Timeout}: {
		text{"No nameserver answered about {host|the name} in {time}.", "{time} 内没有域名服务器回答 {host|这个域名}。"},
		text{"The nameservers are silent: they are down, or a firewall drops the questions. Nothing is known about the server itself yet.", "域名服务器没有回应：可能停了，也可能查询被防火墙丢弃。服务器本身的情况还不知道。"},
	},
	{checks.KindLookup, checks.Refused}: {
		text{"Nothing answers at the address of the nameserver.", "域名服务器的地址上没有服务。"},
		text{"The nameserver setting points at a machine where no nameserver runs. In containers it is often 127.0.0.53, which exists only on the host.", "设置的域名服务器地址上没有在运行的服务。容器里常见的是 127.0.0.53，它只在宿主机上有。"},
	},
	{checks.KindNameserver, checks.Timeout}: {
		text{"The nameserver {address} did not answer in {time}.", "域名服务器 {address} 在 {time} 内没有应答。"},
		text{"It is down, or the questions do not get there. Others in the list may still answer, after a wait.", "它可能停了，也可能查询到不了那里。列表中其他服务器也许还能回答，只是要等。"},
	},
	{checks.KindNameserver, checks.NXDomain}: {
		text{"The nameserver {address} answers that there is no such name.", "域名服务器 {address} 回答说没有这个域名。"},
		text{"The nameserver works. Either the name is wrong, or this nameserver denies it.", "域名服务器是好的。要么域名写错了，要么是它屏蔽了这个域名。"},
	},
	{checks.KindNameserver, checks.NoData}: {
		text{"The nameserver {address} knows the name, and no address of it.", "域名服务器 {address} 知道这个域名，但没有它的地址。"},
		text{"The nameserver works. It has nothing that go could connect to.", "域名服务器是好的，但没有 go 能连接的地址。"},
	},
	{checks.KindNameserver, checks.Refused}: {
		text{"No nameserver runs at {address|that address}.", "{address|那个地址} 上没有域名服务器在运行。"},
		text{"The machine answers, and no nameserver listens there.", "这台机器有回应，但上面没有域名服务器。"},
	},
	{checks.KindGateway, checks.Timeout}: {
		text{"The gateway {target} does not answer on the local network.", "网关 {target} 在本地网络上没有回应。"},
		text{"The router is off, or this computer is in another network than its settings say.", "路由器可能关了，或者这台电脑实际所在的网络与设置不符。"},
	},
	{checks.KindTLS, checks.Timeout}: {
		text{"{host|The server} accepted the connection, and the handshake got no answer in {time}.", "{host|服务器} 接受了连接，但握手在 {time} 内没有应答。"},
		text{"The way is open, but the first encrypted message is not answered. Often a device on the way swallows it, because of its size or of the name in it.", "路是通的，但第一条加密消息没有回音。常常是途中的设备因为它的大小或其中的名称把它吞掉了。"},
	},
	{checks.KindTLS, checks.Reset}: {
		text{"The connection to {host|the server} was cut during the handshake.", "与 {host|服务器} 握手时连接被切断。"},
		text{"Somebody cut the connection when the name of the server went by. Filters work this way.", "服务器名称一出现，连接就被切断。按名称过滤的设备就是这样做的。"},
	},
	{checks.KindProxyTunnel, checks.Timeout}: {
		text{"The proxy did not answer in {time}.", "代理在 {time} 内没有应答。"},
		text{"The proxy takes connections and then stays silent. It is overloaded, or waits for something behind it.", "代理接受了连接，然后就再没有回应。它可能过载，也可能在等后面的服务器。"},
	},
	{checks.KindRepository, checks.NotFound}: {
		text{"The version control program is not installed.", "没有安装版本控制程序。"},
		text{"Go lets git, hg or another program fetch the source code, and it is not on this computer.", "go 要靠 git、hg 等程序去取源代码，而这台电脑上没有。"},
	},
	{checks.KindGoCommand, checks.NotFound}: {
		text{"The go command was not found.", "找不到 go 命令。"},
		text{"Go is not installed, or its folder is missing from PATH.", "Go 没有安装，或者它所在的文件夹不在 PATH 里。"},
	},
	{checks.KindModuleCache, checks.Permission}: {
		text{"You may not write to the module cache.", "你没有写入模块缓存的权限。"},
		text{"The folder belongs to another user, often because go was once run with sudo.", "这个文件夹属于别的用户，常见原因是曾用 sudo 运行过 go。"},
	},
	{checks.KindModuleInfo, checks.StatusNotFound}: {
		text{"{host|The module proxy} does not have {module|this module} (404).", "{host|模块代理} 没有 {module|这个模块}（404）。"},
		text{"The module proxy works. The module or version does not exist, is private, or is too new for it.", "模块代理是好的。模块或版本不存在、是私有的，或者太新，它还没有收录。"},
	},
}
