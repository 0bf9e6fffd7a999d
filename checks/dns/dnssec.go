package dns

import (
	"context"
	"slices"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// chain verifies the signatures from the root to a name: each zone's keys by the
// digest that its parent signs, and the address by the keys of its own zone
// (RFC 4035, section 5). It records the first level that does not fit.
type chain struct {
	*tracer
	now     time.Time
	anchors []*dns.DS
}

// verify walks the zones that the trace of a name went through.
func (c chain) verify(ctx context.Context, name string) {
	f := &c.facts
	digests := c.anchors
	zones := parents(name)
	slices.Reverse(zones)
	var keys []*dns.DNSKEY
	var zone cut
	for _, z := range zones {
		next, known := c.cuts[z]
		if !known {
			continue
		}
		if z != "." {
			digests = c.digests(ctx, zone, z, keys)
			if f.Chain != checks.ChainNotAsked {
				return
			}
		}
		zone = next
		if keys = c.keys(ctx, zone, digests); f.Chain != checks.ChainNotAsked {
			return
		}
	}
	list := c.set(ctx, zone, name, dns.TypeA)
	if f.Chain == checks.ChainNotAsked && c.fits(zone.zone, list, keys) {
		f.Chain = checks.ChainSecure
	}
}

// fail ends the walk at a zone.
func (c chain) fail(state checks.Chain, zone string, code checks.Code) {
	c.facts.Chain, c.facts.ChainZone, c.facts.ChainCode = state, zone, code
}

// set asks a zone's servers for a set of records with its signatures.
func (c chain) set(ctx context.Context, zone cut, name string, qtype uint16) []dns.RR {
	w, _ := c.ask(ctx, zone, question{name: name, qtype: qtype, iterative: true, signed: true})
	switch {
	case w.msg == nil || w.said == nothing || w.said == forged:
		c.fail(checks.ChainUnknown, zone.zone, w.code)
		return nil
	case w.said != answers:
		return nil
	}
	return slices.Clone(w.msg.Answer)
}

// digests are those of a zone's keys, as its parent signs them.
func (c chain) digests(ctx context.Context, parent cut, zone string, keys []*dns.DNSKEY) []*dns.DS {
	list := c.set(ctx, parent, zone, dns.TypeDS)
	if c.facts.Chain != checks.ChainNotAsked {
		return nil
	}
	digests := only[*dns.DS](list)
	if len(digests) == 0 {
		c.fail(checks.ChainUnsigned, zone, checks.OK)
	} else {
		c.fits(parent.zone, list, keys)
	}
	return digests
}

// keys are those of a zone, of which one must have a digest that is trusted, and
// sign them all.
func (c chain) keys(ctx context.Context, zone cut, digests []*dns.DS) []*dns.DNSKEY {
	list := c.set(ctx, zone, zone.zone, dns.TypeDNSKEY)
	if c.facts.Chain != checks.ChainNotAsked {
		return nil
	}
	keys := only[*dns.DNSKEY](list)
	trusted := slices.DeleteFunc(slices.Clone(keys), func(k *dns.DNSKEY) bool { return !vouched(k, digests) })
	switch {
	case len(keys) == 0:
		c.fail(checks.ChainBroken, zone.zone, checks.NoSignature)
	case len(trusted) == 0:
		c.fail(checks.ChainBroken, zone.zone, checks.KeyMismatch)
	default:
		c.fits(zone.zone, list, trusted)
	}
	return keys
}

// vouched reports whether a digest is of this key.
func vouched(k *dns.DNSKEY, digests []*dns.DS) bool {
	return slices.ContainsFunc(digests, func(d *dns.DS) bool {
		own := k.ToDS(d.DigestType)
		return own != nil && own.KeyTag == d.KeyTag && own.Algorithm == d.Algorithm && dns.CanonicalName(own.Digest) == dns.CanonicalName(d.Digest)
	})
}

// fits reports whether a signature of the zone fits the first set of records in
// an answer; otherwise the chain breaks there.
func (c chain) fits(zone string, list []dns.RR, keys []*dns.DNSKEY) bool {
	set := firstSet(list)
	if len(set) == 0 {
		return false
	}
	code := checks.NoSignature
	for _, sig := range only[*dns.RRSIG](list) {
		if sig.TypeCovered != set[0].Header().Rrtype || !sameName(sig.Header().Name, set[0].Header().Name) {
			continue
		}
		if code = c.judge(sig, set, keys); code == checks.OK {
			return true
		}
	}
	c.fail(checks.ChainBroken, zone, code)
	return false
}

func (c chain) judge(sig *dns.RRSIG, set []dns.RR, keys []*dns.DNSKEY) checks.Code {
	code := checks.KeyMismatch
	for _, k := range keys {
		if k.KeyTag() != sig.KeyTag || k.Algorithm != sig.Algorithm {
			continue
		}
		if sig.Verify(k, set) != nil {
			code = checks.BadSignature
			continue
		}
		if sig.ValidityPeriod(c.now) {
			return checks.OK
		}
		c.facts.ChainUntil = serialTime(sig.Expiration, c.now)
		if since := serialTime(sig.Inception, c.now); c.now.Before(since) {
			c.facts.ChainUntil = time.Time{}
			return checks.NotYetValid
		}
		return checks.Expired
	}
	return code
}

// serialTime is a time in seconds modulo 2^32, as near to now as can be (RFC 4034,
// section 3.1.5).
func serialTime(seconds uint32, now time.Time) time.Time {
	return now.Add(time.Duration(int32(seconds-uint32(now.Unix()))) * time.Second).Truncate(time.Second)
}

// firstSet is the set of records of one name and type with which an answer begins.
func firstSet(list []dns.RR) []dns.RR {
	var set []dns.RR
	for _, rr := range list {
		h := rr.Header()
		if h.Rrtype == dns.TypeRRSIG {
			continue
		}
		if len(set) == 0 || h.Rrtype == set[0].Header().Rrtype && sameName(h.Name, set[0].Header().Name) {
			set = append(set, rr)
		}
	}
	return set
}

func only[T dns.RR](list []dns.RR) []T {
	var found []T
	for _, rr := range list {
		if one, ok := rr.(T); ok {
			found = append(found, one)
		}
	}
	return found
}
