package dns

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/miekg/dns"

	"gomend/checks"
)

// said is what a server of a zone can say about a name.
type said int

const (
	nothing said = iota // it fails, or is none of the zone's servers
	forged              // what a server of this zone cannot know or say
	refers
	denies  // no such name
	empty   // the name has no record of this type
	answers // with addresses, with an alias, or with other records asked for
)

// word is what a reply of a zone's server means.
type word struct {
	said
	code  checks.Code
	addrs []netip.Addr
	alias string // the name that the answer leads on to, when it has no address for it
	chain []string
	child cut // refers
	msg   *dns.Msg
}

// Bounds of what is kept of a reply: zones have up to 13 servers.
const (
	maxNames   = 13
	maxAliases = 8
)

// heed reads a reply to an iterative question that was put to a server of a zone.
// mine is false when it does not belong to the question.
func (q question) heed(zone string, id uint16, wire []byte) (w word, mine bool) {
	var m dns.Msg
	err := m.Unpack(wire)
	if m.Id != id || !m.Response || len(m.Question) != 1 || !q.is(m.Question[0]) {
		return word{code: checks.Garbage}, false
	}
	if err != nil {
		return word{code: checks.DNSError}, true
	}
	w = q.meaning(dns.CanonicalName(zone), &m)
	w.msg = &m
	return w, true
}

func (q question) meaning(zone string, m *dns.Msg) word {
	switch m.Rcode {
	case dns.RcodeSuccess, dns.RcodeNameError:
	case dns.RcodeServerFailure:
		return word{code: checks.ServFail}
	case dns.RcodeRefused:
		return word{code: checks.DNSRefused}
	default:
		return word{code: checks.DNSError}
	}
	addrs, chain, alias := q.follow(m)
	switch {
	case q.impossible(zone, m):
		return word{said: forged, code: checks.Forged, addrs: q.addresses(m)}
	case m.Truncated:
		return word{code: checks.TruncatedOnly}
	case len(addrs) > 0:
		return word{said: answers, addrs: addrs, chain: chain}
	case m.Rcode == dns.RcodeNameError && alias == "":
		return word{said: denies, code: checks.NXDomain}
	case alias != "":
		return word{said: answers, alias: alias, chain: chain}
	case hasType(m.Answer, q.qtype):
		return word{said: answers}
	}
	if child := q.referral(zone, m); child.zone != "" {
		return word{said: refers, child: child}
	}
	if m.Authoritative {
		return word{said: empty, code: checks.NoData}
	}
	return word{code: checks.Lame}
}

// impossible fits what no server of the zone says: the root knows no addresses of
// hosts and offers no recursion (RFC 7720, section 2), and an answer or a denial
// by who is not authoritative comes from somebody else's memory.
func (q question) impossible(zone string, m *dns.Msg) bool {
	final := len(m.Answer) > 0 || m.Rcode == dns.RcodeNameError
	if zone == "." && dns.CountLabel(q.name) > 1 && !dns.IsSubDomain("root-servers.net.", dns.CanonicalName(q.name)) {
		return m.RecursionAvailable || len(m.Answer) > 0
	}
	return final && !m.Authoritative
}

// follow goes along the aliases of an answer.
func (q question) follow(m *dns.Msg) (addrs []netip.Addr, chain []string, alias string) {
	name := dns.CanonicalName(q.name)
	for len(chain) < maxAliases {
		i := slices.IndexFunc(m.Answer, func(rr dns.RR) bool {
			return rr.Header().Rrtype == dns.TypeCNAME && dns.CanonicalName(rr.Header().Name) == name
		})
		if i < 0 || q.qtype == dns.TypeCNAME {
			break
		}
		name = dns.CanonicalName(m.Answer[i].(*dns.CNAME).Target)
		if slices.Contains(chain, name) {
			break
		}
		chain = append(chain, name)
	}
	for _, rr := range m.Answer {
		addr := addressOf(rr)
		if rr.Header().Rrtype == q.qtype && addr.IsValid() && dns.CanonicalName(rr.Header().Name) == name && len(addrs) < maxAddresses {
			addrs = append(addrs, addr)
		}
	}
	if len(addrs) == 0 && len(chain) > 0 {
		alias = name
	}
	return addrs, chain, alias
}

// referral is the zone that a reply sends on to: below the zone asked, on the way
// to the name.
func (q question) referral(zone string, m *dns.Msg) cut {
	var c cut
	for _, rr := range m.Ns {
		ns, ok := rr.(*dns.NS)
		owner := dns.CanonicalName(rr.Header().Name)
		if !ok || owner == zone || !dns.IsSubDomain(zone, owner) || !dns.IsSubDomain(owner, dns.CanonicalName(q.name)) {
			continue
		}
		if c.zone == "" {
			c.zone = owner
		}
		if name := dns.CanonicalName(ns.Ns); owner == c.zone && len(c.names) < maxNames && !slices.Contains(c.names, name) {
			c.names = append(c.names, name)
		}
	}
	for _, rr := range m.Extra {
		owner, addr := dns.CanonicalName(rr.Header().Name), addressOf(rr)
		// What lies outside of the zone asked is not for its servers to say (RFC 5452, section 6).
		if addr.IsValid() && slices.Contains(c.names, owner) && dns.IsSubDomain(zone, owner) && len(c.servers) < 2*maxNames {
			c.servers = append(c.servers, server{owner, addr})
		}
	}
	return c
}

func hasType(list []dns.RR, qtype uint16) bool {
	return slices.ContainsFunc(list, func(rr dns.RR) bool { return rr.Header().Rrtype == qtype })
}

// parents lists the zones that may hold a name, from the name itself up to the root.
func parents(name string) []string {
	name = dns.CanonicalName(name)
	var list []string
	for ; name != "."; _, name, _ = strings.Cut(name, ".") {
		if name == "" {
			break
		}
		list = append(list, name)
	}
	return append(list, ".")
}
