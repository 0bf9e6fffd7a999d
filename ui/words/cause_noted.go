package words

import "gomend/checks"

type circumstance struct {
	cause checks.Cause
	note  checks.NoteKind
}

// special are the words of causes in circumstances in which their usual ones would
// not be true.
var special = map[circumstance]causeWords{
	{checks.CauseFirewallLocal, checks.NoteOwnRoute}: {
		text{"A route of this very computer refuses the connection.", "这台电脑自己的路由拒绝了这个连接。"},
		text{"The routing table or a routing rule says so, before any packet leaves. VPNs do this to let nothing out while they are not connected.", "在任何数据发出之前，路由表或路由规则就拒绝了。VPN 常这样做，没连上时什么都不放出去。"},
		text{"Connect the VPN again, or let it be ended properly; else take the route or rule out.", "重新连上 VPN，或者正常退出它；否则删掉这条路由或规则。"},
	},
	{checks.CauseNoDefaultRoute, checks.NoteNoIPv4}: {
		text{"This computer has a way out for IPv6 alone, and {router|the address} is of IPv4.", "这台电脑只有 IPv6 的出口，而 {router|这个地址} 是 IPv4。"},
		text{"What has an IPv6 address, too, can be reached; what has none cannot.", "有 IPv6 地址的才连得上，其余的都不行。"},
		text{"Get an IPv4 address from the router. Where the network is IPv6 alone on purpose, its nameservers (DNS64) or a proxy lead to the rest.", "从路由器取得 IPv4 地址。如果网络本来就只有 IPv6，要靠它的域名服务器（DNS64）或代理才能到其余地方。"},
	},
	{checks.CauseNoDefaultRoute, checks.NoteNoIPv6}: {
		text{"This computer has a way out for IPv4 alone, and {router|the address} is of IPv6.", "这台电脑只有 IPv4 的出口，而 {router|这个地址} 是 IPv6。"},
		text{"What has an IPv4 address, too, can be reached; what has none cannot.", "有 IPv4 地址的才连得上，其余的都不行。"},
		text{"Use an address of IPv4, or a network with IPv6.", "改用 IPv4 地址，或者换一个有 IPv6 的网络。"},
	},
	{checks.CauseDNSServFail, checks.NoteRcode}: {
		text{"The nameserver cannot cope with what go asks ({text}).", "域名服务器处理不了 go 的查询（{text}）。"},
		text{"It can be reached, and answers with an error that says that it does not understand the question.", "连得上，但它回答错误，表示看不懂查询。"},
		text{"Use another nameserver.", "换一个域名服务器。"},
	},
	{checks.CauseDNSServFail, checks.NoteEDNS}: {
		text{"The nameserver cannot read questions with EDNS, as go asks them.", "域名服务器看不懂 go 那种带 EDNS 的查询。"},
		text{"It can be reached, and answers with an error whatever carries that extension. Very old nameservers and routers do.", "连得上，但凡是带这个扩展的查询，它都回答错误。很旧的域名服务器和路由器会这样。"},
		text{"Use another nameserver.", "换一个域名服务器。"},
	},
	{checks.CauseResolverUnreachable, checks.NoteEDNS}: {
		text{"The nameservers do not answer questions with EDNS, as go asks them.", "域名服务器不回答 go 那种带 EDNS 的查询。"},
		text{"Questions without that extension are answered. A very old nameserver, or a filter on the way, drops the others.", "不带这个扩展的查询有回答；很旧的域名服务器或途中的过滤设备会丢掉其余的。"},
		text{"Use another nameserver.", "换一个域名服务器。"},
	},
}

// wordsOf are the words of a finding.
func wordsOf(f checks.Finding) causeWords {
	if words, ok := special[circumstance{f.Cause, f.Note.Kind}]; ok {
		return words
	}
	return causeOf(f.Cause)
}
