package checks

import (
	"net"
	"net/url"
	"slices"
)

// signInPage fits when a public host's page, asked for without TLS, is not its own. It
// wants a visitor to sign in only where no other server is let through: else it says
// that this one is blocked.
func signInPage(c *Case) bool {
	return slices.ContainsFunc(AllFacts[SignInFacts](c.Board), func(f SignInFacts) bool { return f.Foreign })
}

// noNameGiven fits when the nameservers deny every well-known name that was asked for.
func noNameGiven(c *Case) bool { return NamesDenied(c.Board) >= parties && !namesResolved(c) }

// NamesDenied counts the servers that comparisons wanted to reach and whose names all
// the internet knows, but not the nameservers of this machine.
func NamesDenied(b *Board) int {
	count := 0
	for _, f := range AllFacts[ProxyCompareFacts](b) {
		host, _, _ := net.SplitHostPort(f.Target)
		if f.Proxy == "" && PublicHost(host) && (f.Code == NXDomain || f.Code == NoData) {
			count++
		}
	}
	return count
}

// leadsToItself fits when a request without TLS is sent on to the very host whose
// certificate stands in place of the server's: who answers is a sign-in page, which
// wants to be visited.
func leadsToItself(c *Case) bool {
	chain := c.TLS().Chain
	return len(chain) > 0 && slices.ContainsFunc(AllFacts[SignInFacts](c.Board), func(f SignInFacts) bool {
		to, err := url.Parse(f.Location)
		return err == nil && f.Foreign && f.Host == c.Server() && slices.Contains(chain[0].Names, to.Hostname())
	})
}
