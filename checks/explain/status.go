package explain

import (
	"regexp"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// slowConnect is curl's clock at ten seconds or more.
var slowConnect = regexp.MustCompile(`after \d{5,} ms`)

var statusRules = []rule{
	{any: []string{": 401 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseGOPROXYUnauthorized), refine: pageLogin},
	{any: []string{": 403 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseGOPROXYUnauthorized, checks.CauseAddressRefused), refine: pageLogin},
	{any: []string{": 451 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseAddressRefused)},
	{any: []string{": 429 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseGOPROXYRateLimited)},
	{any: []string{": 404 ", ": 410 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseModuleNotFound, checks.CauseVersionNotFound, checks.CauseGOPROXYWrongURL), refine: absent},
	{any: []string{": 500 ", ": 501 ", ": 502 ", ": 503 ", ": 504 ", ": 520 ", ": 521 ", ": 522 ", ": 523 ", ": 524 ", ": 525 ", ": 530 "}, all: []string{"reading "},
		step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseGOPROXYServerError, checks.CauseGOPROXYUpstreamFailed), refine: serverFault},
	{all: []string{"reading http://", ": 400 Bad Request"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseTLSNotTLS, checks.CauseGOPROXYWrongURL)},
	{any: []string{": 204 ", ": 304 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseGOPROXYBadContent)},
	{all: []string{"reading file://", "no such file or directory"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseModuleNotFound, checks.CauseGOPROXYWrongURL)},
	{any: []string{": 400 ", ": 405 ", ": 406 "}, all: []string{"reading "}, step: StepRequest, confidence: checks.Possible, causes: is(checks.CauseGOPROXYWrongURL)},
	{all: []string{"invalid response from proxy", "'<'"}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), refine: pageAnswered},
	{any: []string{"invalid response from proxy", "proxy returned info for version", "unexpected end of JSON input"},
		step: StepRequest, confidence: checks.Certain, causes: is(checks.CauseGOPROXYBadContent)},
	{any: []string{"stopped after 10 redirects"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseGOPROXYWrongURL)},
	{any: []string{"zip: not a valid zip file"}, step: StepTransfer, confidence: checks.Possible,
		causes: is(checks.CauseGOPROXYBadContent, checks.CauseModCacheCorrupt, checks.CauseCaptivePortal, checks.CauseGOPROXYWrongURL)},
	{any: []string{"has unexpected file", "downloaded zip file too large"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseGOPROXYBadContent)},
	{any: []string{"missing module line"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseCaptivePortal, checks.CauseGOPROXYBadContent)},
}

var moduleRules = []rule{
	{any: []string{"missing go.sum entry", "updates to go.mod needed"}, step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGoSumIncomplete)},
	{any: []string{"toolchain not available", "requires go >=", "switching to go", "invalid toolchain", "invalid GOTOOLCHAIN", "too many toolchain switches",
		"cannot find \"go1", "checksum database disabled by GOSUMDB=off"}, step: StepLocal, confidence: checks.Likely, causes: is(checks.CauseToolchainUnavailable)},
	{any: []string{"unknown revision", "no matching versions for query", "invalid version: should be"}, step: StepVCS, confidence: checks.Likely,
		causes: is(checks.CauseVersionNotFound, checks.CauseModuleNotFound, checks.CauseVCSMissing)},
	{any: []string{"invalid github.com import path", "invalid version control suffix", "malformed module path", "cannot find module providing package",
		"unrecognized import path"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseModuleNotFound)},
}

// localRules are failures of the go command that no cause is about.
var localRules = []rule{
	{any: []string{"go: ", "warning: both GOPATH", "no required module provides package", "declares its path as"}, step: StepLocal},
}

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
	case strings.Contains(d.URL, "go-get=1"):
		return is(checks.CauseGitAuthRequired, checks.CauseMetaMissing)
	case d.Purpose == route.Redirect:
		return is(checks.CauseAddressRefused, checks.CauseGOPROXYUnauthorized)
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
		return is(checks.CauseGOPROXYBadContent)
	case d.Purpose == route.ChecksumDatabase, strings.Contains(far, "could not read Username"):
		return is(checks.CausePrivateModulePublicRoute, checks.CauseModuleNotFound, checks.CauseVersionNotFound)
	case strings.TrimSpace(far) == "":
		return is(checks.CauseGOPROXYWrongURL, checks.CauseModuleNotFound)
	case strings.HasSuffix(d.URL, "/list"):
		return is(checks.CauseModuleNotFound, checks.CausePrivateModulePublicRoute)
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
