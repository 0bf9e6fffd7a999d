package dns

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

// tick is the unit of the tests' waits. What must come first comes several ticks
// before the next, because a busy machine is late.
const tick = 20 * time.Millisecond

// quick are waits short enough for a test.
var quick = waits{
	sends:   []time.Duration{0, 4 * tick, 9 * tick, 15 * tick},
	overTCP: 9 * tick,
	wait:    func(time.Duration) checks.Wait { return checks.Wait{Provisional: 30 * tick, Final: 45 * tick} },
	fair:    6 * tick,
	further: 10 * tick,
	agree:   6 * tick,

	patience: 90 * tick,
	extra:    30 * tick,
}

// behaviour answers a question, or is silent by returning nil.
type behaviour func(m *dns.Msg, tcp bool) *dns.Msg

// fake is a nameserver in this process.
type fake struct {
	addr  netip.AddrPort
	asked atomic.Int32 // questions by UDP
}

func TestMain(m *testing.M) { nettest.Main(m, 8) }

// serve starts a nameserver on an address of 127/8 that speaks UDP and TCP.
func serve(t *testing.T, ip string, port uint16, do behaviour) *fake {
	t.Helper()
	if port < endOfMemory {
		f := &fake{addr: netip.AddrPortFrom(netip.MustParseAddr(ip), port)}
		inMemory{datagrams(f, do), stream(do)}.listen(t, f.addr)
		return f
	}
	f := serveUDP(t, ip, port, do)
	l, err := net.Listen("tcp", f.addr.String())
	if err != nil {
		t.Fatal(err)
	}
	start(t, &dns.Server{Listener: l, Handler: handler(do, true, nil)})
	return f
}

// serveUDP is serve without TCP.
func serveUDP(t *testing.T, ip string, port uint16, do behaviour) *fake {
	t.Helper()
	f := &fake{addr: netip.AddrPortFrom(netip.MustParseAddr(ip), port)}
	if port < endOfMemory {
		inMemory{datagram: datagrams(f, do)}.listen(t, f.addr)
		return f
	}
	conn, err := net.ListenPacket("udp", f.addr.String())
	if err != nil {
		t.Fatal(err)
	}
	start(t, &dns.Server{PacketConn: conn, Handler: handler(do, false, &f.asked)})
	return f
}

func start(t *testing.T, s *dns.Server) {
	ready := make(chan struct{})
	s.NotifyStartedFunc = func() { close(ready) }
	go s.ActivateAndServe()
	<-ready
	t.Cleanup(func() { s.Shutdown() })
}

func handler(do behaviour, tcp bool, asked *atomic.Int32) dns.HandlerFunc {
	return func(w dns.ResponseWriter, m *dns.Msg) {
		if asked != nil {
			asked.Add(1)
		}
		if reply := do(m, tcp); reply != nil {
			w.WriteMsg(reply)
		}
	}
}

// serveRaw answers by UDP with whatever bytes make gives, as often as it gives some.
func serveRaw(t *testing.T, ip string, port uint16, make func(query []byte) [][]byte) {
	t.Helper()
	if port < endOfMemory {
		inMemory{datagram: make}.listen(t, netip.AddrPortFrom(netip.MustParseAddr(ip), port))
		return
	}
	conn, err := net.ListenPacket("udp", fmt.Sprintf("%s:%d", ip, port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := [2048]byte{}
		for {
			n, from, err := conn.ReadFrom(buf[:])
			if err != nil {
				return
			}
			for _, reply := range make(buf[:n]) {
				conn.WriteTo(reply, from)
			}
		}
	}()
}

func rcode(code int) behaviour {
	return func(m *dns.Msg, _ bool) *dns.Msg {
		r := new(dns.Msg)
		r.SetRcode(m, code)
		r.RecursionAvailable = true
		return r
	}
}

func mute(*dns.Msg, bool) *dns.Msg { return nil }

// gives answers with these addresses, each in its family.
func gives(addrs ...string) behaviour {
	return func(m *dns.Msg, _ bool) *dns.Msg {
		r := rcode(dns.RcodeSuccess)(m, false)
		for _, s := range addrs {
			addr := netip.MustParseAddr(s)
			h := dns.RR_Header{Name: m.Question[0].Name, Class: dns.ClassINET, Ttl: 1}
			switch {
			case addr.Is4() && m.Question[0].Qtype == dns.TypeA:
				h.Rrtype = dns.TypeA
				r.Answer = append(r.Answer, &dns.A{Hdr: h, A: addr.AsSlice()})
			case addr.Is6() && m.Question[0].Qtype == dns.TypeAAAA:
				h.Rrtype = dns.TypeAAAA
				r.Answer = append(r.Answer, &dns.AAAA{Hdr: h, AAAA: addr.AsSlice()})
			}
		}
		return r
	}
}

// after answers late.
func after(d time.Duration, do behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		time.Sleep(d)
		return do(m, tcp)
	}
}

// family splits by question type.
func family(a, aaaa behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		if m.Question[0].Qtype == dns.TypeA {
			return a(m, tcp)
		}
		return aaaa(m, tcp)
	}
}

// truncated sends the answer over TCP only.
func truncated(do behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		if tcp {
			return do(m, tcp)
		}
		r := rcode(dns.RcodeSuccess)(m, tcp)
		r.Truncated = true
		return r
	}
}

// lame is neither authoritative nor recursive, and empty.
func lame(m *dns.Msg, _ bool) *dns.Msg {
	r := new(dns.Msg)
	r.SetReply(m)
	return r
}

// lameEDNS is lame, and says so with an OPT record, as servers of today do.
func lameEDNS(m *dns.Msg, tcp bool) *dns.Msg { return lame(m, tcp).SetEdns0(1232, false) }

// bogus fails validation, and answers when checking is disabled.
func bogus(do behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		if m.CheckingDisabled {
			return do(m, tcp)
		}
		r := rcode(dns.RcodeServerFailure)(m, tcp)
		r.SetEdns0(1232, false)
		r.IsEdns0().Option = append(r.IsEdns0().Option, &dns.EDNS0_EDE{InfoCode: dns.ExtendedErrorCodeDNSBogus, ExtraText: "no \x1b[31msignature"})
		return r
	}
}

// wrongID forges an answer.
func wrongID(query []byte) [][]byte {
	var m dns.Msg
	if m.Unpack(query) != nil {
		return nil
	}
	r := gives("192.0.2.66", "2001:db8::66")(&m, false)
	r.Id++
	wire, _ := r.Pack()
	return [][]byte{wire}
}

// wrongQuestion answers something else.
func wrongQuestion(query []byte) [][]byte {
	var m dns.Msg
	if m.Unpack(query) != nil {
		return nil
	}
	m.Question[0].Name = "other.example."
	r := gives("192.0.2.66", "2001:db8::66")(&m, false)
	wire, _ := r.Pack()
	return [][]byte{wire}
}

// cutShort is an answer that ends in the middle of a record.
func cutShort(query []byte) [][]byte {
	var m dns.Msg
	if m.Unpack(query) != nil {
		return nil
	}
	wire, _ := gives("192.0.2.66", "2001:db8::66")(&m, false).Pack()
	return [][]byte{wire[:len(wire)-3]}
}

// files writes what a resolver reads. conf may name servers as SERVER.
func files(t *testing.T, port uint16, conf, nsswitch, hosts string) Options {
	t.Helper()
	dir := t.TempDir()
	opt := Options{
		ResolvConf: filepath.Join(dir, "resolv.conf"),
		Nsswitch:   filepath.Join(dir, "nsswitch.conf"),
		Hosts:      filepath.Join(dir, "hosts"),
		Port:       port,
		waits:      &quick,
		system:     new(bool),
	}
	for path, text := range map[string]string{opt.ResolvConf: conf, opt.Nsswitch: nsswitch, opt.Hosts: hosts} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return opt
}

func nameservers(ips ...string) string {
	return "nameserver " + strings.Join(ips, "\nnameserver ") + "\n"
}

// seen is a whole run of configuration, lookup and what follows.
type seen struct {
	board       *checks.Board
	provisional []checks.Result
	took        time.Duration // of the lookup
}

func (s seen) lookup(host string) checks.Result {
	r, _ := s.board.Result("lookup/" + host)
	return r
}

func (s seen) facts(host string) checks.LookupFacts {
	f, _ := checks.FactsOf[checks.LookupFacts](s.board, "lookup/"+host)
	return f
}

func (s seen) nameserver(ip string) (checks.Result, checks.Answer) {
	r, _ := s.board.Result("nameserver/" + ip)
	a, _ := r.Facts.(checks.Answer)
	return r, a
}

func diagnose(t *testing.T, opt Options, host string, more ...checks.Check) seen {
	t.Helper()
	events, board := checks.Runner{}.Start(t.Context(), append([]checks.Check{Config(opt), Lookup(host, "module-proxy-1")}, more...))
	s := seen{board: board}
	for e := range events {
		if e.Kind == checks.EventProvisional {
			s.provisional = append(s.provisional, e.Result)
		}
	}
	s.took = s.lookup(host).Duration
	return s
}

// flip changes a byte, for hostile input.
func flip(wire []byte, at int) []byte {
	c := append([]byte{}, wire...)
	c[at%len(c)] ^= 0x55
	return c
}
