package explain

import (
	"regexp"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// slowConnect is curl's clock at ten seconds or more.
var slowConnect = regexp.MustCompile(`after \d{5,} ms`)

// serverStatus is a fault of the server, those of content networks included.
var serverStatus = regexp.MustCompile(`reading \S+: 5\d\d(?:\s|$)`)

var statusRules = []rule{
	{status: []int{401}, step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseGOPROXYUnauthorized), refine: pageLogin},
	{status: []int{403}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseGOPROXYUnauthorized, checks.CauseAddressRefused), refine: pageLogin},
	{status: []int{451}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseAddressRefused)},
	{status: []int{407}, step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseProxyAuthRequired)},
	{status: []int{429}, step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseGOPROXYRateLimited)},
	{status: []int{404, 410}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseModuleNotFound, checks.CauseVersionNotFound, checks.CauseGOPROXYWrongURL), refine: absent},
	{any: []string{": 50", ": 52", ": 53"}, form: serverStatus, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseGOPROXYServerError, checks.CauseGOPROXYUpstreamFailed), refine: serverFault},
	{status: []int{400}, all: []string{"reading http://"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseTLSNotTLS, checks.CauseGOPROXYWrongURL)},
	{status: []int{204, 304}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseGOPROXYBadContent)},
	{all: []string{"reading file://", "no such file or directory"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseModuleNotFound, checks.CauseGOPROXYWrongURL)},
	{status: []int{400, 405, 406}, step: StepRequest, confidence: checks.Possible, causes: is(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYServerError)},
	{all: []string{"403 Forbidden"}, step: StepRequest, confidence: checks.Possible, causes: is(checks.CauseAddressRefused, checks.CauseGOPROXYUnauthorized, checks.CauseProxyForbidden)},
	{all: []string{"invalid response from proxy", "'<'"}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), refine: pageAnswered},
	{any: []string{"invalid response from proxy", "proxy returned info for version", "unexpected end of JSON input"},
		step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseGOPROXYBadContent)},
	{any: []string{"stopped after 10 redirects"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseGOPROXYWrongURL)},
	{any: []string{"zip: not a valid zip file"}, step: StepTransfer, confidence: checks.Possible,
		causes: is(checks.CauseGOPROXYBadContent, checks.CauseModCacheCorrupt, checks.CauseCaptivePortal, checks.CauseGOPROXYWrongURL)},
	{any: []string{"gzip: invalid header"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseGOPROXYBadContent, checks.CauseCaptivePortal)},
	{any: []string{"has unexpected file", "downloaded zip file too large"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseGOPROXYBadContent)},
	{any: []string{"missing module line"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseCaptivePortal, checks.CauseGOPROXYBadContent)},
}

var moduleRules = []rule{
	{any: []string{"missing go.sum entry", "updates to go.mod needed"}, step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGoSumIncomplete)},
	{any: []string{"toolchain not available", "requires go >=", "switching to go", "invalid toolchain", "invalid GOTOOLCHAIN", "too many toolchain switches", "must match format 1.23", "unknown directive: toolchain",
		"cannot find \"go1", "checksum database disabled by GOSUMDB=off"}, step: StepLocal, confidence: checks.Likely, causes: is(checks.CauseToolchainUnavailable)},
	{any: []string{"unknown revision", "no matching versions for query", "invalid version: should be"}, step: StepVCS, confidence: checks.Likely,
		causes: is(checks.CauseVersionNotFound, checks.CauseModuleNotFound, checks.CauseGitAuthRequired, checks.CauseVCSMissing)},
	{any: []string{"cannot find package \"", "(from $GOPATH)"}, step: StepLocal, confidence: checks.Likely, causes: is(checks.CauseGOPATHMode, checks.CauseModuleNotFound)},
	{any: []string{"invalid github.com import path", "invalid version control suffix", "malformed module path", "cannot find module providing package",
		"unrecognized import path"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseModuleNotFound)},
}

// localRules are failures of the go command that no cause is about.
var localRules = []rule{
	{form: ownMessage, step: StepLocal},
	{any: []string{"fatal: unable to access", "fatal: Could not read from remote repository"}, step: StepVCS},
	{any: []string{"warning: both GOPATH", "no required module provides package", "declares its path as"}, step: StepLocal},
}

// ownMessage is a message of the go command, at the beginning of a line or behind
// what a wrapper put there.
var ownMessage = regexp.MustCompile(`(?:^|[\s:"'])go(?: get| mod \w+| install| list| build)?: \S`)

// theirSource are texts that a server hands on from its own attempt to fetch.
var theirSource = []string{"dial tcp", "lookup ", "git ls-remote", "git fetch", "exit status 128", "fatal: ", "unrecognized import path",
	"could not read Username", "fetch timed out", "i/o timeout"}

// theirNetwork are those of them that are about the way, and not the module.
var theirNetwork = []string{"i/o timeout", "connection refused", "connection reset", "server misbehaving", "handshake timeout", "fetch timed out",
	"Could not resolve host", "Failed to connect", "context deadline exceeded", "failed to verify certificate"}

func fromTheirSource(far string) bool { return containsAny(far, theirSource) }

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// pageLogin: a go-import page behind a login is about the repository's host.
func pageLogin(d Reading, _, far string) []checks.Cause {
	switch {
	case strings.Contains(d.URL, "go-get=1") && checks.PublicHost(d.Host):
		return is(checks.CauseAddressRefused, checks.CauseGitAuthRequired, checks.CauseMetaMissing)
	case strings.Contains(d.URL, "go-get=1"):
		return is(checks.CauseGitAuthRequired, checks.CauseMetaMissing)
	case d.Purpose == route.Redirect:
		return is(checks.CauseAddressRefused, checks.CauseGOPROXYUnauthorized)
	case checks.PublicProxy(d.Host) && d.Status == 401 && !strings.Contains(d.Line, "401 Unauthorized"): // no words of a module proxy: somebody answers in its name
		return is(checks.CauseProxyAuthRequired, checks.CauseTLSIntercepted, checks.CauseGOPROXYUnauthorized)
	case checks.PublicProxy(d.Host) && d.Status == 401: // it knows no users
		return is(checks.CauseGOPROXYUnauthorized, checks.CauseProxyAuthRequired, checks.CauseTLSIntercepted)
	case checks.PublicProxy(d.Host): // the answer of the host that a zip is sent on to carries the first URL
		return is(checks.CauseAddressRefused, checks.CauseProxyForbidden, checks.CauseGOPROXYUnauthorized)
	case containsAny(far, theirNetwork):
		return is(checks.CauseGOPROXYUpstreamFailed, checks.CauseGOPROXYUnauthorized)
	}
	return nil
}

// absent tells what a 404 is about.
func absent(d Reading, _, far string) []checks.Cause {
	switch {
	case strings.Contains(d.URL, "go-get=1"):
		return is(checks.CauseMetaMissing, checks.CauseModuleNotFound)
	case containsAny(far, theirNetwork):
		return is(checks.CauseGOPROXYUpstreamFailed, checks.CauseModuleNotFound)
	case strings.Contains(d.URL, "/tile/"):
		return is(checks.CauseGOPROXYBadContent, checks.CauseGOPROXYServerError)
	case d.Purpose == route.ChecksumDatabase && strings.Contains(far, "unknown revision") && !strings.Contains(far, "could not read Username"):
		return is(checks.CauseVersionNotFound, checks.CausePrivateModulePublicRoute, checks.CauseModuleNotFound) // it could read the repository
	case d.Purpose == route.ChecksumDatabase, strings.Contains(far, "could not read Username"):
		return is(checks.CausePrivateModulePublicRoute, checks.CauseModuleNotFound, checks.CauseVersionNotFound)
	case strings.TrimSpace(far) == "" && checks.PublicProxy(d.Host):
		return is(checks.CauseModuleNotFound, checks.CauseVersionNotFound, checks.CauseGOPROXYUpstreamFailed, checks.CausePrivateModulePublicRoute)
	case strings.TrimSpace(far) == "":
		return is(checks.CauseGOPROXYWrongURL, checks.CauseModuleNotFound, checks.CauseVersionNotFound, checks.CauseGOPROXYUpstreamFailed)
	case strings.HasSuffix(d.URL, "/list"):
		return is(checks.CauseModuleNotFound, checks.CausePrivateModulePublicRoute, checks.CauseGOPROXYWrongURL)
	case strings.Contains(far, "unknown revision"):
		return is(checks.CauseVersionNotFound, checks.CauseModuleNotFound, checks.CausePrivateModulePublicRoute)
	}
	return nil
}

func serverFault(_ Reading, _, far string) []checks.Cause {
	if containsAny(far, theirSource) {
		return is(checks.CauseGOPROXYUpstreamFailed, checks.CauseGOPROXYServerError)
	}
	return nil
}

// pageAnswered: at the address of a well-known module proxy a page comes from
// somebody on the way; anywhere else the address is the better guess.
func pageAnswered(d Reading, _, _ string) []checks.Cause {
	switch d.Host {
	case "proxy.golang.org", "goproxy.cn", "goproxy.io", "mirrors.aliyun.com":
		return is(checks.CauseCaptivePortal, checks.CauseGOPROXYWrongURL)
	}
	return nil
}
