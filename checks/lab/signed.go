package lab

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"slices"
	"time"

	"github.com/miekg/dns"
)

// signing holds the keys of signed zones, by name.
type signing map[string]*zoneKey

type zoneKey struct {
	public  *dns.DNSKEY
	private crypto.Signer
	until   time.Duration // from now: how long its signatures are good
}

// signZones signs the root and these zones. The client trusts the root's key.
func signZones(n *Net, zones ...string) signing {
	s := signing{}
	for _, zone := range append(zones, ".") {
		s[dns.Fqdn(zone)] = newZoneKey(dns.Fqdn(zone))
	}
	for addr, r := range n.Resolvers {
		if isRoot(addr) || addr == tldServer || addr == zoneServer {
			n.Resolvers[addr] = s.sign(r)
		}
	}
	n.Client.RootKeys = s["."].public.String() + "\n"
	return s
}

func newZoneKey(zone string) *zoneKey {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	raw, err := private.PublicKey.Bytes() // 4, X, Y (RFC 6605, section 4, leaves out the 4)
	if err != nil {
		panic(err)
	}
	public := &dns.DNSKEY{
		Hdr:   dns.RR_Header{Name: zone, Rrtype: dns.TypeDNSKEY, Class: dns.ClassINET, Ttl: 60},
		Flags: dns.ZONE | dns.SEP, Protocol: 3, Algorithm: dns.ECDSAP256SHA256, PublicKey: base64.StdEncoding.EncodeToString(raw[1:]),
	}
	if public.KeyTag() == 0 {
		return newZoneKey(zone) // one key in 65536: miekg/dns takes this tag for none
	}
	return &zoneKey{public: public, private: private, until: time.Hour}
}

// sign makes a nameserver of zones answer for their keys and digests, and add
// signatures where they are asked for.
func (s signing) sign(r Resolver) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		name := dns.CanonicalName(q.Question[0].Name)
		own, signed := s[name]
		var set []dns.RR
		switch {
		case signed && q.Question[0].Qtype == dns.TypeDNSKEY:
			return s.answer(q, name, []dns.RR{own.public})
		case signed && q.Question[0].Qtype == dns.TypeDS:
			return s.answer(q, s.above(name), []dns.RR{own.public.ToDS(dns.SHA256)})
		}
		m := r(z, q)
		if m != nil {
			set = m.Answer
		}
		if opt := q.IsEdns0(); len(set) > 0 && opt != nil && opt.Do() {
			m.Answer = append(slices.Clone(set), s[s.above("x."+name)].signature(set))
		}
		return m
	}
}

func (s signing) answer(q *dns.Msg, zone string, set []dns.RR) *dns.Msg {
	m := authoritative(q, dns.RcodeSuccess)
	m.Authoritative, m.Answer = true, append(set, s[zone].signature(set))
	return m
}

// above is the signed zone that a name lies in, other than its own.
func (s signing) above(name string) string {
	for i, end := dns.NextLabel(name, 0); !end; i, end = dns.NextLabel(name, i) {
		if _, signed := s[name[i:]]; signed {
			return name[i:]
		}
	}
	return "."
}

func (k *zoneKey) signature(set []dns.RR) dns.RR {
	now := time.Now()
	sig := &dns.RRSIG{
		Hdr:       dns.RR_Header{Name: set[0].Header().Name, Rrtype: dns.TypeRRSIG, Class: dns.ClassINET, Ttl: 60},
		Algorithm: k.public.Algorithm, KeyTag: k.public.KeyTag(), SignerName: k.public.Hdr.Name,
		Inception: uint32(now.Add(-48 * time.Hour).Unix()), Expiration: uint32(now.Add(k.until).Unix()),
	}
	if err := sig.Sign(k.private, set); err != nil {
		panic(err)
	}
	return sig
}
