package checks

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
)

// Note is a circumstance that belongs to a finding's words: where it dies, which
// rule it is, whose loopback a proxy stands on.
type Note struct {
	Kind    NoteKind
	Address netip.Addr // of the router that answered last
	Hop     int        // that router's place on the way, from 1
	Scope   Scope      // of that router
	Text    string     // a rule, a container, a program; cleaned
}

// NoteKind says what a note tells.
type NoteKind string

// The kinds of notes.
const (
	NoNote         NoteKind = ""
	NoteLastRouter NoteKind = "last-router" // the last router that answered is Address
	NoteNoRouter   NoteKind = "no-router"   // not even the first router answered
	NoteRule       NoteKind = "rule"        // the rule Text stops it
	NoteOwnReset   NoteKind = "own-reset"   // this machine itself refuses, whatever the server says
	NoteOwnDrop    NoteKind = "own-drop"    // the answers arrive, and are dropped here
	NoteOwnLoss    NoteKind = "own-loss"    // packets are lost here, between the kernel and the interface; Text names filters there
	NoteOwnRoute   NoteKind = "own-route"   // a route or routing rule of this machine refuses
	NoteNoIPv4     NoteKind = "no-ipv4"     // IPv6 leads out of this machine, and Address is of IPv4
	NoteNoIPv6     NoteKind = "no-ipv6"     // IPv4 leads out of this machine, and Address is of IPv6
	NoteRcode      NoteKind = "rcode"       // the nameserver answers Text, which says that it cannot read the question
	NoteEDNS       NoteKind = "edns"        // the nameserver answers only questions without EDNS

	NoteContainerLoopback NoteKind = "container-loopback" // the address is that of the container Text itself
	NoteWSLLoopback       NoteKind = "wsl-loopback"       // the address is WSL's, not Windows'
	NoteRemoteLoopback    NoteKind = "remote-loopback"    // the address is this machine's, which was reached by SSH
	NoteMadeUp            NoteKind = "made-up"            // Address was made up by a VPN or circumvention tool
	NoteTunnel            NoteKind = "tunnel"             // everything goes into the tunnel Text
	NoteLocalServer       NoteKind = "local-server"       // the nameserver is the program Text on this machine
	NoteBareImage         NoteKind = "bare-image"         // the image has no shell, and so no packages
	NoteContainerDNS      NoteKind = "container-dns"      // Docker's own nameserver asks others, and those are at fault
	NoteContainerNetwork  NoteKind = "container-network"  // the container's network may be one that leads nowhere outside
	NotePodNetwork        NoteKind = "pod-network"        // a policy of the cluster may forbid what leads outside
	NoteContainerHosts    NoteKind = "container-hosts"    // the hosts file is written when the container starts
	NoteContainerName     NoteKind = "container-name"     // Text is a name that only the same container network knows
	NoteHostName          NoteKind = "host-name"          // Text is the computer around the container, if it was started so
	NoteMute              NoteKind = "mute"               // the server takes the request and says nothing
	NoteNoNames           NoteKind = "no-names"           // the certificate names its host in the subject alone
	NoteNoProtocol        NoteKind = "no-protocol"        // the server knows neither HTTP/2 nor HTTP/1.1 (ALPN)
	NoteAlert             NoteKind = "alert"              // the server ended the handshake with the alert Text
)

// NoteKinds lists every kind of note, for tests that each has words.
var NoteKinds = []NoteKind{
	NoteLastRouter, NoteNoRouter, NoteRule, NoteOwnReset, NoteOwnDrop, NoteOwnLoss, NoteOwnRoute, NoteNoIPv4, NoteNoIPv6, NoteRcode, NoteEDNS,
	NoteContainerLoopback, NoteWSLLoopback, NoteRemoteLoopback, NoteMadeUp, NoteTunnel, NoteLocalServer, NoteBareImage, NoteMute,
	NoteContainerDNS, NoteContainerNetwork, NotePodNetwork, NoteContainerHosts, NoteContainerName, NoteHostName,
	NoteNoNames, NoteNoProtocol, NoteAlert,
}

// noteRule leads from a cause and the evidence to a note; the first that fits counts.
type noteRule struct {
	causes []Cause
	note   func(*Case) (Note, bool)
}

// unreached are causes of a server that was not reached where it should be.
var unreached = []Cause{
	CauseTCPRefused, CauseTCPTimeout, CauseTCPUnreachable, CauseTCPReset, CauseTLSReset, CauseTLSTimeout, CauseTLSNotTLS, CauseDNSHijacked, CauseDNSStaleCache, CauseNoInternet,
}

// byLocalServer are causes at which it matters who answers for names here.
var byLocalServer = []Cause{
	CauseResolverUnreachable, CauseResolverRefused, CauseDNSRefused, CauseDNSServFail, CauseDNSBlocked, CauseDNSHijacked, CauseDNSStaleCache, CauseDNSDNSSECFailed, CauseDNSSlow,
}

var noteRules = []noteRule{
	{[]Cause{CauseFirewallLocal, CauseIPv6Broken, CauseAddressPartlyDead}, ownRule},
	{[]Cause{CauseProxyRefused, CauseTCPRefused, CauseResolverRefused, CauseProxyTimeout, CauseProxyNotAProxy}, loopback},
	{[]Cause{CauseDNSNXDomain, CauseProxyUnresolvable}, containerName},
	{[]Cause{CauseNoDefaultRoute}, oneProtocol},
	{[]Cause{CauseNoDefaultRoute}, refusingRoute},
	{[]Cause{CauseNoInternet, CauseNoDefaultRoute}, containerNetwork},
	{[]Cause{CauseHostsOverride}, containerHosts},
	{[]Cause{CauseDNSServFail, CauseResolverUnreachable}, ednsLost},
	{[]Cause{CauseDNSServFail}, otherRcode},
	{byLocalServer, containerDNS},
	{unreached, madeUpAddress},
	{[]Cause{CauseNoInternet, CauseTCPTimeout, CauseProxyTimeout, CauseResolverUnreachable, CauseMTUBlackhole}, tunnel},
	{[]Cause{CauseNoInternet, CauseTCPTimeout, CauseProxyTimeout, CauseResolverUnreachable}, lastRouter},
	{byLocalServer, localServer},
	{[]Cause{CauseCABundleMissing}, bareImage},
	{[]Cause{CauseGOPROXYServerError}, mute},
	{[]Cause{CauseTLSNameMismatch}, noNames},
	{[]Cause{CauseTLSVersion, CauseTLSReset, CauseTLSNameMismatch, CauseGOPROXYUnauthorized}, alerted},
}

// note finds the circumstance to tell beside a cause.
func (c *Case) note(cause Cause) Note {
	for _, r := range noteRules {
		if !slices.Contains(r.causes, cause) {
			continue
		}
		if n, ok := r.note(c); ok {
			return n
		}
	}
	return Note{}
}

// lastRouter is the furthest router that answered on the way to what the failing
// step dialled.
func lastRouter(c *Case) (Note, bool) {
	for _, f := range c.traces() {
		if f.Code != OK || f.Reached {
			continue
		}
		if hop, ok := f.Last(); ok {
			return Note{Kind: NoteLastRouter, Address: hop.From, Hop: hop.TTL, Scope: ScopeOf(hop.From)}, true
		}
		return Note{Kind: NoteNoRouter}, true
	}
	return Note{}, false
}

// ownRule is the rule of this machine that stops it, or how it shows that one does.
func ownRule(c *Case) (Note, bool) {
	for _, f := range c.firewalls() {
		switch {
		case f.Place() != "" && f.Blocked != No:
			return Note{Kind: NoteRule, Text: f.Place() + ": " + f.Rule}, true
		case f.Seen == ResetHere:
			return Note{Kind: NoteOwnReset}, true
		case f.Seen == AnswersDropped:
			return Note{Kind: NoteOwnDrop}, true
		case f.Seen == LostHere:
			return Note{Kind: NoteOwnLoss, Text: cmp.Or(strings.Join(f.Programs, ", "), "tc, nft netdev")}, true
		}
	}
	return refusingRoute(c)
}

// refusingRoute is a route of this machine that is there to refuse, as those of VPNs
// that let nothing out while they are not connected.
func refusingRoute(c *Case) (Note, bool) {
	return Note{Kind: NoteOwnRoute}, reaching(c) && (refusedByRoute(c) || routeRefuses(c))
}

// oneProtocol is an address out of reach because this machine has a way out for the
// other protocol alone.
func oneProtocol(c *Case) (Note, bool) {
	list := c.dialled()
	if len(list) == 0 || slices.ContainsFunc(list, func(a netip.Addr) bool { return !c.wayless(a) }) {
		return Note{}, false
	}
	if list[0].Unmap().Is4() {
		return Note{Kind: NoteNoIPv4, Address: list[0]}, true
	}
	return Note{Kind: NoteNoIPv6, Address: list[0]}, true
}

// ednsLost is a nameserver that answers as soon as a question carries no EDNS.
func ednsLost(c *Case) (Note, bool) {
	return Note{Kind: NoteEDNS}, c.Is(KindLookup) && slices.ContainsFunc(c.configuredAnswers(), func(a Answer) bool { return a.Plain == Yes })
}

// otherRcode is how a nameserver says that it cannot read what go asks, such as
// FORMERR or NOTIMP.
func otherRcode(c *Case) (Note, bool) {
	for _, a := range c.Lookup().Answers {
		if a.Code == DNSError && a.Rcode != "" && c.Code(DNSError) {
			return Note{Kind: NoteRcode, Text: a.Rcode}, true
		}
	}
	return Note{}, false
}

// machine is what is known of interfaces and surroundings.
func (c *Case) machine() InterfaceFacts {
	f, _ := FactsOf[InterfaceFacts](c.Board, string(KindInterfaces))
	return f
}

// loopback is whose loopback it is at which something was looked for.
func loopback(c *Case) (Note, bool) {
	m := c.machine()
	switch {
	case !c.Local():
		return Note{}, false
	case m.OwnLoopback():
		return Note{Kind: NoteContainerLoopback, Text: m.Container}, true
	case m.Container == "wsl" && !c.Is(KindLookup):
		return Note{Kind: NoteWSLLoopback}, true
	case m.Home.Remote && !c.Is(KindLookup):
		return Note{Kind: NoteRemoteLoopback}, true
	}
	return Note{}, false
}

// madeUpAddress is an address that a tool gave for the name and does not serve.
func madeUpAddress(c *Case) (Note, bool) {
	if c.Is(KindLookup) {
		return Note{}, false
	}
	for _, a := range c.dialled() {
		if MadeUp(a) {
			return Note{Kind: NoteMadeUp, Address: a}, true
		}
	}
	return Note{}, false
}

// tunnel is the VPN into which what was sent went, unless routers behind it answer.
func tunnel(c *Case) (Note, bool) {
	for _, f := range c.traces() {
		if _, answered := f.Last(); answered {
			return Note{}, false
		}
	}
	for _, p := range c.paths() {
		if p.Code == OK && Tunnel(p.Interface) {
			return Note{Kind: NoteTunnel, Text: p.Interface}, true
		}
	}
	return Note{}, false
}

// localServer is the program on this machine that go asks for names.
func localServer(c *Case) (Note, bool) {
	f := c.Resolver()
	return Note{Kind: NoteLocalServer, Text: f.Program}, f.Program != ""
}

// bareImage is an image into which nothing can be installed.
func bareImage(c *Case) (Note, bool) {
	m := c.machine()
	return Note{Kind: NoteBareImage}, m.Container != "" && m.Home.Bare
}

// mute is a server that took a request and said nothing.
func mute(c *Case) (Note, bool) {
	return Note{Kind: NoteMute}, requesting(c) && c.Code(Timeout)
}

// noNames is a certificate without the names that go looks at: that of the subject has
// not counted since Go 1.15 (crypto/x509.Certificate.VerifyHostname).
func noNames(c *Case) (Note, bool) {
	t := c.TLS()
	return Note{Kind: NoteNoNames}, t.Code == NameMismatch && len(t.Chain) > 0 && len(t.Chain[0].Names) == 0
}

// alerted is the peer's own word about why it ended a handshake.
func alerted(c *Case) (Note, bool) {
	said := c.TLS().Alert
	switch {
	case !c.Is(KindTLS) || said == "":
		return Note{}, false
	case said == "no application protocol":
		return Note{Kind: NoteNoProtocol}, true
	}
	return Note{Kind: NoteAlert, Text: said}, true
}
