package lab

import (
	"strings"
	"time"
)

// farPrefix marks the name of a case at the end of a long line.
const farPrefix = "far:"

// farDelay makes the round trip of a geostationary satellite.
const farDelay = 300 * time.Millisecond

// farToo are cases that are always tried there too: their verdicts lean on what takes
// many round trips.
var farToo = []string{
	"dns-hijacked", "dns-stale-cache", "hosts-override", "proxy-needed-all", "proxy-needed-refused", "no-proxy-too-broad-both",
	"goproxy-conflict-dead", "many-graph", "many-one-zip-refused", "odd-ipv6-only", "odd-handshake-slow", "captive-portal-no-names",
}

// Far is the same network at the end of a line by satellite: what is wrong must be
// told there too, although every answer comes late. A case whose own line has a
// delay, losses or a rate keeps it.
func (c Case) Far() Case {
	if strings.HasPrefix(c.Name, farPrefix) {
		return c
	}
	before := c.Break
	c.Name = farPrefix + c.Name
	c.Break = func(n *Net) {
		if before != nil {
			before(n)
		}
		if n.Link.Delay == 0 && n.Link.Rate == 0 && n.Link.Loss == 0 && n.Link.Nth == 0 {
			n.Link.Delay = farDelay
		}
	}
	return c
}
