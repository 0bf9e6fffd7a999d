package words

import "gomend/checks"

// dnsCauses: headline, meaning, advice.
var dnsCauses = map[checks.Cause]causeWords{
	checks.CauseResolverNotConfigured: {
		text{"No nameserver is set on this computer.", "这台电脑没有设置域名服务器。"},
		text{"Go then asks this computer itself ([::1]:53 in its errors), where no nameserver runs.", "于是 go 去问本机（报错里的 [::1]:53），而本机没有域名服务器。"},
		text{"Set a nameserver. Check first whether /etc/resolv.conf is a link that leads nowhere.", "设置一个域名服务器。先看看 /etc/resolv.conf 是不是一个失效的链接。"},
	},
	checks.CauseResolverUnreachable: {
		text{"The nameservers of this computer do not answer.", "这台电脑的域名服务器没有回应。"},
		text{"They are down, out of reach, or a firewall drops the questions. Without them no name can be looked up.", "它们停了、连不上，或者查询被防火墙丢弃。没有它们，什么域名都查不到。"},
		text{"Use another nameserver, or mend the way to this one. With a VPN, connect or disconnect it and check again.", "换一个域名服务器，或者修好到这一个的路。用 VPN 的话，连上或断开后再检查一次。"},
	},
	checks.CauseResolverRefused: {
		text{"Nothing runs at the address that is set as nameserver.", "设置为域名服务器的地址上没有服务在运行。"},
		text{"The address answers that nobody listens there. In containers it is often 127.0.0.53, which exists only on the host.", "那个地址明确表示没有程序在监听。容器里常见的是 127.0.0.53，它只在宿主机上有。"},
		text{"Start the local resolver, or set a nameserver that exists.", "启动本地的解析服务，或者设置一个真实存在的域名服务器。"},
	},
	checks.CauseDNSRefused: {
		text{"The nameserver refuses to answer this computer.", "域名服务器拒绝回答这台电脑。"},
		text{"It can be reached and is not meant for this network, or not for questions about other names.", "它连得上，但不是给这个网络用的，或者不回答别处的域名。"},
		text{"Use the nameserver that this network hands out, or a public one.", "使用这个网络分配的域名服务器，或者公共的域名服务器。"},
	},
	checks.CauseDNSServFail: {
		text{"The nameserver could not look up {host|the name} (SERVFAIL).", "域名服务器没能查出 {host|这个域名}（SERVFAIL）。"},
		text{"The nameserver can be reached. It cannot get out itself, or the servers of that name are down.", "域名服务器连得上，但它自己出不去，或者管理这个域名的服务器停了。"},
		text{"Try again in a minute. If it stays, use another nameserver.", "过一分钟再试。如果还这样，换一个域名服务器。"},
	},
	checks.CauseDNSNXDomain: {
		text{"The name {host|that go looks up} does not exist.", "域名 {host|go 要查的名称} 不存在。"},
		text{"The nameservers answer and know no such name. It is misspelt, has gone, or is known only inside a company network.", "域名服务器有回应，但没有这个域名。可能写错了、已取消，或者只在公司内网才有。"},
		text{"Check the spelling of the host in GOPROXY or in the module path. For an internal name, connect to the company network or VPN.", "检查 GOPROXY 或模块路径里的主机名有没有写错。如果是内部域名，请先连上公司网络或 VPN。"},
	},
	checks.CauseDNSNoData: {
		text{"The name {host|that go looks up} exists, but has no address.", "域名 {host|go 要查的名称} 存在，但没有地址。"},
		text{"No address is registered for it that go could connect to. Only its owner can change that.", "域名后面没有登记可以连接的地址，只有域名的所有者能改。"},
		text{"Check the spelling of the host; otherwise tell its owner, and use another module proxy meanwhile.", "检查主机名有没有写错；没写错就告诉它的管理员，暂时换用别的模块代理。"},
	},
	checks.CauseDNSBlocked: {
		text{"The nameserver of this network blocks {host|the name}.", "这个网络的域名服务器屏蔽了 {host|这个域名}。"},
		text{"The name exists elsewhere, and this nameserver denies it or gives a dead address. That is a filter, not an outage.", "别处查得到这个域名，而这台服务器说没有，或者给出无效的地址。这是过滤，不是故障。"},
		text{"Use a mirror that is not blocked, or another nameserver. In a company, ask the network team to allow the name.", "换用没有被屏蔽的镜像，或者换一个域名服务器。在公司里，请网络管理员放行这个域名。"},
	},
	checks.CauseDNSHijacked: {
		text{"The nameserver gives a false address for {host|the name}.", "域名服务器给 {host|这个域名} 的地址是假的。"},
		text{"The address leads to somebody else. The real server can be reached at another address.", "这个地址通向别人。真正的服务器在另一个地址上，而且连得上。"},
		text{"Use a mirror or another nameserver. Do not switch off checks: they are what protects you here.", "换用镜像或别的域名服务器。不要关闭校验：现在正是它们在保护你。"},
	},
	checks.CauseDNSSlow: {
		text{"A nameserver answers late or not at all, and go waits for it.", "有域名服务器回应很慢或没有回应，go 只好等它。"},
		text{"Go asks them in order and waits up to 5 s each time. Everything works, and takes very long.", "go 按顺序询问，每次最多要等 5 s。能用，但非常慢。"},
		text{"Take the slow or dead nameserver out of the list, or put it last.", "把很慢或没有回应的域名服务器从列表中去掉，或者放到最后。"},
	},
	checks.CauseDNSInconsistent: {
		text{"The nameservers disagree about {host|the name}.", "几个域名服务器对 {host|这个域名} 的回答不一致。"},
		text{"One gives a good answer, another a wrong one or none. So it works one time and fails the next.", "有的答对了，有的答错或没有答案，所以时好时坏。"},
		text{"Keep only nameservers that know all names you need, in the company and outside.", "只留下能回答你所需全部域名的服务器，公司内外的都要能回答。"},
	},
	checks.CauseDNSStaleCache: {
		text{"A cache still gives an old address for {host|the name}.", "缓存里 {host|这个域名} 的地址还是旧的。"},
		text{"The server has moved, and a cache on this computer or in the router has not noticed.", "服务器已经换了地址，而这台电脑或路由器的缓存还不知道。"},
		text{"Empty the DNS cache, or wait until it expires.", "清空 DNS 缓存，或者等它过期。"},
	},
	checks.CauseDNSDNSSECFailed: {
		text{"The nameserver rejects the answer for {host|the name} (DNSSEC).", "域名服务器验证 {host|这个域名} 的答案没有通过（DNSSEC）。"},
		text{"It checks signatures, and this one does not fit. A wrong clock, a meddling router, or a mistake of the owner does this.", "它会检查签名，而这个签名对不上。时钟不准、路由器改动了答案，或者域名的所有者配置有误，都会这样。"},
		text{"Check the clock first. If it is right, let the resolver accept unsigned answers here, or use another one.", "先看时钟准不准。如果是准的，就让解析服务在这里接受未签名的答案，或者换一个。"},
	},
	checks.CauseDNSSearchPath: {
		text{"A search domain turns {host|the name} into another name.", "搜索域把 {host|这个域名} 变成了另一个域名。"},
		text{"The system appends a company or cluster domain. For the longer name somebody else answers, or nobody does until go gives up.", "系统在后面加上公司或集群的域名。更长的域名要么由别人应答，要么一直无人应答，直到 go 放弃。"},
		text{"Lower ndots to 1, or take the search domain out.", "把 ndots 调低到 1，或者去掉这个搜索域。"},
	},
	checks.CauseHostsOverride: {
		text{"The hosts file sends {host|the name} to a wrong address.", "hosts 文件把 {host|这个域名} 指向了错误的地址。"},
		text{"A line in that file goes before every nameserver. The address in it does not serve this name (any more).", "这个文件里的条目优先于任何域名服务器，而其中的地址（已经）不提供这个域名的服务。"},
		text{"Take the line out. Programs that speed up sites by editing the hosts file may put it back.", "删掉那一行。靠修改 hosts 文件来加速的工具可能会把它加回来。"},
	},
}
