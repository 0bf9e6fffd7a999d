package systemtest

import (
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/fix"
	"gomend/fix/engine"
)

const (
	deadServer  = "203.0.113.99" // an address that nobody has
	wrongServer = "203.0.113.19" // a server with a certificate of its own
)

func resolvconf(text string) func(*lab.Net) {
	return func(n *lab.Net) { n.Client.Resolvconf = text }
}

// fileCures are about files and links that nobody but the person looks after.
var fileCures = []cure{
	{name: "plain-dns", fix: "dns-set-plain", network: resolvconf("# mine\nnameserver " + deadServer + "\noptions timeout:1 attempts:1\n"), cause: checks.CauseResolverUnreachable},
	{name: "plain-dns-closed", fix: "dns-set-plain", network: resolvconf("# mine\nnameserver 127.0.0.1\n"), cause: checks.CauseResolverRefused, short: true},
	{name: "resolv-conf-missing", fix: "resolv-conf-repair", breaks: "rm /etc/resolv.conf", cause: checks.CauseResolverNotConfigured},
	{name: "resolv-conf-empty", fix: "resolv-conf-repair", network: resolvconf("search lan.example\n"), cause: checks.CauseResolverNotConfigured},
	{name: "resolv-conf-dangling", fix: "resolv-conf-repair", breaks: "ln -sfn ../run/nowhere/stub-resolv.conf /etc/resolv.conf", cause: checks.CauseResolverNotConfigured},
	{name: "hosts", fix: "hosts-remove-override", network: func(n *lab.Net) {
		n.Client.HostsFile = "10.9.9.9 printer\n" + wrongServer + "\tmirror proxy.golang.org # since the move\n"
	}, cause: checks.CauseHostsOverride, short: true},
	{name: "hosts-pin", fix: "hosts-pin-address", network: func(n *lab.Net) {
		n.Resolvers["198.51.100.53"] = lab.Lie(wrongServer)
	}, cause: checks.CauseDNSHijacked},
}

// filterCures are about firewalls that are rules and nothing else.
var filterCures = []cure{
	{name: "nft-policy", fix: "fw-allow-nft", programs: []string{"nft"}, cause: checks.CauseFirewallLocal,
		breaks: "nft add table inet own\nnft add chain inet own out '{ type filter hook output priority 0; policy drop; }'\nnft add rule inet own out udp dport 53 accept\nnft add rule inet own out tcp dport 53 accept"},
	{name: "nft-nested", fix: "fw-allow-nft", programs: []string{"nft"}, cause: checks.CauseFirewallLocal, short: true,
		breaks: "nft add table ip a\nnft add chain ip a web\nnft add rule ip a web reject with icmp type admin-prohibited\nnft add chain ip a out '{ type filter hook output priority 10; }'\n" +
			"nft add rule ip a out tcp dport { 80, 400-450 } jump web\nnft add table inet b\nnft add chain inet b out '{ type filter hook output priority -5; }'\nnft add rule inet b out tcp dport 22 drop"},
	{name: "nft-replies", fix: "fw-allow-nft", programs: []string{"nft"}, cause: checks.CauseFirewallLocal,
		breaks: "nft add table inet own\nnft add chain inet own in '{ type filter hook input priority 0; policy drop; }'\nnft add rule inet own in udp sport 53 accept\n" +
			"nft add chain inet own out '{ type filter hook output priority 0; }'\nnft add rule inet own out tcp dport 443 reject with icmpx admin-prohibited"},
	{name: "iptables", fix: "fw-allow-iptables", programs: []string{"iptables"}, cause: checks.CauseFirewallLocal,
		breaks: "iptables -A OUTPUT -p tcp --dport 443 -j DROP", state: []string{"iptables -S"}},
	{name: "iptables-policy", fix: "fw-allow-iptables", programs: []string{"iptables"}, cause: checks.CauseFirewallLocal,
		breaks: "iptables -P OUTPUT DROP\niptables -A OUTPUT -p udp --dport 53 -j ACCEPT\niptables -A INPUT -p udp --sport 53 -j ACCEPT\niptables -P INPUT DROP", state: []string{"iptables -S"}},
}

// routeCures are about what the kernel itself does with packets.
var routeCures = []cure{
	{name: "mtu-route", fix: "mtu-route-advmss", network: smallPackets, cause: checks.CauseMTUBlackhole},
	{name: "mtu-link", fix: "mtu-lower-link", network: smallPackets, cause: checks.CauseMTUBlackhole},
	{name: "ipv6", fix: "ipv6-unreachable-default", network: func(n *lab.Net) {
		n.IPv6()
		n.Router.Forward = []string{"ip6 daddr ::/0 drop"}
	}, cause: checks.CauseIPv6Broken, fine: true},
}

// smallPackets makes what is larger than 1400 bytes vanish, both ways.
func smallPackets(n *lab.Net) {
	names := []string{"proxy.golang.org"}
	for i := range 150 {
		names = append(names, "host-"+string(rune('a'+i%26))+string(rune('a'+i/26))+".example.net")
	}
	n.Host("proxy.golang.org").Cert.Names = names
	n.Router.Forward = append(n.Router.Forward, "meta length > 1400 drop")
}

// Debian's program takes roots from /usr/share/ca-certificates, as this file says.
const debianRoots = `
mkdir -p /etc/ca-certificates/update.d /etc/ssl/certs
rm -f /etc/ca-certificates.conf
for dir in /usr/share/ca-certificates /usr/local/share/ca-certificates; do mount -t tmpfs none $dir; done
awk '/BEGIN/ {n++} {print > "/etc/spare/" n ".crt"}' /etc/spare/roots.pem
cp /etc/spare/1.crt /usr/share/ca-certificates/public.crt
printf '[req]\ndistinguished_name=d\n[d]\n' >/etc/spare/openssl.cnf
openssl req -config /etc/spare/openssl.cnf -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=other -days 9 -keyout /dev/null -out /usr/share/ca-certificates/other.crt 2>/dev/null
printf 'public.crt\nother.crt\n' >/etc/ca-certificates.conf
`

func spareRoots(roots lab.Roots) func(*lab.Net) {
	return func(n *lab.Net) {
		n.Client.Roots, n.Client.RootsFile = roots, "/etc/spare/roots.pem"
	}
}

// trustCures are about authorities.
var trustCures = []cure{
	{name: "roots", fix: "ca-bundle-install", network: spareRoots(lab.RootsPublic), breaks: debianRoots, programs: []string{"update-ca-certificates", "openssl"},
		cause: checks.CauseCABundleMissing, stays: true},
	{name: "company", fix: "corporate-ca-import", programs: []string{"update-ca-certificates", "openssl"},
		network: func(n *lab.Net) {
			spareRoots(lab.RootsInspection)(n)
			for _, h := range n.Public() {
				h.Cert.Signer = lab.InspectionCA
			}
		}, breaks: debianRoots + "update-ca-certificates --fresh", cause: checks.CauseTLSIntercepted,
		answers: func(d *client) map[fix.AskName]string {
			print := d.script("openssl x509 -in /etc/spare/2.crt -noout -fingerprint -sha256")
			return map[fix.AskName]string{fix.AskAuthority: "/etc/spare/2.crt", fix.AskFingerprint: strings.TrimSpace(print[len(print)-12:])}
		}},
}

// gopher is an ordinary user with sudo, whose home folder this is.
const gopher = `
chmod 755 "${HOME%/home/*}"
grep -v :1000: /etc/passwd >/etc/passwd.new
echo "gopher:x:1000:1000::$HOME:/bin/sh" >>/etc/passwd.new
mv /etc/passwd.new /etc/passwd
rm -f /etc/sudoers /etc/shadow
printf 'root:*:19000:0:99999:7:::\ngopher:*:19000:0:99999:7:::\n' >/etc/shadow
printf 'root ALL=(ALL:ALL) ALL\ngopher ALL=(ALL:ALL) NOPASSWD: ALL\n' >/etc/sudoers
chmod 440 /etc/sudoers
chown -R 1000:1000 "$HOME"
setpriv --reuid 1000 --regid 1000 --clear-groups sudo -n true
`

// personCures are about an ordinary user's own files.
var personCures = []cure{
	{name: "ownership", fix: "godir-ownership-repair", person: true, programs: []string{"sudo", "setpriv", "find"}, cause: checks.CauseModCacheUnwritable,
		breaks: gopher + `mkdir -p "$HOME/go/pkg/mod/cache/download"` + "\n" + `chown -R 0:0 "$HOME/go"`,
		state:  []string{`find "$HOME/go" -printf '%p %M %U:%G\n' | grep -v -e /rsc.io -e /golang.org -e /cache/ -e /sumdb | sort`}},
}

// wrongCures do not help, and put everything back by themselves.
var wrongCures = []cure{
	{name: "does-not-help", fix: "dns-set-plain", network: func(n *lab.Net) {
		n.Client.Resolvconf = "nameserver " + deadServer + "\noptions timeout:1 attempts:1\n"
		n.Router.Forward = []string{"udp dport 53 drop", "tcp dport 53 drop"}
	}, cause: checks.CauseResolverUnreachable, want: engine.PutBack},
	{name: "not-kept", fix: "fw-allow-nft", programs: []string{"nft"}, cause: checks.CauseFirewallLocal, leave: true, want: engine.PutBack,
		breaks: "nft add table inet own\nnft add chain inet own out '{ type filter hook output priority 0; }'\nnft add rule inet own out tcp dport 443 drop"},
}

var cures = register(fileCures, filterCures, routeCures, trustCures, daemonCures, personCures, wrongCures)

func TestCures(t *testing.T) {
	for _, c := range cures {
		if !c.short && !whole() {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t)
		})
	}
}
