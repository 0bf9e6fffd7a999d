package words

import (
	"strings"

	"gomend/checks"
	"gomend/checks/explain"
	"gomend/checks/route"
)

// failedSteps say where the go command failed.
var failedSteps = map[explain.Step]text{
	explain.StepLookup:    {"Go could not look up {host|a name}.", "go 没能查到 {host|主机} 的地址。"},
	explain.StepConnect:   {"Go got no connection to {host|the server}.", "go 没能连上 {host|服务器}。"},
	explain.StepProxy:     {"Go did not get past the web proxy.", "go 没能通过网络代理。"},
	explain.StepHandshake: {"Go connected to {host|the server}, but got no trusted, encrypted channel.", "go 连上了 {host|服务器}，但没能建立可信的加密连接。"},
	explain.StepRequest:   {"Go reached {host|the server} and did not get what it asked for.", "go 连到了 {host|服务器}，但没有得到要的内容。"},
	explain.StepTransfer:  {"What go downloaded from {host|the server} broke off or is damaged.", "go 从 {host|服务器} 下载的内容中断或损坏了。"},
	explain.StepVerify:    {"Go could not verify what it fetched.", "go 没能校验取到的内容。"},
	explain.StepVCS:       {"Go did not get the module from its repository.", "go 没能从代码仓库取到模块。"},
	explain.StepLocal:     {"Go stopped on its own machine, not on the network.", "go 停在了它自己的机器上，与网络无关。"},
}

var (
	checkAll    = text{"Read the line itself; gomend check looks at everything that go needs.", "请看报错本身；gomend check 会检查 go 需要的一切。"}
	noCandidate = text{"The words fit no cause that gomend knows.", "这些报错不符合 gomend 知道的任何原因。"}
	elsewhere   = text{"{host|What failed} does not follow from the settings seen here{hosts}.", "从这里的设置推不出 {host|失败的主机}{hosts}。"}
	wouldAsk    = text{", with which go would talk to {list}", "，按这些设置 go 会连接 {list}"}
	farSide     = text{"It happened on the server's side, on the way to its own source: nothing on this computer needs mending. Try again later, use another module proxy, or tell its operator.",
		"问题出在服务器那一边，在它去取源代码的路上，这台电脑没有什么要修的。过一会儿再试，换一个模块代理，或者告诉它的维护者。"}
	notEnough = text{"The text does not name the host. More of the output would tell more.", "文本里没有主机名，把更多输出给 gomend 才能说得更多。"}
	givesUp   = text{"The text shows {setting}: it gives up a verification and mends nothing. Take it back.", "文本里有 {setting}：它放弃了校验，又解决不了问题。请撤销。"}
)

// placesOfGo say what to do about a go command that ran somewhere else.
var placesOfGo = map[explain.Place]text{
	explain.Here: {"If go ran in an image build, with sudo, in an editor or in CI, look at its settings there.",
		"如果 go 运行在镜像构建、sudo、编辑器或 CI 里，请到那里看它的设置。"},
	explain.ImageBuild: {"The output comes from an image build, which has settings and nameservers of its own: hand them in with ARG and ENV.",
		"输出来自镜像构建，它有自己的设置和域名服务器：用 ARG 和 ENV 传进去。"},
	explain.Editor: {"The output comes from an editor, which has the environment that it was started with: set it there, and start the editor anew.",
		"输出来自编辑器，它用的是启动时的环境：在那里设置，然后重启编辑器。"},
	explain.CI: {"The output comes from CI: its settings are those of the job, not those of this computer.",
		"输出来自 CI：起作用的是任务的设置，不是这台电脑的设置。"},
	explain.Sandbox: {"The output comes from a package build, which often has no network on purpose: fetch the modules before, or use a vendor folder.",
		"输出来自软件包构建，那里常常有意不给网络：请事先取好模块，或者用 vendor 文件夹。"},
}

type nothingWords struct{ summary, advice text }

var nothings = map[explain.Nothing]nothingWords{
	explain.NothingThere: {text{"There is nothing to explain: the text is empty.", "没有可解释的内容：文本是空的。"},
		text{"Let go print again, and hand on its errors, too: go mod download 2> go.log; gomend explain go.log", "让 go 再输出一次，并把错误也传过来：go mod download 2> go.log; gomend explain go.log"}},
	explain.NotText: {text{"This is no text but binary data.", "这不是文本，而是二进制数据。"},
		text{"Hand on what the go command printed.", "请给出 go 命令输出的文字。"}},
	explain.OtherProgram: {text{"Something failed here, but not the go command.", "这里有失败，但不是 go 命令的。"},
		text{"Hand on the part that the go command printed.", "请给出 go 命令输出的那一部分。"}},
	explain.WordsMissing: {text{"The go command failed, but its own words are missing here.", "go 命令失败了，但这里没有它自己的报错。"},
		text{"Hand on the lines before, which go itself printed.", "请给出前面由 go 自己输出的那些行。"}},
	explain.NoFailure: {text{"The text holds no failure of the go command.", "文本里没有 go 命令的失败。"},
		text{"Let go print again, and hand on its errors, too: go mod download 2> go.log; gomend explain go.log", "让 go 再输出一次，并把错误也传过来：go mod download 2> go.log; gomend explain go.log"}},
}

// Explanation is what a reading says: where go failed and why, and what to do.
func (w *Words) Explanation(d explain.Reading, c explain.Comparison) (summary, advice string) {
	if !d.Found {
		n, ok := nothings[d.Why]
		if !ok {
			n = nothings[explain.NoFailure]
		}
		return w.say(n.summary, nil), w.say(n.advice, nil)
	}
	a := about(d.Host)
	parts := []string{w.say(failedSteps[d.Step], a)}
	switch {
	case d.Cause == checks.NoCause:
		parts = append(parts, w.say(noCandidate, nil))
	case c.Here == explain.No:
		hosts := ""
		if len(c.Hosts) > 0 {
			hosts = w.say(wouldAsk, args{"list": strings.Join(c.Hosts, w.Comma())})
		}
		parts = append(parts, w.Candidate(d, d.Candidates[0]), w.say(elsewhere, about(d.Host).with("hosts", hosts)))
	default:
		parts = append(parts, w.Candidate(d, d.Candidates[0]))
	}
	return w.sentences(parts...), w.sentences(w.explainAdvice(d, c)...)
}

func (w *Words) explainAdvice(d explain.Reading, c explain.Comparison) []string {
	var parts []string
	switch {
	case c.Here == explain.No:
		parts = append(parts, w.say(placesOfGo[d.Ran], nil), w.say(causeOf(d.Cause).advice, about(d.Host)))
	case d.FarSide && d.Cause == checks.CauseGOPROXYUpstreamFailed:
		parts = append(parts, w.say(farSide, nil))
	case d.Cause != checks.NoCause:
		parts = append(parts, w.say(causeOf(d.Cause).advice, aboutReading(d)))
		if d.Ran != explain.Here {
			parts = append(parts, w.say(placesOfGo[d.Ran], nil))
		}
	default:
		parts = append(parts, w.say(checkAll, nil))
	}
	if onTheWay := d.Step != explain.StepLocal && d.Step != explain.StepVerify && d.Step != explain.StepVCS; d.Host == "" && onTheWay {
		parts = append(parts, w.say(notEnough, nil))
	}
	if d.Unsafe != "" {
		parts = append(parts, w.say(givesUp, args{"setting": checks.Clean(explain.HideSecrets(d.Unsafe))}))
	}
	return parts
}

// Candidate is one cause that a text fits, as sure as that is.
func (w *Words) Candidate(d explain.Reading, c explain.Candidate) string {
	return w.finding(checks.Finding{Cause: c.Cause, Confidence: c.Confidence}, aboutReading(d))
}

// aboutReading makes the names that a text gives: what is sought is the module, and
// who fails is the host.
func aboutReading(d explain.Reading) args {
	a := about(d.Host)
	a["target"] = route.Module{Path: d.Module, Version: d.Version}.String()
	if d.Module == "" {
		a["target"] = d.Host
	}
	return a
}

// Explained holds the fixed words of an explanation.
type Explained struct {
	Failed, Module, Host, Way, Resolver, FarSide, Here, OrElse, Next string
	Follows                                                          map[explain.Follows]string
	There                                                            string // far side
	Paste                                                            string // what a terminal waits for
}

var explained = map[Lang]Explained{
	English: {
		"Go said", "Module", "Host", "By way of", "Nameserver", "Where", "Settings here", "It can also be", "What settles it",
		map[explain.Follows]string{explain.Yes: "lead to this host, too", explain.No: "do not lead to this host", explain.Unknown: "do not tell"},
		"on the server's side",
		"Paste what go printed, then press Ctrl-D on a line of its own.",
	},
	Chinese: {
		"go 的输出", "模块", "主机", "经由", "域名服务器", "位置", "这里的设置", "也可能是", "确认的办法",
		map[explain.Follows]string{explain.Yes: "也会连接这台主机", explain.No: "不会连接这台主机", explain.Unknown: "看不出来"},
		"服务器那一边",
		"请粘贴 go 的输出，然后在单独一行按 Ctrl-D。",
	},
}

// Explained is the fixed words of an explanation.
func (w *Words) Explained() Explained { return explained[w.lang] }
