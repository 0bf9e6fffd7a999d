package lab

import (
	"strconv"
	"time"
)

// Ways to break lines, routes, filters and servers.

// also does one thing after the other.
func also(list ...func(*Net)) func(*Net) {
	return func(n *Net) {
		for _, f := range list {
			f(n)
		}
	}
}

var noThirdParty = []string{"--no-third-party"}

const portal = "198.51.100.200"

// forward adds rules for what the router forwards.
func forward(rules ...string) func(*Net) {
	return func(n *Net) { n.Router.Forward = append(n.Router.Forward, rules...) }
}

// outgoing adds rules for what the client sends.
func outgoing(rules ...string) func(*Net) {
	return func(n *Net) { n.Client.Firewall = append(n.Client.Firewall, rules...) }
}

// block treats what goes to a host in a way of nft's.
func block(name, verdict string) func(*Net) { return func(n *Net) { n.Block(name, verdict) } }

// blocked drops what goes to these hosts.
func blocked(hosts ...string) func(*Net) {
	return func(n *Net) {
		for _, h := range hosts {
			n.Block(h, "drop")
		}
	}
}

// noNetwork drops everything.
func noNetwork(n *Net) { n.Router.Forward = []string{"drop"} }

// addresses gives a host other addresses, in the order in which names are answered.
func addresses(name string, list ...string) func(*Net) {
	return func(n *Net) { n.Host(name).Addresses = list }
}

// pool lists so many addresses of which only the first is anybody's.
func pool(first string, count int) []string {
	list := []string{first}
	for i := range count - 1 {
		list = append(list, "203.0.113."+strconv.Itoa(100+i))
	}
	return list
}

// overIPv6 takes IPv4 from the client, and gives it IPv6 with a nameserver.
func overIPv6(n *Net) {
	n.IPv6()
	n.Client.Address, n.Client.Gateway = "", ""
	n.Resolvers[ispResolver6] = Truth
	n.Client.Resolvconf = "nameserver " + ispResolver6 + "\n"
}

// pointToPoint gives the client an address without a net around it.
func pointToPoint(n *Net) {
	n.Client.Address, n.Client.Gateway = "192.168.77.2/32", ""
	n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: gateway, Dev: "eth0"}}
}

// portalAnswers makes a middlebox answer every request without TLS.
var portalAnswers = all(func(h *Host) { h.Plain = redirect("https://login.hotel.example/") })

// largeCertificate gives the module proxy a certificate of the size that those on
// the real internet have: several packets.
var largeCertificate = google(func(h *Host) {
	h.Cert.Names = []string{"proxy.golang.org"}
	for i := range 150 {
		h.Cert.Names = append(h.Cert.Names, "host-"+strconv.Itoa(i)+".example.net")
	}
})

func host(name string, f func(*Host)) func(*Net) { return func(n *Net) { f(n.Host(name)) } }

// all changes every public host.
func all(f func(*Host)) func(*Net) {
	return func(n *Net) {
		for _, h := range n.Public() {
			f(h)
		}
	}
}

// google changes the module proxy of the go command's default.
func google(f func(*Host)) func(*Net) { return func(n *Net) { f(n.Host("proxy.golang.org")) } }

// company changes the company's module proxy, and fetches from it.
func company(f func(*Host)) func(*Net) {
	return func(n *Net) {
		internalGOPROXY(n)
		f(n.Host("goproxy.corp.example"))
	}
}

const day = 24 * time.Hour

// ahead makes this machine's clock wrong by making everybody else's so.
func ahead(d time.Duration) func(*Net) {
	return all(func(h *Host) {
		h.Clock = d
		h.Cert.From, h.Cert.Until = d-30*day, d+60*day
	})
}

// intercept gives every public host a certificate of the middlebox.
var intercept = all(func(h *Host) { h.Cert.Signer = InspectionCA })
