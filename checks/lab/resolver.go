package lab

import (
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

// Zone holds the addresses of names; a name without address exists and has none.
type Zone map[string][]netip.Addr

func (z Zone) add(name string, addrs ...string) {
	list := z[dns.CanonicalName(name)]
	for _, a := range addrs {
		list = append(list, netip.MustParseAddr(a))
	}
	z[dns.CanonicalName(name)] = list
}

// Resolver is a nameserver: its answer to a question, given what is true. No
// answer (nil) is silence.
type Resolver func(z Zone, question *dns.Msg) *dns.Msg

// Truth answers from the zone.
func Truth(z Zone, q *dns.Msg) *dns.Msg {
	m := reply(q, dns.RcodeSuccess)
	name := dns.CanonicalName(q.Question[0].Name)
	addrs, known := z[name]
	if !known {
		m.Rcode = dns.RcodeNameError
	}
	for _, a := range addrs {
		if rr := record(q.Question[0], a); rr != nil {
			m.Answer = append(m.Answer, rr)
		}
	}
	if len(m.Answer) == 0 {
		m.Ns = []dns.RR{startOfAuthority(name)}
	}
	return m
}

// What is asked by who traces a name from the root: each level's servers refer to
// the next one's, and the last ones answer from the zone.
const (
	tldServer  = "192.5.6.30"
	zoneServer = "216.239.32.10"
)

// Root is a server of the root zone.
func Root(z Zone, q *dns.Msg) *dns.Msg {
	return refer(z, q, ".", 1, "a.nic.", tldServer)
}

// TopLevel is a server of every top-level domain.
func TopLevel(z Zone, q *dns.Msg) *dns.Msg {
	labels := dns.SplitDomainName(q.Question[0].Name)
	if len(labels) == 0 {
		return authoritative(q, dns.RcodeRefused)
	}
	return refer(z, q, labels[len(labels)-1]+".", 2, "ns1.", zoneServer)
}

// Authority is a server of every domain below them.
func Authority(z Zone, q *dns.Msg) *dns.Msg {
	m := Truth(z, q)
	m.Authoritative, m.RecursionAvailable = true, false
	return m
}

// refer sends on to the servers of the zone that the last labels of a name make.
func refer(z Zone, q *dns.Msg, zone string, labels int, prefix, addr string) *dns.Msg {
	name := dns.CanonicalName(q.Question[0].Name)
	m := authoritative(q, dns.RcodeSuccess)
	i, _ := dns.PrevLabel(name, labels)
	child := name[i:]
	if dns.CountLabel(name) < labels || !z.below(child) {
		m.Authoritative, m.Rcode = true, dns.RcodeNameError
		if z.below(name) {
			m.Rcode = dns.RcodeSuccess
		}
		m.Ns = []dns.RR{startOfAuthority(zone)}
		return m
	}
	server := prefix + child
	m.Ns = []dns.RR{&dns.NS{Hdr: dns.RR_Header{Name: child, Rrtype: dns.TypeNS, Class: dns.ClassINET, Ttl: 3600}, Ns: server}}
	glue := dns.Question{Name: server, Qtype: dns.TypeA, Qclass: dns.ClassINET}
	m.Extra = append(m.Extra, record(glue, netip.MustParseAddr(addr)))
	return m
}

// authoritative is a reply of a server that asks no others.
func authoritative(q *dns.Msg, rcode int) *dns.Msg {
	m := reply(q, rcode)
	m.RecursionAvailable = false
	return m
}

// below reports whether a name, or one below it, is in the zone.
func (z Zone) below(name string) bool {
	for known := range z {
		if dns.IsSubDomain(name, known) {
			return true
		}
	}
	return false
}

// Silence never answers.
func Silence(Zone, *dns.Msg) *dns.Msg { return nil }

// Rcode answers everything with one response code.
func Rcode(code int) Resolver {
	return func(_ Zone, q *dns.Msg) *dns.Msg { return reply(q, code) }
}

// For answers some names (and what is below them) its own way, others truly.
func For(special Resolver, names ...string) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		for _, n := range names {
			if dns.IsSubDomain(dns.CanonicalName(n), dns.CanonicalName(q.Question[0].Name)) {
				return special(z, q)
			}
		}
		return Truth(z, q)
	}
}

// Deny says that a name does not exist.
func Deny(z Zone, q *dns.Msg) *dns.Msg { return Truth(Zone{}, q) }

// Empty says that a name exists and has no address.
func Empty(_ Zone, q *dns.Msg) *dns.Msg {
	return Truth(Zone{dns.CanonicalName(q.Question[0].Name): nil}, q)
}

// Lie gives these addresses for every name.
func Lie(addrs ...string) Resolver {
	return func(_ Zone, q *dns.Msg) *dns.Msg {
		z := Zone{}
		z.add(q.Question[0].Name, addrs...)
		return Truth(z, q)
	}
}

// NoEDNS treats questions with EDNS its own way, and answers others truly.
func NoEDNS(special Resolver) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		if q.IsEdns0() != nil {
			return special(z, q)
		}
		return Truth(z, q)
	}
}

// Slow takes its time for some types of records, or for all when none is named.
func Slow(d time.Duration, r Resolver, types ...uint16) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		if len(types) == 0 || slices.Contains(types, q.Question[0].Qtype) {
			time.Sleep(d)
		}
		return r(z, q)
	}
}

// SlowOnce takes its time for the first question about each name and type.
func SlowOnce(d time.Duration, r Resolver) Resolver {
	var mu sync.Mutex
	ready := map[dns.Question]time.Time{}
	return func(z Zone, q *dns.Msg) *dns.Msg {
		mu.Lock()
		at, asked := ready[q.Question[0]]
		if !asked {
			at = time.Now().Add(d)
			ready[q.Question[0]] = at
		}
		mu.Unlock()
		time.Sleep(time.Until(at))
		return r(z, q)
	}
}

// OfType answers questions for one type of records its own way, others truly.
func OfType(special Resolver, qtype uint16) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		if q.Question[0].Qtype == qtype {
			return special(z, q)
		}
		return Truth(z, q)
	}
}

// Alias gives a name's addresses under another one, by a chain of aliases.
func Alias(names ...string) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		m := Truth(z, q)
		owner := q.Question[0].Name
		var chain []dns.RR
		for _, n := range names {
			head := dns.RR_Header{Name: owner, Rrtype: dns.TypeCNAME, Class: dns.ClassINET, Ttl: 60}
			chain = append(chain, &dns.CNAME{Hdr: head, Target: dns.Fqdn(n)})
			owner = dns.Fqdn(n)
		}
		for _, rr := range m.Answer {
			rr.Header().Name = owner
		}
		m.Answer = append(chain, m.Answer...)
		return m
	}
}

// Lame is a nameserver that neither knows the name nor asks others.
func Lame(_ Zone, q *dns.Msg) *dns.Msg {
	m := new(dns.Msg).SetRcode(q, dns.RcodeSuccess)
	m.RecursionAvailable = false
	return m
}

// OwnNames is a company's nameserver that knows no names but the company's.
func OwnNames(z Zone, q *dns.Msg) *dns.Msg {
	if dns.IsSubDomain("corp.example.", dns.CanonicalName(q.Question[0].Name)) {
		return Truth(z, q)
	}
	return new(dns.Msg).SetRcode(q, dns.RcodeNameError)
}

// Referring is a nameserver for its own zones alone, that sends others to the root.
func Referring(_ Zone, q *dns.Msg) *dns.Msg {
	m := Lame(nil, q).SetEdns0(1232, false)
	m.Ns = []dns.RR{&dns.NS{Hdr: dns.RR_Header{Name: ".", Rrtype: dns.TypeNS, Class: dns.ClassINET, Ttl: 518400}, Ns: "a.root-servers.net."}}
	return m
}

// BadSignature is a validating resolver to which the signatures are wrong: it
// fails unless told not to check (RFC 4035, section 3.2.2).
func BadSignature(z Zone, q *dns.Msg) *dns.Msg {
	if q.CheckingDisabled {
		return Truth(z, q)
	}
	return Bogus(z, q)
}

// Bogus is a validating resolver to which the signatures are wrong, whatever it is
// told (RFC 8914, code 6).
func Bogus(_ Zone, q *dns.Msg) *dns.Msg {
	m := reply(q, dns.RcodeServerFailure)
	if opt := m.IsEdns0(); opt != nil {
		opt.Option = append(opt.Option, &dns.EDNS0_EDE{InfoCode: dns.ExtendedErrorCodeDNSBogus, ExtraText: "signature expired"})
	}
	return m
}

func reply(q *dns.Msg, rcode int) *dns.Msg {
	m := new(dns.Msg).SetRcode(q, rcode)
	m.RecursionAvailable = true
	if q.IsEdns0() != nil {
		m.SetEdns0(1232, false)
	}
	return m
}

func record(q dns.Question, a netip.Addr) dns.RR {
	head := dns.RR_Header{Name: q.Name, Rrtype: q.Qtype, Class: dns.ClassINET, Ttl: 60}
	switch {
	case q.Qtype == dns.TypeA && a.Is4():
		return &dns.A{Hdr: head, A: a.AsSlice()}
	case q.Qtype == dns.TypeAAAA && a.Is6():
		return &dns.AAAA{Hdr: head, AAAA: a.AsSlice()}
	}
	return nil
}

func startOfAuthority(name string) dns.RR {
	labels := strings.Split(strings.TrimSuffix(name, "."), ".")
	top := dns.Fqdn(labels[len(labels)-1])
	if top == "." {
		top = "root-servers.net."
	}
	return &dns.SOA{
		Hdr: dns.RR_Header{Name: top, Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: 60},
		Ns:  "ns." + top, Mbox: "hostmaster." + top, Serial: 1, Refresh: 3600, Retry: 600, Expire: 86400, Minttl: 60,
	}
}

// serveDNS answers on an address until the process ends. What forge says goes by
// UDP before the answer, unless it is nil or silent.
func serveDNS(udp net.PacketConn, tcp net.Listener, r, forge Resolver, z Zone) {
	handler := dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		if forge != nil && len(q.Question) == 1 && w.LocalAddr().Network() == "udp" {
			if m := forge(z, q); m != nil {
				w.WriteMsg(m)
			}
		}
		if len(q.Question) != 1 {
			w.WriteMsg(reply(q, dns.RcodeFormatError))
		} else if m := r(z, q); m != nil {
			if w.LocalAddr().Network() == "udp" {
				m.Truncate(room(q))
			}
			w.WriteMsg(m)
		}
	})
	go (&dns.Server{PacketConn: udp, Handler: handler}).ActivateAndServe()
	go (&dns.Server{Listener: tcp, Handler: handler}).ActivateAndServe()
}

// room is how large an answer by UDP may be (RFC 6891, section 6.2.3).
func room(q *dns.Msg) int {
	if opt := q.IsEdns0(); opt != nil {
		return max(int(opt.UDPSize()), dns.MinMsgSize)
	}
	return dns.MinMsgSize
}
