package words

// dnsFixes: title, why. They are about names, and the hosts file.
var dnsFixes = map[string]fixWords{
	"dns-set-resolved": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"For this interface and all names. Once you keep it, it also holds after a restart. Company names may no longer be found.", "用于这个接口，管所有域名。保留之后，重启也有效。公司内部的域名可能会查不到。"},
	},
	"dns-set-networkmanager": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"Tried on the running connection first. Once you keep it, it goes into the stored profile and holds after a restart. Company names may no longer be found.", "先在当前连接上试用。保留之后，写进保存的配置，重启也有效。公司内部的域名可能会查不到。"},
	},
	"dns-set-resolvconf": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"Puts them first. Where Debian's resolvconf is installed, it also holds after a restart once you keep it. By hand it is taken back with: sudo resolvconf -d lo.gomend", "把它们放在最前面。系统用的是 Debian 的 resolvconf 时，保留之后重启也有效。手动撤销：sudo resolvconf -d lo.gomend"},
	},
	"dns-set-plain": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"In /etc/resolv.conf; all its other lines stay. It holds after a restart, unless a DHCP client writes the file anew. Company names may no longer be found.", "写进 /etc/resolv.conf，其他行不变。重启后仍有效，除非 DHCP 客户端重写这个文件。公司内部的域名可能会查不到。"},
	},
	"dns-set-macos": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"The first line shows those that are set now. The word empty in their place takes the ones of the router again. Company names may no longer be found.", "第一行显示现在的设置。把地址换成 empty，就恢复使用路由器给的。公司内部的域名可能会查不到。"},
	},
	"dns-set-windows": {
		text{"Use the nameservers {dns1|A} and {dns2|B}", "使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"The first line shows those that are set now. To go back to the router's: Set-DnsClientServerAddress with -ResetServerAddresses. Company names may no longer be found.", "第一行显示现在的设置。恢复成路由器给的：Set-DnsClientServerAddress 加 -ResetServerAddresses。公司内部的域名可能会查不到。"},
	},
	"dns-set-wsl": {
		text{"Use the nameservers {dns1|A} and {dns2|B} in WSL", "在 WSL 里使用域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"WSL writes /etc/resolv.conf itself until it is told not to. The last line closes every distribution that runs. If a VPN runs on Windows, try dnsTunneling=true in .wslconfig first.", "WSL 会自己写 /etc/resolv.conf，要先让它别写。最后一行会关闭所有正在运行的发行版。如果 Windows 上开着 VPN，先在 Windows 一侧打开 dnsTunneling。"},
	},
	"dns-look": {
		text{"Ask this nameserver and another one", "分别问这个和另一个域名服务器"},
		text{"Shows which of them answers, and with what. Changes nothing.", "看看哪个有回答，答案是什么。不改动任何东西。"},
	},
	"resolv-conf-repair": {
		text{"Make /etc/resolv.conf name a nameserver again", "让 /etc/resolv.conf 重新指向域名服务器"},
		text{"It leads nowhere, cannot be read, or names nobody. Starts the resolver that it belongs to where there is one, else puts nameservers in. It holds after a restart.", "它指向不存在的文件、无法读取，或者里面没有域名服务器。如果它属于某个解析服务，就启动那个服务；否则写入域名服务器。重启后仍有效。"},
	},
	"dns-flush-cache": {
		text{"Empty the DNS caches of this computer", "清空这台电脑的 DNS 缓存"},
		text{"Names are then looked up anew, by every cache that runs here: systemd-resolved, nscd, dnsmasq, unbound. Nothing else changes.", "之后域名会重新查询。在这里运行的每个缓存都会清空：systemd-resolved、nscd、dnsmasq、unbound。别的都不变。"},
	},
	"dns-cache-look": {
		text{"Compare the cached address with another nameserver", "把缓存的地址与别的域名服务器对照"},
		text{"If they differ, the cache of the router or company is old. Changes nothing.", "如果不同，就是路由器或公司的缓存旧了。不改动任何东西。"},
	},
	"resolved-dnssec-relax": {
		text{"Accept unsigned answers on this interface", "在这个接口上接受未签名的答案"},
		text{"Once you keep it, it also holds after a restart. Check the clock first: a wrong one makes good signatures fail.", "保留之后，重启也有效。先检查时钟：时钟不准，好的签名也通不过。"},
	},
	"search-domain-drop": {
		text{"Take the search domain out", "去掉搜索域"},
		text{"Names are then looked up as they are written. Short company names must be written in full.", "之后域名按原样查询。公司内部的短名称要写全。"},
	},
	"hosts-remove-override": {
		text{"Take {host|the name} out of {hostsfile|the hosts file}", "从 {hostsfile|hosts 文件} 里去掉 {host|这个名称}"},
		text{"The line becomes a comment. gomend leaves other names on it as they are; typed by hand, they go with it. A program that writes such lines may write it again.", "那一行会变成注释。gomend 会保留同一行的其他名称；手动输入则会一起停用。写这种行的程序可能会再写一次。"},
	},
	"hosts-pin-address": {
		text{"Pin {host|the name} to {address|its right address} for a week", "把 {host|这个名称} 固定到 {address|正确的地址} 一周"},
		text{"The right server was seen to answer there. Addresses move, so this is a stopgap: it stands in /etc/hosts with a date, and is to be taken back then.", "已确认正确的服务器在那里应答。地址会变，所以这只是权宜之计：写在 /etc/hosts 里并注明日期，到期请撤销。"},
	},
	"nsswitch-guide": {
		text{"See which sources of names this system asks, and in which order", "看看系统按什么顺序查询哪些域名来源"},
		text{"git and curl go by the line hosts: in /etc/nsswitch.conf; go mostly asks DNS itself. Where the word dns is missing, or [NOTFOUND=return] comes before it, they differ. Changes nothing.", "git 和 curl 按 /etc/nsswitch.conf 里以 hosts 开头的那一行来查，go 一般自己查 DNS。那一行缺 dns，或者它前面有 [NOTFOUND=return]，两边结果就会不同。不改动任何东西。"},
	},
	"name-check": {
		text{"Check where the name comes from", "查查这个名称是从哪里来的"},
		text{"A misspelt host usually stands in one of these settings or in go.mod. Changes nothing.", "写错的主机名多半在这些设置或 go.mod 里。不改动任何东西。"},
	},
}
