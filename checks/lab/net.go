package lab

import (
	"maps"
	"net/netip"
	"slices"
	"time"
)

// Net is the plan of a network: what [Healthy] draws up and a case breaks.
// Nothing of it exists before [Open].
type Net struct {
	Client    Client
	Router    Router
	Resolvers map[string]Resolver // nameservers of the internet, by address
	Hosts     map[string]*Host    // servers of the internet, by name
	Proxies   map[string]*Proxy   // forward proxies, by name
	Peers     []Peer              // real servers that run in place of ours
	Records   map[string][]string // names beside those of Hosts and Proxies; no address: the name has none
	Chain     []Hop               // routers between the client's router and the internet, nearest first
	Link      Link                // between the last router and the internet
}

// Client is the machine on which the go command runs.
type Client struct {
	NoLink     bool     // nothing but loopback, as in docker run --network none
	LinkDown   bool     // eth0 exists and is down
	Address    string   // of eth0, with prefix length; empty for none
	Gateway    string   // of the default route; empty for no default route
	Address6   string   // IPv6 of eth0, with prefix length; empty for link-local only
	Gateway6   string   // of the IPv6 default route; empty for none
	Routes     []Route  // further routes
	VPN        bool     // a tunnel takes both halves of the address space (0.0.0.0/1 and 128.0.0.0/1)
	Cables     []Cable  // further interfaces
	Firewall   []string // nft rules of the output chain
	Inbound    []string // nft rules of the input chain
	Tables     string   // further nft tables, whole
	Setup      string   // shell commands that change the client's network further
	Loopback   *Proxy   // a proxy on the client itself, which gets out by itself
	Resolvconf string   // content of /etc/resolv.conf; empty for an empty file
	NoResolv   bool     // /etc/resolv.conf does not exist
	HostsFile  string   // appended to /etc/hosts
	Nsswitch   string   // content of /etc/nsswitch.conf
	Roots      Roots
	RootKeys   string              // keys of the DNS root that an administrator trusts in place of the known ones
	RootsFile  string              // that holds them; empty for Debian's place
	Resolvers  map[string]Resolver // nameservers on the client itself, by address

	Env      map[string]string // environment; {home} and {lab} stand for folders
	GoEnv    map[string]string // what go env -w stored
	Files    map[string]string // files of the home folder; a go.mod goes to ModFile; {inspection} and {company} stand for certificates
	ModFile  string            // go.mod of the folder in which go runs; empty for no module
	Programs []string          // the only programs in PATH; nil for all of the machine's
	Cache    Cache
	Scripts  map[string]string // further programs in PATH, which come first: shell scripts by name; {real} is the machine's own
	Prepare  string            // shell script that is run in the home folder before anything else
	Unset    []string          // variables that the environment lacks
	Root     bool              // commands run as root of this machine that is none
	SSH      map[string]string // files of ~/.ssh, which ssh finds by /etc/passwd and not by HOME
}

// Cache is the state of the module cache.
type Cache string

// States of the module cache.
const (
	CacheEmpty    Cache = ""
	CacheReadOnly Cache = "read-only"
	CacheTiny     Cache = "tiny"      // on a file system with no room for a module
	CacheSmall    Cache = "small"     // on one with room for a large zip, and not for what is in it
	CacheFewFiles Cache = "few-files" // on one with room, and next to no inodes
)

// Roots says which root certificates the client's system has.
type Roots string

// Sets of root certificates.
const (
	RootsPublic     Roots = ""           // the authority of all public hosts
	RootsNone       Roots = "none"       // none at all
	RootsInspection Roots = "inspection" // public ones and the middlebox's
	RootsCompany    Roots = "company"    // public ones and the company's
)

// Route is a further route of the client.
type Route struct {
	To     string // prefix
	Kind   string // "prohibit", "blackhole", "unreachable"; empty for one that leads somewhere
	Via    string // gateway, taken to be on the link; empty when all of To is
	Dev    string // interface; empty when Kind says where to
	Metric int    // the smallest wins
}

// Cable is a further interface of the client, with the router at its other end.
type Cable struct {
	Name    string
	Address string // of the client, with prefix length
	Router  string // of the router, with prefix length; empty for a router that is not there
	Cut     bool   // the other end is down: no carrier
}

// Router is what the client's gateway does.
type Router struct {
	Address  string   // on the client's link
	Address6 string   // on the client's link
	More     []string // further addresses on the client's link
	Closed   bool     // forwards nothing, without a word
	Forward  []string // nft rules for what it forwards, by destination and port
	Input    []string // nft rules for what is meant for itself
	ProxyARP bool     // answers for every address on the client's link

	Resolvers map[string]Resolver // nameservers on the client's link, by address
	Redirect  []string            // nft rules that give what it should forward another destination
	Forge     Resolver            // answers in the name of whoever is asked on the internet, just before they do; silence (nil) forges nothing
}

// Link is a line with a delay, losses and a rate; the zero value is a cable.
type Link struct {
	Delay  time.Duration // one way; a round trip takes twice as long
	Jitter time.Duration // at most so much more for each packet, so that they overtake each other
	Loss   float64       // share of packets lost by chance, each way, from 0 to 1
	Nth    int           // of each so many packets one is lost, any of them, each way; 0 for none
	Rate   int           // bytes a second, each way; 0 for no limit
	MTU    int           // packets that are larger vanish without a word; 0 for no limit
}

// Plain reports whether the link is a mere cable.
func (l Link) Plain() bool { return l == Link{} }

// Addresses of the client's link and of the nameserver it is told to use.
const (
	clientAddress  = "192.168.77.2/24"
	routerAddress  = "192.168.77.1/24"
	clientAddress6 = "2001:db8:77::2/64"
	routerAddress6 = "2001:db8:77::1/64"
	gateway        = "192.168.77.1"
	gateway6       = "2001:db8:77::1"
	ispResolver    = "198.51.100.53"
	spareResolver  = "198.51.100.54"
	deadResolver   = "198.51.100.99" // routed, and nobody has it
)

// publicResolvers answer the truth unless a case says otherwise.
var publicResolvers = []string{
	"1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112",
	"223.5.5.5", "223.6.6.6", "119.29.29.29", "114.114.114.114", "208.67.222.222",
	"2606:4700:4700::1111", "2001:4860:4860::8888",
}

// rootServers are some of the root zone's, at their real addresses
// (https://www.internic.net/domain/named.root).
var rootServers = []string{
	"198.41.0.4", "170.247.170.2", "192.33.4.12", "199.7.91.13", "192.203.230.10", "192.5.5.241", "192.112.36.4",
	"198.97.190.53", "192.36.148.17", "192.58.128.30", "193.0.14.129", "199.7.83.42", "202.12.27.33",
}

// Healthy is a network without a fault: IPv4 only, a nameserver of the provider,
// every host of the internet in its place.
func Healthy() *Net {
	n := &Net{
		Client: Client{
			Address:    clientAddress,
			Gateway:    gateway,
			Resolvconf: "nameserver " + ispResolver + "\n",
			Nsswitch:   "passwd: files\ngroup: files\nhosts: files dns\n",
			Env:        map[string]string{},
			GoEnv:      map[string]string{},
			Files:      map[string]string{},
			Resolvers:  map[string]Resolver{},
			Scripts:    map[string]string{},
			SSH:        map[string]string{},
		},
		Router:    Router{Address: routerAddress, Address6: routerAddress6, Resolvers: map[string]Resolver{}},
		Resolvers: map[string]Resolver{ispResolver: Truth, spareResolver: Truth},
		Hosts:     publicHosts(),
		Records:   map[string][]string{"corp.example": nil, "lan.example": nil},
		Proxies: map[string]*Proxy{
			"proxy.corp.example": {Address: "198.51.100.128", Port: 3128},
			"socks.corp.example": {Address: "198.51.100.129", Port: 1080, SOCKS: true},
		},
	}
	for _, addr := range publicResolvers {
		n.Resolvers[addr] = Truth
	}
	for _, addr := range rootServers {
		n.Resolvers[addr] = Root
	}
	n.Resolvers[tldServer], n.Resolvers[zoneServer] = TopLevel, Authority
	maps.Copy(n.Hosts, companyHosts())
	return n
}

// Host is the plan of a server, for a case to change.
func (n *Net) Host(name string) *Host { return n.Hosts[name] }

// Proxy is the company's HTTP proxy, for a case to change.
func (n *Net) Proxy() *Proxy { return n.Proxies["proxy.corp.example"] }

// SOCKS is the company's SOCKS proxy, for a case to change.
func (n *Net) SOCKS() *Proxy { return n.Proxies["socks.corp.example"] }

// Public lists the servers that are no company's.
func (n *Net) Public() []*Host {
	var list []*Host
	for _, name := range slices.Sorted(maps.Keys(n.Hosts)) {
		if !n.Hosts[name].Internal {
			list = append(list, n.Hosts[name])
		}
	}
	return list
}

// IPv6 gives the client a working IPv6 address and route.
func (n *Net) IPv6() { n.Client.Address6, n.Client.Gateway6 = clientAddress6, gateway6 }

// Block makes the router treat what goes to a host's addresses, port 443, as an
// nft verdict says: "drop", "reject with tcp reset" …
func (n *Net) Block(name, verdict string) {
	for _, a := range n.Hosts[name].Addresses {
		n.Router.Forward = append(n.Router.Forward, family(a)+" daddr "+a+" tcp dport 443 "+verdict)
	}
}

// OnlyProxies makes the router drop whatever does not go to a proxy, a company
// host or the provider's nameserver.
func (n *Net) OnlyProxies() {
	n.Router.Forward = append(n.Router.Forward,
		"ip daddr 198.51.100.0/24 accept", "ip saddr 198.51.100.0/24 accept", "drop")
}

func family(addr string) string {
	if netip.MustParseAddr(addr).Is6() {
		return "ip6"
	}
	return "ip"
}

// zone is what an honest nameserver knows: addresses by name. internal adds the
// names that only the company's own nameservers know.
func (n *Net) zone(internal bool) Zone {
	z := Zone{}
	for name, h := range n.Hosts {
		if internal || !h.Internal {
			z.add(name, h.Addresses...)
		}
	}
	for name, list := range n.Records {
		z.add(name, list...)
	}
	if internal {
		for name, p := range n.Proxies {
			z.add(name, p.Address)
		}
	}
	return z
}
