package words

import "gomend/checks"

// proxyCauses are those causes of the secure layer that are about the proxy of the
// environment: headline, meaning, advice.
var proxyCauses = map[checks.Cause]causeWords{
	checks.CauseProxyMalformed: {
		text{"The proxy setting cannot be used as it is written.", "代理设置的写法有误。"},
		text{"Go reads the variable literally: quotes, blanks or signs in a password break it. What cannot be read is sometimes ignored without a word.", "go 按字面读取这个变量：引号、空格或密码里的特殊符号都会让它失效。读不懂时，go 有时会不作声地忽略。"},
		text{"Write it as http://host:port. Signs such as # or @ in a password must be written as %23 or %40.", "写成 http://host:port 的形式。密码里的 # 或 @ 要写成 %23 或 %40。"},
	},
	checks.CauseProxyUnresolvable: {
		text{"The name of the proxy {host|} cannot be found.", "找不到代理 {host|} 的地址。"},
		text{"With a proxy set, go must find the proxy first. Its name is misspelt, or known only inside the company network.", "设置了代理，go 就要先找到代理。它的名称写错了，或者只在公司内网才有。"},
		text{"Check the name in HTTPS_PROXY. Outside the company network, connect the VPN or unset the variable.", "检查 HTTPS_PROXY 里的名称。不在公司网络时，连上 VPN 或取消这个变量。"},
	},
	checks.CauseProxyRefused: {
		text{"No proxy runs at {target|the address that is set}.", "{target|设置的地址} 上没有代理在运行。"},
		text{"The address answers that nobody listens there. Often a local proxy program was closed, and the variable stayed.", "那个地址明确表示没有程序在监听。常见的是本地的代理程序关了，变量却还留着。"},
		text{"Start the proxy program, or unset the variable if no proxy is needed. In a container, 127.0.0.1 is the container itself.", "启动代理程序；不需要代理就取消这个变量。在容器里，127.0.0.1 是容器自己。"},
	},
	checks.CauseProxyTimeout: {
		text{"The proxy {host|} does not answer.", "代理 {host|} 没有回应。"},
		text{"Go sends everything to the proxy, and the proxy is silent: it is down, or can be reached only from inside the company.", "go 把一切都交给代理，而代理没有任何回应：可能停了，也可能只能从公司内部连接。"},
		text{"Check that you are in the network the proxy belongs to. If no proxy is needed here, unset the variable.", "确认你在代理所属的网络里。如果这里不需要代理，就取消这个变量。"},
	},
	checks.CauseProxyAuthRequired: {
		text{"The proxy wants a login, or does not accept the one given.", "代理要求登录，或者不接受给出的登录。"},
		text{"The proxy works. It answers 407 because name and password are missing or wrong.", "代理在运行。用户名和密码缺少或不对，所以它回答 407。"},
		text{"Put them into the variable as http://user:password@host:port. Go can only do Basic; for NTLM or Kerberos run a local relay such as cntlm or px.",
			"写进变量：http://user:password@host:port。go 只支持 Basic；如果是 NTLM 或 Kerberos，请在本机运行 cntlm 或 px 之类的中转程序。"},
	},
	checks.CauseProxyForbidden: {
		text{"The proxy does not allow connections to {host|the server}.", "代理不允许连接 {host|服务器}。"},
		text{"The proxy works and has a rule against this destination.", "代理在运行，但有规则禁止这个目的地。"},
		text{"Ask whoever runs the proxy to allow it, or use a module proxy that is allowed.", "请代理的管理员放行，或者换用允许访问的模块代理。"},
	},
	checks.CauseProxyUpstreamFailed: {
		text{"The proxy cannot reach {host|the server}.", "代理连不上 {host|服务器}。"},
		text{"We reach the proxy; behind it something is broken or blocked.", "我们连得上代理，但它后面有地方断了或被拦。"},
		text{"Tell whoever runs the proxy. Meanwhile use another mirror; an internal host may have to go into NO_PROXY.", "告诉代理的管理员。暂时换一个镜像；如果是内部主机，可能要加进 NO_PROXY。"},
	},
	checks.CauseProxyNotAProxy: {
		text{"What answers at the proxy's address is not that kind of proxy.", "代理地址上应答的不是这种代理。"},
		text{"Something listens there, with another protocol: the scheme or the port in the setting is wrong.", "那里有程序在监听，但用的是别的协议：设置里的协议或端口写错了。"},
		text{"Most proxies want http://host:port, also for https pages. Use socks5:// only for a SOCKS port.", "多数代理要写 http://host:port，访问 https 网页也是这样。只有 SOCKS 端口才写 socks5://。"},
	},
	checks.CauseProxyNeeded: {
		text{"Direct connections are blocked here. A proxy works, but go does not use it.", "这里不能直接连接。有可用的代理，但 go 没有用它。"},
		text{"Go reads only HTTPS_PROXY and variables like it. Another setting of this computer names a proxy through which the server answers.", "go 只看 HTTPS_PROXY 等变量。这台电脑的另一处设置里有代理，通过它服务器有应答。"},
		text{"Put that proxy into HTTPS_PROXY where go runs.", "在运行 go 的地方把那个代理写进 HTTPS_PROXY。"},
	},
	checks.CauseNoProxyMissing: {
		text{"{host|An internal host} is asked through the proxy, but only answers directly.", "{host|内部主机} 被交给代理去连，但它只能直接连。"},
		text{"The proxy leads to the internet and does not reach this internal host. Without the proxy it works.", "代理通向互联网，到不了这台内部主机。不经过代理就能连上。"},
		text{"Add the host to NO_PROXY.", "把这台主机加进 NO_PROXY。"},
	},
	checks.CauseNoProxyTooBroad: {
		text{"{host|The server} is exempt from the proxy, but answers only through it.", "{host|服务器} 被排除在代理之外，但只有经过代理才连得上。"},
		text{"An entry of NO_PROXY covers this host, so go connects directly, and that is blocked here.", "NO_PROXY 里有一项包含了这台主机，于是 go 直接连接，而这里不允许直接连接。"},
		text{"Take that entry out of NO_PROXY, or make it narrower.", "从 NO_PROXY 里去掉那一项，或者把范围写小。"},
	},
}
