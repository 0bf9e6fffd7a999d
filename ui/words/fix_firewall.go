package words

// firewallFixes: title, why. They are about the firewall of this computer.
var firewallFixes = map[string]fixWords{
	"fw-look": {
		text{"See which rule blocks", "看看是哪条规则在拦"},
		text{"Shows the rules of each firewall that this system may have. Changes nothing.", "显示这个系统可能有的各种防火墙的规则。不改动任何东西。"},
	},
	"fw-allow-ufw": {
		text{"Allow outgoing port {port|443} in ufw", "在 ufw 里放行出站 {port|443} 端口"},
		text{"Goes before the rule that blocks. ufw stores it, so it holds after a restart. Only outgoing, only this port; the firewall stays on.", "排在拦截的规则之前。ufw 会保存它，重启后仍有效。只放行出站的这个端口，防火墙照常工作。"},
	},
	"fw-allow-firewalld": {
		text{"Allow outgoing port {port|443} in firewalld", "在 firewalld 里放行出站 {port|443} 端口"},
		text{"In the policy that blocks; the first line names it. Until firewalld or the computer is restarted. Only outgoing, only this port; the firewall stays on.", "加在拦截的策略里，第一行会显示它的名称。firewalld 或电脑重启后失效。只放行出站的这个端口，防火墙照常工作。"},
	},
	"fw-allow-nft": {
		text{"Allow outgoing port {port|443} in nftables", "在 nftables 里放行出站 {port|443} 端口"},
		text{"It must go into the very chain that drops; the first line shows it. Until the rules are loaded anew or the computer is restarted. Only this port; the firewall stays on.", "必须加进丢弃数据包的那条链，第一行会显示它。重新加载规则或重启电脑后失效。只放行这个端口，防火墙照常工作。"},
	},
	"fw-allow-iptables": {
		text{"Allow outgoing port {port|443} in iptables", "在 iptables 里放行出站 {port|443} 端口"},
		text{"Until the rules are loaded anew or the computer is restarted. Only this port; the firewall stays on. By hand it is taken back with -D OUTPUT in place of -I OUTPUT 1.", "重新加载规则或重启电脑后失效。只放行这个端口，防火墙照常工作。手动撤销时把 -I OUTPUT 1 换成 -D OUTPUT。"},
	},
	"fw-allow-windows": {
		text{"Allow go through the Windows firewall", "让 go 通过 Windows 防火墙"},
		text{"Only go, only port {port|443}. A rule that blocks still wins. To take it back: Remove-NetFirewallRule -Name gomend", "只放行 go，只放行 {port|443} 端口。已有的阻止规则仍然优先。撤销：Remove-NetFirewallRule -Name gomend"},
	},
	"fw-allow-pf": {
		text{"Allow outgoing port {port|443} in pf", "在 pf 里放行出站 {port|443} 端口"},
		text{"The first line shows the rules. Until the next restart. To take it back: sudo pfctl -a com.apple/gomend -F rules", "第一行显示现有规则。重启后失效。撤销：sudo pfctl -a com.apple/gomend -F rules"},
	},
	"fw-app-guide": {
		text{"Allow go and git in the firewall that asks for each program", "在按程序询问的防火墙里放行 go 和 git"},
		text{"Shows whether one runs here. In it, allow go and git to connect to port 443. Changes nothing.", "看看这里有没有运行这种防火墙。在它里面允许 go 和 git 连接 443 端口。不改动任何东西。"},
	},
}
