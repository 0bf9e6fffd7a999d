package words

var networkTerms = []term{
	{
		text{"network interface", "网络接口"},
		text{"Where a computer is joined to a network: a cable socket, Wi-Fi, or one made by software. Without one that is connected, nothing gets out.",
			"电脑接入网络的地方：网线插口、无线网卡，或者由软件虚拟出来的。没有连上的接口，什么都发不出去。"},
		text{"ip -br link and ip -br addr list them; carrier means that the other end is there.", "用 ip -br link 和 ip -br addr 列出；有 carrier 表示对端在线。"},
	},
	{
		text{"packet", "数据包"},
		text{"Everything that is sent travels in small pieces, the packets. Some get lost on the way and are sent again; when many get lost, downloads crawl or stop.",
			"网络上的数据都切成小块传送，每一块就是一个数据包。途中丢几个会自动重发，丢得多了，下载就会变慢甚至中断。"},
		text{"TCP repeats what is not acknowledged; each repetition waits longer than the one before.", "TCP 会重发没有得到确认的数据，每次等待的时间都比上一次更长。"},
	},
	{
		text{"IP address", "IP 地址"},
		text{"The number by which computers find each other: 142.250.71.81 in IPv4, 2404:6800::1 in IPv6. People use names; the computer looks up the address.",
			"电脑之间靠这个编号找到对方，IPv4 的样子像 142.250.71.81，IPv6 像 2404:6800::1。人用域名，电脑再去查出地址。"},
		text{"10/8, 172.16/12 and 192.168/16 are private (RFC 1918); Go tries IPv6 first and IPv4 300 ms later (RFC 8305).", "10/8、172.16/12 和 192.168/16 是私有地址（RFC 1918）；Go 先试 IPv6，300 ms 后再试 IPv4（RFC 8305）。"},
	},
	{
		text{"route, in the routing table", "路由"},
		text{"A line in the computer's own list of ways: packets for these addresses leave through that interface. The default route is for everything else, usually the internet.",
			"电脑里有一张“去哪里走哪条路”的表，表里的一行就是一条路由。默认路由管其余的一切，通常就是互联网。"},
		text{"ip route get ADDRESS shows the one that the kernel takes.", "用 ip route get 地址 可以看到内核选的是哪一条。"},
	},
	{
		text{"gateway", "网关"},
		text{"The first machine on the way out of your network, at home usually the router. When it does not answer, nothing beyond it can be reached.",
			"离开本地网络要经过的第一台设备，在家里通常就是路由器。它没有回应，外面就什么都连不上。"},
		text{"The next hop of the default route; ip neigh shows whether it answers ARP or NDP.", "默认路由的下一跳；用 ip neigh 看它是否回应 ARP 或 NDP。"},
	},
	{
		text{"MTU", "MTU（最大传输单元）"},
		text{"The largest packet that fits through a part of the way. Through a VPN or tunnel it is smaller; if nobody says so, small packets pass and large ones vanish, and downloads hang at the start.",
			"一段路上能通过的最大数据包。经过 VPN 或隧道时它会变小；如果没有设备说明这一点，小包能过、大包消失，下载一开始就卡住。"},
		text{"Path MTU discovery needs ICMP “fragmentation needed” or “packet too big” (RFC 1191, RFC 8201); a filter that drops them makes a black hole.", "路径 MTU 发现要靠 ICMP 的“需要分片”或“包太大”消息（RFC 1191、RFC 8201）；把它们过滤掉，就成了黑洞。"},
	},
	{
		text{"sign-in page", "登录页面"},
		text{"Hotels, trains and some companies let you out only after you have signed in with a browser. Until then their page answers in the place of every server, and go cannot make sense of it.",
			"酒店、列车和有些公司的网络要先在浏览器里登录才放行。登录之前，不管连哪台服务器，回答的都是这个页面，go 看不懂它。"},
		text{"A captive portal: plain HTTP is redirected, TLS shows the wrong certificate (RFC 8952).", "即 captive portal：明文 HTTP 被转走，TLS 出现不对的证书（RFC 8952）。"},
	},
	{
		text{"container", "容器"},
		text{"A program with a network, files and settings of its own, such as Docker makes. What works on the computer itself need not work inside: proxy variables, certificates and nameservers are not shared by themselves.",
			"有自己的网络、文件和设置的运行环境，例如 Docker 创建的。电脑上能用的，容器里不一定能用：代理变量、证书和域名服务器都不会自动带进去。"},
		text{"A network namespace; 127.0.0.1 in it is the container, not the host.", "它有自己的网络命名空间，里面的 127.0.0.1 是容器自己，不是宿主机。"},
	},
}
