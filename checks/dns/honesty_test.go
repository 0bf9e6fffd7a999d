package dns

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// namely answers some names and what is below them their own way.
func namely(list map[string]behaviour, others behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		for name, do := range list {
			if dns.IsSubDomain(name, m.Question[0].Name) {
				return do(m, tcp)
			}
		}
		return others(m, tcp)
	}
}

func TestHonesty(t *testing.T) {
	good, bad, page := gives("192.0.2.10"), gives("192.0.2.66"), gives("192.0.2.77")
	deny := rcode(dns.RcodeNameError)
	onlyTCP := func(m *dns.Msg, tcp bool) *dns.Msg {
		if tcp {
			return good(m, tcp)
		}
		return bad(m, tcp)
	}
	for _, test := range []struct {
		name   string
		do     behaviour
		status checks.Status
		want   checks.HonestyFacts
	}{
		{"honest", namely(map[string]behaviour{"invalid.": deny, "github.com.": page, "example.com.": page}, good), checks.Pass, checks.HonestyFacts{}},
		{"an address for what cannot exist", namely(map[string]behaviour{"invalid.": page, "github.com.": deny, "example.com.": deny}, good), checks.Pass,
			checks.HonestyFacts{Nowhere: []netip.Addr{netip.MustParseAddr("192.0.2.77")}}},
		{"one address for all", bad, checks.Fail, checks.HonestyFacts{Alike: []string{"github.com", "example.com"}, Nowhere: []netip.Addr{netip.MustParseAddr("192.0.2.66")}}},
		{"another over TCP", namely(map[string]behaviour{"golang.org.": onlyTCP}, deny), checks.Pass, checks.HonestyFacts{OverTCP: []netip.Addr{netip.MustParseAddr("192.0.2.10")}}},
		{"silent", mute, checks.Pass, checks.HonestyFacts{}},
	} {
		instantly(t, test.name, func(t *testing.T) {
			s := serve(t, "127.0.0.1", memoryPort(), test.do)
			i := interview{server: s.addr, host: "proxy.golang.org", second: 100 * time.Millisecond}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			i.run(ctx)
			f := i.facts()
			if r := honestyResult(f); r.Status != test.status {
				t.Errorf("status %s, want %s: %v", r.Status, test.status, f.Evidence())
			}
			if !slices.Equal(f.Nowhere, test.want.Nowhere) || !slices.Equal(f.Alike, test.want.Alike) || !slices.Equal(f.OverTCP, test.want.OverTCP) || len(f.Second) > 0 {
				t.Errorf("got %v, want %v", f.Evidence(), test.want.Evidence())
			}
		})
	}
}

// Somebody on the way is sooner than the server; a packet that comes twice is no
// second answer.
func TestTwoAnswers(t *testing.T) {
	for _, test := range []struct {
		addrs []string
		want  int
	}{{[]string{"192.0.2.66", "192.0.2.10"}, 1}, {[]string{"192.0.2.10", "192.0.2.10"}, 0}, {[]string{"192.0.2.10"}, 0}} {
		instantly(t, strings.Join(test.addrs, " and "), func(t *testing.T) {
			at := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), memoryPort())
			inMemory{datagram: func(query []byte) (list [][]byte) {
				m := new(dns.Msg)
				m.Unpack(query)
				for _, a := range test.addrs {
					wire, _ := gives(a)(m, false).Pack()
					list = append(list, wire)
				}
				return list
			}}.listen(t, at)
			i := interview{server: at, host: "proxy.golang.org", second: 200 * time.Millisecond}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			i.run(ctx)
			if f := i.facts(); len(f.Second) != test.want {
				t.Errorf("a second answer %v", f.Second)
			}
		})
	}
}

func TestOwner(t *testing.T) {
	inNoTime(t, ownedBy)
}

func ownedBy(t *testing.T) {
	s := serve(t, "127.0.0.1", memoryPort(), namely(map[string]behaviour{"www.example.com.": gives("192.0.2.66"), "other.example.": gives("192.0.2.1")}, rcode(dns.RcodeNameError)))
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{"other.example", "www.example.com"}, "www.example.com"},
		{[]string{"*.example.com", "other.example"}, ""},
		{[]string{"192.0.2.66", "gone.example"}, ""},
	} {
		b := checks.NewBoard()
		addrs := []netip.Addr{netip.MustParseAddr("192.0.2.66")}
		lookup := checks.LookupFacts{Host: "proxy.golang.org", Addresses: addrs, Answers: []checks.Answer{{Server: s.addr, Addresses: addrs}}}
		b.Put(checks.Result{Check: checks.Check{ID: checks.KindLookup.Name("proxy.golang.org")}, Facts: lookup})
		c := Owner("proxy.golang.org", test.names, "")
		r := c.Run(t.Context(), checks.NewInput(b, c))
		if f := r.Facts.(checks.HonestyFacts); f.Owner != test.want {
			t.Errorf("%v: the owner is %q, want %q", test.names, f.Owner, test.want)
		}
	}
}
