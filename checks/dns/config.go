package dns

import (
	"io"
	"io/fs"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"gomend/checks"
)

// Options say where the files are, for tests: the zero value is the system's
// own files and port 53.
type Options struct {
	ResolvConf, Nsswitch, Hosts string
	Port                        uint16 // of every nameserver
	NoEDNS                      bool   // go's questions carry no EDNS

	waits  *waits
	system *bool // whether names are left to the operating system
}

// root is the file system in which to look for who keeps the file; none for a file
// that is not the system's own.
func (o Options) root() fs.FS {
	if o.ResolvConf != "" {
		return nil
	}
	return os.DirFS("/")
}

func (o Options) resolvConf() string { return orElse(o.ResolvConf, "/etc/resolv.conf") }

const dnsPort = 53

// Most that is read of the files. Hosts files with lists against advertisements
// have several megabytes.
const (
	confLimit  = 1 << 20
	hostsLimit = 16 << 20
)

// Resolver is the configuration as read, and what was learned with it in this
// run. It is safe for concurrent use.
type Resolver struct {
	conf    resolvConf
	servers []netip.AddrPort // conf's, or those that go asks when there are none
	order   string
	hosts   hostsFile
	facts   checks.ResolverFacts
	waits   waits

	mu      sync.Mutex
	answers map[askedOf]checks.Answer
	lookups map[string]checks.LookupFacts
}

// askedOf is a question that has been answered, or asked to the end.
type askedOf struct {
	server netip.AddrPort
	name   string
}

// usesSystem lists systems where go leaves names to the operating system
// (net/conf.go:goosPrefersCgo).
var usesSystem = map[string]bool{"windows": true, "darwin": true, "ios": true, "plan9": true, "android": true}

func newResolver(opt Options) *Resolver {
	r := &Resolver{waits: usualWaits}
	if opt.waits != nil {
		r.waits = *opt.waits
	}
	system := usesSystem[runtime.GOOS]
	if opt.system != nil {
		system = *opt.system
	}
	if system {
		r.order = bySystem
		r.facts.HostsOrder = bySystem
		return r
	}
	r.readFiles(opt)
	return r
}

func (r *Resolver) readFiles(opt Options) {
	hostname, _ := os.Hostname()
	text, code := readText(opt.resolvConf(), confLimit)
	r.conf = parseResolvConf(text, hostname)
	r.conf.plain = opt.NoEDNS
	r.servers = withPort(r.conf.servers, opt.Port)
	if len(r.servers) == 0 {
		r.servers = withPort(defaultServers, opt.Port)
	}

	nsswitch, nssCode := readText(orElse(opt.Nsswitch, "/etc/nsswitch.conf"), confLimit)
	r.order = filesDNS
	if nssCode == checks.OK {
		r.order = hostsOrder(nsswitch)
	}
	r.hosts.path = orElse(opt.Hosts, "/etc/hosts")
	r.hosts.text, _ = readText(r.hosts.path, hostsLimit)
	r.facts = r.describe(opt.resolvConf(), code)
	if root := opt.root(); root != nil {
		r.facts.Owner = ownerOf(root, r.conf)
		if r.facts.SystemStub && r.facts.Owner == "" && r.facts.ContainerDNS == "" {
			r.facts.Program = localServer(root)
		}
	}
}

// defaultServers are asked when none is set (net/dnsconfig.go:defaultNS).
var defaultServers = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}

func withPort(addrs []netip.Addr, port uint16) (list []netip.AddrPort) {
	if port == 0 {
		port = dnsPort
	}
	for _, addr := range addrs {
		list = append(list, netip.AddrPortFrom(addr, port))
	}
	return list
}

func (r *Resolver) describe(path string, code checks.Code) checks.ResolverFacts {
	f := checks.ResolverFacts{
		File: path, FileCode: code,
		Defaulted: len(r.conf.servers) == 0,
		Ignored:   r.conf.ignored,
		Search:    r.conf.search,
		NDots:     r.conf.ndots, Timeout: r.conf.timeout, Attempts: r.conf.attempts,
		UseTCP: r.conf.useTCP, Rotate: r.conf.rotate,
		HostsOrder:   r.order,
		ContainerDNS: containerDNS(r.conf),
	}
	for _, s := range r.servers {
		f.Nameservers = append(f.Nameservers, s.Addr())
		f.SystemStub = f.SystemStub || !f.Defaulted && s.Addr().IsLoopback()
	}
	return f
}

// dockerDNS is the resolver inside Docker's own networks.
var dockerDNS = netip.AddrFrom4([4]byte{127, 0, 0, 11})

// containerDNS names the container software that wrote the file, if it shows.
func containerDNS(conf resolvConf) string {
	for _, domain := range conf.search {
		if strings.HasSuffix(domain, "svc.cluster.local.") {
			return "kubernetes"
		}
	}
	for _, addr := range conf.servers {
		if addr == dockerDNS {
			return "docker"
		}
	}
	if conf.generator == "docker" || conf.generator == "wsl" {
		return conf.generator
	}
	return ""
}

// readText reads at most limit bytes; what cannot be read is empty.
func readText(path string, limit int64) (string, checks.Code) {
	f, err := os.Open(path)
	if err != nil {
		return "", checks.Classify(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, limit))
	return string(text), checks.Classify(err)
}

func orElse(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}

// mostPatience bounds how long a nameserver is waited for that go would give more.
const mostPatience = 10 * time.Second

// patience is how long go waits for one nameserver, and a little.
func (r *Resolver) patience() time.Duration {
	if r.waits.patience != 0 {
		return r.waits.patience
	}
	return min(r.conf.timeout, mostPatience) + checks.LookupFinal - checks.GoLookup
}

// Facts is what the files say.
func (r *Resolver) Facts() checks.ResolverFacts { return r.facts }

// Servers lists the nameservers that go asks, in their order; none where names
// are left to the operating system.
func (r *Resolver) Servers() []netip.AddrPort { return r.servers }

// keep remembers an answer, so that the wire is not asked twice for nothing.
func (r *Resolver) keep(a checks.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.answers == nil {
		r.answers = map[askedOf]checks.Answer{}
	}
	r.answers[askedOf{a.Server, a.Name}] = a
}

func (r *Resolver) kept(server netip.AddrPort, name string) (checks.Answer, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.answers[askedOf{server, name}]
	return a, ok
}

func (r *Resolver) remember(f checks.LookupFacts) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lookups == nil {
		r.lookups = map[string]checks.LookupFacts{}
	}
	r.lookups[f.Host] = f
}

func (r *Resolver) remembered(host string) (checks.LookupFacts, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, ok := r.lookups[host]
	return f, ok
}
