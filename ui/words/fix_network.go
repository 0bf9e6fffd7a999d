package words

// networkFixes: title, why. They cover the layers network, dns and transport.
var networkFixes = map[string]fixWords{
	"link-up": {
		text{"Switch the network connection on", "打开网络连接"},
		text{"Wi-Fi or the cable is off. The list shows which interface there is.", "无线网络或网线没有启用。列表会显示有哪些接口。"},
	},
	"dhcp-renew": {
		text{"Ask the router for an address again", "重新向路由器要地址"},
		text{"Address and route come from the router. Asking again brings them back. The connection breaks for a moment.", "地址和路由都由路由器给出，重新要一次就能恢复。连接会短暂中断。"},
	},
	"default-route-look": {
		text{"See the routes, and set the default route by hand", "查看路由，手动设置默认路由"},
		text{"Only if the router hands out none. The route is gone after a restart.", "只在路由器不给的时候用。重启之后就没有了。"},
	},
	"router-look": {
		text{"See whether the router answers", "看看路由器有没有回应"},
		text{"Shows the route, the neighbours on this network, and whether the router answers. Changes nothing.", "显示路由、本地网络的邻居，以及路由器是否回应。不改动任何东西。"},
	},
	"container-network": {
		text{"Start the container with a network", "带网络启动容器"},
		text{"It was started without one (--network none). Only the container you start is affected.", "它启动时没有配网络（--network none）。只影响你启动的容器。"},
	},
	"container-build-network": {
		text{"Build the image with a network", "构建镜像时带上网络"},
		text{"Some builders switch the network off for each step.", "有些构建工具会关掉每一步的网络。"},
	},
	"vendor-workaround": {
		text{"Keep the modules in the vendor folder", "把模块放进 vendor 文件夹"},
		text{"Run the first line where the network works; the build then needs none. Adds many files to the repository; delete the folder to take it back.", "在有网络的地方运行第一行，之后编译就不需要网络。会给仓库增加很多文件，删掉文件夹即可撤销。"},
	},
	"offline-file-proxy": {
		text{"Fetch from a copied module cache", "使用拷贝来的模块缓存"},
		text{"Copy the folder cache/download from a computer that has the modules. Only this shell is affected.", "从有这些模块的电脑拷来 cache/download 文件夹。只影响当前 shell。"},
	},
	"ipv6-no-default": {
		text{"Let connections prefer IPv4", "让连接优先使用 IPv4"},
		text{"IPv6 leads nowhere here, so programs give up on it at once. Gone after a restart.", "这里的 IPv6 走不通，这样程序会立刻放弃它。重启之后恢复原样。"},
	},
	"ipv6-look": {
		text{"Compare IPv6 with IPv4", "对照 IPv6 与 IPv4"},
		text{"Shows which of the two gets through. Changes nothing.", "看看两者哪个能通。不改动任何东西。"},
	},
	"mtu-lower": {
		text{"Make the packets smaller (MTU 1360)", "把数据包改小（MTU 1360）"},
		text{"1360 fits through nearly every VPN and tunnel. Note the value that the first line shows; it takes you back.", "1360 几乎能通过所有 VPN 和隧道。记下第一行显示的数值，用它可以改回来。"},
	},
	"mtu-container": {
		text{"Use a container network with smaller packets", "使用数据包更小的容器网络"},
		text{"The bridge of the containers allows larger packets than the way out. Only containers on the new network are affected.", "容器网桥允许的数据包比出口能过的大。只影响加入新网络的容器。"},
	},
	"loss-look": {
		text{"See where packets get lost", "看看数据包在哪里丢失"},
		text{"Loss on the way to the router is this network; loss beyond it is the provider.", "到路由器就丢，是本地网络的问题；再往外才丢，是运营商的问题。"},
	},
	"portal-login": {
		text{"Open the sign-in page of this network", "打开这个网络的登录页面"},
		text{"Sign in with a browser, then check again. Changes nothing on this computer.", "用浏览器登录，然后再检查一次。不改动这台电脑。"},
	},
	"dns-set-resolved": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"For this interface, until the next restart. Company names may no longer be found.", "只用于这个接口，重启后失效。公司内部的域名可能会查不到。"},
	},
	"dns-set-networkmanager": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"Until the connection starts anew; the stored profile stays. Company names may no longer be found.", "连接重新建立后失效，保存的配置不变。公司内部的域名可能会查不到。"},
	},
	"dns-set-resolvconf": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"Puts them first. To take it back: sudo resolvconf -d lo.gomend", "把它们放在最前面。撤销：sudo resolvconf -d lo.gomend"},
	},
	"dns-set": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"The settings before are shown or kept, so that you can go back. Company names may no longer be found.", "会先显示或保留原来的设置，方便改回去。公司内部的域名可能会查不到。"},
	},
	"dns-container": {
		text{"Give the container the nameservers {dns1|A} and {dns2|B}", "给容器指定域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"It has taken over a nameserver that exists only on the host. Only the container you start is affected.", "它沿用了只在宿主机上有的域名服务器。只影响你启动的容器。"},
	},
	"dns-container-daemon": {
		text{"Give all containers other nameservers", "给所有容器换域名服务器"},
		text{"Put the second line into the file that the first one shows. The restart stops running containers.", "把第二行写进第一行显示的文件。重启会停掉正在运行的容器。"},
	},
	"dns-pod": {
		text{"Lower ndots for the pod", "调低 Pod 的 ndots"},
		text{"Put these lines into the spec of the pod. Names with a dot are then looked up as they are.", "把这几行写进 Pod 的 spec。带点的域名就会按原样查询。"},
	},
	"dns-look": {
		text{"Ask this nameserver and another one", "分别问这个和另一个域名服务器"},
		text{"Shows which of them answers, and with what. Changes nothing.", "看看哪个有回答，答案是什么。不改动任何东西。"},
	},
	"dns-start": {
		text{"Start the resolver of this system", "启动系统的解析服务"},
		text{"The settings point at it, and it does not run. It starts with the system from then on.", "设置指向它，而它没有运行。以后会随系统启动。"},
	},
	"dns-flush": {
		text{"Empty the DNS cache", "清空 DNS 缓存"},
		text{"Names are then looked up anew. Nothing else changes.", "之后域名会重新查询，别的都不变。"},
	},
	"dns-cache-look": {
		text{"Compare the cached address with another nameserver", "把缓存的地址与别的域名服务器对照"},
		text{"If they differ, the cache of the router or company is old. Changes nothing.", "如果不同，就是路由器或公司的缓存旧了。不改动任何东西。"},
	},
	"dnssec-relax": {
		text{"Accept unsigned answers on this interface", "在这个接口上接受未签名的答案"},
		text{"Until the next restart. Check the clock first: a wrong one makes good signatures fail.", "重启后失效。先检查时钟：时钟不准，好的签名也通不过。"},
	},
	"search-domain-drop": {
		text{"Take the search domain out", "去掉搜索域"},
		text{"Names are then looked up as they are written. Short company names must be written in full.", "之后域名按原样查询。公司内部的短名称要写全。"},
	},
	"search-domain-container": {
		text{"Start the container without a search domain", "启动容器时不用搜索域"},
		text{"Names are then looked up as they are written. Only the container you start is affected.", "之后域名按原样查询。只影响你启动的容器。"},
	},
	"hosts-line-drop": {
		text{"Switch off the line in {hostsfile|the hosts file}", "停用 {hostsfile|hosts 文件} 里的那一行"},
		text{"The line becomes a comment, and the file before is kept. Other names on the same line go with it.", "那一行会变成注释，原文件会保留。同一行的其他名称也会一起停用。"},
	},
	"name-check": {
		text{"Check where the name comes from", "查查这个名称是从哪里来的"},
		text{"A misspelt host usually stands in one of these settings or in go.mod. Changes nothing.", "写错的主机名多半在这些设置或 go.mod 里。不改动任何东西。"},
	},
	"fw-look": {
		text{"See which rule blocks", "看看是哪条规则在拦"},
		text{"Shows the rules of each firewall that this system may have. Changes nothing.", "显示这个系统可能有的各种防火墙的规则。不改动任何东西。"},
	},
	"fw-allow-ufw": {
		text{"Allow outgoing port {port|443} in ufw", "在 ufw 里放行出站 {port|443} 端口"},
		text{"Goes before the rule that blocks, and stays. To take it back: sudo ufw delete allow out {port|443}/tcp", "排在拦截的规则之前，并一直有效。撤销：sudo ufw delete allow out {port|443}/tcp"},
	},
	"fw-allow-firewalld": {
		text{"Allow outgoing port {port|443} in firewalld", "在 firewalld 里放行出站 {port|443} 端口"},
		text{"The first line names the policy for the second. Until the next restart of the firewall.", "第一行会显示第二行要用的策略名。防火墙重启后失效。"},
	},
	"fw-allow-nft": {
		text{"Allow outgoing port {port|443} in nftables", "在 nftables 里放行出站 {port|443} 端口"},
		text{"It must go into the very chain that drops; the first line shows it. Until the next restart.", "必须加进丢弃数据包的那条链，第一行会显示它。重启后失效。"},
	},
	"fw-allow-iptables": {
		text{"Allow outgoing port {port|443} in iptables", "在 iptables 里放行出站 {port|443} 端口"},
		text{"Until the next restart. To take it back, use -D OUTPUT in place of -I OUTPUT 1.", "重启后失效。撤销时把 -I OUTPUT 1 换成 -D OUTPUT。"},
	},
	"fw-allow-windows": {
		text{"Allow go through the Windows firewall", "让 go 通过 Windows 防火墙"},
		text{"Only go, only port {port|443}. A rule that blocks still wins. To take it back: Remove-NetFirewallRule -Name gomend", "只放行 go，只放行 {port|443} 端口。已有的阻止规则仍然优先。撤销：Remove-NetFirewallRule -Name gomend"},
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
