package lab

import "gomend/checks"

func init() { Register(unboundCases...) }

// unbound runs Unbound at an address as the only nameserver that is configured,
// with these lines in its server section; it asks the forwarder.
func unbound(place Place, addr, forwarder, lines string) func(*Net) {
	return func(n *Net) {
		n.Client.Resolvconf = "nameserver " + addr + "\n"
		n.Peers = append(n.Peers, Peer{
			Program: "unbound", Args: []string{"-d", "-p", "-c", "{dir}/unbound.conf"}, Place: place, Answers: []string{addr + ":53"},
			Files: map[string]string{"unbound.conf": `server:
	interface: ` + addr + `
	username: ""
	chroot: ""
	directory: "{dir}"
	use-syslog: no
	num-threads: 1
	do-not-query-localhost: no
	ede: yes
` + lines + `
remote-control:
	control-enable: no
forward-zone:
	name: "."
	forward-addr: ` + forwarder + "\n"},
		})
	}
}

const (
	open      = "\taccess-control: 0.0.0.0/0 allow\n"
	plainDNS  = "\tmodule-config: \"iterator\"\n"
	validates = "\tmodule-config: \"validator iterator\"\n"
	// trusted demands signatures, with a key that nobody has.
	trusted = validates + "\ttrust-anchor: \"golang.org. DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\"\n"
)

// Unbound, the validating nameserver of many companies and some laptops.
var unboundCases = []Case{
	{Name: "unbound-local", About: "Unbound on this machine", Want: Fine(), Break: unbound(OnClient, "127.0.0.1", ispResolver, plainDNS)},
	{Name: "unbound-router", About: "Unbound on the router", Want: Fine(), Break: unbound(OnRouter, gateway, ispResolver, open+plainDNS)},
	{Name: "unbound-untrusted", About: "Unbound on this machine rejects the signatures, of which there are none",
		Break: unbound(OnClient, "127.0.0.1", ispResolver, trusted),
		Want:  Broken(checks.CauseDNSDNSSECFailed).But(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "unbound-untrusted-router", About: "the router's Unbound rejects the signatures",
		Break: unbound(OnRouter, gateway, ispResolver, open+trusted),
		Want:  Broken(checks.CauseDNSDNSSECFailed).But(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "unbound-refuses-zone", About: "local-zone: golang.org refuse",
		Break: unbound(OnRouter, gateway, ispResolver, open+plainDNS+"\tlocal-zone: \"golang.org.\" refuse\n"),
		Want:  Broken(checks.CauseDNSRefused), GoSays: "server misbehaving"},
	{Name: "unbound-denies-zone", About: "local-zone: golang.org always_nxdomain",
		Break: unbound(OnRouter, gateway, ispResolver, open+plainDNS+"\tlocal-zone: \"golang.org.\" always_nxdomain\n"),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "unbound-refuses-client", About: "the router's Unbound answers nobody but itself",
		Break: unbound(OnRouter, gateway, ispResolver, plainDNS),
		Want:  Broken(checks.CauseDNSRefused).But(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "unbound-ignores-client", About: "the router's Unbound drops what this machine asks",
		Break: unbound(OnRouter, gateway, ispResolver, plainDNS+"\taccess-control: 0.0.0.0/0 deny\n"),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "unbound-forwarder-refuses", About: "whom Unbound asks runs no nameserver: it fails",
		Break: unbound(OnClient, "127.0.0.1", wrongServer, plainDNS),
		Want:  Broken(checks.CauseDNSServFail, checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "proxy.golang.org"},
	{Name: "unbound-forwarder-dead", About: "whom Unbound asks is dead",
		Break: unbound(OnClient, "127.0.0.1", deadResolver, plainDNS),
		Want:  Broken(checks.CauseResolverUnreachable, checks.CauseDNSServFail).But(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
}
