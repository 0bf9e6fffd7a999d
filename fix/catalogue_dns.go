package fix

var dnsFixes = map[string]recipe{
	"dns-set-resolved": {risk: Caution, scope: System, when: dnsOwner("resolved"), lines: map[string][]string{
		"linux": {"sudo resolvectl dns {interface|INTERFACE} {dns1} {dns2}", "sudo resolvectl domain {interface|INTERFACE} '~.'"},
	}},
	"dns-set-networkmanager": {risk: Caution, scope: System, when: dnsOwner("networkmanager"), lines: map[string][]string{
		"linux": {"sudo nmcli device modify {interface|INTERFACE} ipv4.dns \"{dns1} {dns2}\" ipv4.ignore-auto-dns yes"},
	}},
	"dns-set-resolvconf": {risk: Caution, scope: System, when: dnsOwner("resolvconf"), lines: map[string][]string{
		"linux": {"printf 'nameserver {dns1}\\nnameserver {dns2}\\n' | sudo resolvconf -a lo.gomend"},
	}},
	"dns-set": {risk: Caution, scope: System, when: plainResolver, lines: map[string][]string{
		"linux": {
			"ls -l /etc/resolv.conf",
			"sudo cp -L /etc/resolv.conf /etc/resolv.conf.before",
			"(printf 'nameserver {dns1}\\nnameserver {dns2}\\n'; grep -v '^nameserver' /etc/resolv.conf.before) | sudo tee /etc/resolv.conf",
		},
		"darwin":  {"networksetup -getdnsservers Wi-Fi", "sudo networksetup -setdnsservers Wi-Fi {dns1} {dns2}"},
		"windows": {"Get-DnsClientServerAddress", "Set-DnsClientServerAddress -InterfaceAlias \"{interface|Wi-Fi}\" -ServerAddresses {dns1},{dns2}", "Clear-DnsClientCache"},
	}},
	"dns-container": {risk: Safe, scope: Container, when: inContainer, lines: all(
		"docker run --rm --dns {dns1} --dns {dns2} IMAGE go mod download",
	)},
	"dns-container-daemon": {risk: Caution, scope: System, guide: true, when: inContainer, lines: map[string][]string{
		"linux": {"cat /etc/docker/daemon.json", `"dns": ["{dns1}", "{dns2}"]`, "sudo systemctl restart docker"},
	}},
	"dns-pod": {risk: Safe, scope: Container, when: func(s situation) bool { return s.Container == "kubernetes" }, lines: all(
		"dnsConfig:", "  options:", "  - name: ndots", `    value: "1"`,
	)},
	"dns-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		"linux":   {"cat /etc/resolv.conf", "dig +time=3 +tries=1 {host|proxy.golang.org}", "dig +time=3 +tries=1 @{dns1} {host|proxy.golang.org}"},
		"darwin":  {"scutil --dns", "dig +time=3 +tries=1 {host|proxy.golang.org}", "dig +time=3 +tries=1 @{dns1} {host|proxy.golang.org}"},
		"windows": {"Get-DnsClientServerAddress", "nslookup {host|proxy.golang.org}", "nslookup {host|proxy.golang.org} {dns1}"},
	}},
	"dns-start": {risk: Caution, scope: System, when: notInContainer, lines: map[string][]string{
		"linux": {"ls -l /etc/resolv.conf", "sudo systemctl enable --now systemd-resolved"},
	}},
	"dns-flush": {risk: Safe, scope: System, when: notInContainer, lines: map[string][]string{
		"linux":   {"sudo resolvectl flush-caches"},
		"darwin":  {"sudo dscacheutil -flushcache", "sudo killall -HUP mDNSResponder"},
		"windows": {"ipconfig /flushdns"},
	}},
	"dns-cache-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		everywhere: {"dig +short {host|HOST}", "dig +short @{dns1} {host|HOST}"},
		"windows":  {"nslookup {host|HOST}", "nslookup {host|HOST} {dns1}"},
	}},
	"dnssec-relax": {risk: Caution, scope: System, when: notInContainer, lines: map[string][]string{
		"linux": {"resolvectl query {host|HOST}", "sudo resolvectl dnssec {interface|INTERFACE} allow-downgrade"},
	}},
	"search-domain-drop": {risk: Caution, scope: System, when: notInContainer, lines: map[string][]string{
		"linux":   {"grep -n -e search -e ndots /etc/resolv.conf", "sudo resolvectl domain {interface|INTERFACE} ''"},
		"darwin":  {"networksetup -getsearchdomains Wi-Fi", "sudo networksetup -setsearchdomains Wi-Fi empty"},
		"windows": {"Get-DnsClientGlobalSetting", "Set-DnsClientGlobalSetting -SuffixSearchList @()"},
	}},
	"search-domain-container": {risk: Safe, scope: Container, when: inContainer, lines: all(
		"docker run --rm --dns-search . --dns-option ndots:1 IMAGE go mod download",
	)},
	"hosts-line-drop": {risk: Safe, scope: System, lines: map[string][]string{
		everywhere: {"grep -n {host|HOST} {hostsfile}", "sudo sed -i.before '{hostsline|LINE}s/^/# /' {hostsfile}"},
		"windows":  {`Select-String -Pattern {host|HOST} -Path "{hostsfile}"`, `Start-Process notepad "{hostsfile}" -Verb RunAs`},
	}},
	"name-check": {risk: Safe, scope: User, guide: true, lines: map[string][]string{
		everywhere: {"go env GOPROXY GOSUMDB GOPRIVATE", "dig {host|HOST}"},
		"windows":  {"go env GOPROXY GOSUMDB GOPRIVATE", "nslookup {host|HOST}"},
	}},
}

func plainResolver(s situation) bool {
	return notInContainer(s) && (s.DNSOwner == "" || s.DNSOwner == "file")
}
