package words

import "gomend/checks"

// networkCauses: headline, meaning, advice.
var networkCauses = map[checks.Cause]causeWords{
	checks.CauseLinkDown: {
		text{"This computer is not connected to any network.", "这台电脑没有连上任何网络。"},
		text{"No network interface has a cable or a Wi-Fi connection, so nothing can be sent.", "没有一个网络接口插着网线或连着无线网络，什么都发不出去。"},
		text{"Plug in the cable, or switch Wi-Fi on and join a network. Then check again.", "插好网线，或者打开无线网络并连接，然后再检查一次。"},
	},
	checks.CauseNoAddress: {
		text{"This computer is connected, but has no network address.", "这台电脑已连上网络，但没有分到地址。"},
		text{"The cable or Wi-Fi is fine. The network did not hand out an address (DHCP), or none was entered.", "网线或无线网络没问题。网络没有分配地址（DHCP），也没有手动填写。"},
		text{"Connect anew, so that the router hands out an address.", "重新连接一次，让路由器分配地址。"},
	},
	checks.CauseNoDefaultRoute: {
		text{"This computer has an address, but knows no way to the internet.", "这台电脑有地址，但没有通往互联网的路由。"},
		text{"There is no default route. Neighbours on the local network may work, everything beyond them cannot.", "没有默认路由。本地网络里的设备也许能连，再往外就不行。"},
		text{"Connect anew to get the route from the router, or set it by hand. A VPN that ended badly can be the reason.", "重新连接，从路由器取得路由，或者手动设置。VPN 异常断开也会造成这种情况。"},
	},
	checks.CauseGatewayUnreachable: {
		text{"The router of this network does not answer.", "这个网络的路由器没有回应。"},
		text{"This computer knows its gateway, and the gateway is silent on the local network. Nothing beyond it can be reached.", "这台电脑知道网关是谁，但网关在本地网络上没有任何回应，再往外都到不了。"},
		text{"Check that the router is on and that this is the right network. Then connect anew.", "看看路由器开着没有，连的是不是对的网络，然后重新连接。"},
	},
	checks.CauseNoInternet: {
		text{"The local network works, but nothing beyond it answers.", "本地网络是通的，但外面没有任何回应。"},
		text{"The router answers, and no address on the internet does. No single server is to blame.", "路由器有回应，而互联网上没有一个地址回应，所以不是某台服务器的问题。"},
		text{"Look at the router or ask the provider. If this network has no internet on purpose, a proxy or local copies of the modules are needed.", "检查路由器，或者问网络运营商。如果这个网络本来就不通外网，就需要代理或本地的模块副本。"},
	},
	checks.CauseNetworkIsolated: {
		text{"There is no network in here: only the loopback interface exists.", "这里没有网络：只有回环接口。"},
		text{"A container or sandbox was started without a network, often on purpose. Nothing outside can be reached.", "容器或沙箱启动时没有配网络，常常是有意这样。外面什么都连不上。"},
		text{"Start it with a network, or fetch the modules beforehand: go mod vendor", "带上网络再启动，或者事先取好模块：go mod vendor"},
	},
	checks.CauseIPv6Broken: {
		text{"IPv6 is set up here, but leads nowhere. IPv4 works.", "这里配置了 IPv6，但走不通；IPv4 正常。"},
		text{"Go tries IPv6 first and loses time on it before it falls back to IPv4. Other programs can fail outright.", "go 先试 IPv6，白等一阵才改用 IPv4。别的程序可能直接失败。"},
		text{"Mend IPv6 at the router, or let this computer stop using it.", "在路由器上修好 IPv6，或者让这台电脑不再使用它。"},
	},
	checks.CauseMTUBlackhole: {
		text{"Large packets get lost on the way; small ones pass.", "大的数据包在途中丢失，小的能通过。"},
		text{"Connecting works and downloads hang. It happens with VPNs, tunnels and containers, when the packet size (MTU) is set too high.", "连得上，下载却会卡住。VPN、隧道和容器里，数据包大小（MTU）设得太大时就会这样。"},
		text{"Make the packets smaller: lower the MTU of the interface or the VPN.", "把数据包改小：调低网络接口或 VPN 的 MTU。"},
	},
	checks.CausePacketLoss: {
		text{"Many packets get lost on the way.", "途中丢失了很多数据包。"},
		text{"Answers come late or not at all, and long downloads break. Weak Wi-Fi and overloaded lines do this.", "应答来得很慢，有时根本不来，时间长的下载会中断。无线信号弱或线路过载都会这样。"},
		text{"Use a cable, move closer to the access point, or try again later. A nearby mirror is faster.", "改用网线，离接入点近一些，或者过一会儿再试。用近处的镜像会好一些。"},
	},
	checks.CauseCaptivePortal: {
		text{"A sign-in page of this network answers in place of the servers.", "这个网络的登录页面代替服务器作了应答。"},
		text{"Hotels, trains and offices do this until you have signed in. The servers themselves are not reached yet.", "酒店、列车和办公网络会这样，登录之后才放行。现在还没有连到真正的服务器。"},
		text{"Open any http:// page in a browser, sign in, and check again.", "在浏览器里打开任意一个 http:// 网页，登录后再检查一次。"},
	},
}
