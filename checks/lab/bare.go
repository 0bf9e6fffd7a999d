package lab

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gomend/checks"
)

// barePrefix marks the name of a case in a bare world.
const barePrefix = "bare:"

// coarser are the causes that are right where nobody can be compared with, as long
// as they are not called certain: what a lie, an old answer or a dead nameserver
// looks like then.
var coarser = map[checks.Cause][]checks.Cause{
	checks.CauseDNSHijacked:         {checks.CauseTLSNameMismatch, checks.CauseTCPTimeout, checks.CauseTCPRefused, checks.CauseTCPUnreachable},
	checks.CauseDNSStaleCache:       {checks.CauseDNSHijacked, checks.CauseTLSNameMismatch, checks.CauseTCPTimeout, checks.CauseNoInternet},
	checks.CauseDNSNXDomain:         {checks.CauseDNSBlocked, checks.CauseResolverUnreachable, checks.CauseNoInternet},
	checks.CauseDNSServFail:         {checks.CauseNoInternet},
	checks.CauseDNSRefused:          {checks.CauseNoInternet},
	checks.CauseResolverUnreachable: {checks.CauseNoInternet},
}

// literal are the causes that say no more than what was answered, and are certain as such.
var literal = map[checks.Cause][]checks.Cause{
	checks.CauseDNSDNSSECFailed: {checks.CauseDNSServFail},
}

// bare is what is wanted in such a world.
func (w Want) bare() Want {
	w.Guess, w.Causes = slices.Clone(w.Guess), slices.Clone(w.Causes)
	for _, c := range w.Causes {
		w.Guess, w.Causes = append(w.Guess, coarser[c]...), append(w.Causes, literal[c]...)
	}
	w.Not = slices.DeleteFunc(slices.Clone(w.Not), func(c checks.Cause) bool {
		return slices.Contains(w.Guess, c) || slices.Contains(w.Causes, c)
	})
	return w
}

// Bare is the same network in a world without the servers that only comparisons
// ask: no public nameserver, root, mirror or well-known page that the case does
// not name itself. A fault that go's own servers show must be told there too.
func (c Case) Bare() Case {
	before := c.Break
	c.Name, c.Want = barePrefix+c.Name, c.Want.bare()
	c.Break = func(n *Net) {
		if before != nil {
			before(n)
		}
		n.bare()
	}
	return c
}

// onlyCompared are hosts that go asks for nothing unless it is told to.
var onlyCompared = []string{"goproxy.cn", "goproxy.io", "mirrors.aliyun.com", "sum.golang.google.cn"}

func (n *Net) bare() {
	told := fmt.Sprintf("%+v %+v %+v %+v", n.Client, n.Router, n.Peers, n.Records)
	mentioned := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(told, name) })
	}
	for _, name := range onlyCompared {
		if h := n.Hosts[name]; h != nil && h.Wire == WireTLS && !mentioned(append(slices.Clone(h.Addresses), name)...) {
			delete(n.Hosts, name)
		}
	}
	servers := slices.Concat(publicResolvers, rootServers, []string{tldServer, zoneServer})
	maps.DeleteFunc(n.Resolvers, func(addr string, _ Resolver) bool {
		return slices.Contains(servers, addr) && !mentioned(addr)
	})
}
