package cli

import (
	"cmp"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix"
)

// params collects from a run's facts what the commands of a fix need to name.
func (s *session) params(v checks.Verdict, b *checks.Board) fix.Params {
	p := fix.Params{GOOS: runtime.GOOS, Root: privileged(), Forbidden: s.config.forbidden(), Private: s.config.private()}
	if f, ok := checks.FactsOf[checks.InterfaceFacts](b, string(checks.KindInterfaces)); ok {
		p.Container, p.Bare = f.Container, f.Container != "" && f.Home.Bare
	}
	s.addSettings(&p)
	accused, _ := b.Result(v.Check)
	p.Code = accused.Code
	addRoute(&p, v, b)
	addProblem(&p, v, b)
	addWayOut(&p, v, b)
	addNames(&p, v, b)
	addSignIn(&p, b)
	addFirewall(&p, b)
	s.addMirrors(&p, b)
	s.addSuggestion(&p, v)
	addDamaged(&p, v, b)
	s.addGoLine(&p, v)
	return p
}

// addGoLine reads the go line of go.mod, where the Go version is at fault.
func (s *session) addGoLine(p *fix.Params, v checks.Verdict) {
	settings := s.Settings()
	if settings == nil || v.Cause != checks.CauseToolchainUnavailable {
		return
	}
	gomod, _ := settings.Get("GOMOD")
	text, err := os.ReadFile(gomod)
	if err != nil {
		return
	}
	if f, err := modfile.ParseLax(gomod, text, nil); err == nil && f.Go != nil {
		p.GoLine, p.GoVersion = f.Go.Version, settings.GoVersion
	}
}

// addSuggestion is the wrong setting's value without its slip. It is made of the
// whole value, and its password hidden afterwards.
func (s *session) addSuggestion(p *fix.Params, v checks.Verdict) {
	if settings := s.Settings(); settings != nil && p.Setting != "" {
		value, _ := settings.Get(p.Setting)
		p.Suggestion = route.RedactText(fix.Repaired(v.Cause, p.Setting, value))
	}
}

// addDamaged names the module of a damaged file in the module cache
// (cmd/go/internal/modfetch/cache.go).
func addDamaged(p *fix.Params, v checks.Verdict, b *checks.Board) {
	f, ok := checks.FactsOf[checks.CacheFacts](b, v.Check)
	if !ok || v.Cause != checks.CauseModCacheCorrupt {
		return
	}
	rest, ok := strings.CutPrefix(filepath.ToSlash(f.Path), filepath.ToSlash(p.ModCache)+"/cache/download/")
	escaped, name, found := strings.Cut(rest, "/@v/")
	path, err := module.UnescapePath(escaped)
	version, err2 := module.UnescapeVersion(strings.TrimSuffix(name, ".zip"))
	if ok && found && err == nil && err2 == nil {
		p.Module, p.Version = path, version
	}
}

func (s *session) addSettings(p *fix.Params) {
	settings := s.Settings()
	if settings == nil {
		return
	}
	p.Settings = map[string]fix.Setting{}
	for name, value := range settings.Env {
		p.Settings[name] = fix.Setting{Value: value, Source: settings.Sources[name]}
	}
	p.ModCache = settings.Env["GOMODCACHE"]
	for _, problem := range settings.Unsafe() {
		if problem.Reason != "invented" && !slices.Contains(p.Unsafe, problem.Name) {
			p.Unsafe = append(p.Unsafe, problem.Name)
		}
	}
}

// addRoute is about the route that the verdict accuses.
func addRoute(p *fix.Params, v checks.Verdict, b *checks.Board) {
	r, ok := routeOf(v, b)
	if !ok {
		return
	}
	p.Purpose, p.URL, p.Rewritten = r.Purpose, r.Display(), r.Rewritten()
	if r.Purpose == route.VersionControl || r.Purpose == route.ModuleProxy {
		p.Module, p.Version = r.Module.Path, r.Module.Version
	}
	if r.Purpose == route.VersionControl && r.Tool != "" && r.URL != nil {
		p.Repository = r.URL.Hostname()
		if r.Asked != nil {
			p.Repository = r.Asked.Hostname()
		}
	}
}

func routeOf(v checks.Verdict, b *checks.Board) (route.Route, bool) {
	list := b.Routes()
	i := slices.IndexFunc(list, func(r route.Route) bool { return r.ID == v.Route })
	if i < 0 || v.Route == "" {
		return route.Route{}, false
	}
	return list[i], true
}

// addProblem names the setting that is wrong: the one that the accused check is
// about, a fatal one before others, else the proxy variable of the route.
func addProblem(p *fix.Params, v checks.Verdict, b *checks.Board) {
	if f, ok := checks.FactsOf[checks.SettingsFacts](b, v.Check); ok {
		for _, problem := range f.Problems {
			if p.Setting == "" || problem.Fatal && string(problem.Kind) == string(v.Cause) {
				p.Setting = problem.Name
			}
		}
		return
	}
	if f, ok := checks.FactsOf[checks.TrustFacts](b, string(checks.KindTrust)); ok && v.Cause == checks.CauseCASettingBroken {
		p.Setting = f.Setting
		return
	}
	if r, ok := routeOf(v, b); ok {
		p.Setting = r.Via.Source
	}
}

// addWayOut names the interface and gateway that packets take, and a proxy that
// was seen to work for what fails.
func addWayOut(p *fix.Params, v checks.Verdict, b *checks.Board) {
	for _, f := range checks.AllFacts[checks.PathFacts](b) {
		if f.Code == checks.OK && !f.Loopback && f.Gateway.IsValid() {
			p.Interface, p.Gateway = f.Interface, f.Gateway.String()
			break
		}
	}
	if p.Interface == "" {
		p.Interface = outerInterface(b)
	}
	target := ""
	if r, ok := routeOf(v, b); ok && r.URL != nil {
		target = checks.Address(r.URL)
	}
	for _, f := range checks.AllFacts[checks.ProxyCompareFacts](b) {
		if f.Code == checks.OK && f.Proxy != "" && f.Target == target {
			p.ProxyURL, p.ProxyFrom = f.Proxy, f.Source
			return
		}
	}
}

// addSignIn names the page that visitors are sent to. Its query is left out: it holds
// what is about this visitor only, and a portal makes it anew.
func addSignIn(p *fix.Params, b *checks.Board) {
	for _, f := range checks.AllFacts[checks.SignInFacts](b) {
		to, err := url.Parse(f.Location)
		if err == nil && f.Foreign && to.Host != "" && (to.Scheme == "http" || to.Scheme == "https") {
			p.SignIn = (&url.URL{Scheme: to.Scheme, Host: to.Host, Path: to.Path}).String()
			return
		}
	}
}

// outerInterface is the interface to mend where no packet has a gateway: one that
// leads out of this machine, or would.
func outerInterface(b *checks.Board) string {
	for _, f := range checks.AllFacts[checks.PathFacts](b) {
		if f.Code == checks.OK && !f.Loopback && f.Interface != "" {
			return f.Interface
		}
	}
	f, _ := checks.FactsOf[checks.InterfaceFacts](b, string(checks.KindInterfaces))
	for _, i := range f.Interfaces {
		if !i.Loopback && !i.Internal {
			return i.Name
		}
	}
	return ""
}

// addFirewall names who keeps the rules of this machine, and the one that stops go.
func addFirewall(p *fix.Params, b *checks.Board) {
	for _, f := range checks.AllFacts[checks.FirewallFacts](b) {
		p.Firewall = cmp.Or(p.Firewall, f.Owner)
		if f.Place() != "" && (f.Blocked == checks.Yes || f.Seen != checks.NotSeen) {
			p.Firewall = cmp.Or(f.Owner, p.Firewall)
			p.Rule = fix.Rule{Family: f.Family, Table: f.Table, Chain: f.Chain, Handle: f.Handle}
			return
		}
	}
}

// addNames is about name resolution: servers that answered and are not the ones
// set, who owns the configuration, and the line of the hosts file that was used.
func addNames(p *fix.Params, v checks.Verdict, b *checks.Board) {
	set, _ := checks.FactsOf[checks.ResolverFacts](b, string(checks.KindResolverConfig))
	for _, f := range checks.AllFacts[checks.CompareLookupFacts](b) {
		for _, a := range f.Answers {
			name := a.Server.Addr().String()
			if a.Code == checks.OK && !slices.Contains(set.Nameservers, a.Server.Addr()) && !slices.Contains(p.Nameservers, name) {
				p.Nameservers = append(p.Nameservers, name)
			}
		}
	}
	p.DNSOwner = set.Owner
	if r, ok := routeOf(v, b); ok {
		f, _ := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(r.Host))
		p.HostsLine = f.HostsLine
		p.Address = rightPlace(r, b)
	}
}

// rightPlace is another address than go's, at which a route's server has proved
// with its certificate that it answers; empty when none is known.
func rightPlace(r route.Route, b *checks.Board) string {
	if r.URL == nil {
		return ""
	}
	for _, result := range b.Results() {
		f, ok := result.Facts.(checks.TLSCompareFacts)
		if ok && result.Check.Target == checks.Address(r.URL) && f.OtherAddress == checks.OK && f.Address.IsValid() {
			return f.Address.Addr().String()
		}
	}
	return ""
}
