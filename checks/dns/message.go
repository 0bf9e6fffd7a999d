package dns

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

const (
	// maxUDP is the size that go announces and reads (net/dnsclient_unix.go:maxDNSPacketSize).
	maxUDP = 1232
	// maxAddresses of one answer are kept; go would dial more only after all these failed.
	maxAddresses = 64
)

// families are the two questions that go puts for every name.
var families = [2]uint16{dns.TypeA, dns.TypeAAAA}

// question is one question to one server.
type question struct {
	name  string // fully qualified
	qtype uint16
	ad    bool // resolv.conf's trust-ad
	cd    bool // checking disabled: no DNSSEC validation (RFC 4035, section 3.2.2)
	plain bool // without EDNS (RFC 6891)

	iterative bool // for a server of a zone: it is not to ask others
	signed    bool // with signatures (RFC 4035, section 3.2.1, DO)

	presence *presence // learns what TCP shows of the server; may be nil
}

// reply is what came of it.
type reply struct {
	code      checks.Code // OK: there is an address
	addrs     []netip.Addr
	rcode     string
	extended  string
	bogus     bool // extended says that DNSSEC validation failed
	stale     bool // extended says that the answer is out of date
	unasked   bool // nothing is in it, and the server neither has the name nor asks others
	truncated bool
	again     bool // it came to a repeated question, and none to the first
	protocol  string
	rtt       time.Duration
}

// final reports whether go asks no other server after this reply.
func (r reply) final() bool {
	return r.code == checks.OK || r.code == checks.NXDomain || r.code == checks.NoData
}

// silent reports whether go would wait for its whole timeout.
func silent(code checks.Code) bool { return code == checks.Timeout || code == checks.Garbage }

func (q question) pack(id uint16) ([]byte, error) {
	m := dns.Msg{
		MsgHdr:   dns.MsgHdr{Id: id, RecursionDesired: !q.iterative, AuthenticatedData: q.ad, CheckingDisabled: q.cd},
		Question: []dns.Question{{Name: q.name, Qtype: q.qtype, Qclass: dns.ClassINET}},
	}
	if !q.plain {
		m.SetEdns0(maxUDP, q.signed)
	}
	return m.Pack()
}

// read makes a reply of what came. mine is false when it does not belong to the
// question: a forgery or something late, after which go listens on.
func (q question) read(id uint16, wire []byte) (r reply, mine bool) {
	var m dns.Msg
	err := m.Unpack(wire)
	if m.Id != id || !m.Response || len(m.Question) == 0 || !q.is(m.Question[0]) {
		return reply{code: checks.Garbage}, false
	}
	if err != nil || len(m.Question) > 1 {
		return reply{code: checks.DNSError, rcode: rcodeName(m.Rcode)}, true
	}
	r = reply{rcode: rcodeName(m.Rcode), truncated: m.Truncated}
	if e := extendedError(&m); e != nil {
		r.extended, r.bogus = extendedText(e), e.InfoCode >= firstBogus && e.InfoCode <= lastBogus
		r.stale = e.InfoCode == dns.ExtendedErrorCodeStaleAnswer
	}
	r.addrs = q.addresses(&m)
	r.unasked = m.Rcode == dns.RcodeSuccess && asksNobody(&m)
	r.code = replyCode(&m, len(r.addrs) > 0)
	return r, true
}

func (q question) is(other dns.Question) bool {
	return q.qtype == other.Qtype && other.Qclass == dns.ClassINET && strings.EqualFold(q.name, other.Name)
}

// replyCode follows net/dnsclient_unix.go:checkHeader and skipToAnswer.
func replyCode(m *dns.Msg, found bool) checks.Code {
	switch m.Rcode {
	case dns.RcodeSuccess:
	case dns.RcodeNameError:
		return checks.NXDomain
	case dns.RcodeServerFailure:
		return checks.ServFail
	case dns.RcodeRefused:
		return checks.DNSRefused
	default:
		return checks.DNSError
	}
	switch {
	case asksNobody(m) && len(m.Extra) == 0:
		return checks.Lame
	case !found:
		return checks.NoData
	}
	return checks.OK
}

// asksNobody fits the empty answer of a server that neither has the name nor asks
// others. Only without a further record, as EDNS puts there, go calls it lame.
func asksNobody(m *dns.Msg) bool {
	return !m.Authoritative && !m.RecursionAvailable && len(m.Answer) == 0
}

// addresses are those of the answer section, whatever name they are for: go
// trusts the server to have followed the aliases.
func (q question) addresses(m *dns.Msg) (list []netip.Addr) {
	wanted := false
	for _, rr := range m.Answer {
		addr := addressOf(rr)
		if !addr.IsValid() || len(list) == maxAddresses {
			continue
		}
		list = append(list, addr)
		wanted = wanted || rr.Header().Rrtype == q.qtype
	}
	if !wanted {
		return nil
	}
	return list
}

func addressOf(rr dns.RR) netip.Addr {
	var addr netip.Addr
	switch rr := rr.(type) {
	case *dns.A:
		addr, _ = netip.AddrFromSlice(rr.A)
	case *dns.AAAA:
		addr, _ = netip.AddrFromSlice(rr.AAAA)
	}
	return addr.Unmap()
}

func rcodeName(code int) string {
	if name, ok := dns.RcodeToString[code]; ok {
		return name
	}
	return fmt.Sprintf("RCODE%d", code)
}

// Extended errors about DNSSEC validation (RFC 8914, sections 4.7 to 4.13).
const (
	firstBogus = dns.ExtendedErrorCodeDNSBogus
	lastBogus  = dns.ExtendedErrorCodeNSECMissing
)

// extendedError is the first extended DNS error (RFC 8914), nil when there is none.
func extendedError(m *dns.Msg) *dns.EDNS0_EDE {
	opt := m.IsEdns0()
	if opt == nil {
		return nil
	}
	for _, o := range opt.Option {
		if ede, ok := o.(*dns.EDNS0_EDE); ok {
			return ede
		}
	}
	return nil
}

func extendedText(e *dns.EDNS0_EDE) string {
	name, known := dns.ExtendedErrorCodeToString[e.InfoCode]
	if !known {
		name = fmt.Sprintf("error %d", e.InfoCode)
	}
	return checks.Clean(strings.TrimSuffix(name+": "+e.ExtraText, ": "))
}

// Query is a question for a host's IPv4 address as go puts it; nil for a name that
// cannot be asked for.
func Query(host string) []byte {
	wire, err := question{name: dns.Fqdn(host), qtype: dns.TypeA}.pack(dns.Id())
	if err != nil {
		return nil
	}
	return wire
}
