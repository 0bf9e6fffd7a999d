package words

import (
	"gomend/checks"
	"gomend/checks/route"
)

// Card is what is said before a layer is let go.
type Card struct {
	Question string // "Next: can we open connections?"
	Explain  string // two or three sentences for somebody who has never heard of it
	Expert   string // one line for somebody who has
	Sends    string // what leaves this computer
	Time     string // how long it takes
	OrElse   string // what is looked at when it fails
}

type cardWords struct{ question, explain, expert, sends, time, orElse, branch text }

// Card is the card of a layer.
func (w *Words) Card(l checks.Layer) Card {
	c := cards[l]
	return Card{c.question.in(w.lang), c.explain.in(w.lang), c.expert.in(w.lang), c.sends.in(w.lang), c.time.in(w.lang), c.orElse.in(w.lang)}
}

// OrElse names, beside the path, what is at fault when a layer fails.
func (w *Words) OrElse(l checks.Layer) string { return cards[l].branch.in(w.lang) }

var cards = map[checks.Layer]cardWords{
	checks.LayerNetwork: {
		text{"Next: can a packet leave this computer?", "下一步：数据包能离开这台电脑吗？"},
		text{"Everything travels in small packets. They leave through a cable, Wi-Fi or VPN, and the router passes them on. If one of these is missing, nothing else works.",
			"网上的一切都装在小小的数据包里。它们从网线、无线网络或 VPN 出去，由路由器转发。缺了其中一样，后面的都谈不上。"},
		text{"Carrier, addresses, the kernel's route to each peer, ARP or ND of the next hop, path MTU.", "链路、地址、内核到各目标的路由、下一跳的 ARP/ND、路径 MTU。"},
		text{"a packet to the router", "一个数据包，只到路由器"},
		text{"about 1 s", "约 1 秒"},
		text{"we look at cable and router", "查网线、路由器和 VPN"},
		text{"else: cable, Wi-Fi, router", "否则：网线、无线、路由器"},
	},
	checks.LayerDNS: {
		text{"Next: do the names have addresses?", "下一步：域名能查到地址吗？"},
		text{"Go knows names; packets need numbers, the addresses. A nameserver tells which belongs to which. If it is silent or wrong, go finds no door, or the wrong one.",
			"go 只认域名，数据包要的却是一串数字，也就是地址。域名服务器负责给出域名的地址。它不回应或答错了，go 就找不到门，或者敲错门。"},
		text{"nsswitch, hosts and resolv.conf as Go reads them; A and AAAA over UDP, then TCP, from each nameserver.", "按 Go 的方式读 nsswitch、hosts、resolv.conf；向每个域名服务器查 A 和 AAAA，先 UDP 后 TCP。"},
		text{"one question a name", "每个域名一次查询"},
		text{"under 1 s; 6 s if silent", "不到 1 秒；无应答时 6 秒"},
		text{"we ask other nameservers", "问别的服务器，查 hosts 文件"},
		text{"else: nameserver, hosts file", "否则：域名服务器、hosts 文件"},
	},
	checks.LayerTransport: {
		text{"Next: can we open connections?", "下一步：能打开连接吗？"},
		text{"We now know the addresses. Each check opens one connection, as Go would, and closes it again. Firewalls on the way may refuse it, or swallow it without a word.",
			"地址已经知道了。每项检查像 Go 一样打开一个连接，再关掉。途中的防火墙可能拒绝它，也可能一声不响地吞掉它。"},
		text{"TCP to every A and AAAA, staggered as Go does it (RFC 6555); reset, ICMP and silence are told apart.", "向每个 A 和 AAAA 建立 TCP，次序与 Go 相同（RFC 6555）；区分重置、ICMP 和无应答。"},
		text{"a few packets, no data", "几个数据包，不含数据"},
		text{"under 1 s; 4 s if silent", "不到 1 秒；无应答时 4 秒"},
		text{"we find out who blocks it", "查明是谁拦住了它"},
		text{"else: firewall, server down", "否则：防火墙、服务器停机"},
	},
	checks.LayerSecure: {
		text{"Next: is it really the right server?", "下一步：对面真的是那台服务器吗？"},
		text{"The connection must be encrypted, and the server must prove its name with a certificate. Proxies, wrong clocks and company firewalls get in between.",
			"连接要加密，服务器还要用这台电脑信任的证书证明身份。代理、不准的时钟或公司防火墙都可能插在中间。"},
		text{"CONNECT or SOCKS as HTTPS_PROXY says; the hello of crypto/tls; chain, names, dates, roots.", "按 HTTPS_PROXY 走 CONNECT 或 SOCKS；发 crypto/tls 的握手；查证书链、名称、日期和根证书。"},
		text{"a greeting, no request", "只打招呼，不发请求"},
		text{"about 1 s; 10 s if silent", "约 1 秒；无应答时 10 秒"},
		text{"we look at proxy and clock", "查代理、证书和时钟"},
		text{"else: proxy, certificate", "否则：代理、证书、时钟"},
	},
	checks.LayerModule: {
		text{"Next: does go get the module?", "下一步：go 能拿到模块吗？"},
		text{"Now we ask the servers for the module as go does, and let go itself fetch it once, into a folder that is thrown away. Only what go itself fetches counts.",
			"现在像 go 一样向服务器要模块，并让 go 自己下载一次，放进用完就删的文件夹。只有 go 自己下载成功，才算正常。"},
		text{"@v info, mod and zip; sumdb lookup; git ls-remote where it is direct; go mod download with an empty GOMODCACHE.", "@v 的 info、mod、zip；sumdb 查询；direct 时 git ls-remote；用空的 GOMODCACHE 跑 go mod download。"},
		text{"the requests that go would send", "go 会发的那些请求"},
		text{"1 to 10 s", "1 到 10 秒"},
		text{"we look at mirror and login", "查镜像、登录和版本"},
		text{"else: mirror, login, version", "否则：镜像、登录、版本"},
	},
}

// Brings is what comes over a route, as a label.
func (w *Words) Brings(p route.Purpose) string { return brought[p].in(w.lang) }

var brought = map[route.Purpose]text{
	route.ModuleProxy:      {"modules", "模块"},
	route.ChecksumDatabase: {"checksums", "校验和"},
	route.VersionControl:   {"source code", "源代码"},
	route.Toolchain:        {"the Go version", "Go 版本"},
	route.Redirect:         {"files", "文件"},
}

// Comma stands between names in a list.
func (w *Words) Comma() string {
	if w.lang == Chinese {
		return "、"
	}
	return ", "
}
