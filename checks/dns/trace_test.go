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

// Servers of the made-up tree of names, by level.
const (
	rootIP = "127.0.0.1"
	topIP  = "127.0.0.2"
	zoneIP = "127.0.0.3"
	farIP  = "127.0.0.4"
)

// zoneSays is an authoritative server: it asks nobody else.
func zoneSays(do behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		r := do(m, tcp)
		if r != nil {
			r.Authoritative, r.RecursionAvailable = true, false
		}
		return r
	}
}

// refersTo sends on to a zone's server; without an address when ip is empty.
func refersTo(zone, name, ip string) behaviour {
	return func(m *dns.Msg, _ bool) *dns.Msg {
		r := new(dns.Msg).SetReply(m)
		r.Ns = []dns.RR{&dns.NS{Hdr: dns.RR_Header{Name: zone, Rrtype: dns.TypeNS, Class: dns.ClassINET, Ttl: 60}, Ns: name}}
		if ip != "" {
			r.Extra = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60}, A: netip.MustParseAddr(ip).AsSlice()}}
		}
		return r
	}
}

// byName answers some names (and what is below them) another way.
func byName(name string, special, other behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		if dns.IsSubDomain(name, m.Question[0].Name) {
			return special(m, tcp)
		}
		return other(m, tcp)
	}
}

func aliasTo(target string) behaviour {
	return func(m *dns.Msg, _ bool) *dns.Msg {
		r := new(dns.Msg).SetReply(m)
		r.Answer = []dns.RR{&dns.CNAME{Hdr: dns.RR_Header{Name: m.Question[0].Name, Rrtype: dns.TypeCNAME, Class: dns.ClassINET, Ttl: 60}, Target: target}}
		return r
	}
}

// forging answers like a resolver before what the real server says.
func forging(first, real behaviour) func([]byte) [][]byte {
	return func(query []byte) (list [][]byte) {
		var m dns.Msg
		if m.Unpack(query) != nil {
			return nil
		}
		for _, do := range []behaviour{first, real} {
			if r := do(&m, false); r != nil {
				wire, _ := r.Pack()
				list = append(list, wire)
			}
		}
		return list
	}
}

// tree is what each server of the tree does; nil for the usual.
type tree struct {
	root, top, zone, far behaviour
	rawRoot, rawZone     func([]byte) [][]byte
}

func (tr tree) grow(t *testing.T) *tracer {
	t.Helper()
	p := memoryPort()
	or := func(special, usual behaviour) behaviour {
		if special == nil {
			return usual
		}
		return special
	}
	if tr.rawRoot != nil {
		serveRaw(t, rootIP, p, tr.rawRoot)
	} else {
		serve(t, rootIP, p, or(tr.root, refersTo("example.", "a.nic.example.", topIP)))
	}
	serve(t, topIP, p, or(tr.top, refersTo("golang.example.", "ns.golang.example.", zoneIP)))
	if tr.rawZone != nil {
		serveRaw(t, zoneIP, p, tr.rawZone)
	} else {
		serve(t, zoneIP, p, or(tr.zone, zoneSays(gives("192.0.2.10", "2001:db8::10"))))
	}
	serve(t, farIP, p, or(tr.far, zoneSays(gives("192.0.2.20"))))
	return newTracer(quick, []server{{"a.root-servers.net.", netip.MustParseAddr(rootIP)}}, p, 0)
}

func TestTrace(t *testing.T) {
	lie := gives("203.0.113.66")
	usualRoot := refersTo("example.", "a.nic.example.", topIP)
	for _, test := range []struct {
		name        string
		tree        tree
		code        checks.Code
		addrs       []string
		zones       string
		intercepted bool
		forged      []string
	}{
		{name: "from the root to the name", addrs: []string{"192.0.2.10", "2001:db8::10"}, zones: ". example. golang.example."},
		{name: "no such top-level domain", tree: tree{root: zoneSays(rcode(dns.RcodeNameError))}, code: checks.NXDomain, zones: "."},
		{name: "no such domain", tree: tree{top: zoneSays(rcode(dns.RcodeNameError))}, code: checks.NXDomain, zones: ". example."},
		{name: "no address", tree: tree{zone: zoneSays(rcode(dns.RcodeSuccess))}, code: checks.NoData, zones: ". example. golang.example."},
		{name: "IPv6 alone", tree: tree{zone: zoneSays(gives("2001:db8::10"))}, addrs: []string{"2001:db8::10"}, zones: ". example. golang.example."},
		{name: "the zone's server fails", tree: tree{zone: rcode(dns.RcodeServerFailure)}, code: checks.ServFail, zones: ". example. golang.example."},
		{name: "the zone's server is silent", tree: tree{zone: mute}, code: checks.Timeout, zones: ". example. golang.example."},
		{name: "the zone's server knows nothing of it", tree: tree{zone: lame}, code: checks.Lame, zones: ". example. golang.example."},
		{name: "a referral upwards", tree: tree{zone: refersTo(".", "a.root-servers.net.", rootIP)}, code: checks.Lame, zones: ". example. golang.example."},
		{name: "an answer that does not fit a datagram", tree: tree{zone: truncated(zoneSays(gives("192.0.2.10")))}, addrs: []string{"192.0.2.10"}, zones: ". example. golang.example."},
		{name: "servers of another domain, without addresses",
			tree:  tree{top: byName("golang.example.", refersTo("golang.example.", "ns.other.example.", ""), refersTo("other.example.", "ns.other.example.", farIP)), far: byName("ns.other.example.", zoneSays(gives(farIP)), zoneSays(gives("192.0.2.20")))},
			addrs: []string{"192.0.2.20"}, zones: ". example. golang.example."},
		{name: "an alias elsewhere",
			tree:  tree{top: byName("golang.example.", refersTo("golang.example.", "ns.golang.example.", zoneIP), refersTo("other.example.", "ns.other.example.", farIP)), zone: zoneSays(aliasTo("proxy.other.example."))},
			addrs: []string{"192.0.2.20"}, zones: ". example. golang.example. example. other.example."},
		{name: "aliases in a circle", tree: tree{zone: zoneSays(aliasTo("proxy.golang.example."))}, code: checks.NoData, zones: ". example. golang.example."},
		{name: "an address for somebody else's server is not believed",
			tree: tree{top: refersTo("golang.example.", "ns.elsewhere.test.", zoneIP), root: byName("test.", zoneSays(rcode(dns.RcodeNameError)), usualRoot)},
			code: checks.ServFail, zones: ". example. golang.example."},

		{name: "a resolver answers in the root's place", tree: tree{root: lie}, code: checks.Forged, zones: ".", intercepted: true, forged: []string{"203.0.113.66"}},
		{name: "it claims authority", tree: tree{root: zoneSays(lie)}, code: checks.Forged, zones: ".", intercepted: true, forged: []string{"203.0.113.66"}},
		{name: "it denies the name", tree: tree{root: rcode(dns.RcodeNameError)}, code: checks.Forged, zones: ".", intercepted: true},
		{name: "it answers in the zone's place", tree: tree{zone: lie}, code: checks.Forged, zones: ". example. golang.example.", intercepted: true, forged: []string{"203.0.113.66"}},
		{name: "the real answer comes behind an empty one", tree: tree{rawZone: forging(rcode(dns.RcodeSuccess), zoneSays(gives("192.0.2.10")))}, addrs: []string{"192.0.2.10"}, zones: ". example. golang.example."},
		{name: "the real answer comes behind the forged one", tree: tree{rawRoot: forging(lie, usualRoot)}, addrs: []string{"192.0.2.10", "2001:db8::10"}, zones: ". example. golang.example.", intercepted: true, forged: []string{"203.0.113.66"}},
	} {
		instantly(t, test.name, func(t *testing.T) {
			tr := test.tree.grow(t)
			r := runTrace(t.Context(), tr, host, func() bool { return false })
			f := r.Facts.(checks.DNSTraceFacts)
			var zones []string
			for _, l := range f.Levels {
				zones = append(zones, l.Zone)
			}
			if got := strings.Join(zones, " "); f.Code != test.code || got != test.zones {
				t.Errorf("got %q by %q, want %q by %q", f.Code, got, test.code, test.zones)
			}
			if !sameAddrs(f.Addresses, test.addrs) || f.Intercepted != test.intercepted || !sameAddrs(f.Forged, test.forged) {
				t.Errorf("addresses %v, intercepted %v, forged %v", f.Addresses, f.Intercepted, f.Forged)
			}
			if r.Status.OK() != (test.code == checks.OK) || r.Cause != checks.NoCause {
				t.Errorf("status %s, cause %q", r.Status, r.Cause)
			}
		})
	}
}

// A hostile tree must come to an end, and within the number of questions.
func TestTraceIsBounded(t *testing.T) { inNoTime(t, testTraceIsBounded) }

func testTraceIsBounded(t *testing.T) {
	deeper := func(m *dns.Msg, _ bool) *dns.Msg {
		name := m.Question[0].Name
		return refersTo(name, "ns"+name, "")(m, false)
	}
	tr := tree{root: deeper}.grow(t)
	start := time.Now()
	r := runTrace(t.Context(), tr, host, func() bool { return true })
	if r.Status != checks.Fail || tr.left < 0 {
		t.Errorf("%s, %d questions left", r.Status, tr.left)
	}
	if d := time.Since(start); d > traceLimit {
		t.Errorf("took %v", d)
	}
}

func TestTraceIsCancelled(t *testing.T) { inNoTime(t, testTraceIsCancelled) }

func testTraceIsCancelled(t *testing.T) {
	tr := tree{root: mute}.grow(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(tick, cancel)
	if r := runTrace(ctx, tr, host, func() bool { return false }); r.Status != checks.Unknown || r.Code != checks.Canceled {
		t.Errorf("%s %q", r.Status, r.Code)
	}
}

func TestRepeat(t *testing.T) {
	turns := func(list ...behaviour) behaviour {
		next := make(chan int, 1)
		next <- 0
		return func(m *dns.Msg, tcp bool) *dns.Msg {
			i := <-next
			next <- i + 1
			return list[i%len(list)](m, tcp)
		}
	}
	for _, test := range []struct {
		name   string
		do     behaviour
		status checks.Status
		lost   int
		half   int
		sets   int
		wavers bool
	}{
		{"always the same", gives("192.0.2.10", "192.0.2.11"), checks.Pass, 0, 0, 1, false},
		{"the load is spread", family(turns(gives("192.0.2.10"), gives("192.0.2.11")), gives()), checks.Pass, 0, 0, 2, false},
		{"in another order", family(turns(gives("192.0.2.10", "192.0.2.11"), gives("192.0.2.11", "192.0.2.10")), gives()), checks.Pass, 0, 0, 1, false},
		{"now this, now that", family(turns(gives("192.0.2.10"), rcode(dns.RcodeNameError)), gives()), checks.Warn, 0, 0, 2, true},
		{"every second one is lost", family(turns(gives("192.0.2.10"), mute), gives()), checks.Warn, 0, 5, 1, false},
		{"one of the two is lost", family(gives("192.0.2.10"), mute), checks.Warn, 0, 10, 1, false},
		{"the other of the two is lost", family(mute, gives("2001:db8::10")), checks.Warn, 0, 10, 0, false},
		{"silent", mute, checks.Fail, 10, 0, 0, false},
		{"always denied", rcode(dns.RcodeNameError), checks.Fail, 0, 0, 1, false},
	} {
		instantly(t, test.name, func(t *testing.T) {
			p := memoryPort()
			f := serve(t, "127.0.0.1", p, test.do)
			opt := files(t, p, nameservers("127.0.0.1"), "", "127.0.0.1 localhost\n") // nobody else may ask and take a turn
			s := diagnose(t, opt, "localhost", Repeat(f.addr, host, "r"))
			r, _ := s.board.Result("dns-repeat/127.0.0.1/" + host)
			got := r.Facts.(checks.RepeatFacts)
			if r.Status != test.status || got.Sent != repeats || got.Lost != test.lost || got.Half != test.half || len(got.Sets) != test.sets || got.Wavers() != test.wavers {
				t.Errorf("%s: %+v", r.Status, got)
			}
			if len(got.Sets) > 0 && (got.Min > got.Median || got.Median > got.Max || got.Max == 0) {
				t.Errorf("times %v %v %v", got.Min, got.Median, got.Max)
			}
		})
	}
}

func TestRootHints(t *testing.T) {
	list := RootServers()
	if len(list) != 26 || slices.ContainsFunc(list, func(a netip.Addr) bool { return a.IsPrivate() }) {
		t.Errorf("%v", list)
	}
	if got := unique(list); len(got) != len(list) {
		t.Error("an address twice")
	}
}
