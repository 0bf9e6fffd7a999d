package lab

import (
	"net/http"
)

// Ways to break names.

// wrongServer is a server with a certificate of its own (www.example.com), and
// deadServer an address that nobody has.
const (
	wrongServer = "203.0.113.19"
	deadServer  = "203.0.113.99"
)

// ispResolver6 is a nameserver of the provider that speaks IPv6.
const ispResolver6 = "2001:db8:1::53"

const linkServer = "192.168.77.53"

// isp gives the client's nameserver another way to answer.
func isp(r Resolver) func(*Net) { return func(n *Net) { n.Resolvers[ispResolver] = r } }

// resolvconf gives the client these lines.
func resolvconf(text string) func(*Net) { return func(n *Net) { n.Client.Resolvconf = text } }

// everyResolver makes all nameservers, the public ones too, answer this way: a
// middlebox answers in place of whoever is asked.
func everyResolver(r Resolver) func(*Net) {
	return func(n *Net) {
		for addr := range n.Resolvers {
			n.Resolvers[addr] = r
		}
	}
}

// localResolver makes a nameserver on this machine the only one that is configured.
func localResolver(addr string, r Resolver) func(*Net) {
	return func(n *Net) {
		n.Client.Resolvers[addr] = r
		n.Client.Resolvconf = "nameserver " + addr + "\n"
	}
}

// linkResolver makes a box on the local link the only nameserver that is configured.
func linkResolver(addr string, r Resolver) func(*Net) {
	return func(n *Net) {
		n.Router.Resolvers[addr] = r
		n.Client.Resolvconf = "nameserver " + addr + "\n"
	}
}

// onlyProviderDNS lets nobody be asked for names but the provider's nameservers.
func onlyProviderDNS(n *Net) {
	for _, proto := range []string{"udp", "tcp"} {
		n.Router.Forward = append(n.Router.Forward, proto+" dport 53 ip daddr != { "+ispResolver+", "+spareResolver+" } drop")
	}
}

// hosts adds lines to the client's hosts file.
func hosts(lines string) func(*Net) { return func(n *Net) { n.Client.HostsFile += lines } }

// fakeIP is what tunnels on the desktop do: a made-up address for every name, and
// something that takes the connection to the name's server.
func fakeIP(n *Net) {
	const made = "198.18.0.7"
	n.Client.Resolvconf = "nameserver 127.0.0.1\n"
	n.Client.Resolvers["127.0.0.1"] = Lie(made)
	hosts := n.Hosts
	n.Hosts["transparent.corp.example"] = &Host{
		Addresses: []string{made}, Internal: true, AnyName: true,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := hosts[r.Host]
			if h == nil || h.AnyName {
				http.NotFound(w, r)
				return
			}
			h.Handler.ServeHTTP(w, r)
		}),
	}
}
