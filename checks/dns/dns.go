// Package dns asks whether the name that go will look up gives an address, the
// way go's own resolver would ask (net/dnsclient_unix.go): the hosts file, the
// search list, the nameservers of resolv.conf in their order. It asks all
// nameservers at once and more often than go does, and then says what go's
// order makes of the answers, and how long go would take. Where go leaves names
// to the system (Windows, macOS), so does this package.
package dns

import (
	"context"
	"net/netip"
	"runtime"
	"slices"
	"strings"

	"gomend/checks"
)

// Config reads resolv.conf, nsswitch.conf and the hosts file as go does. Its
// Result.Value is the *Resolver that the other checks use. It warns when no
// nameserver is set; what that means, the lookup shows.
func Config(opt Options) checks.Check {
	return checks.Check{
		ID:      configID,
		Kind:    checks.KindResolverConfig,
		Target:  opt.resolvConf(),
		Command: "cat " + opt.resolvConf(),
		Run: func(context.Context, *checks.Input) checks.Result {
			r := newResolver(opt)
			result := checks.Result{Status: checks.Pass, Facts: r.facts, Value: r}
			if r.facts.Defaulted || r.facts.FileCode != checks.OK {
				result.Status, result.Code = checks.Warn, r.facts.FileCode
			}
			return result
		},
	}
}

var configID = checks.KindResolverConfig.Name("")

// Lookup resolves host as go would. Its Result.Value is the []netip.Addr that
// go would dial, in go's order; Result.Then holds a check of each nameserver,
// when one was asked. It passes with a warning when go will lose time on silent
// servers (checks.LookupFacts.Delay), or when the address is a sinkhole.
func Lookup(host, routeID string) checks.Check {
	return checks.Check{
		ID:      checks.KindLookup.Name(host),
		Kind:    checks.KindLookup,
		Route:   routeID,
		Target:  host,
		Command: digCommand(netip.AddrPort{}, host),
		Needs:   []string{configID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			r := resolverOf(in)
			facts := r.lookup(ctx, host, bestRTT(in), func(so checks.LookupFacts) {
				in.Provisional(checks.Result{Status: lookupStatus(so), Code: so.Code, Facts: so})
			})
			for _, a := range facts.Answers {
				sawRTT(in, a)
			}
			result := checks.Result{Status: lookupStatus(facts), Code: facts.Code, Facts: facts}
			if result.Status.OK() {
				result.Value = slices.Clone(facts.Addresses)
			}
			if asksServers(facts) && ctx.Err() == nil {
				result.Then = r.nameserverChecks(host, routeID)
			}
			return result
		},
	}
}

// asksServers reports whether the nameservers have a part in what was found.
func asksServers(f checks.LookupFacts) bool { return f.Source == checks.FromDNS || len(f.Answers) > 0 }

func lookupStatus(f checks.LookupFacts) checks.Status {
	switch {
	case f.Code == checks.Canceled:
		return checks.Unknown
	case f.Code == checks.Sinkhole, f.Code == checks.OK && f.Delay > 0:
		return checks.Warn
	case f.Code != checks.OK:
		return checks.Fail
	}
	return checks.Pass
}

// Nameserver asks one nameserver about host, by UDP, and by TCP when UDP fails.
// It accuses nobody: it shows which server fails, and how.
func Nameserver(server netip.AddrPort, host, routeID string) checks.Check {
	return checks.Check{
		ID:      checks.KindNameserver.Name(server.Addr().String()),
		Kind:    checks.KindNameserver,
		Route:   routeID,
		Target:  server.Addr().String(),
		Command: digCommand(server, host),
		Needs:   []string{configID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			answer := resolverOf(in).nameserver(ctx, server, rooted(host), bestRTT(in), func(so checks.Answer) {
				in.Provisional(checks.Result{Status: checks.Fail, Code: so.Code, Facts: so})
			})
			sawRTT(in, answer)
			return checks.Result{Status: answerStatus(ctx, answer), Code: answer.Code, Facts: answer}
		},
	}
}

// answerStatus warns when the server works, and denies the name. A server that
// was not given its time for both families is not known.
func answerStatus(ctx context.Context, a checks.Answer) checks.Status {
	switch {
	case ctx.Err() != nil && (silent(a.CodeA) || silent(a.CodeAAAA)):
		return checks.Unknown
	case a.Code == checks.OK:
		return checks.Pass
	case a.Code == checks.NXDomain, a.Code == checks.NoData:
		return checks.Warn
	case ctx.Err() != nil:
		return checks.Unknown
	}
	return checks.Fail
}

// Compare asks public resolvers, or the servers given, about host: does the name
// exist elsewhere? It is for routes that are broken.
func Compare(host, routeID string, servers []netip.AddrPort) checks.Check {
	if len(servers) == 0 {
		servers = PublicResolvers
	}
	return checks.Check{
		ID:      checks.KindLookupCompare.Name(host),
		Kind:    checks.KindLookupCompare,
		Route:   routeID,
		Target:  host,
		Command: digCommand(servers[0], host),
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			r := resolverOf(in)
			c := comparison{waits: r.waits, name: rooted(host), servers: servers, plain: r.conf.plain}
			facts := c.run(ctx, bestRTT(in))
			facts.Host = host
			for _, a := range facts.Answers {
				sawRTT(in, a)
			}
			return compareResult(ctx, facts)
		},
	}
}

// ownTries is how often a configured nameserver is asked again: one that answers
// differently each time is found out with seven chances in eight.
const ownTries = 3

// CompareOwn asks each of the configured nameservers about host by itself, hosts
// file and search list aside, and more than once: what go made of the name may be
// something else. It contacts nobody that go would not.
func CompareOwn(host, routeID string) checks.Check {
	return checks.Check{
		ID:      checks.OwnLookupID(host),
		Kind:    checks.KindLookupCompare,
		Route:   routeID,
		Target:  host,
		Command: digCommand(netip.AddrPort{}, host),
		Needs:   []string{configID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			r := resolverOf(in)
			c := comparison{waits: r.waits, name: rooted(host), servers: slices.Repeat(r.servers, ownTries), patient: true, plain: r.conf.plain}
			facts := c.run(ctx, bestRTT(in))
			facts.Host = host
			return compareResult(ctx, facts)
		},
	}
}

// Resolve looks host up quietly, for checks that need a further name. What a
// Lookup has found already is used again.
func Resolve(ctx context.Context, r *Resolver, host string) ([]netip.Addr, checks.Code) {
	if facts, ok := r.remembered(host); ok {
		return slices.Clone(facts.Addresses), facts.Code
	}
	facts := r.lookup(ctx, host, 0, func(checks.LookupFacts) {})
	return facts.Addresses, facts.Code
}

// resolverOf is the resolver that Config read; one with default settings and no
// nameservers when Config has not run, as may be for a comparison.
func resolverOf(in *checks.Input) *Resolver {
	if r, ok := checks.ValueOf[*Resolver](in, configID); ok {
		return r
	}
	return &Resolver{waits: usualWaits}
}

// digCommand asks for host; server is the zero value for the configured ones. A
// name that is none is left out: it might mean something to a shell.
func digCommand(server netip.AddrPort, host string) string {
	if !isDomainName(host) {
		host = ""
	}
	if runtime.GOOS == "windows" {
		return command("nslookup", host, serverText(server, ""))
	}
	return command("dig", serverText(server, "@"), host)
}

func serverText(server netip.AddrPort, mark string) string {
	if !server.IsValid() {
		return ""
	}
	return mark + server.Addr().String()
}

func command(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}
