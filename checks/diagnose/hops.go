package diagnose

import (
	"context"
	"net/netip"
	"slices"
	"strconv"

	"gomend/checks"
	"gomend/checks/dns"
	"gomend/checks/network"
	"gomend/checks/route"
	"gomend/checks/secure"
	"gomend/checks/transport"
)

// hops makes the checks that lead to the server of a route, from the look-up of
// what is dialled first to the handshake with the server.
func hops(r route.Route) []checks.Check {
	if r.Host == "" {
		return nil // file://
	}
	lookup := then(lingerAfter(dns.Lookup(r.Host, r.ID)), pathsToAddresses)
	connect := transport.Connect(r.Host, r.Port, r.ID)
	list := []checks.Check{lookup, connect}
	if r.URL.Scheme != "https" {
		return list
	}
	last := connect.ID
	if !r.Via.Direct() {
		tunnel := secure.Tunnel(r, checks.Address(r.URL), last)
		list, last = append(list, tunnel), tunnel.ID
	}
	return append(list, secure.Handshake(r.URL.Hostname(), portOf(r), r, last))
}

func portOf(r route.Route) int {
	port, err := strconv.Atoi(r.URL.Port())
	if err != nil {
		return 443
	}
	return port
}

// lingerAfter makes what a check plans linger: that a second nameserver is dead
// must not hold up a verdict that does not need it.
func lingerAfter(c checks.Check) checks.Check {
	run := c.Run
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		r := run(ctx, in)
		for i := range r.Then {
			r.Then[i].Linger = true
		}
		return r
	}
	return c
}

// then makes a check plan more checks from its own result.
func then(c checks.Check, more func(*checks.Board, checks.Result) []checks.Check) checks.Check {
	run := c.Run
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		r := run(ctx, in)
		r.Check = c
		r.Then = append(r.Then, more(in.Board, r)...)
		return r
	}
	return c
}

// pathsToNameservers asks the kernel for the way to every nameserver. Where one may
// be on this machine or on the local link, the way out is asked for besides: that
// is where the nameserver itself must get through.
func pathsToNameservers(_ *checks.Board, r checks.Result) []checks.Check {
	f, _ := r.Facts.(checks.ResolverFacts)
	list := paths(f.Nameservers, r.Check.Route)
	nearby := func(a netip.Addr) bool { return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() }
	if slices.ContainsFunc(f.Nameservers, nearby) {
		list = append(list, onlyWhere(network.Path(beyond, r.Check.Route), func(m checks.InterfaceFacts) bool { return m.DefaultV4 }))
	}
	return list
}

// pathsToAddresses asks the kernel for the way to the first address of each
// family. Where there is IPv4, the lack of an IPv6 route is no fault.
func pathsToAddresses(_ *checks.Board, r checks.Result) []checks.Check {
	f, _ := r.Facts.(checks.LookupFacts)
	var v4, v6 []netip.Addr
	for _, a := range f.Addresses {
		if a.Unmap().Is4() {
			v4 = append(v4, a)
		} else {
			v6 = append(v6, a)
		}
	}
	list := paths(v6[:min(len(v6), 1)], r.Check.Route)
	if len(v4) > 0 {
		for i := range list {
			list[i] = onlyWhere(list[i], func(m checks.InterfaceFacts) bool { return m.DefaultV6 })
		}
	}
	return append(paths(v4[:min(len(v4), 1)], r.Check.Route), list...)
}

// onlyWhere lets a check wait for what is known of the interfaces, and run only where
// that is so.
func onlyWhere(c checks.Check, is func(checks.InterfaceFacts) bool) checks.Check {
	c.After = []string{checks.KindInterfaces.Name("")}
	c.When = func(b *checks.Board) bool {
		machine, _ := checks.FactsOf[checks.InterfaceFacts](b, checks.KindInterfaces.Name(""))
		return is(machine)
	}
	return c
}

func paths(addrs []netip.Addr, routeID string) []checks.Check {
	var list []checks.Check
	for _, a := range addrs {
		if !a.IsLoopback() && !a.IsUnspecified() {
			list = append(list, network.Path(a, routeID))
		}
	}
	return list
}
