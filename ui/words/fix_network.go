package words

// networkFixes: title, why. They cover the layers network and transport.
var networkFixes = map[string]fixWords{
	"link-up-guide": {
		text{"Switch the network connection on", "打开网络连接"},
		text{"Wi-Fi or the cable is off. The list shows which interface there is.", "无线网络或网线没有启用。列表会显示有哪些接口。"},
	},
	"dhcp-renew": {
		text{"Ask the router for an address again", "重新向路由器要地址"},
		text{"Address and route come from the router. Asking again brings them back. The connection breaks for a moment.", "地址和路由都由路由器给出，重新要一次就能恢复。连接会短暂中断。"},
	},
	"default-route-guide": {
		text{"See the routes, and set the default route by hand", "查看路由，手动设置默认路由"},
		text{"Only if the router hands out none. The route is gone after a restart.", "只在路由器不给的时候用。重启之后就没有了。"},
	},
	"router-look": {
		text{"See whether the router answers", "看看路由器有没有回应"},
		text{"Shows the route, the neighbours on this network, and whether the router answers. Changes nothing.", "显示路由、本地网络的邻居，以及路由器是否回应。不改动任何东西。"},
	},
	"vendor-workaround": {
		text{"Keep the modules in the vendor folder", "把模块放进 vendor 文件夹"},
		text{"Run the first line where the network works; the build then needs none. Adds many files to the repository; delete the folder to take it back.", "在有网络的地方运行第一行，之后编译就不需要网络。会给仓库增加很多文件，删掉文件夹即可撤销。"},
	},
	"offline-file-proxy": {
		text{"Fetch from a copied module cache", "使用拷贝来的模块缓存"},
		text{"Copy the folder cache/download from a computer that has the modules. Only this shell is affected.", "从有这些模块的电脑拷来 cache/download 文件夹。只影响当前 shell。"},
	},
	"ipv6-unreachable-default": {
		text{"Let connections prefer IPv4", "让连接优先使用 IPv4"},
		text{"IPv6 leads nowhere here, so programs give up on it at once. What is on the local network stays reachable over IPv6. Gone after a restart.", "这里的 IPv6 走不通，这样程序会立刻放弃它。本地网络上的 IPv6 照常可用。重启之后恢复原样。"},
	},
	"ipv6-disable-interface": {
		text{"Use IPv6 on the local network only", "只在本地网络使用 IPv6"},
		text{"IPv6 leads nowhere here. To take it back: sudo networksetup -setv6Automatic Wi-Fi", "这里的 IPv6 走不通。撤销：sudo networksetup -setv6Automatic Wi-Fi"},
	},
	"ipv6-prefer-v4": {
		text{"Let git, curl and ssh prefer IPv4", "让 git、curl 和 ssh 优先使用 IPv4"},
		text{"It does not reach the go command itself, which looks up names on its own. Delete the line to take it back.", "对 go 命令本身不起作用，它自己查域名。删掉这一行即可撤销。"},
	},
	"ipv6-look": {
		text{"Compare IPv6 with IPv4", "对照 IPv6 与 IPv4"},
		text{"Shows which of the two gets through. Changes nothing.", "看看两者哪个能通。不改动任何东西。"},
	},
	"mtu-route-advmss": {
		text{"Ask for smaller packets on the way out", "让出去的路上只走较小的数据包"},
		text{"Both sides then send packets that fit through nearly every VPN and tunnel. Only the default route changes. Gone after a restart, or when the router's lease is renewed.", "这样双方发的数据包几乎能通过所有 VPN 和隧道。只改默认路由。重启或者 DHCP 续租后失效。"},
	},
	"mtu-lower-link": {
		text{"Make the packets smaller (MTU 1360)", "把数据包改小（MTU 1360）"},
		text{"1360 fits through nearly every VPN and tunnel. With NetworkManager it also holds after a restart once you keep it, else until the restart. By hand, note the value that the first line shows; it takes you back.", "1360 几乎能通过所有 VPN 和隧道。用 NetworkManager 时，保留之后重启也有效，否则到重启为止。手动操作时记下第一行显示的数值，用它可以改回来。"},
	},
	"mtu-probing": {
		text{"Let this computer find out how large packets may be", "让这台电脑自己探测数据包能有多大"},
		text{"Helps only with what is sent from here, such as git push, and only after some seconds. Gone after a restart.", "只对从这里发出的数据有用，例如 git push，而且要等几秒。重启后失效。"},
	},
	"loss-look": {
		text{"See where packets get lost", "看看数据包在哪里丢失"},
		text{"Loss on the way to the router is this network; loss beyond it is the provider.", "到路由器就丢，是本地网络的问题；再往外才丢，是运营商的问题。"},
	},
	"captive-portal-login": {
		text{"Open the sign-in page of this network", "打开这个网络的登录页面"},
		text{"Sign in with a browser, then check again. Changes nothing on this computer.", "用浏览器登录，然后再检查一次。不改动这台电脑。"},
	},
	"route-look": {
		text{"See which way the packets take", "看看数据包走哪条路"},
		text{"A VPN or a route of its own often explains it. Changes nothing.", "常常是 VPN 或某条单独的路由造成的。不改动任何东西。"},
	},
	"ask-network-team": {
		text{"Ask whoever runs this network to allow {host|the server}", "请网络管理员放行 {host|服务器}"},
		text{"These commands show the block. Send their output along, with the host, port {port|443} and the time.", "这些命令能说明连接被拦。把输出连同主机、{port|443} 端口和时间一起发给管理员。"},
	},
	"try-again": {
		text{"Try again in a minute", "过一分钟再试"},
		text{"Faults of this kind often pass by themselves. Modules that have come already are kept.", "这类故障常常会自己消失。已经下载的模块会保留。"},
	},
	"ssh-over-443": {
		text{"Reach GitHub by SSH on port 443", "用 443 端口的 SSH 连接 GitHub"},
		text{"Port 22 is blocked here; GitHub answers on 443 as well. To take it back: git config --global --unset-all url.ssh://git@ssh.github.com:443/.insteadOf",
			"这里不通 22 端口，GitHub 在 443 上也有应答。撤销：git config --global --unset-all url.ssh://git@ssh.github.com:443/.insteadOf"},
	},
}
