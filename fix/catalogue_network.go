package fix

var networkFixes = map[string]recipe{
	"link-up-guide": {risk: Caution, scope: System, when: notInContainer, lines: map[string][]string{
		"linux":   {"nmcli radio wifi on", "nmcli device status", "nmcli device connect {interface|INTERFACE}"},
		"darwin":  {"networksetup -listallhardwareports", "networksetup -setairportpower {interface|en0} on"},
		"windows": {"Get-NetAdapter", "Enable-NetAdapter -Name \"{interface|Wi-Fi}\""},
	}},
	"dhcp-renew": {risk: Caution, scope: System, when: notInContainer, lines: map[string][]string{
		"linux":   {"nmcli device reapply {interface|INTERFACE}", "sudo networkctl renew {interface|INTERFACE}"},
		"darwin":  {"sudo ipconfig set {interface|en0} DHCP"},
		"windows": {"ipconfig /release", "ipconfig /renew"},
	}},
	"default-route-guide": {risk: Safe, scope: System, guide: true, when: notInContainer, lines: map[string][]string{
		"linux":   {"ip route", "sudo ip route add default via {gateway|ROUTER} dev {interface|INTERFACE}"},
		"darwin":  {"netstat -rn -f inet", "sudo route -n add default {gateway|ROUTER}"},
		"windows": {"route print 0.0.0.0", "route add 0.0.0.0 mask 0.0.0.0 {gateway|ROUTER}"},
	}},
	"router-look": {risk: Safe, scope: System, guide: true, when: notInContainer, lines: map[string][]string{
		"linux":   {"ip route", "ip neigh", "ping -c 3 {gateway|ROUTER}"},
		"darwin":  {"netstat -rn -f inet", "arp -an", "ping -c 3 {gateway|ROUTER}"},
		"windows": {"route print 0.0.0.0", "arp -a", "ping {gateway|ROUTER}"},
	}},
	"container-network-mode": {risk: Safe, scope: Container, when: byCommand, lines: all(
		"{engine} run --rm --network bridge IMAGE go mod download", "{engine} network connect {bridge} CONTAINER",
	)},
	"pod-network-look": {risk: Safe, scope: Container, guide: true, when: inPod, lines: all(
		"kubectl get networkpolicy --all-namespaces", "kubectl describe pod POD",
	)},
	"container-build-network": {risk: Safe, scope: Container, guide: true, when: byCommand, lines: all(
		"{engine} build --network default .",
	)},
	"vendor-workaround": {risk: Caution, scope: Repository, lines: all(
		"go mod vendor", "go build -mod=vendor ./...",
	)},
	"offline-file-proxy": {risk: Caution, scope: Process, lines: map[string][]string{
		everywhere: {"@env GOPROXY=file:///path/to/modcache/cache/download", "go mod download"},
		"windows":  {"@env GOPROXY=file:///C:/path/to/modcache/cache/download", "go mod download"},
	}},
	"ipv6-unreachable-default": {risk: Caution, scope: System, when: notInContainer, plan: planIPv6Unreachable, guard: keepWithin, lines: map[string][]string{
		"linux": {"sudo ip -6 route add unreachable default metric 1"},
	}},
	"ipv6-disable-interface": {risk: Caution, scope: System, lines: map[string][]string{
		"darwin": {"sudo networksetup -setv6LinkLocal \"{interface|Wi-Fi}\""},
	}},
	"ipv6-prefer-v4": {risk: Caution, scope: System, guide: true, when: notInContainer, lines: map[string][]string{
		"linux":   {"echo 'precedence ::ffff:0:0/96  100' | sudo tee -a /etc/gai.conf"},
		"windows": {"netsh interface ipv6 show prefixpolicies", "netsh interface ipv6 set prefixpolicy ::ffff:0:0/96 60 4"},
	}},
	"ipv6-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		"linux":   {"ip -6 route", "curl -6 -v --max-time 5 https://proxy.golang.org/", "curl -4 -v --max-time 5 https://proxy.golang.org/"},
		"darwin":  {"netstat -rn -f inet6", "curl -6 -v --max-time 5 https://proxy.golang.org/", "curl -4 -v --max-time 5 https://proxy.golang.org/"},
		"windows": {"route print -6", "curl.exe -6 -v --max-time 5 https://proxy.golang.org/", "curl.exe -4 -v --max-time 5 https://proxy.golang.org/"},
	}},
	"mtu-route-advmss": {risk: Caution, scope: System, when: notInContainer, plan: planRouteMTU, guard: keepWithin, lines: map[string][]string{
		"linux": {"ip -4 route show default", "sudo ip route replace default via {gateway|ROUTER} dev {interface|INTERFACE} mtu 1360 advmss 1320"},
	}},
	"mtu-lower-link": {risk: Caution, scope: System, when: notInContainer, plan: planLinkMTU, guard: keepWithin, lines: map[string][]string{
		"linux":   {"ip link show {interface|INTERFACE}", "sudo ip link set dev {interface|INTERFACE} mtu 1360"},
		"darwin":  {"networksetup -getMTU {interface|en0}", "sudo networksetup -setMTU {interface|en0} 1360"},
		"windows": {"netsh interface ipv4 show subinterfaces", "netsh interface ipv4 set subinterface \"{interface|Wi-Fi}\" mtu=1360 store=active"},
	}},
	"mtu-container": {risk: Caution, scope: Container, when: byCommand, lines: all(
		"{engine} network create --opt com.docker.network.driver.mtu=1360 smaller",
		"{engine} run --rm --network smaller IMAGE go mod download",
	)},
	"docker-daemon-mtu": {risk: Caution, scope: System, guide: true, when: byDocker, lines: map[string][]string{
		"linux": {"cat /etc/docker/daemon.json", `"mtu": 1360, "default-network-opts": {"bridge": {"com.docker.network.driver.mtu": "1360"}}`, "sudo systemctl restart docker"},
	}},
	"mss-clamp-nft": {risk: Caution, scope: System, guide: true, when: inContainer, lines: map[string][]string{
		"linux": {
			"sudo nft add table inet gomend_mss",
			"sudo nft add chain inet gomend_mss forward '{ type filter hook forward priority -150; }'",
			"sudo nft add rule inet gomend_mss forward tcp flags syn tcp option maxseg size set 1320",
		},
	}},
	"mtu-probing": {risk: Caution, scope: System, guide: true, when: notInContainer, lines: map[string][]string{
		"linux": {"sysctl net.ipv4.tcp_mtu_probing", "sudo sysctl net.ipv4.tcp_mtu_probing=1"},
	}},
	"loss-look": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		everywhere: {"ping -c 20 {gateway|ROUTER}", "ping -c 20 {host|proxy.golang.org}"},
		"windows":  {"ping -n 20 {gateway|ROUTER}", "ping -n 20 {host|proxy.golang.org}"},
	}},
	"captive-portal-login": {risk: Safe, scope: User, lines: map[string][]string{
		"linux":   {"xdg-open {signin|http://neverssl.com/}"},
		"darwin":  {"open {signin|http://captive.apple.com/}"},
		"windows": {"start {signin|http://www.msftconnecttest.com/redirect}"},
	}},
}
