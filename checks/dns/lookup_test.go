package dns

import (
	"cmp"
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

const host = "proxy.golang.example"

// TestOneServer has a row for everything that one nameserver can do.
func TestOneServer(t *testing.T) {
	t.Parallel()
	good := gives("192.0.2.10", "2001:db8::10")
	full := []string{"192.0.2.10", "2001:db8::10"}
	soon := quick
	soon.patience = quick.wait(0).Final
	for _, test := range []struct {
		name   string
		do     behaviour
		raw    func([]byte) [][]byte // in place of do
		udp    bool                  // TCP is closed
		closed bool                  // UDP too
		status checks.Status
		code   checks.Code
		addrs  []string
	}{
		{name: "both families", do: good, status: checks.Pass, addrs: full},
		{name: "IPv4 alone", do: gives("192.0.2.10"), status: checks.Pass, addrs: full[:1]},
		{name: "IPv6 alone", do: gives("2001:db8::10"), status: checks.Pass, addrs: full[1:]},
		{name: "no such name", do: rcode(dns.RcodeNameError), status: checks.Fail, code: checks.NXDomain},
		{name: "no address", do: rcode(dns.RcodeSuccess), status: checks.Fail, code: checks.NoData},
		{name: "server failure", do: rcode(dns.RcodeServerFailure), status: checks.Fail, code: checks.ServFail},
		{name: "refuses to answer", do: rcode(dns.RcodeRefused), status: checks.Fail, code: checks.DNSRefused},
		{name: "not implemented", do: rcode(dns.RcodeNotImplemented), status: checks.Fail, code: checks.DNSError},
		{name: "an extended response code", do: badVersion, status: checks.Fail, code: checks.DNSError},
		{name: "lame", do: lame, status: checks.Fail, code: checks.Lame},
		{name: "lame, with EDNS", do: lameEDNS, status: checks.Fail, code: checks.NoData},
		{name: "silent", do: mute, status: checks.Fail, code: checks.Timeout},
		{name: "port closed", closed: true, status: checks.Fail, code: checks.Refused},
		{name: "one family fails", do: family(good, rcode(dns.RcodeServerFailure)), status: checks.Pass, addrs: full[:1]},
		{name: "aliases that lead nowhere", do: circle, status: checks.Fail, code: checks.NoData},
		{name: "truncated, whole over TCP", do: truncated(good), status: checks.Pass, addrs: full},
		{name: "truncated, TCP closed", do: truncated(good), udp: true, status: checks.Fail, code: checks.TruncatedOnly},
		{name: "forged ids", raw: wrongID, status: checks.Fail, code: checks.Garbage},
		{name: "answers to other questions", raw: wrongQuestion, status: checks.Fail, code: checks.Garbage},
		{name: "no DNS", raw: func([]byte) [][]byte { return [][]byte{[]byte("SSH-2.0-x\r\n")} }, status: checks.Fail, code: checks.Garbage},
		{name: "empty datagrams", raw: func([]byte) [][]byte { return [][]byte{{}} }, status: checks.Fail, code: checks.Garbage},
		{name: "cut in a record", raw: cutShort, status: checks.Fail, code: checks.DNSError},
		{name: "a forgery before the answer", raw: forgedFirst, status: checks.Pass, addrs: full},
		{name: "filtered to 0.0.0.0", do: gives("0.0.0.0", "::"), status: checks.Warn, code: checks.Sinkhole, addrs: []string{"0.0.0.0", "::"}},
		{name: "filtered to loopback", do: gives("127.0.0.1"), status: checks.Warn, code: checks.Sinkhole, addrs: []string{"127.0.0.1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := nettest.Port(t)
			switch {
			case test.raw != nil:
				serveRaw(t, "127.0.0.1", p, test.raw)
			case test.udp:
				serveUDP(t, "127.0.0.1", p, test.do)
			case !test.closed:
				serve(t, "127.0.0.1", p, test.do)
			}
			opt := files(t, p, nameservers("127.0.0.1"), "", "")
			opt.waits = &soon
			s := diagnose(t, opt, host)
			got := s.lookup(host)
			if got.Status != test.status || got.Code != test.code {
				t.Errorf("got %s %q, want %s %q", got.Status, got.Code, test.status, test.code)
			}
			if f := s.facts(host); !sameAddrs(f.Addresses, test.addrs) || f.Delay != 0 && test.addrs != nil {
				t.Errorf("addresses %v delay %v, want %v and no delay", f.Addresses, f.Delay, test.addrs)
			}
			if value, _ := got.Value.([]netip.Addr); !sameAddrs(value, test.addrs) {
				t.Errorf("handed on %v, want %v", value, test.addrs)
			}
			r, a := s.nameserver("127.0.0.1")
			if wantAnswer := test.code; wantAnswer != checks.Sinkhole && a.Code != wantAnswer {
				t.Errorf("nameserver: %s %q, want %q", r.Status, a.Code, wantAnswer)
			}
			if r.Cause != checks.NoCause || got.Cause != checks.NoCause {
				t.Errorf("accused: %q %q", r.Cause, got.Cause)
			}
		})
	}
}

func badVersion(m *dns.Msg, tcp bool) *dns.Msg {
	r := rcode(dns.RcodeSuccess)(m, tcp)
	r.SetEdns0(1232, false)
	r.Rcode = dns.RcodeBadVers
	return r
}

func circle(m *dns.Msg, tcp bool) *dns.Msg {
	r := rcode(dns.RcodeSuccess)(m, tcp)
	for _, alias := range [][2]string{{m.Question[0].Name, "a.example."}, {"a.example.", m.Question[0].Name}} {
		r.Answer = append(r.Answer, &dns.CNAME{Hdr: dns.RR_Header{Name: alias[0], Rrtype: dns.TypeCNAME, Class: dns.ClassINET}, Target: alias[1]})
	}
	return r
}

func forgedFirst(query []byte) [][]byte {
	var m dns.Msg
	if m.Unpack(query) != nil {
		return nil
	}
	wire, _ := gives("192.0.2.10", "2001:db8::10")(&m, false).Pack()
	return append(wrongID(query), wire)
}

func sameAddrs(got []netip.Addr, want []string) bool {
	var texts []string
	for _, addr := range got {
		texts = append(texts, addr.String())
	}
	slices.Sort(texts)
	want = slices.Sorted(slices.Values(want))
	return slices.Equal(texts, want)
}

// TestAsGoDoes puts the same questions by go's own resolver.
func TestAsGoDoes(t *testing.T) {
	t.Parallel()
	notFound := func(err error) bool { return strings.Contains(err.Error(), "no such host") }
	misbehaving := func(err error) bool { return strings.Contains(err.Error(), "server misbehaving") }
	for _, test := range []struct {
		name string
		do   behaviour
		says func(error) bool // nil: addresses
	}{
		{"both families", gives("192.0.2.10", "192.0.2.11", "2001:db8::10", "fd00::1", "127.0.0.9", "::1"), nil},
		{"IPv4 alone", gives("192.0.2.10"), nil},
		{"one family fails", family(gives("192.0.2.10"), rcode(dns.RcodeServerFailure)), nil},
		{"no such name", rcode(dns.RcodeNameError), notFound},
		{"no address", rcode(dns.RcodeSuccess), notFound},
		{"aliases that lead nowhere", circle, notFound},
		{"server failure", rcode(dns.RcodeServerFailure), misbehaving},
		{"refuses to answer", rcode(dns.RcodeRefused), misbehaving},
		{"an extended response code", badVersion, misbehaving},
		{"lame", lame, func(err error) bool { return strings.Contains(err.Error(), "lame referral") }},
		{"truncated, whole over TCP", truncated(gives("192.0.2.10")), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := nettest.Port(t)
			f := serve(t, "127.0.0.1", p, test.do)
			own := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, f.addr.String())
			}}
			want, err := own.LookupNetIP(t.Context(), "ip", host+".")
			r := newResolver(files(t, p, nameservers("127.0.0.1"), "", ""))
			got, code := Resolve(t.Context(), r, host+".")
			if test.says == nil {
				for i := range want {
					want[i] = want[i].Unmap()
				}
				if err != nil || code != checks.OK || !slices.Equal(inGoOrder(want), got) || !slices.Equal(want, got) {
					t.Errorf("go: %v %v; we: %v %q", want, err, got, code)
				}
			} else if err == nil || !test.says(err) || code == checks.OK || (code == checks.NXDomain || code == checks.NoData) != notFound(err) {
				t.Errorf("go: %v %v; we: %v %q", want, err, got, code)
			}
		})
	}
}

// TestSeveralServers is about go's order, and the time it loses.
func TestSeveralServers(t *testing.T) {
	good := gives("192.0.2.10", "2001:db8::10")
	other := gives("192.0.2.20", "2001:db8::20")
	five := 5 * time.Second
	for _, test := range []struct {
		name    string
		servers []behaviour // nil: closed port
		options string
		status  checks.Status
		code    checks.Code
		addrs   []string
		delay   time.Duration
		took    time.Duration // 0: one round trip
		slow    bool          // silent servers answer in the end
	}{
		{name: "the first counts", servers: []behaviour{good, other}, status: checks.Pass, addrs: []string{"192.0.2.10", "2001:db8::10"}},
		{name: "the first denies: the second is never heard", servers: []behaviour{rcode(dns.RcodeNameError), good}, status: checks.Fail, code: checks.NXDomain},
		{name: "the first has no address", servers: []behaviour{rcode(dns.RcodeSuccess), good}, status: checks.Fail, code: checks.NoData},
		{name: "the first fails", servers: []behaviour{rcode(dns.RcodeServerFailure), other}, status: checks.Pass, addrs: []string{"192.0.2.20", "2001:db8::20"}},
		{name: "the first refuses", servers: []behaviour{rcode(dns.RcodeRefused), other}, status: checks.Pass, addrs: []string{"192.0.2.20", "2001:db8::20"}},
		{name: "the first is lame", servers: []behaviour{lame, other}, status: checks.Pass, addrs: []string{"192.0.2.20", "2001:db8::20"}},
		{name: "nothing listens at the first", servers: []behaviour{nil, other}, status: checks.Pass, addrs: []string{"192.0.2.20", "2001:db8::20"}},
		{name: "the first is silent", servers: []behaviour{mute, other}, status: checks.Warn, addrs: []string{"192.0.2.20", "2001:db8::20"},
			delay: five, took: quick.fair + roundTrip},
		{name: "two are silent, and go waits two seconds", servers: []behaviour{mute, mute, other}, options: "options timeout:2\n", status: checks.Warn,
			addrs: []string{"192.0.2.20", "2001:db8::20"}, delay: 4 * time.Second, took: quick.fair + roundTrip},
		{name: "the first is a little slow", servers: []behaviour{after(tick, good), other}, status: checks.Pass,
			addrs: []string{"192.0.2.10", "2001:db8::10"}, took: tick + roundTrip},
		{name: "the first is slow, not dead", servers: []behaviour{after(20*tick, good), other}, status: checks.Warn,
			addrs: []string{"192.0.2.20", "2001:db8::20"}, delay: five, took: quick.fair + roundTrip, slow: true},
		{name: "the first is silent, the second denies: no hurry", servers: []behaviour{after(20*tick, good), rcode(dns.RcodeNameError)},
			status: checks.Pass, addrs: []string{"192.0.2.10", "2001:db8::10"}, took: 20*tick + roundTrip},
		{name: "AAAA is swallowed", servers: []behaviour{family(good, mute)}, status: checks.Warn, addrs: []string{"192.0.2.10"},
			delay: 2 * five, took: quick.fair + roundTrip},
		{name: "AAAA is swallowed by the first", servers: []behaviour{family(good, mute), other}, status: checks.Warn,
			addrs: []string{"192.0.2.10", "2001:db8::20"}, delay: five, took: quick.fair + roundTrip},
		{name: "all are silent", servers: []behaviour{mute, mute}, status: checks.Fail, code: checks.Timeout, took: quick.patience},
		{name: "one is silent, nothing listens at the other", servers: []behaviour{mute, nil}, status: checks.Fail, code: checks.Refused, took: quick.patience},
		{name: "use-vc, TCP open", servers: []behaviour{good}, options: "options use-vc\n", status: checks.Pass, addrs: []string{"192.0.2.10", "2001:db8::10"}},
	} {
		instantly(t, test.name, func(t *testing.T) {
			p := memoryPort()
			var ips []string
			for i, do := range test.servers {
				ips = append(ips, netip.AddrFrom4([4]byte{127, 0, 0, byte(i + 1)}).String())
				if do != nil {
					serve(t, ips[i], p, do)
				}
			}
			s := diagnose(t, files(t, p, nameservers(ips...)+test.options, "", ""), host)
			got, f := s.lookup(host), s.facts(host)
			if got.Status != test.status || got.Code != test.code || !sameAddrs(f.Addresses, test.addrs) || f.Delay != test.delay {
				t.Errorf("got %s %q %v delay %v, want %s %q %v delay %v", got.Status, got.Code, f.Addresses, f.Delay,
					test.status, test.code, test.addrs, test.delay)
			}
			if want := cmp.Or(test.took, roundTrip); s.took != want {
				t.Errorf("took %v, want %v", s.took, want)
			}
			if got := f.DelayConfirmed(s.board); got != (test.delay > 0 && !test.slow) {
				t.Errorf("delay %v confirmed: %v", f.Delay, got)
			}
			for i, ip := range ips {
				r, a := s.nameserver(ip)
				if test.servers[i] == nil && a.Code != checks.Refused {
					t.Errorf("nameserver %s: %s %q, want refused", ip, r.Status, a.Code)
				}
			}
		})
	}
}

func TestSilence(t *testing.T) { inNoTime(t, testSilence) }

func testSilence(t *testing.T) {
	p := memoryPort()
	f := serve(t, "127.0.0.1", p, func(m *dns.Msg, tcp bool) *dns.Msg {
		if tcp {
			return gives("192.0.2.10")(m, tcp)
		}
		return nil
	})
	s := diagnose(t, files(t, p, nameservers("127.0.0.1"), "", ""), host)
	if r := s.lookup(host); r.Code != checks.Timeout {
		t.Errorf("got %q, want timeout: go does not ask over TCP", r.Code)
	}
	if len(s.provisional) == 0 || s.provisional[0].Code != checks.Timeout {
		t.Errorf("provisional results %v, want a timeout so far", s.provisional)
	}
	if d := quick.wait(0).Final; s.took != d {
		t.Errorf("took %v, want %v", s.took, d)
	}
	if n, want := f.asked.Load(), int32(2*len(quick.sends)+2); n != want {
		t.Errorf("asked %d times, want %d: by the nameserver check no more than twice, without EDNS", n, want)
	}
	r, a := s.nameserver("127.0.0.1")
	if r.Status != checks.Fail || a.TCP != checks.OK || a.Asked != quick.wait(0).Final {
		t.Errorf("nameserver: %s, TCP %q, asked for %v; want fail, TCP works", r.Status, a.TCP, a.Asked)
	}
}

func TestLossIsNoSilence(t *testing.T) { inNoTime(t, testLossIsNoSilence) }

func testLossIsNoSilence(t *testing.T) {
	p := memoryPort()
	third := func() behaviour {
		var asked atomic.Int32
		return func(m *dns.Msg, tcp bool) *dns.Msg {
			if asked.Add(1) < 3 {
				return nil
			}
			return gives("192.0.2.10", "2001:db8::10")(m, tcp)
		}
	}
	serve(t, "127.0.0.1", p, family(third(), third()))
	s := diagnose(t, files(t, p, nameservers("127.0.0.1"), "", ""), host)
	if r := s.lookup(host); r.Status != checks.Pass {
		t.Errorf("two of three packets lost: %s %q, want pass", r.Status, r.Code)
	}
}

func TestTooLateForGo(t *testing.T) { inNoTime(t, testTooLateForGo) }

func testTooLateForGo(t *testing.T) {
	p := memoryPort()
	serve(t, "127.0.0.1", p, after(1100*time.Millisecond, gives("192.0.2.10")))
	patient := quick
	patient.wait = func(time.Duration) checks.Wait {
		return checks.Wait{Provisional: time.Second, Final: 1400 * time.Millisecond}
	}
	opt := files(t, p, nameservers("127.0.0.1")+"options timeout:1\n", "", "")
	opt.waits = &patient
	if addrs, code := Resolve(t.Context(), newResolver(opt), host); code != checks.Timeout {
		t.Errorf("got %v %q, want a timeout: go gives up after one second", addrs, code)
	}
}

func TestValidation(t *testing.T) { inNoTime(t, testValidation) }

func testValidation(t *testing.T) {
	p := memoryPort()
	serve(t, "127.0.0.1", p, bogus(gives("192.0.2.10")))
	s := diagnose(t, files(t, p, nameservers("127.0.0.1"), "", ""), host)
	a := s.facts(host).Answers[0]
	if a.Validated != checks.Yes || a.Code != checks.ServFail || !strings.Contains(a.Extended, "DNSSEC Bogus: no ?[31msignature") {
		t.Errorf("got %+v, want a failed validation with its text", a)
	}
	p = memoryPort()
	serve(t, "127.0.0.1", p, rcode(dns.RcodeServerFailure))
	s = diagnose(t, files(t, p, nameservers("127.0.0.1"), "", ""), host)
	if a := s.facts(host).Answers[0]; a.Validated != checks.No {
		t.Errorf("a plain failure: validated %d, want no", a.Validated)
	}
}

// withoutEDNS treats questions with EDNS in another way than those without.
func withoutEDNS(with, without behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		if m.IsEdns0() != nil {
			return with(m, tcp)
		}
		return without(m, tcp)
	}
}

// TestEDNS: a server that knows no EDNS is found out, and works for a go that asks
// without.
func TestEDNS(t *testing.T) { inNoTime(t, testEDNS) }

func testEDNS(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    behaviour
		noOpt bool
		code  checks.Code
		plain checks.Tri
	}{
		{"error", withoutEDNS(rcode(dns.RcodeFormatError), gives("192.0.2.10")), false, checks.DNSError, checks.Yes},
		{"silence", withoutEDNS(mute, gives("192.0.2.10")), false, checks.Timeout, checks.Yes},
		{"error whatever is asked", rcode(dns.RcodeNotImplemented), false, checks.DNSError, checks.No},
		{"silence whatever is asked", mute, false, checks.Timeout, checks.No},
		{"switched off", withoutEDNS(mute, gives("192.0.2.10")), true, checks.OK, checks.NotKnown},
	} {
		p := memoryPort()
		f := serve(t, "127.0.0.1", p, c.do)
		opt := files(t, p, nameservers("127.0.0.1"), "", "")
		opt.NoEDNS = c.noOpt
		events, board := checks.Runner{}.Start(t.Context(), []checks.Check{Config(opt), Nameserver(f.addr, host, "")})
		for range events {
		}
		if a, _ := checks.FactsOf[checks.Answer](board, "nameserver/127.0.0.1"); a.Code != c.code || a.Plain != c.plain {
			t.Errorf("%s: got %s, without EDNS %v, want %s, %v", c.name, a.Code, a.Plain, c.code, c.plain)
		}
	}
}

func TestPassingServerFailure(t *testing.T) { inNoTime(t, testPassingServerFailure) }

func testPassingServerFailure(t *testing.T) {
	p := memoryPort()
	var asked atomic.Int32
	serve(t, "127.0.0.1", p, func(m *dns.Msg, tcp bool) *dns.Msg {
		if asked.Add(1) <= 2 {
			return rcode(dns.RcodeServerFailure)(m, tcp)
		}
		return gives("192.0.2.10")(m, tcp)
	})
	if addrs, code := Resolve(t.Context(), newResolver(files(t, p, nameservers("127.0.0.1"), "", "")), host); code != checks.OK {
		t.Errorf("got %v %q, want an address: go asks again", addrs, code)
	}
}

func TestSearchList(t *testing.T) {
	only := func(name string, do behaviour) behaviour {
		return func(m *dns.Msg, tcp bool) *dns.Msg {
			if strings.EqualFold(m.Question[0].Name, name) {
				return do(m, tcp)
			}
			return rcode(dns.RcodeNameError)(m, tcp)
		}
	}
	good := gives("192.0.2.10", "2001:db8::10")
	cluster := "search x.svc.cluster.local svc.cluster.local corp.example\noptions ndots:5\n"
	for _, test := range []struct {
		name     string
		conf     string
		do       behaviour
		host     string
		code     checks.Code
		found    string
		searched bool
		delay    time.Duration
	}{
		{"the name itself", "search corp.example\n", good, host, checks.OK, host + ".", false, 0},
		{"a short name", "search corp.example\n", only("git.corp.example.", good), "git", checks.OK, "git.corp.example.", true, 0},
		{"many dots wanted, last of all the name itself", cluster, only(host+".", good), host, checks.OK, host + ".", false, 0},
		{"a wildcard in a search domain", cluster, only(host+".corp.example.", good), host, checks.OK, host + ".corp.example.", true, 0},
		{"a wildcard, and a dot at the end", cluster, only(host+".corp.example.", good), host + ".", checks.NXDomain, host + ".", false, 0},
		{"nowhere", cluster, rcode(dns.RcodeNameError), host, checks.NXDomain, host + ".", false, 0},
		{"a server that drops names it does not like", "search corp.example\noptions ndots:5\n",
			func(m *dns.Msg, tcp bool) *dns.Msg {
				if m.Question[0].Name != host+"." {
					return nil
				}
				return good(m, tcp)
			}, host, checks.OK, host + ".", false, 10 * time.Second},
	} {
		instantly(t, test.name, func(t *testing.T) {
			p := memoryPort()
			serve(t, "127.0.0.1", p, test.do)
			s := diagnose(t, files(t, p, nameservers("127.0.0.1")+test.conf, "", ""), test.host)
			f := s.facts(test.host)
			if f.Code != test.code || f.Name != test.found || f.Searched != test.searched || f.Delay != test.delay {
				t.Errorf("got %q as %q (searched: %v) delay %v, want %q as %q (%v) delay %v",
					f.Code, f.Name, f.Searched, f.Delay, test.code, test.found, test.searched, test.delay)
			}
		})
	}
}

func TestWithoutQuestion(t *testing.T) {
	hosts := "192.0.2.7 pinned.example\n"
	for _, test := range []struct {
		name, nsswitch, host string
		source               checks.Source
		code                 checks.Code
		addrs                []string
		asked                bool
	}{
		{"an address", "", "192.0.2.44", checks.FromLiteral, "", []string{"192.0.2.44"}, false},
		{"an IPv6 address", "", "2001:db8::44", checks.FromLiteral, "", []string{"2001:db8::44"}, false},
		{"the hosts file", "", "pinned.example", checks.FromHosts, "", []string{"192.0.2.7"}, false},
		{"the hosts file last", "hosts: dns files\n", "pinned.example", checks.FromDNS, "", []string{"192.0.2.10"}, true},
		{"no hosts file", "hosts: dns\n", "pinned.example", checks.FromDNS, "", []string{"192.0.2.10"}, true},
		{"the hosts file alone", "hosts: files\n", host, checks.FromNobody, checks.NXDomain, nil, false},
		{"no valid name", "", "proxy_golang..org", checks.FromNobody, checks.NXDomain, nil, false},
		{"an onion", "", "abcdefghij.onion", checks.FromNobody, checks.NoData, nil, false},
	} {
		instantly(t, test.name, func(t *testing.T) {
			p := memoryPort()
			server := serve(t, "127.0.0.1", p, gives("192.0.2.10"))
			s := diagnose(t, files(t, p, nameservers("127.0.0.1"), test.nsswitch, hosts), test.host)
			f := s.facts(test.host)
			if f.Source != test.source || f.Code != test.code || !sameAddrs(f.Addresses, test.addrs) {
				t.Errorf("got %q %q %v, want %q %q %v", f.Source, f.Code, f.Addresses, test.source, test.code, test.addrs)
			}
			if f.Source == checks.FromHosts && !strings.HasSuffix(f.HostsLine, "hosts:1") {
				t.Errorf("line %q", f.HostsLine)
			}
			if got := server.asked.Load() > 0; got != test.asked {
				t.Errorf("asked the nameserver: %v, want %v", got, test.asked)
			}
			if _, checked := s.board.Result("nameserver/127.0.0.1"); checked != test.asked {
				t.Errorf("nameserver checked: %v, want %v", checked, test.asked)
			}
		})
	}
}

func TestInconsistentServersAreShown(t *testing.T) { inNoTime(t, testInconsistentServersAreShown) }

func testInconsistentServersAreShown(t *testing.T) {
	p := memoryPort()
	serve(t, "127.0.0.1", p, after(tick, rcode(dns.RcodeNameError))) // it is passed over later
	serve(t, "127.0.0.2", p, gives("192.0.2.10", "2001:db8::10"))
	f := diagnose(t, files(t, p, nameservers("127.0.0.1", "127.0.0.2"), "", ""), host).facts(host)
	if len(f.Answers) != 2 || f.Answers[0].Code != checks.NXDomain || f.Answers[1].Code != checks.OK {
		t.Errorf("answers %+v, want the denial and the addresses", f.Answers)
	}
}

func TestLocalhostIsNoSinkhole(t *testing.T) {
	p := nettest.Port(t)
	serve(t, "127.0.0.1", p, gives("127.0.0.1", "::1"))
	opt := files(t, p, nameservers("127.0.0.1"), "", "192.0.2.1 x\n127.0.0.1 goproxy.corp.example\n")
	for _, name := range []string{"localhost", "app.localhost", "intranet", "goproxy.corp.example"} {
		if r := diagnose(t, opt, name).lookup(name); r.Status != checks.Pass {
			t.Errorf("%s: %s %q, want pass", name, r.Status, r.Code)
		}
	}
}

func TestHugeAnswerIsBounded(t *testing.T) {
	p := nettest.Port(t)
	serve(t, "127.0.0.1", p, truncated(func(m *dns.Msg, tcp bool) *dns.Msg {
		r := rcode(dns.RcodeSuccess)(m, tcp)
		for i := range 3500 {
			r.Answer = append(r.Answer, &dns.A{Hdr: dns.RR_Header{Name: m.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(192, 0, byte(i>>8), byte(i))})
		}
		r.Compress = true
		return r
	}))
	addrs, code := Resolve(t.Context(), newResolver(files(t, p, nameservers("127.0.0.1"), "", "")), host)
	if code != checks.OK || len(addrs) != maxAddresses {
		t.Errorf("got %d addresses %q, want %d", len(addrs), code, maxAddresses)
	}
}

func TestCanceledLookup(t *testing.T) { inNoTime(t, testCanceledLookup) }

func testCanceledLookup(t *testing.T) {
	p := memoryPort()
	serve(t, "127.0.0.1", p, mute)
	ctx, cancel := context.WithTimeout(t.Context(), tick)
	defer cancel()
	start := time.Now()
	_, code := Resolve(ctx, newResolver(files(t, p, nameservers("127.0.0.1"), "", "")), host)
	if code != checks.Canceled || time.Since(start) != tick {
		t.Errorf("got %q after %v, want canceled at once", code, time.Since(start))
	}
}

func TestNameserverAlone(t *testing.T) {
	p := nettest.Port(t)
	f := serve(t, "127.0.0.1", p, gives("192.0.2.10", "2001:db8::10"))
	opt := files(t, p, nameservers("127.0.0.1"), "", "")
	events, board := checks.Runner{}.Start(t.Context(), []checks.Check{Config(opt), Nameserver(f.addr, host, "")})
	for range events {
	}
	a, _ := checks.FactsOf[checks.Answer](board, "nameserver/127.0.0.1")
	if a.Code != checks.OK || a.TCP != checks.NotAsked || a.RTT <= 0 || a.Protocol != "udp" || a.Rcode != "NOERROR" {
		t.Errorf("got %+v", a)
	}
	if _, saw := board.RTT(); saw {
		t.Error("a round trip on loopback counts as one beyond the gateway")
	}
}

func TestResolveUsesWhatIsKnown(t *testing.T) {
	p := nettest.Port(t)
	f := serve(t, "127.0.0.1", p, gives("192.0.2.10"))
	r := newResolver(files(t, p, nameservers("127.0.0.1"), "", ""))
	Resolve(t.Context(), r, host)
	before := f.asked.Load()
	addrs, code := Resolve(t.Context(), r, host)
	if code != checks.OK || !sameAddrs(addrs, []string{"192.0.2.10"}) || f.asked.Load() != before {
		t.Errorf("got %v %q after %d more questions, want the same without any", addrs, code, f.asked.Load()-before)
	}
}
