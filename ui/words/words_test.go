package words

import (
	"errors"
	"net/netip"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix"
)

// targets are what checks and findings can be about; one is nothing at all.
var targets = []string{"", "proxy.golang.org", "proxy.golang.org:443", "https://goproxy.cn/rsc.io/quote/@v/list", "rsc.io/quote@v1.5.2", "10.0.0.1", "GOPROXY", "[2001:db8::1]:443"}

// said lists every sentence that can be made, with the name of what makes it.
func said(t *testing.T, w *Words, say func(name, sentence string)) {
	screen := reflect.ValueOf(w.Screen)
	for i := range screen.NumField() {
		say("Screen."+screen.Type().Field(i).Name, screen.Field(i).String())
	}
	mending := reflect.ValueOf(w.Mending)
	for i := range mending.NumField() {
		say("Mending."+mending.Type().Field(i).Name, mending.Field(i).String())
	}
	for _, l := range checks.Layers {
		say("Layer "+string(l), w.Layer(l))
		say("LayerShort "+string(l), w.LayerShort(l))
		say("LayerWhy "+string(l), w.LayerWhy(l))
	}
	for _, target := range targets {
		saidOfChecks(t, w, target, say)
		saidOfCauses(w, target, say)
	}
	saidOfProblems(t, w, say)
	saidOfFixes(w, say)
	saidOfTimings(w, say)
	saidOfReports(t, w, say)
	saidOfApplying(t, w, say)
	saidOfGlossary(w, say)
	saidOfExplanations(w, say)
	for _, key := range evidenceKeysOf(t) {
		say("EvidenceKey "+key, w.EvidenceKey(key))
	}
}

func codesOf(t *testing.T) []checks.Code {
	list := []checks.Code{checks.OK, "never heard of"}
	for _, s := range constants(t, "../../checks/*.go", "Code") {
		list = append(list, checks.Code(s))
	}
	return list
}

var statuses = []checks.Status{checks.Pass, checks.Warn, checks.Fail, checks.Skip, checks.Unknown}

func saidOfChecks(t *testing.T, w *Words, target string, say func(name, sentence string)) {
	known := codesOf(t)
	for _, k := range checks.Kinds() {
		c := checks.Check{ID: k.Name(target), Kind: k, Target: target}
		say("Question "+c.ID, w.Question(c))
		say("Row "+c.ID, w.Row(c))
		for _, r := range []string{"", "module-proxy-1", "checksum-database", "version-control-2", "toolchain", "redirect-1"} {
			c.Route = r
			say("Why "+c.ID+" on "+r, w.Why(c))
		}
		for _, status := range statuses {
			for _, code := range known {
				r := checks.Result{Check: c, Status: status, Code: code, Duration: 3 * time.Second}
				name := string(status) + " " + string(code) + " " + c.ID
				say("Summary "+name, w.Summary(r))
				say("Meaning "+name, w.Meaning(r))
			}
			say("Status "+string(status), w.Status(status))
		}
		skipped := checks.Result{Check: c, Status: checks.Skip, Blocker: c.ID}
		say("Summary of a skipped "+c.ID, w.Summary(skipped))
	}
	for _, code := range known {
		say("Code "+string(code), w.code(code))
	}
}

func saidOfCauses(w *Words, target string, say func(name, sentence string)) {
	for _, cause := range append(checks.Causes(), checks.NoCause, "never-heard-of") {
		for _, confidence := range []checks.Confidence{checks.Certain, checks.Likely, checks.Possible} {
			f := checks.Finding{Cause: cause, Confidence: confidence, Target: target}
			for _, status := range []checks.VerdictStatus{checks.Broken, checks.Degraded} {
				headline, advice := w.Verdict(checks.Verdict{Status: status, Finding: f})
				say("headline "+string(cause)+" "+target, headline)
				say("advice "+string(cause)+" "+target, advice)
			}
		}
		for _, kind := range checks.NoteKinds {
			f := checks.Finding{Cause: cause, Target: target, Note: checks.Note{Kind: kind, Address: netip.MustParseAddr("10.0.0.1"), Hop: 3, Scope: checks.ScopePrivate, Text: "docker"}}
			say("Note "+string(kind)+" of "+string(cause)+" "+target, w.Note(f))
			headline, advice := w.Verdict(checks.Verdict{Status: checks.Broken, Finding: f})
			say("headline "+string(cause)+" and "+string(kind)+" "+target, headline)
			say("advice "+string(cause)+" and "+string(kind)+" "+target, advice)
			say("Lesson "+string(cause)+" and "+string(kind)+" "+target, w.Lesson(checks.Verdict{Finding: f}))
		}
		r := checks.Result{Check: checks.Check{Kind: checks.KindTLS, Target: target}, Status: checks.Fail, Cause: cause}
		say("Summary of "+string(cause), w.Summary(r))
		say("Meaning of "+string(cause), w.Meaning(r))
	}
	for _, v := range []checks.Verdict{
		{Status: checks.Healthy}, {Status: checks.Healthy, Transient: true}, {Status: checks.Incomplete},
		{Status: checks.Incomplete, Why: checks.WhyInterrupted}, {Status: checks.Incomplete, Why: checks.WhyTimeout},
		{Status: checks.Incomplete, Why: checks.WhyInternal}, {Status: checks.Incomplete, Why: checks.WhyNoWord}, {Status: checks.Incomplete, Why: checks.WhyUnproven}, {Status: checks.Incomplete, Why: checks.WhySkipped},
	} {
		headline, advice := w.Verdict(v)
		say("headline "+string(v.Status)+" "+string(v.Why), headline)
		say("advice "+string(v.Status)+" "+string(v.Why), advice)
	}
}

func saidOfProblems(t *testing.T, w *Words, say func(name, sentence string)) {
	list := []string{"", "never-heard-of"}
	for reason := range reasons {
		list = append(list, reason)
	}
	for _, kind := range constants(t, "../../checks/route/*.go", "ProblemKind") {
		for _, reason := range list {
			for _, p := range []route.Problem{
				{Name: "GOPROXY", Value: "https://a;https://b", Source: route.FromEnvironment, Fatal: true},
				{Name: "go.mod", File: "/src/go.mod:3", Source: route.FromDefault},
			} {
				p.Kind, p.Reason = route.ProblemKind(kind), reason
				s := w.problem(p)
				say("Problem "+kind+" "+reason, s)
				if p.Value != "" && !strings.Contains(s, p.Value) || p.File != "" && !strings.Contains(s, p.File) {
					t.Errorf("Problem %s %s: %q does not tell value and place", kind, reason, s)
				}
			}
		}
	}
}

func saidOfFixes(w *Words, say func(name, sentence string)) {
	for _, id := range fix.IDs() {
		for _, values := range []map[string]string{nil, {
			"mirror": "https://goproxy.cn", "mirrorhost": "goproxy.cn", "time": "34 ms", "dns1": "223.5.5.5", "dns2": "1.1.1.1", "host": "proxy.golang.org",
			"port": "443", "proxy": "http://10.0.0.9:3128", "setting": "GOPROXY", "githost": "github.com", "hostsfile": "/etc/hosts", "private": "github.com/acme",
		}} {
			say("FixTitle "+id, w.FixTitle(id, values))
			say("FixWhy "+id, w.FixWhy(id, values))
		}
	}
	for _, name := range fix.AskNames() {
		for _, values := range []map[string]string{nil, {"host": "git.corp.example", "fingerprint": "SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s", "subject": "Example Corp Root"}} {
			say("Ask "+string(name), w.Ask(string(name), values))
		}
		say("AskWrong "+string(name), w.AskWrong(string(name)))
	}
	for _, s := range []fix.Scope{fix.Process, fix.User, fix.Repository, fix.Container, fix.System} {
		say("Scope "+string(s), w.Scope(string(s)))
	}
	for _, r := range []fix.Risk{fix.Safe, fix.Caution, fix.Dangerous} {
		say("Risk "+string(r), w.Risk(string(r)))
	}
}

func TestEverySentence(t *testing.T) {
	for _, lang := range Langs {
		t.Run(string(lang), func(t *testing.T) {
			seen := map[string]bool{}
			said(t, For(lang), func(name, s string) {
				if seen[s] && s != "" {
					return
				}
				seen[s] = true
				if err := fault(lang, s); err != nil {
					t.Errorf("%s: %v: %q", name, err, s)
				}
			})
			if len(seen) < 1000 {
				t.Errorf("only %d sentences seen", len(seen))
			}
		})
	}
}

const (
	han  = `\p{Han}`
	wide = "，。：；？、（）“”！"
)

var (
	doubled     = regexp.MustCompile(`\S  +\S|^ \S|\S $| [,.;:?]( |$)`)
	halfWidth   = regexp.MustCompile(han + ` ?[,.:;?!()]|[,:;?!()] ?` + han)
	crowded     = regexp.MustCompile(han + `[A-Za-z0-9]|[A-Za-z0-9]` + han)
	blankByWide = regexp.MustCompile(` [` + wide + `]|[` + wide + `] `)
	leftOpen    = regexp.MustCompile(`\{|\||\}|%!`)
)

// fault says what is wrong with a sentence, if anything.
func fault(lang Lang, s string) error {
	pipes := strings.NewReplacer("comma or |", "", "knows the comma and |", "", "逗号或 |", "", "逗号和 |", "", "after |", "", "用 |", "")
	switch {
	case strings.TrimSpace(s) == "":
		return errors.New("missing")
	case doubled.MatchString(s):
		return errors.New("blanks in the wrong place")
	case strings.ContainsAny(s, "!！") && !strings.Contains(s, "“!”"):
		return errors.New("exclamation mark")
	case leftOpen.MatchString(pipes.Replace(s)):
		return errors.New("a place was left open")
	case strings.ContainsFunc(s, func(r rune) bool { return r >= 0x2600 && r <= 0x27BF || r >= 0x1F000 }):
		return errors.New("emoji")
	}
	if lang == English {
		return englishFault(s)
	}
	return chineseFault(s)
}

func englishFault(s string) error {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && s != "中文" {
		return errors.New("Chinese among the English")
	}
	for _, word := range []string{"please", "sorry", "simply", "obviously", "invalid", "illegal", "you failed", "your fault", "oops", "unfortunately"} {
		if strings.Contains(strings.ToLower(s), word) && !strings.Contains(s, "simply not stored") {
			return errors.New("word to avoid: " + word)
		}
	}
	return nil
}

// glossary: the word on the left is the one we use for what the others mean.
var glossary = map[string][]string{
	"模块":    {"模组", "套件包"},
	"模块代理":  {"模块镜像代理"},
	"域名解析":  {"名字解析", "名称解析", "域名解释"},
	"域名服务器": {"名称服务器", "名字服务器", "DNS 服务器", "解析服务器"},
	"校验和":   {"校验码", "检验和", "校验值"},
	"防火墙":   {"火墙"},
	"服务器":   {"伺服器", "服务端"},
	"证书":    {"凭证", "憑證"},
	"网络":    {"網路", "网路"},
	"端口":    {"连接埠", "通讯埠"},
	"数据包":   {"封包", "报文"},
	"主机":    {"主機"},
	"默认":    {"缺省", "预设"},
	"设置":    {"设定", "設定"},
	"你":     {"您"},
	"文件夹":   {"目錄", "资料夹"},
	"缓存":    {"快取", "高速缓存"},
	"密钥":    {"金钥", "秘钥"},
	"令牌":    {"权杖"},
	"管理员":   {"主人"},
	"覆盖":    {"遮住", "盖住"},
	"连不上":   {"连不到"},
}

func chineseFault(s string) error {
	switch {
	case halfWidth.MatchString(s):
		return errors.New("half-width punctuation beside a Chinese character")
	case crowded.MatchString(s):
		return errors.New("no blank between Chinese and Latin")
	case blankByWide.MatchString(s):
		return errors.New("a blank beside full-width punctuation")
	}
	for want, others := range glossary {
		for _, other := range others {
			if strings.Contains(strings.ReplaceAll(s, want, ""), other) {
				return errors.New("write " + want + ", not " + other)
			}
		}
	}
	return nil
}

func TestEveryCauseHasItsOwnWords(t *testing.T) {
	count := map[string]checks.Cause{}
	for _, c := range checks.Causes() {
		for _, lang := range Langs {
			if causeOf(c) == unknownCause {
				t.Errorf("%s has no words", c)
			}
			for _, s := range []string{causeOf(c).headline.in(lang), causeOf(c).meaning.in(lang), causeOf(c).advice.in(lang)} {
				if s == "" {
					t.Errorf("%s has an empty sentence in %s", c, lang)
				}
			}
			headline := causeOf(c).headline.in(lang)
			if other, twice := count[headline]; twice {
				t.Errorf("%s and %s have the same headline %q", c, other, headline)
			}
			count[headline] = c
		}
	}
	known := map[checks.Cause]bool{}
	for _, c := range checks.Causes() {
		known[c] = true
	}
	for _, table := range causeTables {
		for c := range table {
			if !known[c] {
				t.Errorf("words for %s, which is no cause", c)
			}
		}
	}
}

func TestHeadlinesFit(t *testing.T) {
	const room = 80 - 4
	for _, lang := range Langs {
		for _, c := range checks.Causes() {
			for _, confidence := range []checks.Confidence{checks.Certain, checks.Likely} {
				s := For(lang).Finding(checks.Finding{Cause: c, Confidence: confidence, Target: "proxy.golang.org:443"})
				if n := ansi.StringWidth(s); n > room+20 || confidence == checks.Certain && n > room {
					t.Errorf("%s: %d columns: %s", c, n, s)
				}
			}
		}
	}
}

func TestEveryCodeHasItsOwnWords(t *testing.T) {
	for _, c := range constants(t, "../../checks/*.go", "Code") {
		if _, ok := codes[checks.Code(c)]; !ok {
			t.Errorf("code %s has no words", c)
		}
	}
	for _, k := range checks.Kinds() {
		if _, ok := kinds[k]; !ok {
			t.Errorf("kind %s has no words", k)
		}
	}
	for f := range failures {
		if _, ok := kinds[f.kind]; !ok {
			t.Errorf("words for a failure of %s, which is no kind", f.kind)
		}
	}
	for _, key := range evidenceKeysOf(t) {
		if _, ok := evidenceKeys[key]; !ok {
			t.Errorf("evidence %s has no label", key)
		}
	}
	for _, reason := range reasonsOf(t) {
		if _, ok := reasons[reason]; !ok {
			if _, special := kindReasons[kindReason{route.GoproxyOff, reason}]; !special && reason != "off" && reason != "auto" {
				t.Errorf("reason %s has no words", reason)
			}
		}
	}
	for _, id := range fix.IDs() {
		if fixOf(id).title.en == "" {
			t.Errorf("fix %s has no words", id)
		}
	}
	for _, table := range []map[string]fixWords{networkFixes, secureFixes, sourceFixes, settingFixes} {
		for id := range table {
			if len(fix.IDs()) > 0 && !contains(fix.IDs(), id) {
				t.Errorf("words for the fix %s, which does not exist", id)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func TestSentences(t *testing.T) {
	connect := checks.Check{Kind: checks.KindConnect, Target: "proxy.golang.org:443", Route: "module-proxy-1"}
	blocked := checks.Finding{Cause: checks.CauseTCPTimeout, Confidence: checks.Certain, Target: connect.Target}
	likely, possible := blocked, blocked
	likely.Confidence, possible.Confidence = checks.Likely, checks.Possible
	wrong := checks.Finding{Cause: checks.CauseGOPROXYMalformed, Confidence: checks.Likely}
	silent := checks.Result{Check: connect, Status: checks.Fail, Code: checks.Timeout, Facts: checks.DialFacts{
		Host: "proxy.golang.org", Port: 443, Code: checks.Timeout,
		Attempts: []checks.Attempt{{Code: checks.Timeout, Time: 3 * time.Second, Tries: 3}},
	}}
	open := checks.Result{Check: connect, Status: checks.Pass, Duration: 34 * time.Millisecond, Facts: checks.DialFacts{
		Host: "goproxy.cn", Winner: netip.MustParseAddrPort("1.2.3.4:443"), Attempts: []checks.Attempt{{}},
	}}
	skipped := checks.Result{Check: connect, Status: checks.Skip, Blocker: "lookup/proxy.golang.org"}
	lost := checks.Result{Check: checks.Check{ID: "loss/proxy.golang.org:443", Kind: checks.KindLoss, Target: "proxy.golang.org:443"}, Status: checks.Warn, Cause: checks.CausePacketLoss, Facts: checks.LossFacts{Tries: 40, Lost: 15}}
	few := lost
	few.Status, few.Cause = checks.Pass, checks.NoCause
	semicolon := route.Problem{Name: "GOPROXY", Value: "https://a;https://b", Source: route.FromEnvFile, File: "/home/u/.config/go/env", Reason: "semicolon", Fatal: true}
	for _, tt := range []struct {
		name string
		say  func(w *Words) string
		text
	}{
		{"question", func(w *Words) string { return w.Question(connect) }, text{"Can we open port 443 on proxy.golang.org?", "能连上 proxy.golang.org 的 443 端口吗？"}},
		{"row", func(w *Words) string { return w.Row(connect) }, text{"proxy.golang.org:443", "proxy.golang.org:443"}},
		{"certain", func(w *Words) string { return w.Finding(blocked) }, text{"A firewall silently drops connections to proxy.golang.org.", "防火墙悄悄丢弃了发往 proxy.golang.org 的连接。"}},
		{"likely", func(w *Words) string { return w.Finding(likely) }, text{"Most likely a firewall silently drops connections to proxy.golang.org.", "很可能是防火墙悄悄丢弃了发往 proxy.golang.org 的连接。"}},
		{"possible", func(w *Words) string { return w.Finding(possible) }, text{"Perhaps a firewall silently drops connections to proxy.golang.org.", "可能是防火墙悄悄丢弃了发往 proxy.golang.org 的连接。"}},
		{"a name stays in capitals", func(w *Words) string { return w.Finding(wrong) }, text{"Most likely GOPROXY cannot be used as it is written.", "很可能是 GOPROXY 的写法有误。"}},
		{"a module is no host", func(w *Words) string {
			return w.Finding(checks.Finding{Cause: checks.CauseGOPROXYRateLimited, Target: "rsc.io/quote@v1.5.2"})
		}, text{"The module proxy says: too many requests (429).", "模块代理说请求太多（429）。"}},
		{"nothing named", func(w *Words) string { return w.Finding(checks.Finding{Cause: checks.CauseTCPTimeout}) }, text{"A firewall silently drops connections to the server.", "防火墙悄悄丢弃了发往服务器的连接。"}},
		{"silence", func(w *Words) string { return w.Summary(silent) }, text{"Port 443 on proxy.golang.org: no answer in 3.0 s, 3 tries.", "proxy.golang.org 的 443 端口：3.0 s 内没有应答，试了 3 次。"}},
		{"connected", func(w *Words) string { return w.Summary(open) }, text{"Connected to 1.2.3.4:443 in 34 ms.", "连上了 1.2.3.4:443，用时 34 ms。"}},
		{"skipped", func(w *Words) string { return w.Summary(skipped) }, text{"Skipped, because this did not pass: proxy.golang.org.", "已跳过，因为这一步没有通过：proxy.golang.org。"}},
		{"a warning that names a cause", func(w *Words) string { return w.Summary(lost) }, text{"Many packets get lost on the way.", "途中丢失了很多数据包。"}},
		{"the same passed", func(w *Words) string { return w.Summary(few) }, text{"Hardly any packets get lost on the way to proxy.golang.org.", "去 proxy.golang.org 的途中几乎不丢包。"}},
		{"why", func(w *Words) string { return w.Why(connect) }, text{
			"Go downloads modules from this server. If it cannot connect, `go mod download` waits and then fails with “i/o timeout”.",
			"Go 从这台服务器下载模块。连不上时，`go mod download` 会一直等，最后报“i/o timeout”。",
		}},
		{"problem", func(w *Words) string { return w.problem(semicolon) }, text{
			"GOPROXY is separated by a semicolon; go knows the comma and |: “https://a;https://b” (from /home/u/.config/go/env).",
			"GOPROXY 用了分号分隔，go 只认逗号和 |：“https://a;https://b”（来自 /home/u/.config/go/env）。",
		}},
		{"fix", func(w *Words) string { return w.FixTitle("goproxy-set", map[string]string{"mirrorhost": "goproxy.cn"}) }, text{"Use the mirror goproxy.cn", "使用镜像 goproxy.cn"}},
		{"layer", func(w *Words) string { return w.Layer(checks.LayerTransport) }, text{"Transport & firewall", "传输与防火墙"}},
		{"healthy", func(w *Words) string { s, _ := w.Verdict(checks.Verdict{Status: checks.Healthy}); return s }, text{"Everything go needs works.", "go 需要的一切都正常。"}},
		{"skew", func(w *Words) string { return w.skew(-72 * time.Hour) }, text{"3 days", "3 天"}},
	} {
		for _, lang := range Langs {
			if got := tt.say(For(lang)); got != tt.in(lang) {
				t.Errorf("%s in %s:\n%s\nwant\n%s", tt.name, lang, got, tt.in(lang))
			}
		}
	}
}

func TestDetect(t *testing.T) {
	for _, tt := range []struct {
		env  []string
		want Lang
	}{
		{nil, English},
		{[]string{"LANG=zh_CN.UTF-8"}, Chinese},
		{[]string{"LANG=zh_TW.utf8", "TERM=xterm-256color"}, Chinese},
		{[]string{"LANG=zh_CN.UTF-8", "TERM=linux"}, English},
		{[]string{"LANG=zh_CN.GB18030"}, English},
		{[]string{"LANG=zh_CN.UTF-8", "LC_ALL=C.UTF-8"}, English},
		{[]string{"LANG=en_US.UTF-8", "LC_MESSAGES=zh_CN.UTF-8"}, Chinese},
		{[]string{"LANG=zh_CN.UTF-8", "LC_ALL="}, Chinese},
		{[]string{"LANG=zh_CN.UTF-8", "LANG=de_DE.UTF-8"}, English},
	} {
		if got := Detect(tt.env); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.env, got, tt.want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for s, want := range map[string]bool{"en": true, "zh": true, "ZH": true, "": false, "de": false, "zh_CN": false} {
		if l, ok := ParseLang(s); ok != want || For(l).Lang() != l {
			t.Errorf("%q: %s, %v", s, l, ok)
		}
	}
}
