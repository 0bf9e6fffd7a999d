package diagnose

import (
	"net/netip"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

func TestTracedAndFiltered(t *testing.T) {
	r := way("p1", "https://goproxy.example", 1, route.OnNotFound, false)
	found := ended(checks.KindLookup, "goproxy.example", checks.Pass, checks.OK, "p1")
	found.Facts = checks.LookupFacts{Host: "goproxy.example", Addresses: []netip.Addr{netip.MustParseAddr("203.0.113.10")}}
	connect := func(code checks.Code) checks.Result {
		return ended(checks.KindConnect, "goproxy.example:443", checks.Fail, code, "p1")
	}
	lookup := func(code checks.Code) checks.Result {
		return ended(checks.KindLookup, "goproxy.example", checks.Fail, code, "p1")
	}
	servers := func(list ...string) checks.Result {
		f := checks.ResolverFacts{}
		for _, s := range list {
			f.Nameservers = append(f.Nameservers, netip.MustParseAddr(s))
		}
		c := ended(checks.KindResolverConfig, "", checks.Pass, checks.OK, "")
		c.Facts = f
		return c
	}
	link := ended(checks.KindInterfaces, "", checks.Pass, checks.OK, "")
	link.Facts = checks.InterfaceFacts{Interfaces: []checks.Interface{{Name: "eth0", Addresses: []netip.Prefix{netip.MustParsePrefix("192.168.1.2/24")}}}}
	for _, c := range []struct {
		name     string
		stop     checks.Kind
		have     []checks.Result
		strict   bool // third parties are not asked
		traced   string
		filtered string
	}{
		{"a connection without an answer", checks.KindConnect, []checks.Result{found, connect(checks.Timeout)}, true, "203.0.113.10:443", "203.0.113.10:443"},
		{"a connection that waits", checks.KindConnect, []checks.Result{found}, true, "203.0.113.10:443", "203.0.113.10:443"},
		{"a refused connection", checks.KindConnect, []checks.Result{found, connect(checks.Refused)}, false, "", "203.0.113.10:443"},
		{"no name, and a nameserver far away", checks.KindLookup, []checks.Result{link, servers("198.51.100.53"), lookup(checks.Timeout)}, true, "198.51.100.53:53", "198.51.100.53:53"},
		{"no name, three nameservers, and landmarks may be asked", checks.KindLookup, []checks.Result{link, servers("198.51.100.53", "198.51.100.54", "198.51.100.55"), lookup(checks.Timeout)}, false, "198.51.100.53:53 198.51.100.54:53 1.1.1.1:443", "198.51.100.53:53"},
		{"no name, and a nameserver on the link", checks.KindLookup, []checks.Result{link, servers("192.168.1.1"), lookup(checks.Timeout)}, true, "", "192.168.1.1:53"},
		{"the same, and landmarks may be asked", checks.KindLookup, []checks.Result{link, servers("192.168.1.1"), lookup(checks.Timeout)}, false, "1.1.1.1:443", "192.168.1.1:53"},
		{"the name does not exist", checks.KindLookup, []checks.Result{servers("198.51.100.53"), lookup(checks.NXDomain)}, false, "", ""},
		{"a handshake", checks.KindTLS, []checks.Result{found}, false, "", ""},
		{"a nameserver on this machine", checks.KindLookup, []checks.Result{servers("127.0.0.53"), lookup(checks.Timeout)}, true, "", ""},
	} {
		b := checks.NewBoard()
		for _, res := range c.have {
			b.Put(res)
		}
		show := func(to netip.AddrPort, ok bool) string {
			if !ok {
				return ""
			}
			return to.String()
		}
		var list []string
		for _, to := range traced(b, r, c.stop, !c.strict) {
			list = append(list, to.String())
		}
		if got := strings.Join(list, " "); got != c.traced {
			t.Errorf("%s: traced to %q, want %q", c.name, got, c.traced)
		}
		if got := show(filtered(b, r, c.stop)); got != c.filtered {
			t.Errorf("%s: rules looked at for %q, want %q", c.name, got, c.filtered)
		}
	}
}
