package checks

import (
	"slices"
	"time"
)

var proxyRules = []Rule{
	{Cause: CauseProxyAuthRequired, When: all(step(KindProxyTunnel), code(ProxyAuth))},
	{Cause: CauseProxyForbidden, When: all(step(KindProxyTunnel), code(ProxyForbidden))},
	{Cause: CauseProxyUpstreamFailed, When: all(step(KindProxyTunnel), code(ProxyUpstream))},
	{Cause: CauseProxyForbidden, When: all(step(KindProxyTunnel), code(ProxySignIn), either(admitsProxy, grantsOthers)), Sure: likely},
	{Cause: CauseCaptivePortal, When: all(step(KindProxyTunnel), code(ProxySignIn)), Sure: likely},
	{Cause: CauseProxyNotAProxy, When: all(step(KindProxyTunnel), code(NotAProxy), leadsElsewhere), Sure: likely},
	{Cause: CauseProxyNotAProxy, When: all(step(KindProxyTunnel), code(NotAProxy, Garbage, NotTLS))},
	{Cause: CauseProxyNotAProxy, When: all(step(KindProxyTunnel), code(Reset, Closed)), Sure: likely},
	{Cause: CauseProxyTimeout, When: all(step(KindProxyTunnel), code(Timeout)), Sure: likely}, // go waits for a minute (net/http/transport.go)
	{Cause: CauseCASettingBroken, When: all(step(KindProxyTunnel), untrusted, rootsHidden)},
	{Cause: CauseCABundleMissing, When: all(step(KindProxyTunnel), untrusted, noRoots)},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindProxyTunnel), untrusted)},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindProxyTunnel), code(BadCertificate)), Sure: likely},
	{Cause: CauseCaptivePortal, When: all(step(KindTLS), code(NameMismatch), direct, publicServer, fromDNS, leadsToItself, not(strayed), not(rightPlaceKnown)), Sure: likely},
	{Cause: CauseTLSNameMismatch, When: all(step(KindProxyTunnel), code(NameMismatch))},
	{Cause: CauseTLSExpired, When: all(step(KindProxyTunnel), code(Expired)), Sure: likely}, // nothing dated tells of the clock
	{Cause: CauseClockSkew, When: all(step(KindProxyTunnel), code(NotYetValid)), Sure: likely},
	{Cause: CauseTLSVersion, When: all(step(KindProxyTunnel), code(TLSVersion))},
	{Cause: CauseTLSVersion, When: all(step(KindProxyTunnel), code(TLSAlert)), Sure: possible},
	{Cause: CauseProxyNotAProxy, When: step(KindProxyTunnel), Sure: possible},
}

var tlsRules = []Rule{
	{Cause: CauseCASettingBroken, When: all(step(KindTLS), untrusted, rootsHidden)},
	{Cause: CauseCABundleMissing, When: all(step(KindTLS), untrusted, noRoots)},
	{Cause: CauseTLSExpired, When: all(step(KindTLS), code(Expired, NotYetValid), either(clockRight, clockVouched))},
	{Cause: CauseClockSkew, When: all(step(KindTLS), code(Expired, NotYetValid), clockWrong), Sure: certainIf(clockDoubted)},
	{Cause: CauseClockSkew, When: all(step(KindTLS), either(code(NotYetValid), all(code(Expired), sameForAll(Expired)))), Sure: likely},
	{Cause: CauseTLSExpired, When: all(step(KindTLS), code(Expired)), Sure: likely},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindTLS), code(UnknownAuthority), publicServer, issuerTrustedElsewhere)},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindTLS), code(UnknownAuthority), publicServer, either(intermediateMissing, publicAuthority), not(sameForAll(UnknownAuthority))), Sure: likely},
	{Cause: CauseTLSIntercepted, When: all(step(KindTLS), code(UnknownAuthority), publicServer), Sure: certainIf(not(all(leafAlone, anotherIsGood)))},
	{Cause: CauseTLSIntercepted, When: all(step(KindTLS), code(UnknownAuthority), sameAuthorityForPublicServer)},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindTLS), code(UnknownAuthority, NoRoots))},
	{Cause: CauseCaptivePortal, When: all(step(KindTLS), code(NameMismatch), sameForAll(NameMismatch)), Sure: likely},
	{Cause: CauseTLSNameMismatch, When: all(step(KindTLS), code(NameMismatch)), Sure: certainIf(addressTrusted)},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindTLS), code(BadCertificate)), Sure: likely},
	{Cause: CauseTLSNotTLS, When: all(step(KindTLS), code(NotTLS))},
	{Cause: CauseGOPROXYUnauthorized, When: all(step(KindTLS), code(TLSVersion, TLSAlert), clientAsked), Sure: likely},
	{Cause: CauseTLSReset, When: all(step(KindTLS), either(code(TLSAlert), vagueAlert), otherNamePasses), Sure: likely},
	{Cause: CauseTLSVersion, When: all(step(KindTLS), code(TLSVersion)), Sure: certainIf(not(vagueAlert))},
	{Cause: CauseTLSNameMismatch, When: all(step(KindTLS), code(TLSAlert), nameUnknownThere), Sure: likely},
	{Cause: CauseTLSVersion, When: all(step(KindTLS), code(TLSAlert)), Sure: possible},
	{Cause: CauseTLSHelloTooLarge, When: all(step(KindTLS), code(Timeout, Reset, Closed), smallHelloPasses), Sure: certainIf(either(not(headLost), smallPacketsFail))},
	{Cause: CauseTLSReset, When: all(step(KindTLS), code(Reset, Closed), otherNamePasses)},
	{Cause: CauseTCPReset, When: all(step(KindTLS), code(Reset, Closed), plainTextCut)},
	{Cause: CauseTLSReset, When: all(step(KindTLS), code(Reset, Closed)), Sure: likely},
	{Cause: CauseTLSTimeout, When: all(step(KindTLS), code(Timeout))},
	{Cause: CauseTLSTimeout, When: step(KindTLS), Sure: possible},
}

// admitsProxy fits an answer to CONNECT that says it is a forward proxy's.
func admitsProxy(c *Case) bool {
	f, _ := c.Fail.Facts.(ProxyFacts)
	return f.Admits
}

// grantsOthers fits a proxy that granted another tunnel in this run: nobody has to sign
// in there first.
func grantsOthers(c *Case) bool {
	mine, _ := c.Fail.Facts.(ProxyFacts)
	return slices.ContainsFunc(AllFacts[ProxyFacts](c.Board), func(f ProxyFacts) bool {
		return f.Code == OK && f.Proxy == mine.Proxy && f.Target != mine.Target
	})
}

// leadsElsewhere fits a redirect in answer to CONNECT.
func leadsElsewhere(c *Case) bool {
	f, _ := c.Fail.Facts.(ProxyFacts)
	return f.Location != ""
}

// untrusted fits certificates that would have to be trusted by way of the roots.
var untrusted = code(UnknownAuthority, NoRoots)

func noRoots(c *Case) bool { return c.Trust().Count == 0 && trustKnown(c) }

// rootsHidden fits when a setting gives nothing usable while this machine has roots.
func rootsHidden(c *Case) bool {
	t := c.Trust()
	return trustKnown(c) && (t.SettingCode != OK && t.Default > t.Count || c.TLS().Hidden)
}

func trustKnown(c *Case) bool {
	_, ok := FactsOf[TrustFacts](c.Board, string(KindTrust))
	return ok
}

// clockTolerance is far more than any delay of a Date header, and far less than
// what makes a certificate invalid by accident.
const clockTolerance = time.Hour

// clockWrong fits when a server's clock differs from this machine's, and the
// certificate is good at the server's time.
func clockWrong(c *Case) bool {
	t := c.TLS()
	return serverDated(t) && (t.Now.Sub(t.ServerDate).Abs() > clockTolerance && goodAt(t, t.ServerDate) || onlyGoodAt(t, t.ServerDate))
}

func clockRight(c *Case) bool {
	t := c.TLS()
	return serverDated(t) && t.Now.Sub(t.ServerDate).Abs() <= clockTolerance && !onlyGoodAt(t, t.ServerDate)
}

// onlyGoodAt fits a certificate whose first or last moment lies between this machine's
// clock and another one: however little they differ, it decides. Where it is good at
// both, it is something else in the chain that is not, such as a root of this machine's.
func onlyGoodAt(t TLSFacts, when time.Time) bool { return goodAt(t, when) && !goodAt(t, t.Now) }

// clockVouched fits when another server, whose certificate is good, has a time at which
// this one is not: then the clock of the one with the bad certificate may be wrong.
func clockVouched(c *Case) bool {
	t := c.TLS()
	return slices.ContainsFunc(witnesses(c), func(ahead time.Duration) bool {
		return ahead.Abs() <= clockTolerance && !onlyGoodAt(t, t.Now.Add(ahead))
	})
}

// clockDoubted fits when others disagree with this machine's clock as well: they have
// another time, or their certificates, too, would be good at another.
func clockDoubted(c *Case) bool {
	return len(witnesses(c)) > 0 || sameForAll(c.Fail.Code)(c)
}

// witnesses are how far the clocks of servers that were tried for comparison are ahead
// of this machine's.
func witnesses(c *Case) []time.Duration {
	var list []time.Duration
	for _, f := range AllFacts[ProxyCompareFacts](c.Board) {
		if f.Target != c.Target() && f.Code == OK && !f.Date.IsZero() {
			list = append(list, f.Date.Sub(f.Now))
		}
	}
	return list
}

func serverDated(t TLSFacts) bool { return !t.ServerDate.IsZero() && len(t.Chain) > 0 }

func goodAt(t TLSFacts, when time.Time) bool {
	for _, cert := range t.Chain {
		if when.Before(cert.NotBefore) || when.After(cert.NotAfter) {
			return false
		}
	}
	return true
}

func publicServer(c *Case) bool { return PublicHost(c.Server()) }

// intermediateMissing fits a chain that its server only forgot to send whole: go
// fetches no certificates (crypto/x509).
func intermediateMissing(c *Case) bool { return c.TLS().Incomplete }

// leafAlone fits a server that sent no certificate but its own, which somebody else
// signed.
func leafAlone(c *Case) bool {
	chain := c.TLS().Chain
	return len(chain) == 1 && !chain[0].SelfSigned
}

// anotherIsGood fits when another public server, tried for comparison, showed a good
// certificate: a box on the way would have replaced that, too, as a rule.
func anotherIsGood(c *Case) bool {
	return slices.ContainsFunc(AllFacts[ProxyCompareFacts](c.Board), func(f ProxyCompareFacts) bool { return f.Code == OK && f.Target != c.Target() })
}

// publicAuthority fits when the chain says that it leads to an authority that the
// public web knows: these roots may be too old to.
func publicAuthority(c *Case) bool {
	chain := c.TLS().Chain
	return len(chain) > 0 && publicAuthorities[chain[len(chain)-1].IssuerOrg]
}

// issuerTrustedElsewhere fits when another server of this run sent the certificate
// that is missing here, in a chain that is trusted.
func issuerTrustedElsewhere(c *Case) bool {
	mine := c.TLS().Chain
	return len(mine) > 0 && slices.ContainsFunc(AllFacts[TLSFacts](c.Board), func(f TLSFacts) bool {
		return f.Code == OK && slices.ContainsFunc(f.Chain, func(cert Certificate) bool {
			return cert.CA && cert.Subject == mine[len(mine)-1].Issuer
		})
	})
}

// sameAuthorityForPublicServer fits when the authority that this machine does
// not know also vouches, in this run, for a server whose real authority is public.
func sameAuthorityForPublicServer(c *Case) bool {
	mine := c.TLS()
	if len(mine.Chain) == 0 {
		return false
	}
	for _, other := range AllFacts[TLSFacts](c.Board) {
		if other.Code == UnknownAuthority && PublicHost(other.ServerName) && len(other.Chain) > 0 &&
			other.Chain[0].Issuer == mine.Chain[0].Issuer {
			return true
		}
	}
	return false
}

// sameForAll fits when at least two other public servers, tried for comparison,
// fail in this way too and none works. One without an address tells nothing.
func sameForAll(how Code) func(*Case) bool {
	return func(c *Case) bool {
		same := 0
		for _, f := range AllFacts[ProxyCompareFacts](c.Board) {
			switch {
			case f.Target == c.Target() || slices.Contains(unnamed, f.Code):
			case f.Code == how:
				same++
			default:
				return false
			}
		}
		return same >= 2
	}
}

// unnamed are failures in which no server was come to.
var unnamed = []Code{Canceled, NXDomain, NoData, ServFail, DNSRefused, DNSError, Lame}

func otherNamePasses(c *Case) bool { return !c.TLS().Begun && c.TLSCompare().OtherName == OK }

// clientAsked fits a server that asked who we are before it ended the handshake: go has
// no certificate to show.
func clientAsked(c *Case) bool { return c.TLS().Wanted }

// vagueAlert fits a server that finds nothing in the hello to agree on (RFC 8446, section
// 6.2, handshake_failure): versions and ciphers as a rule, but some say so of a name.
func vagueAlert(c *Case) bool { return c.TLS().Alert == "handshake failure" }

// nameUnknownThere fits a server that says it does not serve this name (RFC 6066, section 3).
func nameUnknownThere(c *Case) bool { return c.TLS().Alert == "unrecognized name" }

// headLost fits when the beginning of the hello was lost as any full-sized packet
// would be: then its size may matter more than what it is.
func headLost(c *Case) bool { return c.TLS().HeadLost }

// smallHelloPasses fits when the same name gets through in a small ClientHello. What a
// comparison counts is that anything comes back: where that much came of go's own
// hello, too, it shows no difference.
func smallHelloPasses(c *Case) bool { return !c.TLS().Begun && c.TLSCompare().SmallHello == OK }

// smallPacketsPass fits when the very same hello gets through in small packets: then
// it is the size of packets that matters, not that of the hello.
func smallPacketsPass(c *Case) bool { return !c.TLS().Begun && c.TLSCompare().SmallPackets == OK }

func smallPacketsFail(c *Case) bool {
	code := c.TLSCompare().SmallPackets
	return code != OK && code != NotAsked
}

// plainTextCut fits when the connection is cut whatever is said on it.
func plainTextCut(c *Case) bool {
	t := c.TLSCompare()
	return t.OtherName != NotAsked && t.OtherName != OK && (t.PlainText == Reset || t.PlainText == Closed)
}
