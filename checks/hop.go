package checks

import (
	"net"
	"net/url"
	"strconv"

	"gomend/checks/route"
)

// Address is host:port of a URL, with the default port of its scheme.
func Address(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "443"
		if u.Scheme == "http" {
			port = "80"
		}
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// DialledFirst is host:port of what a route dials first: the proxy, where there is one.
func DialledFirst(r route.Route) string { return net.JoinHostPort(r.Host, strconv.Itoa(r.Port)) }

// Hops names the checks that lead to the server of a route, from the lowest
// layer upwards: look-up and connection of what is dialled first, the tunnel
// where there is a proxy, the handshake where there is TLS.
func Hops(r route.Route) []string {
	if r.Host == "" {
		return nil // file://
	}
	list := []string{
		KindLookup.Name(r.Host),
		KindConnect.Name(DialledFirst(r)),
	}
	if r.URL == nil || r.URL.Scheme != "https" {
		return list
	}
	target := Address(r.URL)
	if !r.Via.Direct() {
		list = append(list, KindProxyTunnel.Name(target))
	}
	return append(list, KindTLS.Name(target))
}

// Needed reports whether the go command fails when the route of a check does. A
// check that serves no known route is needed by all.
func Needed(routes []route.Route, c Check) bool {
	for _, r := range routes {
		if r.ID == c.Route {
			return r.Needed
		}
	}
	return true
}

// LastHop is the check that a request on the route needs; empty for file://.
func LastHop(r route.Route) string {
	hops := Hops(r)
	if len(hops) == 0 {
		return ""
	}
	return hops[len(hops)-1]
}
