package words

import "gomend/checks"

// transportCauses: headline, meaning, advice.
var transportCauses = map[checks.Cause]causeWords{
	checks.CauseTCPRefused: {
		text{"{host|The server} refuses connections on port {port|443}.", "{host|服务器} 拒绝 {port|443} 端口的连接。"},
		text{"The address answers at once with no: nothing listens there, or a firewall rejects the connection.", "那个地址立刻明确拒绝：没有程序在监听，或者被防火墙拒绝。"},
		text{"Check address and port in the setting. If they are right, the server is down or blocked: use another one.", "检查设置里的地址和端口。如果没写错，就是服务器停了或被拦：换一台。"},
	},
	checks.CauseTCPTimeout: {
		text{"A firewall silently drops connections to {host|the server}.", "防火墙悄悄丢弃了发往 {host|服务器} 的连接。"},
		text{"Nothing came back at all, while others answer. A closed port would say no; silence means something on the way drops the packets.", "完全没有回音，而别的服务器有应答。端口关闭会明确拒绝；沉默说明途中有设备丢弃了数据包。"},
		text{"Use a mirror that can be reached from here, or the proxy of your company.", "换用从这里连得上的镜像，或者使用公司的代理。"},
	},
	checks.CauseTCPUnreachable: {
		text{"A router says that {host|the server} cannot be reached.", "路由器表示到不了 {host|服务器}。"},
		text{"Somebody on the way answers for the server: unreachable or forbidden. The name is right, the way is closed.", "途中有设备代为回答：不可达或被禁止。域名没错，是路不通。"},
		text{"Check VPN and routes. If the way is closed on purpose, use a mirror or a proxy.", "检查 VPN 和路由。如果是有意封住的，就用镜像或代理。"},
	},
	checks.CauseFirewallLocal: {
		text{"A firewall on this very computer blocks the connection.", "是这台电脑自己的防火墙拦住了连接。"},
		text{"The packet never left this machine, so neither network nor server is to blame.", "数据包没有离开这台电脑，所以不是网络或服务器的问题。"},
		text{"Allow outgoing connections to port {port|443} in that firewall. There is no need to switch it off.", "在防火墙里放行到 {port|443} 端口的出站连接，不需要把它关掉。"},
	},
	checks.CauseTCPReset: {
		text{"Connections to {host|the server} are accepted and then cut.", "到 {host|服务器} 的连接建立后又被切断。"},
		text{"It happens with and without encryption, so it is not about certificates. A device on the way or an overloaded server cuts them.", "加密与否都一样，所以与证书无关。是途中的设备或过载的服务器切断了连接。"},
		text{"Try again, then use another mirror or another way out (proxy, VPN).", "再试一次；不行就换镜像，或者换一条出口（代理、VPN）。"},
	},
	checks.CauseAddressPartlyDead: {
		text{"Some addresses of {host|the server} do not work; others do.", "{host|服务器} 的部分地址不通，其余的正常。"},
		text{"Go tries the next address by itself, which costs time. Now and then a download fails.", "go 会自己换下一个地址，但要多花时间，偶尔下载会失败。"},
		text{"Nothing must be done. If it is too slow, use another mirror.", "可以不管。如果太慢，换一个镜像。"},
	},
}
