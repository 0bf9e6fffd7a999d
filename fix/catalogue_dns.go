package fix

import (
	"slices"
	"strings"

	"gomend/checks"
)

var dnsFixes = map[string]recipe{
	"dns-set-resolved": {risk: Caution, scope: System, when: dnsOwner("resolved"), plan: planResolvedDNS, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo resolvectl dns {interface|INTERFACE} {dns1} {dns2}", "sudo resolvectl domain {interface|INTERFACE} '~.'"},
	}},
	"dns-set-networkmanager": {risk: Caution, scope: System, when: dnsOwner("networkmanager"), plan: planNetworkManagerDNS, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo nmcli device modify {interface|INTERFACE} ipv4.dns \"{dns1} {dns2}\" ipv4.ignore-auto-dns yes"},
	}},
	"dns-set-resolvconf": {risk: Caution, scope: System, when: dnsOwner("resolvconf"), plan: planResolvconf, guard: keepWithin, lines: map[string][]string{
		"linux": {"printf 'nameserver {dns1}\\nnameserver {dns2}\\n' | sudo resolvconf -a lo.gomend"},
	}},
	"dns-set-plain": {risk: Caution, scope: System, when: plainResolver, plan: planPlainDNS, guard: keepWithin, lines: map[string][]string{
		"linux": {
			"ls -l /etc/resolv.conf",
			"sudo cp -L /etc/resolv.conf /etc/resolv.conf.before",
			"(printf 'nameserver {dns1}\\nnameserver {dns2}\\n'; grep -v '^nameserver' /etc/resolv.conf.before) | sudo tee /etc/resolv.conf",
		},
	}},
	"dns-set-macos": {risk: Caution, scope: System, lines: map[string][]string{
		"darwin": {"networksetup -getdnsservers Wi-Fi", "sudo networksetup -setdnsservers Wi-Fi {dns1} {dns2}"},
	}},
	"dns-set-windows": {risk: Caution, scope: System, lines: map[string][]string{
		"windows": {"Get-DnsClientServerAddress", "Set-DnsClientServerAddress -InterfaceAlias \"{interface|Wi-Fi}\" -ServerAddresses {dns1},{dns2}", "Clear-DnsClientCache"},
	}},
	"dns-set-wsl": {risk: Caution, scope: System, guide: true, when: func(s situation) bool { return s.Container == "wsl" }, lines: map[string][]string{
		"linux": {
			"cat /etc/wsl.conf /etc/resolv.conf",
			"printf '[network]\\ngenerateResolvConf=false\\n' | sudo tee -a /etc/wsl.conf",
			"sudo rm /etc/resolv.conf",
			"printf 'nameserver {dns1}\\nnameserver {dns2}\\n' | sudo tee /etc/resolv.conf",
			"wsl.exe --shutdown",
		},
	}},
	"docker-run-dns": {risk: Safe, scope: Container, when: byDocker, lines: all(
		"docker run --rm --dns {dns1} --dns {dns2} IMAGE go mod download",
	)},
	"compose-override": {risk: Safe, scope: Container, when: byCommand, lines: all(
		"services:", "  SERVICE:", "    dns: [{dns1}, {dns2}]", "    build:", "      network: host",
	)},
	"buildkit-dns": {risk: Safe, scope: Container, guide: true, when: byDocker, lines: all(
		"[dns]", `  nameservers = ["{dns1}", "{dns2}"]`, "docker buildx create --use --config buildkitd.toml",
	)},
	"podman-net": {risk: Safe, scope: Container, when: func(s situation) bool { return s.Container == "podman" }, lines: all(
		"podman run --rm --dns {dns1} --dns {dns2} IMAGE go mod download",
		"podman network create --dns {dns1} with-dns",
	)},
	"docker-daemon-dns": {risk: Caution, scope: System, guide: true, when: byDocker, lines: map[string][]string{
		"linux": {"cat /etc/docker/daemon.json", `"dns": ["{dns1}", "{dns2}"]`, "sudo systemctl restart docker"},
	}},
	"k8s-dns-snippet": {risk: Safe, scope: Container, when: inPod, lines: all(
		"dnsConfig:", "  options:", "  - name: ndots", `    value: "1"`,
	)},
	"k8s-dns-servers": {risk: Safe, scope: Container, when: inPod, lines: all(
		`dnsPolicy: "None"`, "dnsConfig:", "  nameservers:", "  - {dns1}", "  - {dns2}",
	)},
	"container-join-network": {risk: Safe, scope: Container, when: nameOfContainer, lines: all(
		"{engine} network ls", "{engine} network connect NETWORK CONTAINER",
	)},
	"dns-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		"linux":   {"cat /etc/resolv.conf", "dig +time=3 +tries=1 {host|proxy.golang.org}", "dig +time=3 +tries=1 @{dns1} {host|proxy.golang.org}"},
		"darwin":  {"scutil --dns", "dig +time=3 +tries=1 {host|proxy.golang.org}", "dig +time=3 +tries=1 @{dns1} {host|proxy.golang.org}"},
		"windows": {"Get-DnsClientServerAddress", "nslookup {host|proxy.golang.org}", "nslookup {host|proxy.golang.org} {dns1}"},
	}},
	"resolv-conf-repair": {risk: Caution, scope: System, when: notInContainer, plan: planRepairResolvConf, guard: keepWithin, lines: map[string][]string{
		"linux": {"ls -l /etc/resolv.conf", "sudo systemctl enable --now systemd-resolved"},
	}},
	"dns-flush-cache": {risk: Safe, scope: System, when: notInContainer, plan: planFlushDNS, lines: map[string][]string{
		"linux":   {"sudo resolvectl flush-caches"},
		"darwin":  {"sudo dscacheutil -flushcache", "sudo killall -HUP mDNSResponder"},
		"windows": {"ipconfig /flushdns"},
	}},
	"dns-cache-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		everywhere: {"dig +short {host|HOST}", "dig +short @{dns1} {host|HOST}"},
		"windows":  {"nslookup {host|HOST}", "nslookup {host|HOST} {dns1}"},
	}},
	"resolved-dnssec-relax": {risk: Caution, scope: System, when: notInContainer, plan: planDNSSEC, guard: keepWithin, lines: map[string][]string{
		"linux": {"resolvectl query {host|HOST}", "sudo resolvectl dnssec {interface|INTERFACE} allow-downgrade"},
	}},
	"search-domain-drop": {risk: Caution, scope: System, when: notInContainer, lines: map[string][]string{
		"linux":   {"grep -n -e search -e ndots /etc/resolv.conf", "sudo resolvectl domain {interface|INTERFACE} ''"},
		"darwin":  {"networksetup -getsearchdomains Wi-Fi", "sudo networksetup -setsearchdomains Wi-Fi empty"},
		"windows": {"Get-DnsClientGlobalSetting", "Set-DnsClientGlobalSetting -SuffixSearchList @()"},
	}},
	"search-domain-container": {risk: Safe, scope: Container, when: byCommand, lines: all(
		"{engine} run --rm --dns-search . --dns-option ndots:1 IMAGE go mod download",
	)},
	"nsswitch-guide": {risk: Safe, scope: System, guide: true, when: notInContainer, lines: map[string][]string{
		"linux": {"grep ^hosts: /etc/nsswitch.conf", "getent ahosts {host|proxy.golang.org}", "dig +short {host|proxy.golang.org}"},
	}},
	"hosts-pin-address": {risk: Caution, scope: System, when: provedAddress, plan: planHostsPin, lines: map[string][]string{
		"linux":  {"sudo cp /etc/hosts /etc/hosts.before", "echo '{address} {host|HOST}' | sudo tee -a /etc/hosts"},
		"darwin": {"sudo cp /etc/hosts /etc/hosts.before", "echo '{address} {host|HOST}' | sudo tee -a /etc/hosts"},
	}},
	"container-extra-hosts": {risk: Safe, scope: Container, when: byCommand, lines: all(
		"{engine} inspect CONTAINER | grep -A 3 ExtraHosts", "grep -n -A 3 extra_hosts compose.yaml",
	)},
	"pod-hosts-look": {risk: Safe, scope: Container, when: inPod, lines: all(
		"kubectl get pod POD -o yaml | grep -A 5 hostAliases",
	)},
	"hosts-remove-override": {risk: Safe, scope: System, plan: planHostsRemove, say: hostsLines},
	"name-check": {risk: Safe, scope: User, guide: true, lines: map[string][]string{
		everywhere: {"go env GOPROXY GOSUMDB GOPRIVATE", "dig {host|HOST}"},
		"windows":  {"go env GOPROXY GOSUMDB GOPRIVATE", "nslookup {host|HOST}"},
	}},
}

// provedAddress fits when the right server was seen to answer at another address,
// and the name is known to everybody: a company's own may move any time.
func provedAddress(s situation) bool {
	return s.values["address"] != "" && s.values["host"] != "" && checks.PublicHost(s.host)
}

func plainResolver(s situation) bool {
	return notInContainer(s) && (s.DNSOwner == "" || s.DNSOwner == "file")
}

// nameOfContainer fits a name that only the network of containers can know.
func nameOfContainer(s situation) bool {
	return byCommand(s) && s.host != "" && !strings.Contains(s.host, ".") && !slices.Contains(hostNames, s.host)
}

// hostsLines make the line of the hosts file a comment. A container's is mounted, and
// cannot be replaced (rename(2), EBUSY), only written.
func hostsLines(s situation) []string {
	switch {
	case s.GOOS == "windows":
		return []string{`Select-String -Pattern {host|HOST} -Path "{hostsfile}"`, `Start-Process notepad "{hostsfile}" -Verb RunAs`}
	case inContainer(s):
		return []string{"grep -n {host|HOST} {hostsfile}", "sed '{hostsline|LINE}s/^/# /' {hostsfile} > /tmp/hosts", "sudo cp /tmp/hosts {hostsfile}"}
	}
	return []string{"grep -n {host|HOST} {hostsfile}", "sudo sed -i.before '{hostsline|LINE}s/^/# /' {hostsfile}"}
}
