package dns

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// FuzzIterated feeds hostile replies of a zone's servers. Whatever comes, a
// referral leads down towards the name, and only what lies in the zone is believed.
func FuzzIterated(f *testing.F) {
	q := question{name: host + ".", qtype: dns.TypeA, iterative: true}
	query, err := q.pack(7)
	if err != nil {
		f.Fatal(err)
	}
	var m dns.Msg
	if err := m.Unpack(query); err != nil {
		f.Fatal(err)
	}
	for _, do := range []behaviour{
		zoneSays(gives("192.0.2.10")), gives("192.0.2.10"), zoneSays(aliasTo("other.example.")), zoneSays(circle), lame, truncated(mute),
		refersTo("example.", "a.nic.example.", topIP), refersTo("golang.example.", "ns.other.test.", ""), refersTo(".", "a.root-servers.net.", rootIP),
		zoneSays(rcode(dns.RcodeNameError)), rcode(dns.RcodeServerFailure), badVersion,
	} {
		wire, err := do(&m, false).Pack()
		if err != nil {
			f.Fatal(err)
		}
		for _, zone := range []string{".", "example.", "golang.example."} {
			f.Add(zone, wire)
			f.Add(zone, flip(wire, len(wire)*2/3))
			f.Add(zone, wire[:len(wire)/2])
		}
	}
	f.Fuzz(func(t *testing.T, zone string, wire []byte) {
		if _, ok := dns.IsDomainName(zone); !ok || !strings.HasSuffix(zone, ".") {
			return
		}
		w, mine := q.heed(zone, 7, wire)
		if !mine && w.code != checks.Garbage {
			t.Errorf("not ours, and %q", w.code)
		}
		if len(w.addrs) > maxAddresses || len(w.chain) > maxAliases || len(w.child.names) > maxNames || len(w.child.servers) > 2*maxNames {
			t.Errorf("out of bounds: %+v", w)
		}
		if w.said == refers {
			if w.child.zone == dns.CanonicalName(zone) || !dns.IsSubDomain(zone, w.child.zone) || !dns.IsSubDomain(w.child.zone, q.name) {
				t.Errorf("from %q to %q", zone, w.child.zone)
			}
			for _, s := range w.child.servers {
				if !dns.IsSubDomain(zone, s.name) || !s.addr.IsValid() {
					t.Errorf("%q believed about %v", zone, s)
				}
			}
		}
		if w.said == answers && len(w.addrs) == 0 && w.alias == "" && w.msg == nil {
			t.Errorf("an answer with nothing: %+v", w)
		}
	})
}

// FuzzAnchors reads what an administrator may have written.
func FuzzAnchors(f *testing.F) {
	f.Add(rootKeys)
	f.Add(". IN DNSKEY 257 3 8 AwEAAQ==\n; comment\nexample. IN DS 1 8 2 00\n")
	f.Add("$INCLUDE /etc/passwd\n$GENERATE 1-9 . DS 1 8 2 00\n.")
	f.Fuzz(func(t *testing.T, text string) {
		for _, ds := range parseAnchors(text) {
			if ds.Hdr.Name != "." {
				t.Errorf("anchor %v", ds)
			}
		}
	})
}

// FuzzSignatures verifies whatever records come: it must end, and never call secure
// what no key signs.
func FuzzSignatures(f *testing.F) {
	key := &dns.DNSKEY{Hdr: dns.RR_Header{Name: "example.", Rrtype: dns.TypeDNSKEY, Class: dns.ClassINET}, Flags: 257, Protocol: 3, Algorithm: dns.ECDSAP256SHA256}
	private, err := key.Generate(256)
	if err != nil {
		f.Fatal(err)
	}
	set := []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: "example.", Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60}, A: netip.MustParseAddr("192.0.2.10").AsSlice()}}
	good := sign(f, set, key, private, time.Now(), time.Hour)
	for _, list := range [][]dns.RR{append(set, good), {good}, {key, good}, set} {
		m := &dns.Msg{Answer: list}
		wire, err := m.Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(wire)
		f.Add(flip(wire, len(wire)/2))
	}
	f.Fuzz(func(t *testing.T, wire []byte) {
		var m dns.Msg
		if m.Unpack(wire) != nil {
			return
		}
		c := chain{tracer: newTracer(quick, nil, 0, 0), now: time.Now()}
		if c.fits("example.", m.Answer, nil) {
			t.Error("fits without a key")
		}
		c.fits("example.", m.Answer, []*dns.DNSKEY{key})
		c.fits("example.", m.Answer, only[*dns.DNSKEY](m.Answer))
	})
}
