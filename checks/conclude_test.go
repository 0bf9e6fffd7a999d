package checks

import (
	"net/http"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"gomend/checks/route"
)

// The tests draw a run as a list of results on one or two routes.

func testRoute(id, rawURL string, edit func(*route.Route)) route.Route {
	u, err := url.Parse(rawURL)
	if err != nil {
		panic(err)
	}
	r := route.Route{ID: id, Purpose: route.ModuleProxy, URL: u, Host: u.Hostname(), Port: 443, Position: 1, Fallback: route.OnNotFound, Needed: true}
	if edit != nil {
		edit(&r)
	}
	return r
}

var (
	proxyRoute    = testRoute("p1", "https://proxy.golang.org", nil)
	corpRoute     = testRoute("p1", "https://goproxy.corp.example", nil)
	viaProxy      = testRoute("p1", "https://proxy.golang.org", through)
	plainViaProxy = testRoute("p1", "http://goproxy.corp.example", through)
	corpViaProxy  = testRoute("p1", "https://goproxy.corp.example", through)
)

func through(r *route.Route) {
	r.Via = route.Via{URL: &url.URL{Scheme: "http", Host: "proxy.corp.example:3128"}, Scheme: "http", Source: "HTTPS_PROXY"}
	r.Host, r.Port = "proxy.corp.example", 3128
}

func addr(s string) netip.Addr                { return netip.MustParseAddr(s) }
func at(s string, port uint16) netip.AddrPort { return netip.AddrPortFrom(addr(s), port) }

func result(kind Kind, target string, status Status, code Code, facts Facts) Result {
	return Result{Check: Check{ID: kind.Name(target), Kind: kind, Target: target, Route: "p1"}, Status: status, Code: code, Facts: facts}
}

func lookupOK(host string, addresses ...string) Result {
	var list []netip.Addr
	for _, a := range addresses {
		list = append(list, addr(a))
	}
	return result(KindLookup, host, Pass, OK, LookupFacts{
		Host: host, Name: host + ".", Source: FromDNS, Addresses: list,
		Answers: []Answer{{Server: at("198.51.100.53", 53), Name: host + ".", Rcode: "NOERROR", Addresses: list, RTT: time.Millisecond}},
	})
}

func lookupFails(host string, code Code, answers ...Answer) Result {
	return result(KindLookup, host, Fail, code, LookupFacts{Host: host, Name: host + ".", Source: FromDNS, Code: code, Answers: answers})
}

func answer(code Code, rcode string) Answer {
	return Answer{Server: at("198.51.100.53", 53), Code: code, Rcode: rcode, TCP: NotAsked}
}

// unasked is an empty answer of a server that is neither authoritative nor recursive.
var unasked = Answer{Server: at("198.51.100.53", 53), Code: NoData, Rcode: "NOERROR", Unasked: true, TCP: NotAsked}

var losing = result(KindDNSRepeat, "198.51.100.53", Warn, OK, RepeatFacts{Server: at("198.51.100.53", 53), Name: "proxy.golang.org.", Sent: 10, Lost: 5, Sets: []AnswerSet{{Addresses: []netip.Addr{addr("203.0.113.80")}, Count: 5}}})

var halving = result(KindDNSRepeat, "198.51.100.53", Warn, OK, RepeatFacts{Server: at("198.51.100.53", 53), Name: "proxy.golang.org.", Sent: 10, Half: 9, Sets: []AnswerSet{{Addresses: []netip.Addr{addr("203.0.113.80")}, Count: 10}}})

// traced is a name followed from the root; forged is what somebody on the way said.
func traced(host string, code Code, forged string, addrs ...string) Result {
	f := DNSTraceFacts{Host: host, Code: code, Intercepted: forged != ""}
	for _, a := range addrs {
		f.Addresses = append(f.Addresses, addr(a))
	}
	if forged != "" {
		f.Forged = []netip.Addr{addr(forged)}
	}
	return result(KindDNSTrace, host, Pass, code, f)
}

// byAuthority is a good handshake at the address that the name's own servers give.
func byAuthority(target string) Result {
	r := result(KindTLSCompare, target, Pass, OK, TLSCompareFacts{OtherAddress: OK, Address: at("203.0.113.80", 443)})
	r.Check.ID = KindTLSCompare.Name(target + "/authority")
	return r
}

func dial(target, address string, port uint16, code Code) Result {
	status := Pass
	if code != OK {
		status = Fail
	}
	return result(KindConnect, target, status, code, DialFacts{Attempts: []Attempt{{Address: at(address, port), Code: code}}, Code: code})
}

func compareLookup(host string, exists Tri, addresses ...string) Result {
	f := CompareLookupFacts{Host: host, Exists: exists}
	a := Answer{Server: at("203.0.113.1", 53), Rcode: "NOERROR"}
	if exists == No {
		a.Code, a.Rcode = NXDomain, "NXDOMAIN"
	}
	for _, s := range addresses {
		a.Addresses = append(a.Addresses, addr(s))
	}
	if exists != NotKnown {
		f.Answers = append(f.Answers, a)
	}
	return result(KindLookupCompare, host, Pass, OK, f)
}

// turnedBackBy is a router's word about the way to the company's proxy; of nobody when
// it is empty.
func turnedBackBy(router string) Result {
	a := Attempt{Address: at("10.0.0.9", 3128), Code: HostUnreachable}
	if router != "" {
		a.By = addr(router)
	}
	return result(KindConnect, "proxy.corp.example:3128", Fail, HostUnreachable, DialFacts{Attempts: []Attempt{a}, Code: HostUnreachable})
}

func handshake(target string, code Code, f TLSFacts) Result {
	f.Code = code
	return result(KindTLS, target, Fail, code, f)
}

// handshakeOK is a handshake that succeeded.
func handshakeOK(target string, f TLSFacts) Result { return result(KindTLS, target, Pass, OK, f) }

// repository is what git said of a route's repository.
func repository(route string, code Code, f RepositoryFacts) Result {
	return Result{Check: Check{ID: "repository/" + route, Kind: KindRepository, Route: route}, Status: Fail, Code: code, Facts: f}
}

// otherServer is another public server, tried for comparison.
func otherServer(host string, code Code) Result {
	status := Fail
	if code == OK {
		status = Pass
	}
	return result(KindProxyCompare, host+":443", status, code, ProxyCompareFacts{Target: host + ":443", Code: code})
}

// timeOf is another public server with a good certificate, which was asked for its time.
func timeOf(host string, here, there time.Time) Result {
	return result(KindProxyCompare, host+":443", Pass, OK, ProxyCompareFacts{Target: host + ":443", Now: here, Date: there})
}

func compareTLS(target string, f TLSCompareFacts) Result {
	for _, c := range []*Code{&f.OtherName, &f.SmallHello, &f.SmallPackets, &f.PlainText, &f.OtherAddress} {
		if *c == "" {
			*c = NotAsked
		} else if *c == "ok" {
			*c = OK
		}
	}
	return result(KindTLSCompare, target, Pass, OK, f)
}

func path(to, gateway string) Result {
	f := PathFacts{Target: addr(to)}
	if gateway != "" {
		f.Gateway = addr(gateway)
	}
	return result(KindPath, to, Pass, OK, f)
}

// linkAnswers is a look-up that a nameserver on the local link answered.
var linkAnswers = result(KindLookup, "proxy.golang.org", Pass, OK, LookupFacts{
	Host: "proxy.golang.org", Source: FromDNS, Addresses: []netip.Addr{addr("203.0.113.80")},
	Answers: []Answer{{Server: at("192.168.0.1", 53), Rcode: "NOERROR"}},
})

func firewall(to string, f FirewallFacts) Result {
	f.Target = at(to, 443)
	return result(KindFirewall, to, Unknown, OK, f)
}

// routersTo is a trace in which these routers answered.
func routersTo(to string, routers ...string) Result {
	f := TraceFacts{Target: at(to, 443)}
	for i, r := range routers {
		f.Hops = append(f.Hops, TraceHop{TTL: i + 1, From: addr(r), Code: HopLimit})
	}
	return result(KindTrace, to, Pass, OK, f)
}

func hop(gateway string, alive Tri) Result {
	return result(KindGateway, gateway, Pass, OK, GatewayFacts{Gateway: addr(gateway), Alive: alive})
}

func dialled(target string, attempts ...Attempt) Result {
	return result(KindConnect, target, Fail, attempts[0].Code, DialFacts{Host: target, Attempts: attempts, Code: attempts[0].Code})
}

func silentDial(address string) Attempt { return Attempt{Address: at(address, 443), Code: Timeout} }

func failing(server string) Answer {
	return Answer{Server: at(server, 53), Code: ServFail, Rcode: "SERVFAIL"}
}

func silentFrom(server string) Answer {
	return Answer{Server: at(server, 53), Code: Timeout, TCP: NotAsked}
}

// wavering is a server that cuts some connections and not others.
var wavering = func() Result {
	f := SteadyFacts{Target: pub, First: pub, Tries: 10, Cut: 3}
	r := result(KindSteady, pub, Warn, OK, f)
	r.Cause = f.Cause()
	return r
}()

// stale is a look-up that a cache on this machine answered, which says that it is old.
func stale(address string) Result {
	list := []netip.Addr{addr(address)}
	return result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Name: pubHost + ".", Source: FromDNS, Addresses: list,
		Answers: []Answer{{Server: at("127.0.0.1", 53), Name: pubHost + ".", Rcode: "NOERROR", Addresses: list, Stale: true}}})
}

// half is a look-up of which one question was answered.
var half = result(KindLookup, pubHost, Warn, OK, LookupFacts{Host: pubHost, Source: FromDNS, Addresses: []netip.Addr{addr("2001:db8::80")},
	Answers: []Answer{{Server: at("198.51.100.53", 53), Rcode: "NOERROR", CodeA: Timeout, Addresses: []netip.Addr{addr("2001:db8::80")}}}})

// honest is what else the nameserver said that gave an address for the public host.
func honest(given string, f HonestyFacts) Result {
	f.Host, f.Given = pubHost, []netip.Addr{addr(given)}
	return result(KindDNSHonesty, pubHost, Pass, OK, f)
}

// unheard is a comparison in which three nameservers kept silent.
var unheard = result(KindLookupCompare, pubHost, Unknown, Timeout, CompareLookupFacts{Host: pubHost,
	Answers: []Answer{silentFrom("203.0.113.1"), silentFrom("203.0.113.2"), silentFrom("203.0.113.3")}})

func ownLookup(host, address string) Result {
	r := compareLookup(host, Yes, address)
	r.Check.ID = OwnLookupID(host)
	return r
}

// pinned is a look-up that the hosts file answers.
func pinned(host, address string) Result {
	return result(KindLookup, host, Pass, OK, LookupFacts{Host: host, Source: FromHosts, Addresses: []netip.Addr{addr(address)}})
}

// halfPinned is a connection to the second address of two.
var halfPinned = result(KindConnect, pub, Warn, OK, DialFacts{
	Host: pubHost, Winner: at("203.0.113.80", 443), Attempts: []Attempt{{Address: at("203.0.113.99", 443), Code: Timeout}, {Address: at("203.0.113.80", 443)}},
})

// slowLookup got its answer from the second nameserver.
var slowLookup = result(KindLookup, pubHost, Warn, OK, LookupFacts{
	Host: pubHost, Delay: 5 * time.Second, Answers: []Answer{{Server: at("198.51.100.53", 53), CodeA: Timeout, CodeAAAA: Timeout}},
})

// machine is this computer: its address, and whether there is a default route.
func machine(address string, way bool) Result {
	return result(KindInterfaces, "", Pass, OK, InterfaceFacts{
		Interfaces: []Interface{{Name: "eth0", Up: true, Carrier: true, Addresses: []netip.Prefix{netip.MustParsePrefix(address)}}}, DefaultV4: way,
	})
}

// halfDialled is a host that connects over IPv4, and what its IPv6 address came to.
func halfDialled(host, v6 string, code Code) Result {
	status := Warn
	if code == OK {
		status = Pass
	}
	four := at("203.0.113.80", 443)
	return result(KindConnect, host+":443", status, OK, DialFacts{Host: host, Winner: four, Attempts: []Attempt{{Address: at(v6, 443), Code: code}, {Address: four}}})
}

// pageFor is an HTML page in place of a module's version.
func pageFor(url string) Result {
	return result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, BadContent, HTTPFacts{URL: url, Status: 200, Body: BodyHTML, Code: BadContent})
}

// halfFailed is a name with an IPv6 address, whose IPv4 addresses could not be had.
func halfFailed(code Code) Result {
	list := []netip.Addr{addr("2001:db8::80")}
	return result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Name: pubHost + ".", Source: FromDNS, Addresses: list,
		Answers: []Answer{{Server: at("198.51.100.53", 53), Rcode: "NOERROR", Addresses: list, CodeA: code}}})
}

// closedWorld is a company's server that cannot be had, behind a gateway beyond which
// nobody answers.
func closedWorld(code Code) []Result {
	const host = "goproxy.corp.example"
	known := LookupFacts{Host: host, Source: FromDNS, Addresses: []netip.Addr{addr("10.9.0.80")}, Answers: []Answer{{Server: at("192.168.0.1", 53), Rcode: "NOERROR"}}}
	return []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), path("10.9.0.80", "192.168.0.1"), hop("192.168.0.1", Yes),
		result(KindLookup, host, Pass, OK, known), dial(corp, "10.9.0.80", 443, code), unheard}
}

// forgedByUDP is an address that others give by UDP, and none gives over TCP.
var forgedByUDP = result(KindLookupCompare, pubHost, Pass, OK, CompareLookupFacts{Host: pubHost, Exists: Yes, Answers: []Answer{
	{Server: at("203.0.113.1", 53), Rcode: "NOERROR", Protocol: "udp", Addresses: []netip.Addr{addr("203.0.113.66")}},
	{Server: at("203.0.113.2", 53), Rcode: "NOERROR", Protocol: "tcp", Addresses: []netip.Addr{addr("203.0.113.80")}},
}})

// lossy is a line that loses many packets.
var lossy = func() Result {
	r := result(KindLoss, pub, Warn, OK, LossFacts{Target: at("203.0.113.80", 443), Tries: 40, Lost: 15})
	r.Cause = CausePacketLoss
	return r
}()

func servers(list ...string) Result {
	f := ResolverFacts{}
	for _, s := range list {
		f.Nameservers = append(f.Nameservers, addr(s))
	}
	return result(KindResolverConfig, "", Pass, OK, f)
}

func noWay(to string, code Code) Result {
	return result(KindPath, to, Fail, code, PathFacts{Target: addr(to), Code: code})
}

func download(ok bool, cause Cause) Result {
	status := Pass
	if !ok {
		status = Fail
	}
	return result(KindGoDownload, "rsc.io/quote@v1.5.2", status, OK, DownloadFacts{Module: "rsc.io/quote", Version: "v1.5.2", OK: ok, Cause: cause})
}

func wholeProject(status Status, f DownloadFacts) Result {
	f.Trial = TrialProject
	return result(KindGoDownload, "project", status, OK, f)
}

// toolchain is what a place said of another toolchain's zip.
func toolchain(routeID string, code Code) Result {
	r := Result{Check: Check{ID: "module-zip/" + routeID, Kind: KindModuleZip, Target: "golang.org/toolchain@v0.0.1-go1.99.0.linux-amd64", Route: routeID}, Status: Pass, Code: code}
	if code != OK {
		r.Status, r.Cause = Fail, CauseToolchainUnavailable
	}
	return r
}

// goFailed is a download of go that names what it dialled.
func goFailed(host, dialled string, cause Cause) Result {
	r := download(false, cause)
	f := r.Facts.(DownloadFacts)
	f.Host, f.Dialled = host, addr(dialled)
	r.Facts = f
	return r
}

func caused(kind Kind, target string, cause Cause) Result {
	r := result(kind, target, Fail, Unclassified, nil)
	r.Cause = cause
	return r
}

var (
	silentAnswer = answer(Timeout, "")
	pubHost      = "proxy.golang.org"
	pub          = "proxy.golang.org:443"
	corp         = "goproxy.corp.example:443"
	tunnelVia    = "proxy.corp.example:3128"
)

func certificates(issuer string, from, to time.Time) []Certificate {
	return []Certificate{{Subject: "leaf", Issuer: issuer, NotBefore: from, NotAfter: to}}
}

// originOf is the route to a module's own host that is behind module proxies.
func originOf(id, rawURL, module string) route.Route {
	return testRoute(id, rawURL, func(r *route.Route) {
		r.Purpose, r.Position, r.Fallback, r.Needed, r.Module = route.VersionControl, 2, route.NoFallback, false, route.Module{Path: module, Version: "v1.0.0"}
	})
}

func neededOrigin(id, rawURL, module string) route.Route {
	r := originOf(id, rawURL, module)
	r.Needed = true
	return r
}

// lacks is a module proxy that does not have a module, lost a host without a
// go-import page.
func lacks(route, module string) Result {
	return Result{Check: Check{ID: "module-info/" + route + "/" + module, Kind: KindModuleInfo, Target: module, Route: route}, Status: Fail, Code: StatusNotFound, Cause: CauseModuleNotFound, Facts: HTTPFacts{Status: http.StatusNotFound}}
}

// naming is a server that says which module it has not.
func naming(r Result) Result {
	r.Facts = HTTPFacts{Status: http.StatusNotFound, Detail: "not found: " + r.Check.Target}
	return r
}

func said(r Result, f HTTPFacts) Result {
	r.Facts = f
	return r
}

// web404 is a 404 in the words of a web server, from a company's module proxy.
func web404(module string, known Known) Result {
	r := said(lacks("p1", module), HTTPFacts{Status: 404, Code: StatusNotFound, Body: BodyHTML, Known: known})
	r.Cause = CauseGOPROXYWrongURL
	return r
}

func lost(route, module string) Result {
	return Result{Check: Check{ID: "discovery/" + route, Kind: KindDiscovery, Target: module, Route: route}, Status: Fail, Code: StatusNotFound, Cause: CauseMetaMissing}
}

func trial(kind Trial, ok bool) Result {
	r := Result{Check: Check{ID: "go-download/" + string(kind), Kind: KindGoDownload}, Status: Skip, Facts: DownloadFacts{Module: "rsc.io/quote", Version: "v1.5.2", Trial: kind, Setting: "GOPROXY", OK: ok}}
	if ok {
		r.Status = Pass
	}
	return r
}

func TestConclude(t *testing.T) {
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	year := 365 * 24 * time.Hour
	sum := testRoute("s", "https://sum.golang.org", func(r *route.Route) { r.Purpose, r.Position = route.ChecksumDatabase, 0 })
	pipe := testRoute("p1", "https://proxy.golang.org", func(r *route.Route) { r.Fallback = route.OnAnyError })
	toolFirst := testRoute("t1", "https://proxy.golang.org", func(r *route.Route) { r.Purpose = route.Toolchain })
	toolSecond := testRoute("t2", "https://goproxy.corp.example", func(r *route.Route) {
		r.Purpose, r.Position, r.Needed, r.Fallback = route.Toolchain, 2, false, route.NoFallback
	})
	insecureOrigin := neededOrigin("v1", "https://example.org", "example.org/x")
	insecureOrigin.Insecure = true
	second := testRoute("p2", "https://goproxy.corp.example", func(r *route.Route) { r.Position = 2 })
	redirectRoute := testRoute("r", "https://storage.googleapis.com", func(r *route.Route) { r.Purpose, r.Position = route.Redirect, 0 })

	for _, c := range []struct {
		name   string
		routes []route.Route
		have   []Result
		status VerdictStatus
		cause  Cause
		sure   Confidence
	}{
		{"all passes and go fetched", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), download(true, "")}, Healthy, "", ""},
		{"all passes and go has not spoken", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK)}, Incomplete, "", ""},
		{"all passes and go failed", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), download(false, CauseChecksumMismatch)}, Broken, CauseChecksumMismatch, Likely},
		{"go failed once and then fetched", []route.Route{proxyRoute}, []Result{download(false, CauseTCPTimeout), {Check: Check{ID: "again", Kind: KindGoDownload}, Status: Pass, Facts: DownloadFacts{Module: "rsc.io/quote", Version: "v1.5.2", OK: true}}}, Healthy, "", ""},
		{"one module came, and the project did not", []route.Route{proxyRoute}, []Result{download(true, ""), wholeProject(Fail, DownloadFacts{Module: "rsc.io/b", Version: "v1.0.0", Cause: CauseGOPROXYBadContent})}, Broken, CauseGOPROXYBadContent, Likely},
		{"the project was given up", []route.Route{proxyRoute}, []Result{download(true, ""), wholeProject(Unknown, DownloadFacts{Module: "all", Killed: true})}, Healthy, "", ""},
		{"what go says is plain", []route.Route{proxyRoute}, []Result{download(true, ""), wholeProject(Fail, DownloadFacts{Module: "rsc.io/b", Version: "v1.0.0", Cause: CauseDiskFull, Plain: true})}, Broken, CauseDiskFull, Certain},
		{"a damaged file that go has", []route.Route{proxyRoute}, []Result{caused(KindCachedFiles, "", CauseModCacheCorrupt), result(KindGoDownload, "cached", Pass, OK, DownloadFacts{Module: "all", Trial: TrialCached, OK: true})}, Broken, CauseModCacheCorrupt, Certain},
		{"go got through what a check could not", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), download(true, "")}, Healthy, "", ""},
		{"a go that prints garbage", []route.Route{proxyRoute}, []Result{{Check: Check{ID: "go-command", Kind: KindGoCommand}, Status: Fail, Code: Garbage}}, Incomplete, "", ""},
		{"no go", []route.Route{proxyRoute}, []Result{caused(KindGoCommand, "go", CauseGoMissing)}, Broken, CauseGoMissing, Certain},
		{"no git, and its host refuses", []route.Route{neededOrigin("v1", "https://github.com", "github.com/a/b")}, []Result{lookupOK("github.com", "203.0.113.17"), dial("github.com:443", "203.0.113.17", 443, Refused), download(false, CauseVCSMissing)}, Broken, CauseVCSMissing, Certain},
		{"no git behind a module proxy that refuses", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused), download(false, CauseVCSMissing)}, Broken, CauseTCPRefused, Likely},
		{"the network before the module cache", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused), caused(KindModuleCache, "/go/pkg/mod", CauseModCacheUnwritable)}, Broken, CauseTCPRefused, Likely},
		{"a setting before the network", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), caused(KindSettings, "GOPROXY", CauseGOPROXYMalformed)}, Broken, CauseGOPROXYMalformed, Certain},
		{"isolated", []route.Route{proxyRoute}, []Result{caused(KindInterfaces, "", CauseNetworkIsolated), lookupFails(pubHost, NetworkUnreachable, answer(NetworkUnreachable, ""))}, Broken, CauseNetworkIsolated, Certain},
		{"isolated, and a proxy on loopback works", []route.Route{proxyRoute}, []Result{caused(KindInterfaces, "", CauseNetworkIsolated), download(true, "")}, Healthy, "", ""},
		{"gateway dead", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, HostUnreachable, answer(HostUnreachable, "")), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", No)}, Broken, CauseGatewayUnreachable, Certain},
		{"nothing beyond the gateway", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes),
			result(KindLookupCompare, pubHost, Unknown, Timeout, CompareLookupFacts{Host: pubHost, Answers: []Answer{silentFrom("203.0.113.1"), silentFrom("203.0.113.2")}})}, Broken, CauseNoInternet, Likely},
		{"nothing beyond the gateway, and routers say so", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NetworkUnreachable, answer(NetworkUnreachable, "")), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes),
			dialled("1.1.1.1:443", Attempt{Address: at("1.1.1.1", 443), Code: NetworkUnreachable}), dialled("8.8.8.8:443", Attempt{Address: at("8.8.8.8", 443), Code: NetworkUnreachable})}, Broken, CauseNoInternet, Certain},
		{"nobody answers, and the nameserver's machine is there", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes), unheard,
			result(KindTrace, "198.51.100.53:53", Pass, OK, TraceFacts{Target: at("198.51.100.53", 53), Alive: Yes})}, Broken, CauseResolverUnreachable, Certain},
		{"the same, and a tunnel answers for everybody", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), result(KindPath, "198.51.100.53", Pass, OK, PathFacts{Target: addr("198.51.100.53"), Interface: "tun0"}), unheard,
			result(KindTrace, "198.51.100.53:53", Pass, OK, TraceFacts{Target: at("198.51.100.53", 53), Alive: Yes})}, Broken, CauseNoInternet, Likely},
		{"nobody answers, and the way to the nameserver leads on", []route.Route{proxyRoute}, []Result{servers("198.51.100.53"), lookupFails(pubHost, Timeout, silentAnswer), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes), unheard,
			routersTo("198.51.100.53", "192.168.0.1", "10.0.0.1", "10.0.1.1"), routersTo("1.1.1.1", "192.168.0.1", "10.0.0.1")}, Broken, CauseResolverUnreachable, Likely},
		{"nobody answers, and all ways end alike", []route.Route{proxyRoute}, []Result{servers("198.51.100.53"), lookupFails(pubHost, Timeout, silentAnswer), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes), unheard,
			routersTo("198.51.100.53", "192.168.0.1", "10.0.0.1"), routersTo("1.1.1.1", "192.168.0.1", "10.0.0.1")}, Broken, CauseNoInternet, Likely},
		{"nobody answers, and a company's server is looked for", []route.Route{corpRoute}, []Result{lookupFails("goproxy.corp.example", Timeout, silentAnswer), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes), unheard}, Broken, CauseResolverUnreachable, Possible},
		{"another's certificate, at an address that is given to all", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, OK), handshake(pub, NameMismatch, TLSFacts{}), honest("203.0.113.66", HonestyFacts{Alike: []string{"github.com"}})}, Broken, CauseDNSHijacked, Certain},
		{"another's certificate, at that one's address", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, OK), handshake(pub, NameMismatch, TLSFacts{}), honest("203.0.113.66", HonestyFacts{Owner: "www.example.com"})}, Broken, CauseDNSHijacked, Likely},
		{"the same, and others give that address too", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, OK), handshake(pub, NameMismatch, TLSFacts{}), compareLookup(pubHost, Yes, "203.0.113.66"), honest("203.0.113.66", HonestyFacts{Owner: "www.example.com"})}, Broken, CauseTLSNameMismatch, Certain},
		{"another's certificate, at a private address", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "10.1.2.3"), dial(pub, "10.1.2.3", 443, OK), handshake(pub, NameMismatch, TLSFacts{}), lookupOK("sum.golang.org", "203.0.113.81")}, Broken, CauseDNSHijacked, Certain},
		{"another's certificate, at a private address, as all public names have here", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "10.1.2.3"), dial(pub, "10.1.2.3", 443, OK), handshake(pub, NameMismatch, TLSFacts{}), lookupOK("sum.golang.org", "10.1.2.3")}, Broken, CauseTLSNameMismatch, Likely},
		{"another's certificate, and nothing else", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, OK), handshake(pub, NameMismatch, TLSFacts{}), honest("203.0.113.66", HonestyFacts{Nowhere: []netip.Addr{addr("203.0.113.77")}})}, Broken, CauseTLSNameMismatch, Likely},
		{"silence at an address that is given to all", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout), honest("203.0.113.66", HonestyFacts{Nowhere: []netip.Addr{addr("203.0.113.66")}})}, Broken, CauseDNSHijacked, Likely},
		{"silence at an address that nobody else was heard to give", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout)}, Broken, CauseTCPTimeout, Likely},
		{"silence at the first of two answers", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout), honest("203.0.113.66", HonestyFacts{Second: []netip.Addr{addr("203.0.113.80")}})}, Broken, CauseDNSHijacked, Likely},
		{"the same, and the server is at the second", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout), honest("203.0.113.66", HonestyFacts{Second: []netip.Addr{addr("203.0.113.80")}}), byAuthority(pub)}, Broken, CauseDNSHijacked, Certain},
		{"another address over TCP, as large sites have", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout), honest("203.0.113.66", HonestyFacts{OverTCP: []netip.Addr{addr("203.0.113.80")}})}, Broken, CauseTCPTimeout, Likely},
		{"every third connection is cut, and go gets through", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), download(true, ""), wavering}, Degraded, CauseTCPReset, Certain},
		{"every third connection is cut, and a small hello happened to get through", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), handshake(pub, Reset, TLSFacts{}), compareTLS(pub, TLSCompareFacts{OtherName: Reset, SmallHello: OK}), download(false, CauseTCPReset), wavering}, Broken, CauseTCPReset, Certain},
		{"the proxy is refused, and the server itself cuts every third connection", []route.Route{viaProxy}, []Result{lookupOK("proxy.corp.example", "10.0.0.9"), dial(tunnelVia, "10.0.0.9", 3128, Refused), wavering}, Broken, CauseProxyRefused, Certain},
		{"every third connection is cut, and go does not get through", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), download(false, CauseTCPReset), wavering}, Broken, CauseTCPReset, Likely},
		{"a cache here says that its answer is out of date, and the server is elsewhere", []route.Route{proxyRoute}, []Result{servers("127.0.0.1"), stale("203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout), compareLookup(pubHost, Yes, "203.0.113.80"), byAuthority(pub)}, Broken, CauseDNSStaleCache, Certain},
		{"the same, and nobody else was asked", []route.Route{proxyRoute}, []Result{servers("127.0.0.1"), stale("203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout)}, Broken, CauseDNSStaleCache, Likely},
		{"the same, and others still give that address", []route.Route{proxyRoute}, []Result{servers("127.0.0.1"), stale("203.0.113.66"), dial(pub, "203.0.113.66", 443, Timeout), compareLookup(pubHost, Yes, "203.0.113.66")}, Broken, CauseTCPTimeout, Certain},
		{"only the question for IPv6 addresses was answered, and there is IPv4 alone", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), half, noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseResolverUnreachable, Likely},
		{"nobody on the link has the nameserver's address", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, HostUnreachable, answer(HostUnreachable, "")), path("198.51.100.53", ""), unheard}, Broken, CauseResolverUnreachable, Certain},
		{"nameserver silent, others answer", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseResolverUnreachable, Certain},
		{"nameserver silent, nobody else asked", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer)}, Broken, CauseResolverUnreachable, Likely},
		{"nameserver port closed", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Refused, answer(Refused, ""))}, Broken, CauseResolverRefused, Certain},
		{"no nameserver set", []route.Route{proxyRoute}, []Result{result(KindResolverConfig, "", Warn, OK, ResolverFacts{Defaulted: true}), lookupFails(pubHost, Refused, answer(Refused, ""))}, Broken, CauseResolverNotConfigured, Certain},
		{"a typing error in the name", []route.Route{corpRoute}, []Result{lookupFails("goproxy.corp.example", NXDomain, answer(NXDomain, "NXDOMAIN")), compareLookup("goproxy.corp.example", No)}, Broken, CauseDNSNXDomain, Certain},
		{"denied here, known elsewhere", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseDNSBlocked, Certain},
		{"one server denies, the next one knows", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN"), Answer{Server: at("198.51.100.54", 53), Rcode: "NOERROR", Addresses: []netip.Addr{addr("203.0.113.80")}}), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseDNSInconsistent, Certain},
		{"validation", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, ServFail, Answer{Server: at("198.51.100.53", 53), Code: ServFail, Rcode: "SERVFAIL", Validated: Yes})}, Broken, CauseDNSDNSSECFailed, Certain},
		{"servfail", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, ServFail, answer(ServFail, "SERVFAIL"))}, Broken, CauseDNSServFail, Certain},
		{"the nameserver neither has names nor asks others", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NoData, unasked), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseDNSRefused, Likely},
		{"it finds other names", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NoData, unasked), lookupOK("sum.golang.org", "203.0.113.81"), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseDNSBlocked, Certain},
		{"the nameserver refuses", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, DNSRefused, answer(DNSRefused, "REFUSED"))}, Broken, CauseDNSRefused, Certain},
		{"the nameserver cannot read the question", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, DNSError, answer(DNSError, "FORMERR"))}, Broken, CauseDNSServFail, Likely},
		{"the proxy's name", []route.Route{viaProxy}, []Result{lookupFails("proxy.corp.example", NXDomain, answer(NXDomain, "NXDOMAIN"))}, Broken, CauseProxyUnresolvable, Certain},
		{"refused", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused)}, Broken, CauseTCPRefused, Likely},
		{"silent, and the nameserver answered", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout)}, Broken, CauseTCPTimeout, Likely},
		{"proxy refused", []route.Route{viaProxy}, []Result{lookupOK("proxy.corp.example", "10.0.0.9"), dial(tunnelVia, "10.0.0.9", 3128, Refused)}, Broken, CauseProxyRefused, Certain},
		{"proxy silent", []route.Route{viaProxy}, []Result{lookupOK("proxy.corp.example", "10.0.0.9"), dial(tunnelVia, "10.0.0.9", 3128, Timeout)}, Broken, CauseProxyTimeout, Certain},
		{"an internal server without TLS, denied through the proxy and reached directly", []route.Route{plainViaProxy}, []Result{result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, StatusForbidden, HTTPFacts{Status: 403}), result(KindProxyCompare, "goproxy.corp.example:80/direct", Pass, OK, ProxyCompareFacts{Target: "goproxy.corp.example:80", Code: OK})}, Broken, CauseNoProxyMissing, Likely},
		{"an internal server without TLS, denied through the proxy and not reached directly", []route.Route{plainViaProxy}, []Result{result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, StatusForbidden, HTTPFacts{Status: 403}), result(KindProxyCompare, "goproxy.corp.example:80/direct", Fail, Timeout, ProxyCompareFacts{Target: "goproxy.corp.example:80", Code: Timeout})}, Broken, CauseGOPROXYUnauthorized, Likely},
		{"proxy sends to a sign-in page", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, ProxySignIn, ProxyFacts{Location: "http://login.corp.example/"})}, Broken, CauseCaptivePortal, Likely},
		{"a forward proxy sends to a page", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, ProxySignIn, ProxyFacts{Location: "http://policy.corp.example/", Admits: true})}, Broken, CauseProxyForbidden, Likely},
		{"proxy sends to a page, and grants another tunnel", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, ProxySignIn, ProxyFacts{Target: pub, Location: "http://block.corp.example/"}), result(KindProxyTunnel, "sum.golang.org:443", Pass, OK, ProxyFacts{Target: "sum.golang.org:443"})}, Broken, CauseProxyForbidden, Likely},
		{"a web server sends to its proper name", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, NotAProxy, ProxyFacts{Location: "https://www.corp.example/"})}, Broken, CauseProxyNotAProxy, Likely},
		{"proxy silent once it is asked", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, Timeout, ProxyFacts{})}, Broken, CauseProxyTimeout, Likely},
		{"proxy denies", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, ProxyForbidden, ProxyFacts{})}, Broken, CauseProxyForbidden, Certain},
		{"proxy cannot reach an internal host, directly it works", []route.Route{corpViaProxy}, []Result{caused(KindProxyTunnel, corp, CauseProxyUpstreamFailed), result(KindProxyCompare, corp, Pass, OK, ProxyCompareFacts{Target: corp})}, Broken, CauseNoProxyMissing, Certain},
		{"proxy fails for a public host", []route.Route{viaProxy}, []Result{caused(KindProxyTunnel, pub, CauseProxyUpstreamFailed), result(KindProxyCompare, pub, Pass, OK, ProxyCompareFacts{Target: pub})}, Broken, CauseProxyUpstreamFailed, Certain},
		{"the proxy wants a login, directly an internal host works", []route.Route{corpViaProxy}, []Result{result(KindProxyTunnel, corp, Fail, ProxyAuth, ProxyFacts{}), result(KindProxyCompare, corp, Pass, OK, ProxyCompareFacts{Target: corp})}, Broken, CauseNoProxyMissing, Likely},
		{"exempt from a proxy that wants a login, and silent directly", []route.Route{corpRoute}, []Result{lookupOK("goproxy.corp.example", "10.0.0.9"), dial(corp, "10.0.0.9", 443, Timeout), result(KindProxyCompare, corp, Fail, ProxyAuth, ProxyCompareFacts{Target: corp, Proxy: "http://p:3128", Source: "NO_PROXY", Code: ProxyAuth})}, Broken, CauseNoProxyTooBroad, Likely},
		{"a router says that there is no way to the proxy", []route.Route{viaProxy}, []Result{lookupOK("proxy.corp.example", "10.0.0.9"), turnedBackBy("10.0.0.1")}, Broken, CauseTCPUnreachable, Certain},
		{"nobody is at the proxy's address", []route.Route{viaProxy}, []Result{lookupOK("proxy.corp.example", "10.0.0.9"), turnedBackBy("")}, Broken, CauseProxyTimeout, Certain},
		{"the proxy refuses, and there are no roots either", []route.Route{viaProxy}, []Result{result(KindTrust, "", Fail, NoRoots, TrustFacts{}), lookupOK("proxy.corp.example", "10.0.0.9"), dial(tunnelVia, "10.0.0.9", 3128, Refused)}, Broken, CauseProxyRefused, Certain},
		{"exempt from a proxy that works", []route.Route{corpRoute}, []Result{lookupFails("goproxy.corp.example", NXDomain, answer(NXDomain, "NXDOMAIN")), result(KindProxyCompare, corp, Pass, OK, ProxyCompareFacts{Target: corp, Proxy: "http://p:3128", Source: "NO_PROXY"})}, Broken, CauseNoProxyTooBroad, Certain},
		{"exempt from a proxy that works, and that another variable names", []route.Route{corpRoute}, []Result{lookupFails("goproxy.corp.example", NXDomain, answer(NXDomain, "NXDOMAIN")), result(KindProxyCompare, corp+"/HTTP_PROXY", Pass, OK, ProxyCompareFacts{Target: corp, Proxy: "http://p:3128", Source: "HTTP_PROXY"}), result(KindProxyCompare, corp, Pass, OK, ProxyCompareFacts{Target: corp, Proxy: "http://p:3128", Source: "NO_PROXY"})}, Broken, CauseNoProxyTooBroad, Certain},
		{"another setting names a proxy that works", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), result(KindProxyCompare, pub, Pass, OK, ProxyCompareFacts{Target: pub, Proxy: "http://p:3128", Source: "ALL_PROXY"})}, Broken, CauseProxyNeeded, Certain},
		{"hosts file", []route.Route{proxyRoute}, []Result{result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Source: FromHosts, Addresses: []netip.Addr{addr("198.51.100.9")}}), dial(pub, "198.51.100.9", 443, Refused), compareLookup(pubHost, Yes, "203.0.113.80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok"})}, Broken, CauseHostsOverride, Certain},
		{"hosts file, nobody to ask, and a private name", []route.Route{corpRoute}, []Result{pinned("goproxy.corp.example", "198.51.100.9"), dial(corp, "198.51.100.9", 443, Refused)}, Broken, CauseTCPRefused, Certain},
		{"hosts file, nobody to ask, and a public name", []route.Route{proxyRoute}, []Result{pinned(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Refused)}, Broken, CauseHostsOverride, Likely},
		{"hosts file, no nameserver is set", []route.Route{proxyRoute}, []Result{result(KindResolverConfig, "", Warn, OK, ResolverFacts{Defaulted: true}), pinned(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Refused)}, Broken, CauseTCPRefused, Likely},
		{"hosts file, no nameserver is set, and the name is pinned to this machine", []route.Route{proxyRoute}, []Result{result(KindResolverConfig, "", Warn, OK, ResolverFacts{Defaulted: true}), pinned(pubHost, "127.0.0.1"), dial(pub, "127.0.0.1", 443, Refused)}, Broken, CauseHostsOverride, Likely},
		{"hosts file, and an expired certificate for the very name", []route.Route{proxyRoute}, []Result{pinned(pubHost, "198.51.100.9"), handshake(pub, Expired, TLSFacts{ServerName: pubHost, Chain: []Certificate{{Names: []string{"*.golang.org"}}}})}, Broken, CauseTLSExpired, Likely},
		{"hosts file, and a small hello gets through", []route.Route{proxyRoute}, []Result{pinned(pubHost, "198.51.100.9"), handshake(pub, Timeout, TLSFacts{}), compareTLS(pub, TLSCompareFacts{SmallHello: "ok"})}, Broken, CauseTLSHelloTooLarge, Certain},
		{"a private address for a public name, as for all here", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "10.0.0.9"), dial(pub, "10.0.0.9", 443, Refused)}, Broken, CauseTCPRefused, Likely},
		{"a private address for a public name, and others have theirs", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "10.0.0.9"), dial(pub, "10.0.0.9", 443, Refused), lookupOK("sum.golang.org", "203.0.113.81")}, Broken, CauseDNSHijacked, Likely},
		{"a private address for a public name, and others agree", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "10.0.0.9"), dial(pub, "10.0.0.9", 443, Refused), lookupOK("sum.golang.org", "203.0.113.81"), compareLookup(pubHost, Yes, "10.0.0.9")}, Broken, CauseTCPRefused, Certain},
		{"a server on the link is silent, and nobody beyond answers", []route.Route{proxyRoute}, []Result{machine("10.0.0.2/24", true), lookupOK(pubHost, "10.0.0.9"), dial(pub, "10.0.0.9", 443, Timeout),
			result(KindLookupCompare, pubHost, Unknown, Timeout, CompareLookupFacts{Host: pubHost, Answers: []Answer{silentFrom("203.0.113.1"), silentFrom("203.0.113.2"), silentFrom("203.0.113.3")}})}, Broken, CauseTCPTimeout, Likely},
		{"the proxy's own certificate, and no roots", []route.Route{viaProxy}, []Result{result(KindTrust, "", Fail, NoRoots, TrustFacts{}), result(KindProxyTunnel, pub, Fail, UnknownAuthority, ProxyFacts{})}, Broken, CauseCABundleMissing, Certain},
		{"the proxy's own certificate is not valid yet", []route.Route{viaProxy}, []Result{result(KindProxyTunnel, pub, Fail, NotYetValid, ProxyFacts{})}, Broken, CauseClockSkew, Likely},
		{"hijacked everywhere, its own servers know better", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), handshake(pub, NameMismatch, TLSFacts{}), compareLookup(pubHost, Yes, "198.51.100.9"), traced(pubHost, OK, "", "203.0.113.80"), byAuthority(pub)}, Broken, CauseDNSHijacked, Certain},
		{"its own servers give another address, and this one is only dead", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Timeout), compareLookup(pubHost, Yes, "198.51.100.9"), traced(pubHost, OK, "", "203.0.113.80"), byAuthority(pub)}, Broken, CauseTCPTimeout, Certain},
		{"forged on the way, and the real answer came behind", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Timeout), compareLookup(pubHost, Yes, "198.51.100.9"), traced(pubHost, OK, "198.51.100.9", "203.0.113.80")}, Broken, CauseDNSHijacked, Certain},
		{"whoever is asked, the same false server", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), handshake(pub, NameMismatch, TLSFacts{}), compareLookup(pubHost, Yes, "198.51.100.9"), traced(pubHost, Forged, "198.51.100.9")}, Broken, CauseDNSHijacked, Likely},
		{"whoever is asked, the same dead address", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Timeout), compareLookup(pubHost, Yes, "198.51.100.9"), traced(pubHost, Forged, "198.51.100.9")}, Broken, CauseTCPTimeout, Certain},
		{"a company's server with a wrong certificate where DNS is intercepted", []route.Route{corpRoute}, []Result{lookupOK("goproxy.corp.example", "10.0.0.9"), handshake("goproxy.corp.example:443", NameMismatch, TLSFacts{}), traced("goproxy.corp.example", Forged, "10.0.0.9")}, Broken, CauseTLSNameMismatch, Certain},
		{"denied by all, its own servers have it", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), compareLookup(pubHost, No), traced(pubHost, OK, "", "203.0.113.80")}, Broken, CauseDNSBlocked, Certain},
		{"a public name that its own servers deny", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), compareLookup(pubHost, No), traced(pubHost, NXDomain, "")}, Broken, CauseDNSNXDomain, Certain},
		{"a signature on the way is wrong", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, ServFail, answer(ServFail, "SERVFAIL")), result(KindDNSTrace, pubHost, Fail, Expired, DNSTraceFacts{Host: pubHost, Addresses: []netip.Addr{addr("203.0.113.80")}, Chain: ChainBroken, ChainZone: "golang.org.", ChainCode: Expired})}, Broken, CauseDNSDNSSECFailed, Certain},
		{"the root's own keys are stripped", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, ServFail, answer(ServFail, "SERVFAIL")), result(KindDNSTrace, pubHost, Fail, NoSignature, DNSTraceFacts{Host: pubHost, Addresses: []netip.Addr{addr("203.0.113.80")}, Chain: ChainBroken, ChainZone: ".", ChainCode: NoSignature})}, Broken, CauseDNSServFail, Certain},
		{"one nameserver denies by UDP and knows over TCP", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), result(KindNameserver, "198.51.100.53", Warn, NXDomain, Answer{Server: at("198.51.100.53", 53), Name: pubHost + ".", Protocol: "tcp", Rcode: "NOERROR", Addresses: []netip.Addr{addr("203.0.113.80")}})}, Broken, CauseDNSBlocked, Likely},
		{"the second denies by UDP and knows over TCP, too", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), result(KindNameserver, "198.51.100.54", Warn, NXDomain, Answer{Server: at("198.51.100.54", 53), Name: pubHost + ".", Protocol: "udp", Code: NXDomain, Rcode: "NXDOMAIN"}), result(KindLookupCompare, pubHost+"/own", Pass, OK, CompareLookupFacts{Host: pubHost, Exists: Yes, Answers: []Answer{{Server: at("198.51.100.54", 53), Protocol: "tcp", Rcode: "NOERROR", Addresses: []netip.Addr{addr("203.0.113.80")}}}})}, Broken, CauseDNSBlocked, Likely},
		{"now this answer, now that", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), result(KindDNSRepeat, "198.51.100.53", Warn, OK, RepeatFacts{Server: at("198.51.100.53", 53), Name: pubHost + ".", Sent: 10, Sets: []AnswerSet{{Code: NXDomain, Count: 6}, {Addresses: []netip.Addr{addr("203.0.113.80")}, Count: 4}}})}, Broken, CauseDNSInconsistent, Certain},
		{"hijacked over IPv4, while the IPv6 address is right and out of reach", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9", "2001:db8::80"), dial(pub, "198.51.100.9", 443, Timeout), compareLookup(pubHost, Yes, "203.0.113.80", "2001:db8::80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok"})}, Broken, CauseDNSHijacked, Likely},
		{"a sinkhole over IPv4, while the IPv6 address is right and out of reach", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "0.0.0.0", "2001:db8::80"), dial(pub, "0.0.0.0", 443, Refused)}, Broken, CauseDNSBlocked, Certain},
		{"hijacked", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), handshake(pub, NameMismatch, TLSFacts{}), compareLookup(pubHost, Yes, "203.0.113.80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok"})}, Broken, CauseDNSHijacked, Certain},
		{"another name at the right address", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{}), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseTLSNameMismatch, Certain},
		{"no roots", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Fail, NoRoots, TrustFacts{}), handshake(pub, UnknownAuthority, TLSFacts{})}, Broken, CauseCABundleMissing, Certain},
		{"a setting hides the roots", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Fail, NoRoots, TrustFacts{FileSetting: "/no", SettingCode: NotFound, Default: 140}), handshake(pub, UnknownAuthority, TLSFacts{})}, Broken, CauseCASettingBroken, Certain},
		{"one server alone shows a stranger's certificate, and nothing behind it", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Pass, OK, TrustFacts{Count: 140}), handshake(pub, UnknownAuthority, TLSFacts{Chain: certificates("Box", now.Add(-year), now.Add(year))}), otherServer("a.example", OK)}, Broken, CauseTLSIntercepted, Likely},
		{"an intermediate that was not sent", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Pass, OK, TrustFacts{Count: 140}), handshake(pub, UnknownAuthority, TLSFacts{Chain: certificates("Web Trust CA 7", now.Add(-year), now.Add(year)), Incomplete: true})}, Broken, CauseTLSUnknownAuthority, Likely},
		{"one that nobody sends", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Pass, OK, TrustFacts{Count: 140}), handshake(pub, UnknownAuthority, TLSFacts{Chain: certificates("Web Trust CA 7", now.Add(-year), now.Add(year)), Incomplete: true}), otherServer("a.example", UnknownAuthority), otherServer("b.example", UnknownAuthority)}, Broken, CauseTLSIntercepted, Certain},
		{"git trusts fewer than go", []route.Route{neededOrigin("v1", "https://git.corp.example/x", "git.corp.example/x")}, []Result{repository("v1", UnknownAuthority, RepositoryFacts{})}, Broken, CauseTLSUnknownAuthority, Likely},
		{"git was told whom to trust", []route.Route{neededOrigin("v1", "https://git.corp.example/x", "git.corp.example/x")}, []Result{repository("v1", UnknownAuthority, RepositoryFacts{Roots: "/etc/old.pem"})}, Broken, CauseGitConfigBroken, Likely},
		{"intercepted", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Pass, OK, TrustFacts{Count: 140}), handshake(pub, UnknownAuthority, TLSFacts{Chain: certificates("Box", now.Add(-year), now.Add(year))})}, Broken, CauseTLSIntercepted, Certain},
		{"the roots do not know a public authority", []route.Route{proxyRoute}, []Result{handshake(pub, UnknownAuthority, TLSFacts{Chain: []Certificate{{IssuerOrg: "GlobalSign nv-sa"}}})}, Broken, CauseTLSUnknownAuthority, Likely},
		{"a company's own authority", []route.Route{corpRoute}, []Result{result(KindTrust, "", Pass, OK, TrustFacts{Count: 140}), handshake(corp, UnknownAuthority, TLSFacts{Chain: certificates("Corp", now.Add(-year), now.Add(year))})}, Broken, CauseTLSUnknownAuthority, Certain},
		{"expired, clock right", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now, ServerDate: now, Chain: certificates("X", now.Add(-2*year), now.Add(-year))})}, Broken, CauseTLSExpired, Certain},
		{"expired, nobody to compare clocks with", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now, Chain: certificates("X", now.Add(-2*year), now.Add(-year))})}, Broken, CauseTLSExpired, Likely},
		{"clock behind, by one server alone", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now.Add(-5 * year), ServerDate: now, Chain: certificates("X", now.Add(-year), now.Add(year))})}, Broken, CauseClockSkew, Likely},
		{"clock ahead, by one server alone", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now.Add(5 * year), ServerDate: now, Chain: certificates("X", now.Add(-year), now.Add(year))})}, Broken, CauseClockSkew, Likely},
		{"clock a few minutes behind, which a fresh certificate shows", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now.Add(-9 * time.Minute), ServerDate: now, Chain: certificates("X", now.Add(-time.Minute), now.Add(year))}), timeOf("a.example", now.Add(-9*time.Minute), now)}, Broken, CauseClockSkew, Certain},
		{"a fresh certificate, the server's clock a few minutes ahead, and another server agrees with this one", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now, ServerDate: now.Add(9 * time.Minute), Chain: certificates("X", now.Add(time.Minute), now.Add(year))}), timeOf("a.example", now, now)}, Broken, CauseTLSExpired, Certain},
		{"a root of this machine's that has expired, and all clocks agree", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now, ServerDate: now, Chain: certificates("X", now.Add(-year), now.Add(year))})}, Broken, CauseTLSExpired, Certain},
		{"clock behind, and another server says so", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now.Add(-5 * year), ServerDate: now, Chain: certificates("X", now.Add(-year), now.Add(year))}), timeOf("a.example", now.Add(-5*year), now)}, Broken, CauseClockSkew, Certain},
		{"clock behind, and no certificate is good yet", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now.Add(-5 * year), ServerDate: now, Chain: certificates("X", now.Add(-year), now.Add(year))}), otherServer("a.example", NotYetValid), otherServer("b.example", NotYetValid)}, Broken, CauseClockSkew, Certain},
		{"clock ahead, and another server says so", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now.Add(5 * year), ServerDate: now, Chain: certificates("X", now.Add(-year), now.Add(year))}), timeOf("a.example", now.Add(5*year), now)}, Broken, CauseClockSkew, Certain},
		{"clock ahead, and all certificates have expired", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now, Chain: certificates("X", now.Add(-2*year), now.Add(-year))}), otherServer("a.example", Expired), otherServer("b.example", Expired)}, Broken, CauseClockSkew, Likely},
		{"expired, the server's own clock wrong, and another server agrees with this one", []route.Route{corpRoute}, []Result{handshake(corp, Expired, TLSFacts{Now: now, ServerDate: now.Add(-year), Chain: certificates("X", now.Add(-2*year), now.Add(-year/2))}), timeOf("a.example", now, now.Add(time.Second))}, Broken, CauseTLSExpired, Certain},
		{"not valid yet, the server's own clock ahead, and another server agrees with this one", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now, ServerDate: now.Add(year), Chain: certificates("X", now.Add(year/2), now.Add(2*year))}), timeOf("a.example", now, now)}, Broken, CauseTLSExpired, Certain},
		{"an answer that began and went silent, whatever the hello", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{Begun: true, Sent: true}), compareTLS(pub, TLSCompareFacts{OtherName: "ok", SmallHello: "ok", SmallPackets: "ok"})}, Broken, CauseTLSTimeout, Certain},
		{"an alert after the server asked for a certificate", []route.Route{corpRoute}, []Result{handshake(corp, TLSVersion, TLSFacts{Wanted: true, Alert: "handshake failure"})}, Broken, CauseGOPROXYUnauthorized, Likely},
		{"an alert that the name is not known", []route.Route{corpRoute}, []Result{handshake(corp, TLSAlert, TLSFacts{Alert: "unrecognized name"})}, Broken, CauseTLSNameMismatch, Likely},
		{"an alert by name", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, TLSAlert, TLSFacts{Alert: "access denied"}), compareTLS(pub, TLSCompareFacts{OtherName: "ok"})}, Broken, CauseTLSReset, Likely},
		{"handshake failure, whatever the name", []route.Route{corpRoute}, []Result{handshake(corp, TLSVersion, TLSFacts{Alert: "handshake failure"}), compareTLS(corp, TLSCompareFacts{OtherName: TLSVersion})}, Broken, CauseTLSVersion, Likely},
		{"handshake failure by name", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, TLSVersion, TLSFacts{Alert: "handshake failure"}), compareTLS(pub, TLSCompareFacts{OtherName: "ok"})}, Broken, CauseTLSReset, Likely},
		{"another version", []route.Route{corpRoute}, []Result{handshake(corp, TLSVersion, TLSFacts{Alert: "protocol version not supported"})}, Broken, CauseTLSVersion, Certain},
		{"the hello did not leave this machine", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{Kept: true})}, Broken, CauseFirewallLocal, Certain},
		{"cut at the first request, by a server that asked for a certificate", []route.Route{corpRoute}, []Result{handshakeOK(corp, TLSFacts{Wanted: true}), result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, Reset, HTTPFacts{})}, Broken, CauseGOPROXYUnauthorized, Likely},
		{"reset by name", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Reset, TLSFacts{}), compareTLS(pub, TLSCompareFacts{OtherName: "ok", SmallHello: Reset})}, Broken, CauseTLSReset, Certain},
		{"reset whatever is said", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Reset, TLSFacts{}), compareTLS(pub, TLSCompareFacts{OtherName: Reset, SmallHello: Reset, PlainText: Reset})}, Broken, CauseTCPReset, Certain},
		{"only large hellos vanish", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{}), compareTLS(pub, TLSCompareFacts{SmallHello: "ok"})}, Broken, CauseTLSHelloTooLarge, Certain},
		{"a handshake for which go was more patient", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{}), download(true, "")}, Healthy, "", ""},
		{"handshake without answer", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{})}, Broken, CauseTLSTimeout, Certain},
		{"module proxy says 403", []route.Route{proxyRoute}, []Result{caused(KindModuleInfo, "rsc.io/quote@v1.5.2", CauseGOPROXYUnauthorized)}, Broken, CauseGOPROXYUnauthorized, Certain},
		{"checksum database silent", []route.Route{proxyRoute, sum}, []Result{lookupOK("sum.golang.org", "203.0.113.81"), dial("sum.golang.org:443", "203.0.113.81", 443, Timeout)}, Broken, CauseTCPTimeout, Likely},
		{"the module is denied, and the database does not know it", []route.Route{proxyRoute, sum}, []Result{
			caused(KindModuleInfo, "rsc.io/quote@v1.5.2", CauseGOPROXYUnauthorized),
			{Check: Check{ID: "checksum-database/s", Kind: KindChecksumDatabase, Target: "rsc.io/quote@v1.5.2", Route: "s"}, Status: Fail, Code: StatusNotFound},
		}, Broken, CauseGOPROXYUnauthorized, Certain},
		{"the module proxy's certificate, and no name for the database", []route.Route{proxyRoute, sum}, []Result{
			lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{}), compareLookup(pubHost, Yes, "203.0.113.80"),
			lookupFails("sum.golang.org", NXDomain, answer(NXDomain, "NXDOMAIN")), compareLookup("sum.golang.org", Yes, "203.0.113.81"),
		}, Broken, CauseTLSNameMismatch, Certain},
		{"pipe: the first is refused, go fetched from the second", []route.Route{pipe, second}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused), lookupOK("goproxy.corp.example", "10.0.0.3"), dial(corp, "10.0.0.3", 443, OK), download(true, "")}, Degraded, CauseTCPRefused, Likely},
		{"comma: the first is refused", []route.Route{proxyRoute, second}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused)}, Broken, CauseTCPRefused, Likely},
		{"search domains that take longer than go has", []route.Route{proxyRoute}, []Result{result(KindLookup, pubHost, Warn, OK, LookupFacts{Host: pubHost, Delay: 30 * time.Second})}, Broken, CauseDNSSearchPath, Likely},
		{"a nameserver that does", []route.Route{proxyRoute}, []Result{result(KindLookup, pubHost, Warn, OK, LookupFacts{Host: pubHost, Delay: 30 * time.Second, Answers: []Answer{{Server: at("198.51.100.53", 53), CodeA: Timeout, CodeAAAA: Timeout}}}), result(KindNameserver, "198.51.100.53", Fail, Timeout, Answer{Server: at("198.51.100.53", 53), CodeA: Timeout, CodeAAAA: Timeout})}, Broken, CauseDNSSlow, Likely},
		{"search domains that go has the time for, just", []route.Route{proxyRoute}, []Result{result(KindLookup, pubHost, Warn, OK, LookupFacts{Host: pubHost, Delay: 20 * time.Second})}, Incomplete, NoCause, ""},
		{"go got through all the same", []route.Route{proxyRoute}, []Result{result(KindLookup, pubHost, Warn, OK, LookupFacts{Host: pubHost, Delay: 30 * time.Second}), download(true, "")}, Degraded, CauseDNSSlow, Certain},
		{"dead first nameserver", []route.Route{proxyRoute}, []Result{result(KindLookup, pubHost, Warn, OK, LookupFacts{Host: pubHost, Delay: 5 * time.Second}), download(true, "")}, Degraded, CauseDNSSlow, Certain},
		{"a rule here drops", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dialled(pub, Attempt{Address: at("203.0.113.80", 443), Code: Timeout, Kept: true})}, Broken, CauseFirewallLocal, Certain},
		{"a rule here drops one address of two", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dialled(pub, Attempt{Address: at("203.0.113.80", 443), Code: Timeout, Kept: true}, Attempt{Address: at("203.0.113.81", 443), Code: Timeout})}, Broken, CauseTCPTimeout, Likely},
		{"a rule here refuses", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), lookupOK(pubHost, "203.0.113.80"), dialled(pub, Attempt{Address: at("203.0.113.80", 443), Code: Refused, By: addr("192.168.0.2")})}, Broken, CauseFirewallLocal, Certain},
		{"a router refuses", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), lookupOK(pubHost, "203.0.113.80"), dialled(pub, Attempt{Address: at("203.0.113.80", 443), Code: HostUnreachable, By: addr("192.168.0.1")})}, Broken, CauseTCPUnreachable, Likely},
		{"a rule here was read", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), firewall("203.0.113.80", FirewallFacts{Read: true, Blocked: Yes})}, Broken, CauseFirewallLocal, Certain},
		{"a rule here would drop, and somebody refuses", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused), firewall("203.0.113.80", FirewallFacts{Read: true, Blocked: Yes})}, Broken, CauseTCPRefused, Likely},
		{"a rule here may drop", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), firewall("203.0.113.80", FirewallFacts{Read: true, Chain: "output"})}, Broken, CauseTCPTimeout, Likely},
		{"answers are dropped here", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), firewall("203.0.113.80", FirewallFacts{Seen: AnswersDropped})}, Broken, CauseFirewallLocal, Certain},
		{"a rule about another server", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), firewall("203.0.113.81", FirewallFacts{Read: true, Blocked: Yes})}, Broken, CauseTCPTimeout, Likely},
		{"a router of the internet answered last", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), path("203.0.113.80", "192.168.0.1"), hop("192.168.0.1", Yes), linkAnswers, dial(pub, "203.0.113.80", 443, Timeout), routersTo("203.0.113.80", "192.168.0.1", "198.51.100.7")}, Broken, CauseTCPTimeout, Likely},
		{"a router of the internet answered last on the way to a company's server", []route.Route{corpRoute}, []Result{machine("192.168.0.2/24", true), path("203.0.113.80", "192.168.0.1"), hop("192.168.0.1", Yes), result(KindLookup, "goproxy.corp.example", Pass, OK, LookupFacts{Host: "goproxy.corp.example", Source: FromDNS, Addresses: []netip.Addr{addr("203.0.113.80")}, Answers: []Answer{{Server: at("192.168.0.1", 53), Rcode: "NOERROR"}}}), dial("goproxy.corp.example:443", "203.0.113.80", 443, Timeout), routersTo("203.0.113.80", "192.168.0.1", "198.51.100.7")}, Broken, CauseTCPTimeout, Certain},
		{"a company's server is silent", []route.Route{corpRoute}, []Result{machine("192.168.0.2/24", true), path("10.1.0.80", "192.168.0.1"), hop("192.168.0.1", Yes), result(KindLookup, "goproxy.corp.example", Pass, OK, LookupFacts{Host: "goproxy.corp.example", Source: FromDNS, Addresses: []netip.Addr{addr("10.1.0.80")}, Answers: []Answer{{Server: at("10.1.0.53", 53), Rcode: "NOERROR"}}}), dial("goproxy.corp.example:443", "10.1.0.80", 443, Timeout), routersTo("10.1.0.80", "192.168.0.1")}, Broken, CauseTCPTimeout, Certain},
		{"a company's server is silent, and routers have told of so many dead ends that they may not tell of this one", []route.Route{corpRoute}, []Result{machine("192.168.0.2/24", true), path("10.1.0.80", "192.168.0.1"), hop("192.168.0.1", Yes), result(KindLookup, "goproxy.corp.example", Pass, OK, LookupFacts{Host: "goproxy.corp.example", Source: FromDNS, Addresses: []netip.Addr{addr("10.1.0.80")}, Answers: []Answer{{Server: at("10.1.0.53", 53), Rcode: "NOERROR"}}}), dial("goproxy.corp.example:443", "10.1.0.80", 443, Timeout), dialled("1.1.1.1:443", Attempt{Address: at("1.1.1.1", 443), Code: NetworkUnreachable})}, Broken, CauseTCPTimeout, Likely},
		{"refused, at an address that others give too", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), compareLookup(pubHost, Yes, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused)}, Broken, CauseTCPRefused, Certain},
		{"silent, at an address that others give too", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), compareLookup(pubHost, Yes, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout)}, Broken, CauseTCPTimeout, Certain},
		{"a private router answered last", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), path("203.0.113.80", "192.168.0.1"), hop("192.168.0.1", Yes), linkAnswers, dial(pub, "203.0.113.80", 443, Timeout), routersTo("203.0.113.80", "192.168.0.1", "10.0.0.1")}, Broken, CauseTCPTimeout, Likely},
		{"a route here says unreachable", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), lookupOK(pubHost, "203.0.113.80"), noWay("203.0.113.80", HostUnreachable), dial(pub, "203.0.113.80", 443, HostUnreachable)}, Broken, CauseFirewallLocal, Certain},
		{"no route, and the nameserver on the link says nothing", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", false), servers("192.168.0.1"), lookupFails(pubHost, Timeout, silentFrom("192.168.0.1")), unheard}, Broken, CauseNoDefaultRoute, Likely},
		{"no route, and nobody listens at the nameserver on the link", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", false), servers("192.168.0.1"), lookupFails(pubHost, Refused, Answer{Server: at("192.168.0.1", 53), Code: Refused})}, Broken, CauseNoDefaultRoute, Likely},
		{"no route is needed for a server of the company", []route.Route{corpRoute}, []Result{machine("192.168.0.2/24", false), servers("192.168.0.1"), lookupFails("goproxy.corp.example", Refused, Answer{Server: at("192.168.0.1", 53), Code: Refused})}, Broken, CauseResolverRefused, Certain},
		{"a nameserver that refused go, and said nothing more", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), lookupFails(pubHost, Timeout, silentFrom("192.168.0.1")), compareLookup(pubHost, Yes, "203.0.113.80"), download(false, CauseResolverRefused)}, Broken, CauseResolverRefused, Certain},
		{"no route at all", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", false), lookupOK(pubHost, "203.0.113.80"), noWay("203.0.113.80", NetworkUnreachable), dial(pub, "203.0.113.80", 443, NetworkUnreachable)}, Broken, CauseNoDefaultRoute, Certain},
		{"no route to the nameserver alone", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), lookupFails(pubHost, NetworkUnreachable, answer(NetworkUnreachable, "")), noWay("198.51.100.53", NetworkUnreachable)}, Broken, CauseResolverUnreachable, Certain},
		{"three addresses of one host silent", []route.Route{proxyRoute}, []Result{dialled(pub, silentDial("203.0.113.80"), silentDial("203.0.113.81"), silentDial("203.0.113.82"))}, Broken, CauseTCPTimeout, Likely},
		{"three nameservers silent", []route.Route{proxyRoute}, []Result{servers("198.51.100.53", "198.51.100.54", "198.51.100.55"), lookupFails(pubHost, Timeout, silentFrom("198.51.100.53"), silentFrom("198.51.100.54"), silentFrom("198.51.100.55"))}, Broken, CauseResolverUnreachable, Likely},
		{"nobody answers about names, the web does", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), unheard, result(KindConnectCompare, "203.0.113.1:443", Fail, Refused, DialFacts{Host: "203.0.113.1", Attempts: []Attempt{{Address: at("203.0.113.1", 443), Code: Refused}}, Code: Refused})}, Broken, CauseResolverUnreachable, Certain},
		{"the router's nameserver has nobody to ask", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), hop("192.168.0.1", Yes), lookupFails(pubHost, ServFail, failing("192.168.0.1")), unheard}, Broken, CauseNoInternet, Likely},
		{"another nameserver on the link fails, and nobody answers", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.53"), hop("192.168.0.1", Yes), lookupFails(pubHost, ServFail, failing("192.168.0.53")), unheard}, Broken, CauseDNSServFail, Certain},
		{"the router's nameserver fails for a private name, and nobody answers", []route.Route{corpRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), hop("192.168.0.1", Yes), lookupFails("goproxy.corp.example", ServFail, failing("192.168.0.1")), unheard}, Broken, CauseDNSServFail, Certain},
		{"a public name on this machine, with its own certificate", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "127.0.0.80"), handshake(pub, Expired, TLSFacts{ServerName: pubHost, Chain: []Certificate{{Names: []string{pubHost}}}})}, Broken, CauseTLSExpired, Likely},
		{"the question for IPv4 was refused, and there is no way for IPv6", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), halfFailed(DNSRefused), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseDNSRefused, Likely},
		{"the question for IPv4 failed, and there is no way for IPv6", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), halfFailed(ServFail), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseDNSServFail, Likely},
		{"IPv4 is denied here alone, and there is no way for IPv6", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), halfFailed(NoData), compareLookup(pubHost, Yes, "203.0.113.80"), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseDNSBlocked, Likely},
		{"the nameserver is on an interface that is not there", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("fe80::53%wlan0"), lookupFails(pubHost, NoRoute, Answer{Server: at("fe80::53%wlan0", 53), Name: pubHost + ".", Code: NoRoute}), noWay("fe80::53%wlan0", NoRoute)}, Broken, CauseResolverUnreachable, Certain},
		{"the hosts file has IPv6 alone, this machine's nameservers have IPv4, and there is no way for IPv6", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), pinned(pubHost, "2001:db8::80"), ownLookup(pubHost, "203.0.113.80"), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseHostsOverride, Likely},
		{"the hosts file has IPv6 alone, as all others do, and there is no way for it", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), pinned(pubHost, "2001:db8::80"), ownLookup(pubHost, "2001:db8::80"), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseNoDefaultRoute, Certain},
		{"the name has no IPv4 anywhere, and there is no way for IPv6", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), halfFailed(NoData), compareLookup(pubHost, Yes, "2001:db8::80"), noWay("2001:db8::80", NetworkUnreachable), dial(pub, "2001:db8::80", 443, NetworkUnreachable)}, Broken, CauseNoDefaultRoute, Certain},
		{"a company's server is silent where public names are denied", []route.Route{corpRoute}, append(closedWorld(Timeout), otherServer("github.com", NXDomain)), Broken, CauseTCPTimeout, Likely},
		{"a company's server is silent, and so is everybody", []route.Route{corpRoute}, closedWorld(Timeout), Broken, CauseNoInternet, Likely},
		{"a router has no neighbour with the server's address, and no way to others", []route.Route{corpRoute}, append(closedWorld(HostUnreachable), dialled("1.1.1.1:443", Attempt{Address: at("1.1.1.1", 443), Code: NetworkUnreachable})), Broken, CauseTCPUnreachable, Certain},
		{"others give the address by UDP alone, and the server is elsewhere", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), forgedByUDP, dial(pub, "203.0.113.66", 443, Timeout), byAuthority(pub)}, Broken, CauseDNSHijacked, Likely},
		{"others give the address by UDP alone, and nothing more is known", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.66"), forgedByUDP, dial(pub, "203.0.113.66", 443, Timeout)}, Broken, CauseTCPTimeout, Likely},
		{"a page without TLS for a public module proxy", []route.Route{testRoute("p1", "http://goproxy.io", nil)}, []Result{pageFor("http://goproxy.io/rsc.io/quote/@v/v1.5.2.info")}, Broken, CauseCaptivePortal, Likely},
		{"a page without TLS for a company's module proxy", []route.Route{testRoute("p1", "http://goproxy.corp.example", nil)}, []Result{pageFor("http://goproxy.corp.example/rsc.io/quote/@v/v1.5.2.info")}, Broken, CauseGOPROXYWrongURL, Likely},
		{"a page over TLS", []route.Route{corpRoute}, []Result{pageFor("https://goproxy.corp.example/rsc.io/quote/@v/v1.5.2.info")}, Broken, CauseGOPROXYWrongURL, Certain},
		{"a private name on this machine", []route.Route{corpRoute}, []Result{lookupOK("goproxy.corp.example", "127.0.0.80"), dial(corp, "127.0.0.80", 443, Refused)}, Broken, CauseTCPRefused, Certain},
		{"no gateway, and the nameserver on the link is silent", []route.Route{corpRoute}, []Result{machine("192.168.0.2/24", false), servers("192.168.0.53"), path("192.168.0.53", ""), lookupFails("goproxy.corp.example", Timeout, silentFrom("192.168.0.53")), unheard}, Broken, CauseResolverUnreachable, Likely},
		{"routers say of the nameserver alone that it is unreachable", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, HostUnreachable, answer(HostUnreachable, "")), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes), unheard}, Broken, CauseResolverUnreachable, Likely},
		{"routers say of others that they are unreachable, and a nameserver is silent", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), path("198.51.100.53", "192.168.0.1"), hop("192.168.0.1", Yes), unheard, dialled("1.1.1.1:443", Attempt{Address: at("1.1.1.1", 443), Code: NetworkUnreachable})}, Broken, CauseNoInternet, Likely},
		{"routers say it of everybody but the server", []route.Route{proxyRoute}, []Result{linkAnswers, dial(pub, "203.0.113.80", 443, Timeout), path("203.0.113.80", "192.168.0.1"), hop("192.168.0.1", Yes), unheard, dialled("1.1.1.1:443", Attempt{Address: at("1.1.1.1", 443), Code: NetworkUnreachable})}, Broken, CauseTCPTimeout, Likely},
		{"the router answers about names over TCP alone", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), hop("192.168.0.1", Yes), lookupFails(pubHost, Timeout, Answer{Server: at("192.168.0.1", 53), Code: Timeout, TCP: OK}), unheard}, Broken, CauseResolverUnreachable, Certain},
		{"the router is silent about names, and refuses connections", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), hop("192.168.0.1", Yes), lookupFails(pubHost, Timeout, Answer{Server: at("192.168.0.1", 53), Code: Timeout, TCP: Refused}), unheard}, Broken, CauseResolverUnreachable, Likely},
		{"the router is silent about names, and takes connections", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), hop("192.168.0.1", Yes), lookupFails(pubHost, Timeout, Answer{Server: at("192.168.0.1", 53), Code: Timeout, TCP: Timeout, There: true}), unheard}, Broken, CauseNoInternet, Likely},
		{"the router is silent about names, and refused go", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), hop("192.168.0.1", Yes), lookupFails(pubHost, Timeout, silentFrom("192.168.0.1")), unheard, download(false, CauseResolverRefused)}, Broken, CauseResolverRefused, Certain},
		{"isolated, and a nameserver here is silent", []route.Route{proxyRoute}, []Result{caused(KindInterfaces, "", CauseNetworkIsolated), lookupFails(pubHost, Timeout, silentFrom("127.0.0.53"))}, Broken, CauseNetworkIsolated, Certain},
		{"nobody answers, and what was dialled is", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("127.0.0.1"), result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Source: FromDNS, Addresses: []netip.Addr{addr("203.0.113.80")}}), dial(pub, "203.0.113.80", 443, Timeout), unheard}, Broken, CauseNoInternet, Likely},
		{"nobody answers but a proxy that another setting names, which denies", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("127.0.0.1"), result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Source: FromDNS, Addresses: []netip.Addr{addr("203.0.113.80")}}), dial(pub, "203.0.113.80", 443, Timeout), unheard, result(KindProxyCompare, pub, Fail, ProxyForbidden, ProxyCompareFacts{Target: pub, Proxy: "http://10.0.0.9:3128", Code: ProxyForbidden, First: []Attempt{{Address: at("10.0.0.9", 3128)}}})}, Broken, CauseTCPTimeout, Likely},
		{"nobody answers but a host beyond the gateway, where no proxy runs", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("127.0.0.1"), result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Source: FromDNS, Addresses: []netip.Addr{addr("203.0.113.80")}}), dial(pub, "203.0.113.80", 443, Timeout), unheard, result(KindProxyCompare, pub, Fail, Refused, ProxyCompareFacts{Target: pub, Proxy: "http://10.0.0.9:3128", Code: Refused, First: []Attempt{{Address: at("10.0.0.9", 3128), Code: Refused}}})}, Broken, CauseTCPTimeout, Likely},
		{"nobody answers, and what was dialled is made up", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("127.0.0.1"), result(KindLookup, pubHost, Pass, OK, LookupFacts{Host: pubHost, Source: FromDNS, Addresses: []netip.Addr{addr("198.18.0.7")}}), dial(pub, "198.18.0.7", 443, Timeout), unheard}, Broken, CauseTCPTimeout, Likely},
		{"the silent nameserver takes connections, nobody else answers", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("198.51.100.53"), lookupFails(pubHost, Timeout, Answer{Server: at("198.51.100.53", 53), Code: Timeout, CodeA: Timeout, CodeAAAA: Timeout, TCP: Timeout, There: true}), unheard}, Broken, CauseResolverUnreachable, Certain},
		{"the router's nameserver fails, others answer", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("192.168.0.1"), lookupFails(pubHost, ServFail, answer(ServFail, "SERVFAIL")), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseDNSServFail, Certain},
		{"a resolver on this machine behind a dead gateway", []route.Route{proxyRoute}, []Result{machine("192.168.0.2/24", true), servers("127.0.0.53"), hop("192.168.0.1", No), lookupFails(pubHost, ServFail, failing("127.0.0.53")), unheard}, Broken, CauseGatewayUnreachable, Likely},
		{"a resolver on this machine without a link", []route.Route{proxyRoute}, []Result{caused(KindInterfaces, "", CauseLinkDown), servers("127.0.0.53"), lookupFails(pubHost, ServFail, failing("127.0.0.53"))}, Broken, CauseLinkDown, Certain},
		{"nsswitch leaves DNS out", []route.Route{proxyRoute}, []Result{result(KindResolverConfig, "", Pass, OK, ResolverFacts{HostsOrder: "files"}), lookupFails(pubHost, NXDomain), compareLookup(pubHost, Yes, "203.0.113.80")}, Broken, CauseResolverNotConfigured, Certain},
		{"a public name, denied by all", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, NXDomain, answer(NXDomain, "NXDOMAIN")), compareLookup(pubHost, No)}, Broken, CauseDNSBlocked, Likely},
		{"hosts file, and this machine's nameserver knows better", []route.Route{corpRoute}, []Result{pinned("goproxy.corp.example", "198.51.100.9"), dial(corp, "198.51.100.9", 443, Timeout), compareLookup("goproxy.corp.example", No), ownLookup("goproxy.corp.example", "10.0.0.3"), compareTLS(corp, TLSCompareFacts{OtherAddress: "ok"})}, Broken, CauseHostsOverride, Certain},
		{"hosts file pins the proxy elsewhere", []route.Route{viaProxy}, []Result{pinned("proxy.corp.example", "198.51.100.9"), dial(tunnelVia, "198.51.100.9", 3128, Timeout), ownLookup("proxy.corp.example", "10.0.0.4")}, Broken, CauseHostsOverride, Likely},
		{"hosts file pins the proxy rightly", []route.Route{viaProxy}, []Result{pinned("proxy.corp.example", "10.0.0.4"), dial(tunnelVia, "10.0.0.4", 3128, Refused), ownLookup("proxy.corp.example", "10.0.0.4")}, Broken, CauseProxyRefused, Certain},
		{"a cache here gives an old address", []route.Route{proxyRoute}, []Result{servers("127.0.0.53"), lookupOK(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Timeout), compareLookup(pubHost, Yes, "203.0.113.80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok"})}, Broken, CauseDNSStaleCache, Likely},
		{"the second nameserver knows better", []route.Route{proxyRoute}, []Result{servers("198.51.100.53", "198.51.100.54"), lookupOK(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Timeout), ownLookup(pubHost, "203.0.113.80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok", Address: at("203.0.113.80", 443)})}, Broken, CauseDNSInconsistent, Likely},
		{"a nameserver gives now this wrong address, now that", []route.Route{proxyRoute}, []Result{servers("198.51.100.53"), lookupOK(pubHost, "198.51.100.9"), dial(pub, "198.51.100.9", 443, Timeout), ownLookup(pubHost, "198.51.100.10"), compareLookup(pubHost, Yes, "203.0.113.80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok", Address: at("203.0.113.80", 443)})}, Broken, CauseDNSHijacked, Likely},
		{"the web blocked, and a page that is not the server's", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 302, Foreign: true})}, Broken, CauseCaptivePortal, Likely},
		{"a request without TLS leads to the host of the wrong certificate", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Names: []string{"login.hotel.example"}}}}), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 302, Foreign: true, Location: "https://login.hotel.example/?to=x"})}, Broken, CauseCaptivePortal, Likely},
		{"it does, and whoever is asked about names, the page's router answers", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Names: []string{"login.hotel.example"}}}}), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 302, Foreign: true, Location: "https://login.hotel.example/?to=x"}), traced(pubHost, Forged, "203.0.113.80"), otherServer("a.example", NameMismatch), otherServer("b.example", NameMismatch)}, Broken, CauseCaptivePortal, Likely},
		{"the same, and other servers are reached", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Names: []string{"block.isp.example"}}}}), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 302, Foreign: true, Location: "https://block.isp.example/"}), traced(pubHost, Forged, "203.0.113.80"), otherServer("a.example", NameMismatch), otherServer("b.example", OK)}, Broken, CauseDNSHijacked, Likely},
		{"it does, and others know the right address", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "198.51.100.9"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Names: []string{"login.hotel.example"}}}}), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 302, Foreign: true, Location: "https://login.hotel.example/?to=x"}), compareLookup(pubHost, Yes, "203.0.113.80"), compareTLS(pub, TLSCompareFacts{OtherAddress: "ok"})}, Broken, CauseDNSHijacked, Certain},
		{"a request without TLS leads elsewhere than the wrong certificate", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, NameMismatch, TLSFacts{Chain: []Certificate{{Names: []string{"cdn.example"}}}}), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 302, Foreign: true, Location: "https://other.example/"})}, Broken, CauseTLSNameMismatch, Likely},
		{"the server blocked, a page in its place, and others let through", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Refused), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 200, Foreign: true}), otherServer("a.example", OK)}, Broken, CauseTCPRefused, Likely},
		{"no names, and a page that is not the server's", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), result(KindConnectCompare, "1.1.1.1:80", Pass, OK, SignInFacts{Host: "1.1.1.1", Status: 302, Foreign: true})}, Broken, CauseCaptivePortal, Likely},
		{"the same, and others give the name", []route.Route{proxyRoute}, []Result{lookupFails(pubHost, Timeout, silentAnswer), compareLookup(pubHost, Yes, "203.0.113.80"), result(KindConnectCompare, "1.1.1.1:80", Pass, OK, SignInFacts{Host: "1.1.1.1", Status: 302, Foreign: true})}, Broken, CauseResolverUnreachable, Certain},
		{"a module proxy gives a request up", []route.Route{proxyRoute}, []Result{result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, StatusOther, HTTPFacts{Status: 408, Code: StatusOther})}, Broken, CauseGOPROXYServerError, Likely},
		{"it does not like one", []route.Route{proxyRoute}, []Result{result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, StatusOther, HTTPFacts{Status: 405, Code: StatusOther})}, Broken, CauseGOPROXYWrongURL, Likely},
		{"the web blocked, and the server's own redirect", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), result(KindConnectCompare, pubHost+":80", Pass, OK, SignInFacts{Host: pubHost, Status: 301})}, Broken, CauseTCPTimeout, Likely},
		{"full-sized packets vanish", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{HeadLost: true}), compareTLS(pub, TLSCompareFacts{SmallHello: Timeout})}, Broken, CauseMTUBlackhole, Likely},
		{"full-sized packets vanish, and the hello is answered in small ones", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{HeadLost: true}), compareTLS(pub, TLSCompareFacts{SmallHello: "ok", SmallPackets: "ok"})}, Broken, CauseMTUBlackhole, Certain},
		{"full-sized packets vanish, and so does the hello in small ones", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{HeadLost: true}), compareTLS(pub, TLSCompareFacts{SmallHello: "ok", SmallPackets: Timeout})}, Broken, CauseTLSHelloTooLarge, Certain},
		{"full-sized packets vanish, and a small hello is answered", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), handshake(pub, Timeout, TLSFacts{HeadLost: true}), compareTLS(pub, TLSCompareFacts{SmallHello: "ok"})}, Broken, CauseTLSHelloTooLarge, Likely},
		{"many packets lost", []route.Route{proxyRoute}, []Result{lossy, download(true, "")}, Degraded, CausePacketLoss, Certain},
		{"many packets lost, and so was go's handshake", []route.Route{proxyRoute}, []Result{lossy, result(KindGoDownload, "rsc.io/quote@v1.5.2", Fail, OK, DownloadFacts{Cause: CauseTLSTimeout, Host: pubHost})}, Broken, CausePacketLoss, Likely},
		{"few packets lost, and go's handshake was", []route.Route{proxyRoute}, []Result{result(KindLoss, pub, Pass, OK, LossFacts{Tries: 20}), result(KindGoDownload, "rsc.io/quote@v1.5.2", Fail, OK, DownloadFacts{Cause: CauseTLSTimeout, Host: pubHost})}, Broken, CauseTLSTimeout, Likely},
		{"many packets lost, and an answer did not come", []route.Route{proxyRoute}, []Result{lossy, result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, Timeout, HTTPFacts{Code: Timeout})}, Broken, CausePacketLoss, Likely},
		{"many packets lost, and an answer that came is wrong", []route.Route{proxyRoute}, []Result{lossy, result(KindModuleInfo, "rsc.io/quote@v1.5.2", Fail, StatusOther, HTTPFacts{Status: 408, Code: StatusOther})}, Broken, CauseGOPROXYServerError, Likely},
		{"one of this machine's own two addresses refuses", []route.Route{testRoute("p1", "http://localhost:3000", nil)}, []Result{result(KindConnect, "localhost:3000", Warn, OK, DialFacts{Attempts: []Attempt{{Address: at("::1", 3000), Code: Refused}, {Address: at("127.0.0.1", 3000)}}, Winner: at("127.0.0.1", 3000)}), download(true, "")}, Healthy, "", ""},
		{"go failed at an address that nobody gave when asked again", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), goFailed(pubHost, "192.0.2.77", CauseTCPUnreachable)}, Broken, CauseDNSInconsistent, Likely},
		{"go failed at the very address", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), goFailed(pubHost, "203.0.113.80", CauseTCPUnreachable)}, Broken, CauseTCPUnreachable, Likely},
		{"a host's IPv6 addresses are silent", []route.Route{proxyRoute}, []Result{halfDialled(pubHost, "2001:db8::80", Timeout), download(true, "")}, Degraded, CauseIPv6Broken, Likely},
		{"so are another's", []route.Route{proxyRoute}, []Result{halfDialled(pubHost, "2001:db8::80", Timeout), halfDialled("sum.golang.org", "2001:db8::81", Timeout), download(true, "")}, Degraded, CauseIPv6Broken, Certain},
		{"a dead address of the hosts file's own, another connects", []route.Route{proxyRoute}, []Result{pinned(pubHost, "203.0.113.99"), ownLookup(pubHost, "203.0.113.80"), halfPinned, download(true, "")}, Degraded, CauseHostsOverride, Likely},
		{"a dead address of the hosts file's that nameservers give, too", []route.Route{proxyRoute}, []Result{pinned(pubHost, "203.0.113.99"), ownLookup(pubHost, "203.0.113.99"), halfPinned, download(true, "")}, Degraded, CauseAddressPartlyDead, Certain},
		{"another's are reached", []route.Route{proxyRoute}, []Result{halfDialled(pubHost, "2001:db8::80", Timeout), halfDialled("sum.golang.org", "2001:db8::81", OK), download(true, "")}, Degraded, CauseAddressPartlyDead, Certain},
		{"an address of a protocol for which there is no way, another connects", []route.Route{proxyRoute}, []Result{result(KindInterfaces, "", Pass, OK, InterfaceFacts{DefaultV6: true}), result(KindConnect, pub, Warn, OK, DialFacts{Attempts: []Attempt{{Address: at("203.0.113.80", 443), Code: NetworkUnreachable}, {Address: at("2001:db8::80", 443)}}, Winner: at("2001:db8::80", 443)}), download(true, "")}, Healthy, NoCause, ""},
		{"an address that a router cannot reach, another connects", []route.Route{proxyRoute}, []Result{result(KindConnect, pub, Warn, OK, DialFacts{Attempts: []Attempt{{Address: at("203.0.113.80", 443), Code: HostUnreachable}, {Address: at("203.0.113.81", 443)}}, Winner: at("203.0.113.81", 443)}), download(true, "")}, Degraded, CauseAddressPartlyDead, Certain},
		{"a nameserver that was not given its time", []route.Route{proxyRoute}, []Result{slowLookup, result(KindNameserver, "198.51.100.53", Unknown, OK, Answer{Server: at("198.51.100.53", 53), CodeAAAA: Timeout}), download(true, "")}, Healthy, "", ""},
		{"a nameserver that loses every other question on a good line", []route.Route{proxyRoute}, []Result{losing, result(KindLoss, pub, Pass, OK, LossFacts{Tries: 20}), download(true, "")}, Degraded, CauseDNSSlow, Certain},
		{"a nameserver that answers one of two questions at once", []route.Route{proxyRoute}, []Result{halving, result(KindLoss, pub, Pass, OK, LossFacts{Tries: 20}), download(true, "")}, Degraded, CauseDNSSlow, Certain},
		{"a nameserver that loses every other question on a line that does, too", []route.Route{proxyRoute}, []Result{losing, result(KindLoss, pub, Unknown, OK, LossFacts{Tries: 20, Lost: 9}), download(true, "")}, Healthy, NoCause, ""},
		{"a nameserver that loses every other question on a line that nobody measured", []route.Route{proxyRoute}, []Result{losing, download(true, "")}, Healthy, NoCause, ""},
		{"a nameserver that was given its time", []route.Route{proxyRoute}, []Result{slowLookup, result(KindNameserver, "198.51.100.53", Fail, Timeout, Answer{Server: at("198.51.100.53", 53), CodeA: Timeout, CodeAAAA: Timeout}), download(true, "")}, Degraded, CauseDNSSlow, Certain},
		{"each module by its own ways: another one is not found anywhere", []route.Route{proxyRoute, originOf("other", "https://rsc.io", "rsc.io/other")}, []Result{
			lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), download(true, ""),
			result(KindModuleInfo, "rsc.io/quote@v1.5.2", Pass, OK, nil), lacks("p1", "rsc.io/other@v1.0.0"), lost("other", "rsc.io/other@v1.0.0"),
		}, Broken, CauseModuleNotFound, Certain},
		{"go's words tell nothing, and a check found a fault with that module", []route.Route{corpRoute}, []Result{lookupOK("goproxy.corp.example", "203.0.113.80"), dial("goproxy.corp.example:443", "203.0.113.80", 443, OK), result(KindModuleInfo, "rsc.io/quote@v1.5.2", Pass, OK, nil),
			caused(KindModuleMod, "rsc.io/quote@v1.5.2", CauseGOPROXYBadContent), download(true, ""), wholeProject(Fail, DownloadFacts{Module: "rsc.io/quote", Version: "v1.5.2"})}, Broken, CauseGOPROXYBadContent, Certain},
		{"a repository without the version, and a database that does not know the module", []route.Route{proxyRoute, originOf("v", "https://github.com", "rsc.io/other"), sum}, []Result{
			lacks("p1", "rsc.io/other@v1.0.0"), result(KindModuleInfo, "rsc.io/quote@v1.5.2", Pass, OK, nil), download(true, ""),
			{Check: Check{ID: "repository/v", Kind: KindRepository, Route: "v"}, Status: Pass, Facts: RepositoryFacts{Module: "rsc.io/other@v1.0.0"}},
			{Check: Check{ID: "checksum-database/s/rsc.io/other", Kind: KindChecksumDatabase, Route: "s", Target: "rsc.io/other@v1.0.0"}, Status: Fail, Code: StatusNotFound},
			wholeProject(Fail, DownloadFacts{Module: "rsc.io/other", Version: "v1.0.0", Cause: CauseVersionNotFound}),
		}, Broken, CauseVersionNotFound, Likely},
		{"a server that has none of two modules", []route.Route{corpRoute}, []Result{lacks("p1", "rsc.io/quote@v1.5.2"), lacks("p1", "rsc.io/other@v1.0.0")}, Broken, CauseGOPROXYWrongURL, Likely},
		{"a public module proxy that has none of two modules", []route.Route{proxyRoute}, []Result{lacks("p1", "rsc.io/quote@v1.5.2"), lacks("p1", "rsc.io/other@v1.0.0")}, Broken, CauseModuleNotFound, Certain},
		{"a server that has one of two modules", []route.Route{corpRoute}, []Result{result(KindModuleInfo, "rsc.io/quote@v1.5.2", Pass, OK, nil), lacks("p1", "rsc.io/other@v1.0.0")}, Broken, CauseModuleNotFound, Certain},
		{"a server that lacks the only module it was asked for", []route.Route{corpRoute}, []Result{lacks("p1", "rsc.io/other@v1.0.0")}, Broken, CauseModuleNotFound, Certain},
		{"a server that lacks the module, and one that all have", []route.Route{corpRoute}, []Result{said(lacks("p1", "rsc.io/other@v1.0.0"), HTTPFacts{Known: KnownDenied})}, Broken, CauseModuleNotFound, Likely},
		{"it does, and speaks of modules", []route.Route{corpRoute}, []Result{said(lacks("p1", "rsc.io/other@v1.0.0"), HTTPFacts{Known: KnownDenied, OfModules: true})}, Broken, CauseModuleNotFound, Certain},
		{"a server that lacks the module, and has one that all have", []route.Route{corpRoute}, []Result{said(lacks("p1", "rsc.io/other@v1.0.0"), HTTPFacts{Known: KnownServed})}, Broken, CauseModuleNotFound, Certain},
		{"a public module proxy asked at an address of it that has no modules", []route.Route{testRoute("p1", "https://mirrors.aliyun.com", nil)}, []Result{said(lacks("p1", "rsc.io/other@v1.0.0"), HTTPFacts{Known: KnownDenied})}, Broken, CauseGOPROXYWrongURL, Certain},
		{"it is asked where it has them", []route.Route{testRoute("p1", "https://mirrors.aliyun.com/goproxy", nil)}, []Result{said(lacks("p1", "rsc.io/other@v1.0.0"), HTTPFacts{Known: KnownDenied})}, Broken, CauseModuleNotFound, Likely},
		{"a web server's 404, and one for what all have", []route.Route{corpRoute}, []Result{web404("rsc.io/other@v1.0.0", KnownDenied)}, Broken, CauseGOPROXYWrongURL, Likely},
		{"a web server's 404, and the module's origin has no page", []route.Route{corpRoute, originOf("other", "https://rsc.io", "rsc.io/other")}, []Result{web404("rsc.io/other@v1.0.0", KnownDenied), lost("other", "rsc.io/other@v1.0.0")}, Broken, CauseGOPROXYWrongURL, Likely},
		{"a web server's 404 from what has a module that all have", []route.Route{corpRoute}, []Result{web404("rsc.io/other@v1.0.0", KnownServed)}, Broken, CauseModuleNotFound, Likely},
		{"a web server's 404 from what has another module", []route.Route{corpRoute}, []Result{result(KindModuleInfo, "rsc.io/quote@v1.5.2", Pass, OK, nil), web404("rsc.io/other@v1.0.0", KnownDenied)}, Broken, CauseModuleNotFound, Likely},
		{"a server that a module proxy sends on to forbids", []route.Route{proxyRoute, redirectRoute}, []Result{{Check: Check{ID: "module-zip/r", Kind: KindModuleZip, Route: "r", Target: "rsc.io/quote@v1.5.2"}, Status: Fail, Code: StatusForbidden, Facts: HTTPFacts{Status: 403, Code: StatusForbidden}}}, Broken, CauseAddressRefused, Likely},
		{"a server that names the modules it has not", []route.Route{corpRoute}, []Result{naming(lacks("p1", "rsc.io/quote@v1.5.2")), naming(lacks("p1", "rsc.io/other@v1.0.0"))}, Broken, CauseModuleNotFound, Certain},
		{"a server that has none of two modules, and a module proxy that knows them no more", []route.Route{corpRoute, testRoute("p2", "https://goproxy.io", func(r *route.Route) { r.Position = 2 })}, []Result{
			lacks("p1", "rsc.io/quote@v1.5.2"), lacks("p1", "rsc.io/other@v1.0.0"), lacks("p2", "rsc.io/quote@v1.5.2"), lacks("p2", "rsc.io/other@v1.0.0"),
		}, Broken, CauseModuleNotFound, Certain},
		{"another module's origin has not been looked at", []route.Route{proxyRoute, originOf("v", "https://rsc.io", "rsc.io/quote")}, []Result{
			lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, OK), download(true, ""),
			result(KindModuleInfo, "rsc.io/quote@v1.5.2", Pass, OK, nil), lacks("p1", "rsc.io/other@v1.0.0"),
		}, Healthy, "", ""},
		{"two hosts of origins, the second refuses", []route.Route{neededOrigin("v1", "https://rsc.io", "rsc.io/quote"), neededOrigin("v2", "https://example.org", "example.org/x")}, []Result{
			lookupOK("rsc.io", "203.0.113.18"), dial("rsc.io:443", "203.0.113.18", 443, OK),
			lookupOK("example.org", "203.0.113.19"), dial("example.org:443", "203.0.113.19", 443, Refused),
		}, Broken, CauseTCPRefused, Certain},
		{"ssh goes another way than to the host's port", []route.Route{neededOrigin("v1", "ssh://example.org", "example.org/x")}, []Result{
			lookupOK("example.org", "203.0.113.19"), dial("example.org:443", "203.0.113.19", 443, Refused), download(true, ""),
			{Check: Check{ID: "repository/v1", Kind: KindRepository, Route: "v1"}, Status: Pass, Facts: RepositoryFacts{}},
		}, Healthy, "", ""},
		{"the network is gone, and go has all it needs", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), trial(TrialCached, true)}, Degraded, CauseTCPTimeout, Likely},
		{"the network is gone, and go lacks something", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), trial(TrialCached, false)}, Broken, CauseTCPTimeout, Likely},
		{"fetching is forbidden, and go has all it needs", []route.Route{proxyRoute}, []Result{download(false, CauseGOPROXYOff), trial(TrialCached, true)}, Degraded, CauseGOPROXYOff, Likely},
		{"an exported value fails, the stored one works", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), trial(TrialStored, true)}, Broken, CauseGoEnvConflict, Certain},
		{"an exported value fails, the stored one too", []route.Route{proxyRoute}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), trial(TrialStored, false)}, Broken, CauseTCPTimeout, Likely},
		{"streams break, and HTTP/1.1 does not", []route.Route{proxyRoute}, []Result{download(false, CauseHTTP2Broken), trial(TrialHTTP1, true)}, Broken, CauseHTTP2Broken, Certain},
		{"streams break, and HTTP/1.1 does too", []route.Route{proxyRoute}, []Result{download(false, CauseHTTP2Broken), trial(TrialHTTP1, false)}, Broken, CauseTransferCut, Likely},
		{"streams break, and nobody tried HTTP/1.1", []route.Route{proxyRoute}, []Result{download(false, CauseHTTP2Broken)}, Broken, CauseHTTP2Broken, Possible},
		{"an exported value works, a stored one would too", []route.Route{proxyRoute}, []Result{download(true, ""), trial(TrialStored, true)}, Healthy, "", ""},
		{"pipe: the first is silent, the rest of the list works", []route.Route{pipe, second}, []Result{lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), lookupOK("goproxy.corp.example", "10.0.0.3"), dial(corp, "10.0.0.3", 443, OK), trial(TrialRest, true)}, Degraded, CauseTCPTimeout, Likely},
		{"a page without TLS", []route.Route{neededOrigin("v1", "https://example.org", "example.org/x")}, []Result{
			lookupOK("example.org", "203.0.113.19"), dial("example.org:443", "203.0.113.19", 443, Refused),
			{Check: Check{ID: "discovery/v1/plain", Kind: KindDiscovery, Route: "v1" + PlainSuffix}, Status: Pass},
		}, Broken, CauseInsecureOnly, Likely},
		{"a page without TLS, as GOINSECURE has it", []route.Route{insecureOrigin}, []Result{
			lookupOK("example.org", "203.0.113.19"), dial("example.org:443", "203.0.113.19", 443, Refused),
			result(KindGoDownload, "example.org/x@v1.0.0", Pass, OK, DownloadFacts{Module: "example.org/x", Version: "v1.0.0", OK: true}),
		}, Healthy, "", ""},
		{"another toolchain, which the second place has", []route.Route{toolFirst, toolSecond}, []Result{
			toolchain("t1", StatusNotFound), toolchain("t2", OK), download(true, ""),
		}, Healthy, "", ""},
		{"another toolchain, and the last place to look at is nowhere", []route.Route{toolFirst, toolSecond}, []Result{
			toolchain("t1", StatusNotFound), lookupFails("goproxy.corp.example", NXDomain, answer(NXDomain, "NXDOMAIN")),
		}, Broken, CauseToolchainUnavailable, Certain},
		{"a setting hides roots that would do", []route.Route{proxyRoute}, []Result{result(KindTrust, "", Pass, OK, TrustFacts{FileSetting: "/corp.pem", Count: 1, Default: 140}), handshake(pub, UnknownAuthority, TLSFacts{Hidden: true, Chain: certificates("Web", now.Add(-year), now.Add(year))})}, Broken, CauseCASettingBroken, Certain},
		{"not valid yet, clock right", []route.Route{corpRoute}, []Result{handshake(corp, NotYetValid, TLSFacts{Now: now, ServerDate: now, Chain: certificates("X", now.Add(year), now.Add(2*year))})}, Broken, CauseTLSExpired, Certain},
		{"disk full", []route.Route{proxyRoute}, []Result{caused(KindDiskSpace, "/", CauseDiskFull), download(true, "")}, Broken, CauseDiskFull, Certain},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := NewBoard()
			b.addRoutes(c.routes)
			for _, r := range c.have {
				b.Put(r)
			}
			got := Conclude(b)
			if got.Status != c.status || got.Cause != c.cause || got.Confidence != c.sure {
				t.Errorf("got %s %s %s, want %s %s %s (also %v)", got.Status, got.Cause, got.Confidence, c.status, c.cause, c.sure, got.Also)
			}
		})
	}
}

// TestChecksumServer: what ails the checksum database is told of its host, and not
// of the module whose record was asked for.
func TestChecksumServer(t *testing.T) {
	sum := testRoute("s", "https://sums.corp.example", func(r *route.Route) { r.Purpose, r.Position = route.ChecksumDatabase, 0 })
	for code, want := range map[Code]string{StatusServerError: "sums.corp.example", StatusNotFound: "rsc.io/quote@v1.5.2"} {
		b := NewBoard()
		b.Put(Result{Check: Check{ID: "checksum-database/s", Kind: KindChecksumDatabase, Target: "rsc.io/quote@v1.5.2", Route: "s"}, Status: Fail, Code: code, Routes: []route.Route{sum}})
		if v := Conclude(b); v.Status != Broken || v.Target != want {
			t.Errorf("%s: %s %s about %q, want %q", code, v.Status, v.Cause, v.Target, want)
		}
	}
}

// TestOtherAddresses: of a host whose addresses fail in two ways, both are told.
func TestOtherAddresses(t *testing.T) {
	b := NewBoard()
	b.addRoutes([]route.Route{proxyRoute})
	b.Put(lookupOK(pubHost, "2001:db8::80", "203.0.113.80"))
	b.Put(result(KindConnect, pub, Fail, Timeout, DialFacts{Host: pubHost, Port: 443, Code: Timeout, Attempts: []Attempt{
		{Address: at("2001:db8::80", 443), Code: Timeout}, {Address: at("203.0.113.80", 443), Code: Refused},
	}}))
	got := Conclude(b)
	if got.Cause != CauseTCPTimeout || len(got.Also) != 1 || got.Also[0].Cause != CauseTCPRefused {
		t.Errorf("got %s, also %v", got.Cause, got.Also)
	}
}

// TestSecondHost: what a second host has by itself is told, though the cause is the
// same; what is the nameserver's or the network's own fault is told once.
func TestSecondHost(t *testing.T) {
	second := "go.corp.example"
	for _, c := range []struct {
		name string
		code Code
		also int
	}{
		{"both names are denied", NXDomain, 1},
		{"both names get a failure", ServFail, 0},
		{"nobody answers about either", Timeout, 0},
	} {
		b := NewBoard()
		b.addRoutes([]route.Route{proxyRoute, neededOrigin("v1", "https://"+second, second+"/x")})
		for _, host := range []string{pubHost, second} {
			b.Put(lookupFails(host, c.code, answer(c.code, "")))
			b.Put(compareLookup(host, Yes, "203.0.113.80"))
		}
		got := Conclude(b)
		if len(got.Also) != c.also || c.also > 0 && (got.Also[0].Cause != got.Cause || got.Also[0].Target == got.Target) {
			t.Errorf("%s: got %s about %s, also %v", c.name, got.Cause, got.Target, got.Also)
		}
	}
}

// pipeList is what was seen of a list of two with "|" between them.
func pipeList(results ...Result) *Board {
	first := testRoute("p1", "https://goproxy.corp.example", func(r *route.Route) { r.Fallback = route.OnAnyError })
	second := testRoute("p2", "https://proxy.golang.org", func(r *route.Route) { r.Position = 2 })
	b := NewBoard()
	b.addRoutes([]route.Route{first, second})
	for _, r := range results {
		b.Put(r)
	}
	return b
}

// TestListThatFails: when every entry of a list with "|" fails, the first is the
// verdict, and the others are named beside it.
func TestListThatFails(t *testing.T) {
	got := Conclude(pipeList(
		Result{Check: Check{ID: "module-info/p1", Kind: KindModuleInfo, Target: "rsc.io/quote@v1.5.2", Route: "p1"}, Status: Fail, Code: StatusServerError, Cause: CauseGOPROXYServerError},
		dial(pub, "203.0.113.80", 443, Refused), download(false, ""),
	))
	if got.Status != Broken || got.Cause != CauseGOPROXYServerError || len(got.Also) != 1 || got.Also[0].Cause != CauseTCPRefused {
		t.Errorf("got %s %s, also %v", got.Status, got.Cause, got.Also)
	}
}

// TestPageOfAnEntry: an entry of a list with "|" that answers everything with a page
// ends go, by the checksum database that it seems to relay; nobody else need have sent it.
func TestPageOfAnEntry(t *testing.T) {
	got := Conclude(pipeList(
		Result{Check: Check{ID: "module-info/p1", Kind: KindModuleInfo, Target: "rsc.io/quote@v1.5.2", Route: "p1"}, Status: Fail, Code: BadContent, Cause: CauseGOPROXYWrongURL},
		Result{Check: Check{ID: "module-info/p2", Kind: KindModuleInfo, Target: "rsc.io/quote@v1.5.2", Route: "p2"}, Status: Pass},
		download(false, CauseCaptivePortal),
	))
	if got.Status != Broken || got.Cause != CauseGOPROXYWrongURL || len(got.Also) != 0 {
		t.Errorf("got %s %s, also %v", got.Status, got.Cause, got.Also)
	}
}
