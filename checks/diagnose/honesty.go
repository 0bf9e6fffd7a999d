package diagnose

import (
	"net/netip"

	"gomend/checks"
	"gomend/checks/dns"
	"gomend/checks/secure"
)

// owners asks whose the address is at which the certificate of another name was shown.
func owners(b *checks.Board) []checks.Check {
	var list []checks.Check
	for _, rt := range b.Routes() {
		if rt.URL == nil || !rt.Via.Direct() {
			continue
		}
		f, _ := checks.FactsOf[checks.TLSFacts](b, checks.KindTLS.Name(checks.Address(rt.URL)))
		if f.Code != checks.NameMismatch || len(f.Chain) == 0 || !misled(b, rt, checks.KindTLS) {
			continue
		}
		c := dns.Owner(rt.Host, f.Chain[0].Names, rt.ID)
		c.Linger = true
		list = append(list, c)
	}
	return list
}

// seconds makes handshakes with addresses that a nameserver gave besides those that
// go took, or somebody did in its name.
func seconds(b *checks.Board) []checks.Check {
	var list []checks.Check
	for _, rt := range b.Routes() {
		f, _ := checks.FactsOf[checks.HonestyFacts](b, checks.KindDNSHonesty.Name(rt.Host))
		if len(f.Others()) == 0 || rt.URL == nil || rt.URL.Scheme != "https" || !rt.Via.Direct() {
			continue
		}
		c := secure.CompareElsewhere(rt.URL.Hostname(), portOf(rt), rt, "", "second", func(*checks.Board) []netip.Addr { return f.Others() })
		c.Linger = true
		list = append(list, skipUnasked(c))
	}
	return list
}
