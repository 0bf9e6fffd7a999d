package explain

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// Follows is whether the failing host follows from the settings of a machine.
type Follows string

// Answers to that.
const (
	Yes     Follows = "yes"
	No      Follows = "no"
	Unknown Follows = "unknown"
)

// Comparison is a reading held against the settings of this machine.
type Comparison struct {
	Here  Follows
	Hosts []string // that the settings lead to for this purpose, in the order in which go asks
}

// sentOn are hosts that module proxies send large files on to, and by which.
var sentOn = map[string][]string{
	"storage.googleapis.com": {"proxy.golang.org", "sum.golang.org"},
}

// Compare tells whether what failed follows from these settings. When it does
// not, the output was made elsewhere or with other settings, and that becomes the
// first candidate. It asks nobody.
func Compare(d Reading, s *route.Settings) (Reading, Comparison) {
	if !d.Found || s == nil {
		return d, Comparison{Here: Unknown}
	}
	ways := waysOf(d, s)
	c := Comparison{Here: ways.follows(d), Hosts: ways.list(d.Purpose)}
	if c.Here == No {
		d.first(checks.CauseOtherEnvironment, checks.Likely)
	}
	return d, c
}

// ways is whom go would talk to with some settings.
type ways struct {
	s      *route.Settings
	routes []route.Route
	hosts  []string // all that follow, in lower case
}

func waysOf(d Reading, s *route.Settings) ways {
	w := ways{s: s, routes: route.MakePlan(s, modulesFor(d, s)).Routes}
	for _, r := range w.routes {
		for _, u := range []*url.URL{r.URL, r.Asked, r.Via.URL} {
			w.add(u)
		}
	}
	for _, e := range s.GOPROXY() {
		w.add(e.URL)
	}
	if db := s.GOSUMDB(); db.URL != nil {
		w.add(db.URL)
	} else {
		w.add(db.Direct)
	}
	return w
}

func (w *ways) add(u *url.URL) {
	if u == nil || u.Hostname() == "" {
		return
	}
	if host := strings.ToLower(u.Hostname()); !slices.Contains(w.hosts, host) {
		w.hosts = append(w.hosts, host)
	}
}

// modulesFor is the module that the text names, or else those of this folder.
func modulesFor(d Reading, s *route.Settings) []route.Needed {
	if d.Purpose != route.Toolchain && module.CheckPath(d.Module) == nil {
		if mods, err := route.Modules(s, route.Module{Path: d.Module, Version: d.Version}.String()); err == nil {
			return mods
		}
	}
	mods, _ := route.Modules(s, "")
	return mods
}

// follows judges by what the text names: the way through a proxy, then the host.
func (w ways) follows(d Reading) Follows {
	if d.Via != "" || d.Step == StepProxy {
		return w.proxyFollows(d)
	}
	host := strings.ToLower(d.Host)
	switch {
	case host == "":
		return Unknown
	case slices.Contains(w.hosts, host):
		if w.wouldUseProxy(d) {
			return No
		}
		return Yes
	case containsAny(strings.Join(w.hosts, " "), sentOn[host]):
		return Yes
	}
	switch d.Purpose {
	case route.ModuleProxy, route.ChecksumDatabase, route.Toolchain:
		return No
	case route.VersionControl:
		if w.direct() {
			return Unknown // the page of the import path may name any host
		}
		return No
	}
	return Unknown
}

// direct reports whether go may ask repositories themselves.
func (w ways) direct() bool {
	return slices.ContainsFunc(w.routes, func(r route.Route) bool { return r.Purpose == route.VersionControl })
}

// wouldUseProxy: the text shows a direct connection to a host that these settings
// reach through a proxy only.
func (w ways) wouldUseProxy(d Reading) bool {
	u, err := url.Parse(d.URL)
	if err != nil || u.Host == "" || d.Purpose == route.VersionControl || d.Purpose == route.Redirect {
		return false
	}
	if d.Step != StepLookup && d.Step != StepConnect {
		return false
	}
	return !w.s.Via(u).Direct() && u.Hostname() == d.Host
}

// proxyFollows compares the proxy that the text names with those that are set.
func (w ways) proxyFollows(d Reading) Follows {
	var set []*url.URL
	for _, r := range w.routes {
		if !r.Via.Direct() {
			set = append(set, r.Via.URL)
		}
	}
	if len(set) == 0 {
		return No
	}
	named := hostOf(d.Via)
	if u, err := url.Parse(d.URL); named == "" && err == nil && u.Hostname() != d.Host {
		named = d.Host // the name of the proxy could not be looked up
	}
	for _, u := range set {
		if strings.EqualFold(u.Hostname(), named) {
			return Yes
		}
		if _, err := netip.ParseAddr(u.Hostname()); err != nil && d.Via != "" {
			if _, err := netip.ParseAddr(named); err == nil {
				return Unknown // a name is set, an address was dialled
			}
		}
	}
	if named == "" {
		return Unknown // the text does not name it
	}
	return No
}

func hostOf(hostport string) string {
	if i := strings.LastIndexByte(hostport, ':'); i > 0 {
		return strings.Trim(hostport[:i], "[]")
	}
	return hostport
}

// list is where the settings lead to for a purpose; for none that is known, all.
func (w ways) list(p route.Purpose) []string {
	var hosts []string
	for _, r := range w.routes {
		if r.URL == nil || r.Purpose != p && p != "" {
			continue
		}
		host := r.URL.Hostname()
		if !r.Via.Direct() {
			host = r.Via.URL.Hostname()
		}
		if host != "" && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// first puts a candidate before all others.
func (d *Reading) first(cause checks.Cause, confidence checks.Confidence) {
	list := []Candidate{{cause, cause.Layer(), confidence}}
	for _, c := range d.Candidates {
		if c.Cause != cause && len(list) < maxCandidates {
			list = append(list, Candidate{c.Cause, c.Layer, checks.Possible})
		}
	}
	d.Candidates = list
	d.Cause, d.Confidence, d.Layer = cause, confidence, cause.Layer()
}
