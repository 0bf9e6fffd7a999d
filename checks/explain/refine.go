package explain

import (
	"net/netip"
	"regexp"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// cutBody is a body that ended too early, in the words of Go before 1.16.
var cutBody = regexp.MustCompile(`@v\S+: unexpected EOF\s*$`)

// blockPage are addresses that a DNS filter gives for names that it blocks: those
// of Cisco Umbrella (docs.umbrella.com, "Block page IP addresses").
var blockPage = regexp.MustCompile(`dial tcp (?:146\.112\.61\.1\d\d|\[::ffff:146\.112\.61\.1\d\d\]):`)

// emptyModule is the hash of a module without files: an empty zip was served.
const emptyModule = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

// emptyZip tells broken content from changed content.
func emptyZip(_ Reading, near, _ string) []checks.Cause {
	if strings.Contains(near, emptyModule) {
		return is(checks.CauseGOPROXYBadContent, checks.CauseChecksumMismatch, checks.CauseModCacheCorrupt)
	}
	return nil
}

// cutOffBuild: what builds images and packages gives its steps a network with a way
// out, or none at all.
func cutOffBuild(d Reading, _, _ string) []checks.Cause {
	if d.Ran == ImageBuild || d.Ran == Sandbox {
		return is(checks.CauseNetworkIsolated, checks.CauseNoDefaultRoute, checks.CauseResolverUnreachable)
	}
	return nil
}

// gitLookup: curl and ssh do not tell a name that does not exist from a nameserver
// that is silent; a public host exists.
func gitLookup(d Reading, _, _ string) []checks.Cause {
	switch {
	case sshPath.MatchString(d.Line):
		return is(checks.CauseGitConfigBroken, checks.CauseDNSNXDomain)
	case checks.PublicHost(d.Host):
		return is(checks.CauseResolverUnreachable, checks.CauseNoInternet, checks.CauseNetworkIsolated, checks.CauseDNSBlocked, checks.CauseResolverNotConfigured)
	}
	return nil
}

// sshPath is a repository's path that was taken for a part of its host: a rewrite
// to ssh:// with the colon of the other form.
var sshPath = regexp.MustCompile(`Could not resolve hostname [^\s:]+:\w*[A-Za-z]`)

// gitExpiry: what libcurl adds behind "SSL certificate problem".
func gitExpiry(d Reading, _, _ string) []checks.Cause {
	switch {
	case strings.Contains(d.Line, "has expired"):
		return is(checks.CauseTLSExpired, checks.CauseClockSkew, checks.CauseTLSUnknownAuthority)
	case strings.Contains(d.Line, "not yet valid"):
		return is(checks.CauseClockSkew, checks.CauseTLSExpired)
	}
	return nil
}

// unknownName tells a misread list and a blocked name from one that does not exist.
func unknownName(d Reading, _, _ string) []checks.Cause {
	switch {
	case strings.ContainsAny(d.Host, ";，|、"): // a wrong separator makes one host of the GOPROXY list
		return is(checks.CauseGOPROXYMalformed)
	case checks.PublicHost(d.Host):
		return is(checks.CauseDNSBlocked, checks.CauseDNSNXDomain, checks.CauseNoInternet)
	}
	return nil
}

// fakeAddresses are those that a circumvention tool's own nameserver gives, of the
// network for benchmarks (RFC 2544).
var fakeAddresses = netip.MustParsePrefix("198.18.0.0/15")

// oddAddress: a public host has no private address, so that a wrong answer led there.
func oddAddress(d Reading, _, _ string) []checks.Cause {
	at, err := netip.ParseAddrPort(d.Address)
	if err != nil || d.Via != "" || !checks.PublicHost(d.Host) {
		return nil
	}
	if ip := at.Addr(); ip.IsPrivate() || ip.IsLinkLocalUnicast() || fakeAddresses.Contains(ip) {
		return is(checks.CauseDNSHijacked, checks.CauseHostsOverride, checks.CauseTCPTimeout, checks.CauseTCPRefused)
	}
	return nil
}

// onlyIPv6: no address of this machine's own to dial an IPv6 address from.
func onlyIPv6(d Reading, _, _ string) []checks.Cause {
	if at, err := netip.ParseAddrPort(d.Address); err == nil && at.Addr().Is6() {
		return is(checks.CauseIPv6Broken, checks.CauseNoAddress)
	}
	return nil
}

// gopathForm is how the go command names what it wants when modules are off.
var gopathForm = regexp.MustCompile(`(?m)^(?:package \S+|go get \S+[^@\s]|import "[^"]+"): (?:unrecognized import path|https? fetch|http/https fetch|exit status)|^Fetching https?://|^# cd \S*; git |/go/src/`)

// addCircumstances adds causes that not the failing line but the rest of the text
// speaks of.
func (d *Reading) addCircumstances(near string) {
	if d.Cause == checks.NoCause || d.FarSide {
		return
	}
	network := d.Step == StepLookup || d.Step == StepConnect || d.Step == StepProxy || d.Step == StepHandshake
	if gopathForm.MatchString(near) && (network || d.Purpose == route.VersionControl) {
		d.add(checks.CauseGOPATHMode)
	}
	if network && d.Ran == Sandbox {
		d.add(checks.CauseNetworkIsolated)
	}
	if d.Ran != Here && network {
		d.add(checks.CauseOtherEnvironment)
	}
}

// add adds a candidate that is possible, unless it is there or the list is full.
func (d *Reading) add(cause checks.Cause) {
	for _, c := range d.Candidates {
		if c.Cause == cause {
			return
		}
	}
	if len(d.Candidates) < maxCandidates {
		d.Candidates = append(d.Candidates, Candidate{cause, cause.Layer(), checks.Possible})
	}
}
