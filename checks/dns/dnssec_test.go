package dns

import (
	"crypto"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// sign makes the signature of a set that is good from an hour before now for so long.
func sign(t testing.TB, set []dns.RR, key *dns.DNSKEY, private crypto.PrivateKey, now time.Time, life time.Duration) *dns.RRSIG {
	t.Helper()
	sig := &dns.RRSIG{
		Hdr: dns.RR_Header{Name: set[0].Header().Name, Rrtype: dns.TypeRRSIG, Class: dns.ClassINET, Ttl: 60}, Algorithm: key.Algorithm, KeyTag: key.KeyTag(), SignerName: key.Hdr.Name,
		Inception: uint32(now.Add(-time.Hour).Unix()), Expiration: uint32(now.Add(life).Unix()),
	}
	if err := sig.Sign(private.(crypto.Signer), set); err != nil {
		t.Fatal(err)
	}
	return sig
}

// signedZone is a zone with a key of its own.
type signedZone struct {
	t       *testing.T
	key     *dns.DNSKEY
	private crypto.PrivateKey
	life    time.Duration // of its signatures
	spoil   uint16        // type of records whose signatures do not fit
	bare    uint16        // type of records that are not signed
}

func newSignedZone(t *testing.T, name string) *signedZone {
	z := &signedZone{t: t, life: time.Hour, key: &dns.DNSKEY{
		Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeDNSKEY, Class: dns.ClassINET, Ttl: 60}, Flags: 257, Protocol: 3, Algorithm: dns.ECDSAP256SHA256,
	}}
	private, err := z.key.Generate(256)
	if err != nil {
		t.Fatal(err)
	}
	z.private = private
	return z
}

// says answers for the zone: its key, the digest of the zone below, and else as usual.
func (z *signedZone) says(below *dns.DS, usual behaviour) behaviour {
	return func(m *dns.Msg, tcp bool) *dns.Msg {
		q := m.Question[0]
		var set []dns.RR
		switch {
		case q.Qtype == dns.TypeDNSKEY && dns.CanonicalName(q.Name) == z.key.Hdr.Name:
			set = []dns.RR{z.key}
		case q.Qtype == dns.TypeDS && below != nil && dns.CanonicalName(q.Name) == below.Hdr.Name:
			set = []dns.RR{below}
		case q.Qtype == dns.TypeDS:
			return zoneSays(rcode(dns.RcodeSuccess))(m, tcp)
		default:
			r := usual(m, tcp)
			if opt := m.IsEdns0(); opt != nil && opt.Do() && len(r.Answer) > 0 {
				r.Answer = z.signed(r.Answer)
			}
			return r
		}
		r := new(dns.Msg).SetReply(m)
		r.Authoritative, r.Answer = true, z.signed(set)
		return r
	}
}

func (z *signedZone) signed(set []dns.RR) []dns.RR {
	rrtype := set[0].Header().Rrtype
	if rrtype == z.bare {
		return set
	}
	sig := sign(z.t, set, z.key, z.private, time.Now(), z.life)
	if rrtype == z.spoil {
		sig.Signature = "A" + sig.Signature[1:len(sig.Signature)-2] + "A="
	}
	return append(set, sig)
}

func TestChain(t *testing.T) {
	for _, test := range []struct {
		name   string
		damage func(root, top, zone *signedZone)
		digest func(*dns.DS) // of the last zone, as its parent has it
		lost   bool          // the parent has no digest
		chain  checks.Chain
		at     string
		code   checks.Code
	}{
		{name: "all fits", chain: checks.ChainSecure},
		{name: "the zone is not signed", lost: true, chain: checks.ChainUnsigned, at: "golang.example."},
		{name: "the zone's signatures are out of date", damage: func(_, _, z *signedZone) { z.life = -time.Minute }, chain: checks.ChainBroken, at: "golang.example.", code: checks.Expired},
		{name: "the top-level domain's signatures are out of date", damage: func(_, z, _ *signedZone) { z.life = -time.Minute }, chain: checks.ChainBroken, at: "example.", code: checks.Expired},
		{name: "the address was changed", damage: func(_, _, z *signedZone) { z.spoil = dns.TypeA }, chain: checks.ChainBroken, at: "golang.example.", code: checks.BadSignature},
		{name: "the digest was changed", damage: func(_, z, _ *signedZone) { z.spoil = dns.TypeDS }, chain: checks.ChainBroken, at: "example.", code: checks.BadSignature},
		{name: "the address is not signed", damage: func(_, _, z *signedZone) { z.bare = dns.TypeA }, chain: checks.ChainBroken, at: "golang.example.", code: checks.NoSignature},
		{name: "the zone has another key than its parent says", digest: func(d *dns.DS) { d.Digest = d.Digest[2:] + "00" }, chain: checks.ChainBroken, at: "golang.example.", code: checks.KeyMismatch},
		{name: "the root has another key", damage: func(root, _, _ *signedZone) { root.key.Flags = 256 }, chain: checks.ChainBroken, at: ".", code: checks.KeyMismatch},
	} {
		instantly(t, test.name, func(t *testing.T) {
			root, top, zone := newSignedZone(t, "."), newSignedZone(t, "example."), newSignedZone(t, "golang.example.")
			anchor, topDigest, zoneDigest := root.key.ToDS(dns.SHA256), top.key.ToDS(dns.SHA256), zone.key.ToDS(dns.SHA256)
			if test.damage != nil {
				test.damage(root, top, zone)
			}
			if test.digest != nil {
				test.digest(zoneDigest)
			}
			if test.lost {
				zoneDigest = nil
			}
			tr := tree{
				root: root.says(topDigest, refersTo("example.", "a.nic.example.", topIP)),
				top:  top.says(zoneDigest, refersTo("golang.example.", "ns.golang.example.", zoneIP)),
				zone: zone.says(nil, zoneSays(gives("192.0.2.10"))),
			}.grow(t)
			tr.trace(t.Context(), host)
			chain{tracer: tr, now: time.Now(), anchors: []*dns.DS{anchor}}.verify(t.Context(), tr.last())
			f := tr.facts
			if f.Chain != test.chain || f.ChainZone != test.at || f.ChainCode != test.code {
				t.Errorf("got %s at %q: %q, want %s at %q: %q", f.Chain, f.ChainZone, f.ChainCode, test.chain, test.at, test.code)
			}
			if (f.ChainCode == checks.Expired) == f.ChainUntil.IsZero() {
				t.Errorf("until %v", f.ChainUntil)
			}
			if !sameAddrs(f.Addresses, []string{"192.0.2.10"}) {
				t.Errorf("addresses %v", f.Addresses)
			}
		})
	}
}

func TestTrustAnchors(t *testing.T) {
	if list := trustAnchors([]string{t.TempDir()}); len(list) != 2 || list[0].KeyTag != 20326 || list[1].KeyTag != 38696 {
		t.Errorf("%v", list)
	}
	key := newSignedZone(t, ".").key
	list := parseAnchors("; a comment\n" + key.String() + "\nexample. IN DS 1 8 2 00\nnonsense\n")
	if len(list) != 1 || list[0].KeyTag != key.KeyTag() {
		t.Errorf("%v", list)
	}
}
