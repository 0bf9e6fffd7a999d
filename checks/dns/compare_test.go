package dns

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func TestCompare(t *testing.T) {
	good := gives("192.0.2.10", "2001:db8::10")
	deny := rcode(dns.RcodeNameError)
	overTCP := func(m *dns.Msg, tcp bool) *dns.Msg {
		if !tcp {
			return nil
		}
		return good(m, tcp)
	}
	soon, agreed, silence := roundTrip, roundTrip+quick.agree, quick.wait(0).Final
	for _, test := range []struct {
		name    string
		servers []behaviour // nil: closed port
		status  checks.Status
		code    checks.Code
		exists  checks.Tri
		took    time.Duration
	}{
		{"two agree, others are silent", []behaviour{good, mute, good, mute}, checks.Pass, "", checks.Yes, soon},
		{"one answers, others are silent", []behaviour{mute, good, mute}, checks.Pass, "", checks.Yes, agreed},
		{"nobody knows the name", []behaviour{deny, deny, mute}, checks.Fail, checks.NXDomain, checks.No, soon},
		{"no address anywhere", []behaviour{rcode(dns.RcodeSuccess), nil}, checks.Fail, checks.NoData, checks.No, soon},
		{"one denies, one knows", []behaviour{deny, good}, checks.Pass, "", checks.Yes, soon},
		{"one filters, one knows", []behaviour{gives("0.0.0.0", "::"), good}, checks.Pass, "", checks.Yes, soon},
		{"all filter", []behaviour{gives("0.0.0.0", "::")}, checks.Fail, checks.Sinkhole, checks.NotKnown, soon},
		{"UDP is dropped, TCP passes", []behaviour{overTCP, mute}, checks.Pass, "", checks.Yes, agreed},
		{"all are silent", []behaviour{mute, mute}, checks.Fail, checks.Timeout, checks.NotKnown, silence},
		{"all refuse", []behaviour{rcode(dns.RcodeRefused), rcode(dns.RcodeRefused)}, checks.Fail, checks.DNSRefused, checks.NotKnown, soon},
	} {
		instantly(t, test.name, func(t *testing.T) {
			p := memoryPort()
			var list []netip.AddrPort
			for i, do := range test.servers {
				addr := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, byte(i + 1)}), p)
				list = append(list, addr)
				if do != nil {
					serve(t, addr.Addr().String(), p, do)
				}
			}
			c := Compare(host, "", list)
			c.After = []string{configID}
			events, board := checks.Runner{}.Start(t.Context(), []checks.Check{Config(files(t, p, "", "", "")), c})
			for range events {
			}
			r, _ := board.Result("lookup-compare/" + host)
			f := r.Facts.(checks.CompareLookupFacts)
			if r.Status != test.status || r.Code != test.code || f.Exists != test.exists {
				t.Errorf("got %s %q exists %d, want %s %q exists %d: %+v", r.Status, r.Code, f.Exists, test.status, test.code, test.exists, f.Answers)
			}
			if r.Duration != test.took {
				t.Errorf("took %v, want %v", r.Duration, test.took)
			}
			if got := f.Addresses(); f.Exists == checks.Yes && !slices.Contains(got, netip.MustParseAddr("192.0.2.10")) {
				t.Errorf("addresses %v", got)
			}
		})
	}
}

func TestPublicResolversAreIndependent(t *testing.T) {
	seen := map[netip.Addr]bool{}
	for _, s := range PublicResolvers {
		if seen[s.Addr()] || s.Port() != 53 || nearby(s.Addr()) {
			t.Errorf("%v is no further public resolver", s)
		}
		seen[s.Addr()] = true
	}
	if c := Compare(host, "", nil); len(seen) < 2 || c.Command == "" {
		t.Errorf("too few resolvers: %v", seen)
	}
}
