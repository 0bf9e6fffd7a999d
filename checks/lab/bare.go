package lab

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// barePrefix marks the name of a case in a bare world.
const barePrefix = "bare:"

// Bare is the same network in a world without the servers that only comparisons
// ask: no public nameserver, root, mirror or well-known page that the case does
// not name itself. A fault that go's own servers show must be told there too.
func (c Case) Bare() Case {
	before := c.Break
	c.Name = barePrefix + c.Name
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
	told := fmt.Sprintf("%+v %+v %+v", n.Client, n.Router, n.Records)
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
