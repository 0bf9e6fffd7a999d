package words

import (
	"strconv"

	"gomend/checks"
)

// Note is the circumstance of a finding as a sentence; empty when there is none.
func (w *Words) Note(f checks.Finding) string {
	said, ok := notes[f.Note.Kind]
	if !ok {
		return ""
	}
	n := f.Note
	return w.say(said, aboutFinding(f).with("n", strconv.Itoa(n.Hop)).with("scope", reaches[n.Scope].in(w.lang)))
}

// aboutFinding is what the words of a finding may name.
func aboutFinding(f checks.Finding) args {
	a := about(f.Target).with("text", checks.Clean(f.Note.Text))
	if f.Note.Address.IsValid() {
		a = a.with("router", f.Note.Address.String())
	}
	return a
}

var notes = map[checks.NoteKind]text{
	checks.NoteLastRouter: {"The last router that answered is {router} (hop {n}, {scope}).", "最后一台有回应的路由器是 {router}（第 {n} 跳，{scope}）。"},
	checks.NoteNoRouter:   {"No router on the way answered.", "途中没有一台路由器回应。"},
	checks.NoteRule:       {"This rule stops it: {text}.", "拦住它的是这条规则：{text}。"},
	checks.NoteOwnReset:   {"The refusal is made on this computer; nothing was sent.", "是这台电脑自己作出的拒绝，什么都没有发出去。"},
	checks.NoteOwnRoute:   {"A route or routing rule of this computer refuses it: see ip route and ip rule for prohibit, blackhole and unreachable.", "是这台电脑的路由或路由规则拒绝了它：用 ip route 和 ip rule 看看有没有 prohibit、blackhole、unreachable。"},
	checks.NoteNoIPv4:     {"There is no default route for IPv4.", "IPv4 没有默认路由。"},
	checks.NoteNoIPv6:     {"There is no default route for IPv6.", "IPv6 没有默认路由。"},
	checks.NoteRcode:      {"It says so of the very question that go asks.", "这是它对 go 所提查询的回答。"},
	checks.NoteEDNS:       {"It answers questions without the extension EDNS, which all of go's carry; with GODEBUG=netedns0=0 in its environment go leaves it out.", "不带 EDNS 扩展的查询它会回答，而 go 的查询都带；在环境变量里设 GODEBUG=netedns0=0，go 就不带了。"},
	checks.NoteOwnDrop:    {"The answers come back, and are dropped on this computer.", "应答回来了，却在这台电脑上被丢弃。"},
	checks.NoteOwnLoss:    {"The packets are lost on this very computer, before they leave the interface. What may stand there: {text}.", "数据包在这台电脑上、离开接口之前就丢了。那里可能有：{text}。"},
	checks.NoteContainerLoopback: {"In a container ({text}), 127.0.0.1 is the container itself, not the computer around it: what runs there has to be reached by that computer's own address.",
		"在容器（{text}）里，127.0.0.1 是容器自己，不是外面的电脑；要连外面的服务，得用那台电脑自己的地址。"},
	checks.NoteWSLLoopback: {"In WSL, 127.0.0.1 is the Linux side: what runs in Windows is reached by the address of the gateway, or with mirrored networking.",
		"在 WSL 里，127.0.0.1 是 Linux 这一侧；Windows 里的服务要用网关的地址，或者开启镜像网络模式。"},
	checks.NoteRemoteLoopback: {"127.0.0.1 is this very computer, which you reached by SSH, not the one in front of you.", "127.0.0.1 是你用 SSH 登录的这台电脑，不是你面前那台。"},
	checks.NoteMadeUp:         {"{router} is an address that a VPN or proxy tool made up; that tool has to run, and to carry this connection.", "{router} 是 VPN 或代理工具虚构的地址；那个工具必须在运行，并接管这个连接。"},
	checks.NoteTunnel:         {"Everything goes into the tunnel {text}, and nothing comes back out of it.", "数据都进了隧道 {text}，却没有任何回应出来。"},
	checks.NoteLocalServer:    {"The nameserver is {text}, on this computer: look at its log and settings.", "域名服务器是这台电脑上的 {text}：看看它的日志和设置。"},
	checks.NoteMute:           {"The server takes the request, and then says nothing.", "服务器接受了请求，然后就没有回应了。"},
	checks.NoteNoNames: {"The certificate names its host in the subject's common name alone, which Go does not look at: its owner has to issue one with the name in it as subject alternative name (SAN).",
		"证书只在主题的 common name 里写了主机名，而 Go 不看这一项：管理员需要重新签发，把名称写进主题备用名称（SAN）。"},
	checks.NoteNoProtocol: {"It says that it knows neither HTTP/2 nor HTTP/1.1 (alert: no application protocol): another service is behind this port. GODEBUG=http2client=0 makes go offer no protocol at all.",
		"它表示既不认识 HTTP/2 也不认识 HTTP/1.1（警报：no application protocol）：这个端口后面是别的服务。GODEBUG=http2client=0 可以让 go 不提供任何协议。"},
	checks.NoteAlert: {"Its own word for the reason is the alert \"{text}\".", "它自己给出的理由是警报“{text}”。"},
	checks.NoteContainerDNS: {"{router} is Docker's own nameserver: it asks those of the computer around the container, or those that --dns or Compose's dns: name. The fault is there.",
		"{router} 是 Docker 自带的域名服务器，它会转问外面那台电脑的，或者 --dns 或 Compose 的 dns 项指定的域名服务器。问题出在那里。"},
	checks.NoteContainerNetwork: {"This is a container ({text}): a network made with --internal (in Compose internal: true) leads nowhere outside, whatever works on the computer around it.",
		"这是一个容器（{text}）：用 --internal（Compose 里是 internal: true）建的网络不通外面，不管外面那台电脑能不能上网。"},
	checks.NotePodNetwork:     {"This is a pod: a NetworkPolicy of the cluster may forbid what leads outside.", "这是一个 Pod：集群的 NetworkPolicy 可能禁止访问外面。"},
	checks.NoteContainerHosts: {"A container's hosts file is written when it starts: such a line comes from --add-host or, in Compose, from extra_hosts.", "容器的 hosts 文件在启动时写好：这样的行来自 --add-host，在 Compose 里来自 extra_hosts。"},
	checks.NoteContainerName:  {"{text} looks like the name of a container or service: it is known only in a network that both containers are part of, and never in Docker's default one.", "{text} 看起来是容器或服务的名字：只有两个容器在同一个网络里才认得，Docker 的默认网络里从来不认得。"},
	checks.NoteHostName:       {"{text} stands for the computer around the container. On Linux a container knows it only when it was started with --add-host={text}:host-gateway.", "{text} 指的是容器外面的那台电脑。在 Linux 上，启动容器时加了 --add-host={text}:host-gateway 才认得它。"},
	checks.NoteBareImage:      {"This image has no shell and no packages: copy the certificates into it when it is built, from an image that has them.", "这个镜像没有 shell，也装不了软件包：请在构建镜像时，从有证书的镜像里把证书复制进去。"},
}

// reaches say whose a router is.
var reaches = map[checks.Scope]text{
	checks.ScopePrivate:  {"private", "内网"},
	checks.ScopeProvider: {"the provider's", "运营商"},
	checks.ScopePublic:   {"public", "公网"},
}

// toldTrace says how far packets came.
func (w *Words) toldTrace(f checks.TraceFacts, a args) string {
	last, ok := f.Last()
	switch {
	case f.Code != checks.OK:
		return ""
	case f.Reached:
		return w.say(text{"Packets get as far as {target|the server} itself.", "数据包能到达 {target|服务器} 本身。"}, a)
	case !ok:
		return w.say(text{"No router on the way to {target|the server} answered.", "去 {target|服务器} 的途中没有一台路由器回应。"}, a)
	}
	a = a.with("router", last.From.String()).with("n", strconv.Itoa(last.TTL)).with("scope", reaches[checks.ScopeOf(last.From)].in(w.lang))
	if last.Code != checks.HopLimit {
		return w.say(text{"The router {router} (hop {n}, {scope}) refuses what goes to {target|the server}.", "路由器 {router}（第 {n} 跳，{scope}）拒绝发往 {target|服务器} 的数据。"}, a)
	}
	return w.say(text{"The last router that answered is {router} (hop {n}, {scope}).", "最后一台有回应的路由器是 {router}（第 {n} 跳，{scope}）。"}, a)
}

// toldFirewall says what was found of this computer's own rules.
func (w *Words) toldFirewall(f checks.FirewallFacts, a args) string {
	a = a.with("rule", checks.Clean(f.Rule)).with("chain", checks.Clean(f.Place()))
	switch {
	case f.Place() != "" && (f.Blocked == checks.Yes || f.Seen != checks.NotSeen):
		return w.say(text{"A rule of this computer stops it, in {chain}: {rule}", "这台电脑上的规则拦住了它，在 {chain}：{rule}"}, a)
	case f.Seen == checks.ResetHere:
		return w.say(notes[checks.NoteOwnReset], a)
	case f.Seen == checks.AnswersDropped:
		return w.say(notes[checks.NoteOwnDrop], a)
	case f.Seen == checks.LostHere:
		return w.say(text{"The packets are lost on this very computer, before they leave the interface.", "数据包在这台电脑上、离开接口之前就丢了。"}, a)
	case f.Seen == checks.KeptHere:
		return w.say(text{"This computer does not let it out.", "这台电脑不让它出去。"}, a)
	case f.Read && f.Blocked == checks.NotKnown && f.Place() != "":
		return w.say(text{"A rule of this computer may stop it, in {chain}: {rule}", "这台电脑上可能有规则拦住它，在 {chain}：{rule}"}, a)
	case !f.Read:
		return w.say(text{"Only root may read the rules; what the system counts shows nothing.", "只有 root 能读规则；从系统的计数里看不出异常。"}, a)
	}
	return ""
}
