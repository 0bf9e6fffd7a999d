package fix

var transportFixes = map[string]recipe{
	"fw-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		"linux":   {"sudo ufw status verbose", "sudo firewall-cmd --list-all-policies", "sudo nft -a list ruleset", "sudo iptables -S OUTPUT"},
		"darwin":  {"sudo pfctl -sr", "sudo pfctl -si"},
		"windows": {"Get-NetFirewallProfile | Select-Object Name, DefaultOutboundAction", "Get-NetFirewallRule -Direction Outbound -Action Block -Enabled True"},
	}},
	"fw-allow-ufw": {risk: Caution, scope: System, when: also(firewall("ufw"), notByRoute), plan: planUFW, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo ufw prepend allow out {port|443}/tcp comment gomend"},
	}},
	"fw-allow-firewalld": {risk: Caution, scope: System, when: also(firewall("firewalld"), notByRoute), plan: planFirewalld, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo firewall-cmd --list-all-policies", "sudo firewall-cmd --policy POLICY --add-rich-rule='rule priority=\"-1\" port port=\"{port|443}\" protocol=\"tcp\" accept'"},
	}},
	"fw-allow-nft": {risk: Caution, scope: System, when: also(func(s situation) bool { return s.Firewall == "nft" || s.Firewall == "" && s.Root }, notByRoute), plan: planNFT, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo nft -a list ruleset", "sudo nft insert rule FAMILY TABLE CHAIN tcp dport {port|443} counter accept comment '\"gomend\"'"},
	}},
	"fw-allow-iptables": {risk: Caution, scope: System, when: also(firewall("iptables"), notByRoute), plan: planIPTables, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo iptables -w 5 -I OUTPUT 1 -p tcp --dport {port|443} -m comment --comment gomend -j ACCEPT"},
	}},
	"fw-allow-windows": {risk: Caution, scope: System, lines: map[string][]string{
		"windows": {"New-NetFirewallRule -Name gomend -DisplayName gomend -Direction Outbound -Action Allow -Protocol TCP -RemotePort {port|443} -Program (Get-Command go).Source"},
	}},
	"fw-app-guide": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		"linux":  {"pgrep -l -e opensnitch -e portmaster"},
		"darwin": {"pgrep -l -f 'Little Snitch|LuLu|Radio Silence'"},
	}},
	"fw-allow-pf": {risk: Caution, scope: System, lines: map[string][]string{
		"darwin": {"sudo pfctl -sr", "echo 'pass out quick proto tcp to port {port|443}' | sudo pfctl -a com.apple/gomend -f -", "sudo pfctl -E"},
	}},
	"route-look": {risk: Safe, scope: System, guide: true, when: byRoute, lines: map[string][]string{
		"linux":   {"getent ahosts {host|proxy.golang.org}", "ip route get ADDRESS", "ip rule", "traceroute -T -p {port|443} {host|proxy.golang.org}"},
		"darwin":  {"route -n get {host|proxy.golang.org}", "traceroute -P tcp -p {port|443} {host|proxy.golang.org}"},
		"windows": {"Test-NetConnection {host|proxy.golang.org} -Port {port|443} -InformationLevel Detailed", "tracert {host|proxy.golang.org}"},
	}},
	"ask-network-team": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		everywhere: {"nc -vz -w 5 {host|proxy.golang.org} {port|443}", "curl -v --max-time 10 -o /dev/null https://{host|proxy.golang.org}/"},
		"windows":  {"Test-NetConnection {host|proxy.golang.org} -Port {port|443}", "curl.exe -v --max-time 10 -o NUL https://{host|proxy.golang.org}/"},
	}},
	"try-again":    {risk: Safe, scope: Process, guide: true, lines: all("go mod download", "gomend check")},
	"ssh-over-443": {risk: Safe, scope: User, plan: planSSHOver443, when: overSSH, say: sshLines},
}

// sshLines lead git to port 443 of a host that speaks SSH there as well; none for others.
func sshLines(s situation) []string {
	other, ok := sshAt443[s.host]
	if !ok {
		return nil
	}
	return []string{"ssh -T -p 443 git@" + other, "git config --global url.ssh://git@" + other + ":443/.insteadOf git@" + s.host + ":"}
}
