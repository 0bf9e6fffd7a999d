package lab

import (
	"gomend/checks"
)

func init() { Register(namesCases...) }

// What only a trace from the root, or asking again, tells of names.
var namesCases = []Case{
	{Name: "names-deep", About: "nothing; names are looked deeper into all the same", Short: true, Flags: []string{"--deep"}, Want: Fine()},
	{Name: "names-blocked-traced", About: "every resolver denies the name, its own servers have it",
		Break: everyRecursive(For(Deny, "golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
}

// everyRecursive makes all resolvers answer this way; the servers of the root and
// the zones stay honest.
func everyRecursive(r Resolver) func(*Net) {
	return func(n *Net) {
		for addr := range n.Resolvers {
			if addr != tldServer && addr != zoneServer && !isRoot(addr) {
				n.Resolvers[addr] = r
			}
		}
	}
}

func isRoot(addr string) bool {
	for _, root := range rootServers {
		if root == addr {
			return true
		}
	}
	return false
}
