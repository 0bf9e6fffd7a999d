package checks

import (
	"net/netip"
	"slices"
	"testing"

	"gomend/checks/route"
)

func TestNotes(t *testing.T) {
	surroundings := func(f InterfaceFacts) Result { return result(KindInterfaces, "", Pass, OK, f) }
	local := lookupOK("proxy.corp.example", "127.0.0.1")
	refused := dial("proxy.corp.example:3128", "127.0.0.1", 3128, Refused)
	silent := []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout)}
	way := func(iface string) Result {
		return result(KindPath, "203.0.113.80", Pass, OK, PathFacts{Target: addr("203.0.113.80"), Interface: iface})
	}
	for _, c := range []struct {
		name string
		have []Result
		want NoteKind
	}{
		{"loopback of a plain machine", []Result{surroundings(InterfaceFacts{}), local, refused}, NoNote},
		{"loopback of a container", []Result{surroundings(InterfaceFacts{Container: "docker"}), local, refused}, NoteContainerLoopback},
		{"loopback of a container that shares the host's network", []Result{surroundings(InterfaceFacts{Container: "docker", Interfaces: []Interface{{Name: "docker0"}}}), local, refused}, NoNote},
		{"loopback in WSL", []Result{surroundings(InterfaceFacts{Container: "wsl"}), local, refused}, NoteWSLLoopback},
		{"loopback over SSH", []Result{surroundings(InterfaceFacts{Home: Home{Remote: true}}), local, refused}, NoteRemoteLoopback},
		{"another address in a container", []Result{surroundings(InterfaceFacts{Container: "docker"}), lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused)}, NoNote},
		{"a made-up address", []Result{lookupOK(pubHost, "198.18.0.7"), dial(pub, "198.18.0.7", 443, Timeout)}, NoteMadeUp},
		{"a tunnel", append([]Result{way("wg0")}, silent...), NoteTunnel},
		{"no tunnel", append([]Result{way("eth0")}, silent...), NoNote},
		{"a tunnel, and a router behind it answers", append([]Result{way("wg0"), routersTo("203.0.113.80", "10.8.0.1")}, silent...), NoteLastRouter},
		{"no router answers", append([]Result{way("eth0"), routersTo("203.0.113.80")}, silent...), NoteNoRouter},
		{"a rule", append([]Result{firewall("203.0.113.80", FirewallFacts{Read: true, Blocked: Yes, Table: "t", Chain: "c", Rule: "drop"})}, silent...), NoteRule},
		{"a certificate with nothing but a common name", []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Subject: "CN=" + pubHost}}})}, NoteNoNames},
		{"a certificate for another name", []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Names: []string{"a.example"}}}})}, NoNote},
		{"no protocol in common", []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, TLSAlert, TLSFacts{Alert: "no application protocol"})}, NoteNoProtocol},
		{"another alert", []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, TLSAlert, TLSFacts{Alert: "internal error"})}, NoteAlert},
		{"IPv4 alone leads out, to an IPv6 address", []Result{machine("192.168.0.2/24", true), lookupOK(pubHost, "2001:db8::80"), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, NoteNoIPv6},
		{"nothing leads out", []Result{machine("192.168.0.2/24", false), lookupOK(pubHost, "203.0.113.80"), noWay("203.0.113.80", NetworkUnreachable), dial(pub, "203.0.113.80", 443, NetworkUnreachable)}, NoNote},
		{"the only route refuses", []Result{machine("192.168.0.2/24", false), lookupOK(pubHost, "203.0.113.80"), noWay("203.0.113.80", HostUnreachable), dial(pub, "203.0.113.80", 443, HostUnreachable)}, NoteOwnRoute},
		{"a question that cannot be read", []Result{lookupFails(pubHost, DNSError, answer(DNSError, "NOTIMP"))}, NoteRcode},
		{"a question that is read without EDNS", []Result{lookupFails(pubHost, Timeout, Answer{Server: at("198.51.100.53", 53), Name: pubHost + ".", Code: Timeout, Plain: Yes})}, NoteEDNS},
		{"a failure", []Result{lookupFails(pubHost, ServFail, answer(ServFail, "SERVFAIL"))}, NoNote},
		{"dropped answers", append([]Result{firewall("203.0.113.80", FirewallFacts{Seen: AnswersDropped})}, silent...), NoteOwnDrop},
	} {
		b := NewBoard()
		taken := proxyRoute
		if slices.ContainsFunc(c.have, func(r Result) bool { return r.Check.ID == refused.Check.ID }) {
			taken = viaProxy
		}
		b.Put(Result{Check: Check{ID: "plan"}, Status: Pass, Routes: []route.Route{taken}})
		for _, r := range c.have {
			b.Put(r)
		}
		if got := Conclude(b).Note.Kind; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMadeUp(t *testing.T) {
	for a, want := range map[string]bool{
		"198.18.0.7": true, "198.19.255.1": true, "198.20.0.1": false, "28.0.0.5": true, "203.0.113.1": false, "fc00::1": true, "fd00::1": false, "::ffff:198.18.0.1": true,
	} {
		if got := MadeUp(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: %v", a, got)
		}
	}
}

func TestTunnel(t *testing.T) {
	for name, want := range map[string]bool{"tun0": true, "wg-home": true, "utun3": true, "tailscale0": true, "eth0": false, "wlan0": false, "enp3s0": false, "ppp0": true} {
		if got := Tunnel(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
