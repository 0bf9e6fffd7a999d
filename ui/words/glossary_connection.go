package words

var connectionTerms = []term{
	{
		text{"port", "端口"},
		text{"A number that says which service of a machine is meant: 443 for encrypted web traffic, 22 for SSH, 53 for DNS. Firewalls often open some ports and close others.",
			"用来区分同一台机器上各种服务的编号：443 是加密网页，22 是 SSH，53 是域名解析。防火墙常常只放行其中一些。"},
		text{"Go needs 443 outwards, 22 only for repositories by SSH.", "Go 向外只需要 443，通过 SSH 访问仓库时还要 22。"},
	},
	{
		text{"TCP connection", "TCP 连接"},
		text{"The line that two machines open before they talk. Opening it takes one trip there and one back; if that fails, nothing else can work.",
			"两台机器通话之前先要建立的线路。建立它要一来一回；这一步不成，后面的都谈不上。"},
		text{"SYN, SYN-ACK, ACK; the kernel repeats a SYN after 1 s, then ever later.", "SYN、SYN-ACK、ACK；内核在 1 s 后重发 SYN，之后间隔越来越长。"},
	},
	{
		text{"firewall", "防火墙"},
		text{"A filter that lets some connections through and stops others, on this computer or somewhere on the way. A polite one says no at once; most say nothing, and go waits until it gives up.",
			"决定哪些连接放行、哪些拦下的过滤器，可能在这台电脑上，也可能在途中。有的会立刻拒绝，多数则一声不吭，让 go 白等到超时。"},
		text{"reject answers with a reset or ICMP; drop answers nothing.", "reject 会回一个重置或 ICMP 消息，drop 则什么都不回。"},
	},
	{
		text{"timeout", "超时"},
		text{"Nobody answered for so long that the program gave up. It says nothing about where the packets were lost; comparing with other servers does.",
			"太久没有应答，程序就放弃了。单凭它看不出数据包丢在哪里，要和别的服务器对照才知道。"},
		text{"“i/o timeout” comes from net, “TLS handshake timeout” from net/http after 10 s.", "“i/o timeout”来自 net 包，“TLS handshake timeout”来自 net/http（10 s 后）。"},
	},
	{
		text{"connection refused", "连接被拒绝"},
		text{"The machine answered, and said that nothing listens at this port. The way there works; the service does not run, the port is wrong, or a firewall says no in its name.",
			"机器有回应，但说这个端口上没有服务。路是通的：可能服务没运行、端口写错了，也可能是防火墙替它拒绝。"},
		text{"ECONNREFUSED: a TCP reset in answer to the SYN, or ICMP port unreachable.", "ECONNREFUSED：对 SYN 回了重置，或 ICMP 端口不可达。"},
	},
	{
		text{"connection reset", "连接被重置"},
		text{"A connection was open, and then somebody cut it: the other side, or a device in between that did not like what it saw. Trying again seldom helps against a device.",
			"连接已经建立，又被切断了：可能是对方，也可能是途中的设备看到了不允许的内容。如果是设备在拦，重试一般没有用。"},
		text{"ECONNRESET; cut right after the ClientHello, it points at a filter by server name (SNI).", "ECONNRESET；如果在 ClientHello 之后马上被切断，多半是按服务器名称（SNI）过滤。"},
	},
	{
		text{"HTTP status", "HTTP 状态码"},
		text{"The number with which a web server begins its answer. 200 is good, 404 means that there is no such thing, 401 and 403 that you may not, 407 that the proxy wants a login, 429 too many requests, 500 and above that the server itself is in trouble.",
			"网页服务器回答时先给的一个数字。200 表示成功，404 表示没有，401 和 403 表示不允许，407 表示代理要求登录，429 表示请求太多，500 以上表示服务器自己出了问题。"},
		text{"404 and 410 from a module proxy make go try the next one after a comma; others only after |.", "模块代理返回 404 或 410 时，go 会试逗号后的下一个；其他错误只有用 | 分隔时才会。"},
	},
	{
		text{"redirect", "重定向"},
		text{"An answer that says “it is over there”. Module proxies use it for large files: go must then reach that second host as well.",
			"意思是“东西在那边”。模块代理常用它来给大文件，go 还得连上那台服务器才行。"},
		text{"proxy.golang.org sends zips on to storage.googleapis.com.", "proxy.golang.org 会把 zip 转到 storage.googleapis.com。"},
	},
	{
		text{"HTTP/2", "HTTP/2"},
		text{"A way to send many requests over one connection. A few proxies and security devices break it half-way; the older HTTP/1.1 then still works.",
			"在一个连接上同时传送多个请求的方式。有少数代理和安全设备会把它弄断，这时旧的 HTTP/1.1 仍然可用。"},
		text{"GODEBUG=http2client=0 makes go do without it.", "设 GODEBUG=http2client=0，go 就不用它。"},
	},
}
