package explain

import (
	"regexp"
	"slices"
	"strings"

	"gomend/checks"
)

// is is the list of causes of a rule, best first.
func is(causes ...checks.Cause) []checks.Cause { return causes }

// rules are asked in order; the first whose line is found decides. What happens
// on this machine stands first, because the network has worked by then.
var rules = slices.Concat(diskRules, settingRules, checksumRules, gitRules, proxyRules, tlsRules, networkRules, connectRules, statusRules, moduleRules, localRules)

var diskRules = []rule{
	{any: []string{"no space left on device", "disk quota exceeded", "not enough space on the disk"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseDiskFull)},
	{any: []string{"read-only file system"}, own: true,
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseModCacheUnwritable)},
	{any: []string{"permission denied", "Access is denied"}, own: true, not: []string{"connect: permission denied", "Permission denied (", "connectex"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseModCacheUnwritable)},
	{any: []string{".lock: is a directory", "could not create module cache", "module cache not found", "GOMODCACHE entry is relative", "/latest: no such file or directory"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseModCacheUnwritable)},
	{any: []string{"open /dev/null: too many open files"}, step: StepLocal},
}

var settingRules = []rule{
	{any: []string{"invalid repo root", "unknown vcs", "disagree about go-import", "no go-import meta tags", "multiple meta tags", "XML syntax error"},
		step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseMetaMissing)},
	{any: []string{"GOPROXY list is not the empty string", "invalid proxy URL", "invalid file:// proxy URL", "refusing to pass credentials to insecure URL",
		"first path segment in URL cannot contain colon", "invalid URL escape"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGOPROXYMalformed)},
	{all: []string{"parse \"", "invalid port"}, step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGOPROXYMalformed)},
	{any: []string{"disabled by GOPROXY=off"}, step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGOPROXYOff)},
	{any: []string{"disabled by -mod=vendor", "inconsistent vendoring", "using the vendor directory"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseVendorMode)},
	{any: []string{"modules disabled by GO111MODULE=off"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGOPATHMode)},
	{any: []string{"missing GOSUMDB", "invalid GOSUMDB", "invalid sumdb name"},
		step: StepVerify, confidence: checks.Certain, causes: is(checks.CauseGOSUMDBMalformed)},
	{any: []string{"note has no verifiable signatures"},
		step: StepVerify, confidence: checks.Likely, causes: is(checks.CauseGOSUMDBMalformed, checks.CauseGOPROXYBadContent)},
	{any: []string{"GOVCS disallows"}, step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseVCSDisallowed)},
	{any: []string{"entry in GOVCS", "pattern in GOVCS", "list in GOVCS", "allowed in GOVCS", "name in GOVCS"}, step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseSettingMalformed)}, // cmd/go/internal/vcs/vcs.go:parseGOVCS
	{any: []string{"GOVCS"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseVCSDisallowed)},
	{any: []string{"refusing to use HTTP_PROXY value in CGI environment", "unknown go command variable HTTPS_PROXY"},
		step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseProxyMalformed)},
	{any: []string{"network disabled by cmdgonetlimit=0"}, step: StepLocal},
	{any: []string{"unknown environment setting GO111MODULE"}, step: StepLocal, confidence: checks.Certain, causes: is(checks.CauseGOPATHMode, checks.CauseSettingMalformed)},
	{any: []string{"go: GOAUTH", "go: parsing $GOFLAGS", "GOPATH entry is relative"}, step: StepLocal, confidence: checks.Certain,
		causes: is(checks.CauseSettingMalformed)},
	{all: []string{"go-codehost-", "no such file or directory"}, step: StepLocal, confidence: checks.Certain,
		causes: is(checks.CauseSettingMalformed)}, // TMPDIR (cmd/go/internal/modfetch/coderepo.go:Zip)
}

var checksumRules = []rule{
	{any: []string{"malformed record data"}, step: StepVerify, confidence: checks.Likely,
		causes: is(checks.CauseCaptivePortal, checks.CauseGOPROXYBadContent)},
	{any: []string{"cannot authenticate record data", "cannot validate record"}, step: StepVerify, confidence: checks.Likely,
		causes: is(checks.CauseGOPROXYBadContent, checks.CauseChecksumMismatch)},
	{any: []string{"checksum mismatch", "misbehavior detected", "checksum missing from sumdb response", "SECURITY ERROR"},
		step: StepVerify, confidence: checks.Likely, causes: is(checks.CauseChecksumMismatch, checks.CauseGOPROXYBadContent, checks.CauseModCacheCorrupt, checks.CauseCaptivePortal), refine: emptyZip},
	{any: []string{"malformed go.sum"}, step: StepVerify, confidence: checks.Likely, causes: is(checks.CauseGoSumIncomplete)},
}

var gitRules = []rule{
	{all: []string{"failed to execute git version: exit status"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseGitConfigBroken, checks.CauseVCSMissing)},
	{all: []string{"fatal: transport '", "' not allowed"}, step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseGitConfigBroken)},
	{any: []string{"missing Git command", "failed to execute git version", "executable file not found in", "cannot run ssh"},
		step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseVCSMissing)},
	{any: []string{"Host key verification failed", "HOST IDENTIFICATION HAS CHANGED", "The authenticity of host"},
		step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseGitHostKey)},
	{any: []string{"Permission denied ("}, step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseGitSSHDenied)},
	{any: []string{"could not read Username", "could not read Password", "terminal prompts disabled"},
		step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseGitAuthRequired, checks.CauseModuleNotFound)},
	{any: []string{"Authentication failed for", "HTTP Basic: Access denied", "returned error: 401", "returned error: 403"},
		step: StepVCS, confidence: checks.Certain, causes: is(checks.CauseGitAuthRequired)},
	{any: []string{"CONNECT tunnel failed, response 407", "HTTP code 407 from proxy"},
		step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyAuthRequired)},
	{any: []string{"CONNECT tunnel failed, response 403"}, step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyForbidden)},
	{any: []string{"CONNECT tunnel failed"}, step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyUpstreamFailed)},
	{any: []string{"Could not resolve proxy"}, step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyUnresolvable)},
	{any: []string{"Could not resolve host"}, step: StepLookup, confidence: checks.Likely,
		causes: is(checks.CauseDNSNXDomain, checks.CauseResolverUnreachable, checks.CauseDNSBlocked), refine: gitLookup},
	{all: []string{"Failed to connect to"}, step: StepConnect, confidence: checks.Likely,
		causes: is(checks.CauseTCPRefused, checks.CauseTCPTimeout), refine: gitConnect},
	{all: []string{"ssh: connect to host", "refused"}, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseTCPRefused)},
	{all: []string{"ssh: connect to host"}, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseTCPTimeout, checks.CauseTCPUnreachable)},
	{any: []string{"server certificate verification failed", "SSL certificate problem"}, step: StepHandshake, confidence: checks.Likely,
		causes: is(checks.CauseTLSUnknownAuthority, checks.CauseTLSIntercepted, checks.CauseGitConfigBroken, checks.CauseCABundleMissing), refine: gitExpiry},
	{any: []string{"SEC_E_UNTRUSTED_ROOT", "CRYPT_E_NO_REVOCATION_CHECK", "CRYPT_E_REVOCATION_OFFLINE"}, step: StepHandshake, confidence: checks.Likely,
		causes: is(checks.CauseTLSUnknownAuthority, checks.CauseTLSIntercepted)},
	{any: []string{"gnutls_handshake() failed", "SSL_ERROR_SYSCALL", "SSL_connect: ", "failed to receive handshake"}, step: StepHandshake, confidence: checks.Possible,
		causes: is(checks.CauseTLSReset, checks.CauseTCPReset, checks.CauseTLSVersion, checks.CauseProxyNeeded)},
	{any: []string{"SSL_read: ", "GnuTLS recv error", "Recv failure: ", "Empty reply from server", "Operation too slow", "Operation timed out after"}, step: StepTransfer,
		confidence: checks.Likely, causes: is(checks.CauseTransferCut, checks.CauseTCPReset, checks.CauseTLSReset)},
	{any: []string{"returned error: 404"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseModuleNotFound, checks.CauseGitAuthRequired)},
	{any: []string{"RPC failed", "early EOF", "unexpected disconnect"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseTransferCut)},
	{all: []string{"fatal: repository", "not found"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseModuleNotFound, checks.CauseGitAuthRequired)},
	{any: []string{"fatal: not a git repository", ": git init --bare"}, step: StepVCS, confidence: checks.Likely, causes: is(checks.CauseGitConfigBroken, checks.CauseModCacheCorrupt)}, // GIT_DIR
	{any: []string{"no secure protocol found for repository"}, step: StepVCS, confidence: checks.Possible,
		causes: is(checks.CauseInsecureOnly, checks.CauseModuleNotFound, checks.CauseGitAuthRequired)},
}

// gitConnect tells a refused connection from a silent one by curl's own clock,
// and a proxy by a port that no repository is served at.
func gitConnect(d Reading, near, _ string) []checks.Cause {
	for _, port := range []string{"port 3128 ", "port 8080 ", "port 1080 ", "port 8118 ", "port 7890 "} {
		if strings.Contains(d.Line, port) {
			return is(checks.CauseProxyRefused, checks.CauseProxyTimeout)
		}
	}
	if slowConnect.MatchString(near) {
		return is(checks.CauseTCPTimeout, checks.CauseProxyNeeded, checks.CauseFirewallLocal)
	}
	return nil
}

// connectAnswer is a reason phrase in the place of an error: a proxy's answer to
// CONNECT (net/http/transport.go:dialConn). It may be empty.
var connectAnswer = regexp.MustCompile(`Get "https://[^"]+":(?: [A-Za-z][^:"]*)?\s*$`)

var connectRules = []rule{
	{form: connectAnswer, not: []string{"EOF", "\": dial ", "\": read ", "\": net/http", "\": x509", "\": tls", "\": remote error", "\": proxyconnect",
		"\": socks", "\": context", "\": stopped after", "\": redirected", "\": stream error"}, step: StepProxy, confidence: checks.Possible,
		causes: is(checks.CauseProxyForbidden, checks.CauseProxyUpstreamFailed, checks.CauseProxyNotAProxy)},
}

var proxyRules = []rule{
	{all: []string{"proxyconnect tcp:", "invalid port"}, step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyMalformed)},
	{all: []string{"proxyconnect tcp:", "lookup ", "timeout"}, step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyUnresolvable)},
	{all: []string{"proxyconnect tcp:", "lookup "}, step: StepProxy, confidence: checks.Certain,
		causes: is(checks.CauseProxyUnresolvable, checks.CauseProxyMalformed), refine: proxyName},
	{all: []string{"proxyconnect tcp: dial tcp :"}, step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyMalformed)},
	{all: []string{"proxyconnect tcp:", "refused"}, step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyRefused, checks.CauseProxyMalformed)},
	{all: []string{"proxyconnect tcp:"}, any: []string{"i/o timeout", "no route to host", "network is unreachable"},
		step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyTimeout)},
	{all: []string{"proxyconnect tcp:", "x509:"}, step: StepProxy, confidence: checks.Likely,
		causes: is(checks.CauseTLSUnknownAuthority, checks.CauseProxyNotAProxy)},
	{all: []string{"proxyconnect tcp:"}, step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyNotAProxy, checks.CauseProxyMalformed)},
	{all: []string{"socks connect tcp"}, any: []string{"no acceptable authentication methods", "authentication failed"},
		step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyAuthRequired)},
	{all: []string{"socks connect tcp"}, any: []string{"not allowed by ruleset"},
		step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyForbidden)},
	{all: []string{"socks connect tcp"}, any: []string{"unexpected protocol version", ": EOF"},
		step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyNotAProxy)},
	{all: []string{"socks connect tcp", "refused"}, not: []string{"unknown error"},
		step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyRefused)},
	{all: []string{"socks connect tcp"}, step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyUpstreamFailed)},
	{any: []string{"407 Proxy Authentication Required", ": Proxy Authentication Required"},
		step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyAuthRequired)},
	{all: []string{"Get \""}, any: []string{"\": Forbidden"}, step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyForbidden)},
	{all: []string{"Get \""}, any: []string{"\": Bad Gateway", "\": Service Unavailable", "\": Gateway Timeout", "\": Internal Server Error"},
		step: StepProxy, confidence: checks.Certain, causes: is(checks.CauseProxyUpstreamFailed, checks.CauseNoProxyMissing)},
	{all: []string{"Get \""}, any: []string{"\": Bad Request", "\": Method Not Allowed", "\": Not Found", "\": Not Implemented", "\": malformed HTTP"},
		not: []string{"HTTP/1.x transport connection broken"}, step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyNotAProxy)},
	{all: []string{"Get \""}, any: []string{"\": Found", "\": Moved", "\": Temporary Redirect", "\": See Other"},
		step: StepProxy, confidence: checks.Likely, causes: is(checks.CauseProxyForbidden, checks.CauseCaptivePortal)},
	{all: []string{"Get \"", "\": unexpected EOF"}, step: StepProxy, confidence: checks.Possible, causes: is(checks.CauseProxyNotAProxy, checks.CauseTCPReset)},
	{all: []string{"Get \"", "\": context deadline exceeded"}, step: StepProxy, confidence: checks.Possible,
		causes: is(checks.CauseProxyTimeout, checks.CauseTLSTimeout, checks.CauseGOPROXYServerError)},
}

// proxyName tells a name that is a misread setting from one that is not found.
func proxyName(d Reading, _, _ string) []checks.Cause {
	host := strings.Trim(d.Host, `'"`)
	if !strings.Contains(host, ".") || strings.HasPrefix(host, "xn--http") {
		return is(checks.CauseProxyMalformed, checks.CauseProxyUnresolvable)
	}
	return nil
}

var tlsRules = []rule{
	{any: []string{"signed by unknown authority", "certificate is not trusted", "certificate is not standards compliant", "x509: OSStatus"},
		step: StepHandshake, confidence: checks.Likely, causes: is(checks.CauseTLSUnknownAuthority, checks.CauseTLSIntercepted, checks.CauseCABundleMissing)},
	{any: []string{"failed to load system roots"}, step: StepHandshake, confidence: checks.Certain, causes: is(checks.CauseCASettingBroken, checks.CauseCABundleMissing)},
	{all: []string{"has expired or is not yet valid"}, step: StepHandshake, confidence: checks.Likely,
		causes: is(checks.CauseTLSExpired, checks.CauseClockSkew, checks.CauseTLSIntercepted), refine: expiry},
	{any: []string{"x509: certificate is valid for", "doesn't contain any IP SANs", "relies on legacy Common Name", "certificate is not valid for any names"},
		step: StepHandshake, confidence: checks.Likely, causes: is(checks.CauseTLSNameMismatch, checks.CauseDNSHijacked, checks.CauseCaptivePortal)},
	{any: []string{"x509:", "server sent certificate containing RSA key"}, step: StepHandshake, confidence: checks.Possible, causes: is(checks.CauseTLSUnknownAuthority)},
	{any: []string{"protocol version not supported", "tls: handshake failure", "selected unsupported protocol version", "insufficient security level"},
		step: StepHandshake, confidence: checks.Likely, causes: is(checks.CauseTLSVersion)},
	{any: []string{"remote error: tls:"}, step: StepHandshake, confidence: checks.Possible, causes: is(checks.CauseTLSReset, checks.CauseTLSVersion)},
	{any: []string{"server gave HTTP response to HTTPS client", "first record does not look like a TLS handshake", "malformed HTTP response \"\\x15\\x03"},
		step: StepHandshake, confidence: checks.Certain, causes: is(checks.CauseTLSNotTLS)},
	{any: []string{"TLS handshake timeout"}, step: StepHandshake, confidence: checks.Possible,
		causes: is(checks.CauseTLSTimeout, checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge)},
	{any: []string{": tls:", " tls: "}, step: StepHandshake, confidence: checks.Possible, causes: is(checks.CauseTLSVersion)},
}

// expiry: a certificate from the future speaks of the clock.
func expiry(d Reading, _, _ string) []checks.Cause {
	if strings.Contains(d.Line, " is before ") {
		return is(checks.CauseClockSkew, checks.CauseTLSExpired)
	}
	return nil
}

var networkRules = []rule{
	{all: []string{"lookup "}, any: []string{"connect: network is unreachable"}, not: []string{"dial udp ["}, step: StepLookup, confidence: checks.Likely,
		causes: is(checks.CauseNoDefaultRoute, checks.CauseNetworkIsolated, checks.CauseResolverUnreachable), refine: cutOffBuild},
	{all: []string{"lookup "}, any: []string{"on [::1]:53", "on 127.0.0.1:53"}, step: StepLookup, confidence: checks.Likely,
		causes: is(checks.CauseResolverNotConfigured, checks.CauseResolverRefused, checks.CauseNetworkIsolated)},
	{all: []string{"lookup ", "connection refused"}, step: StepLookup, confidence: checks.Certain, causes: is(checks.CauseResolverRefused)},
	{all: []string{"lookup "}, any: []string{"i/o timeout", "no route to host", "network is unreachable", "operation not permitted"}, step: StepLookup,
		confidence: checks.Likely, causes: is(checks.CauseResolverUnreachable, checks.CauseNoInternet)},
	{all: []string{"lookup ", "server misbehaving"}, step: StepLookup, confidence: checks.Likely, causes: is(checks.CauseDNSServFail, checks.CauseDNSRefused)},
	{all: []string{"lookup ", "no such host"}, step: StepLookup, confidence: checks.Likely,
		causes: is(checks.CauseDNSNXDomain, checks.CauseDNSBlocked, checks.CauseDNSNoData), refine: unknownName},
	{all: []string{"lookup "}, any: []string{"Temporary failure in name resolution", "temporary error during hostname resolution"}, step: StepLookup,
		confidence: checks.Likely, causes: is(checks.CauseResolverUnreachable, checks.CauseDNSServFail, checks.CauseNoInternet, checks.CauseNetworkIsolated)},
	{all: []string{"lookup "}, any: []string{"no data of the requested type", "lame referral", "cannot unmarshal DNS"}, step: StepLookup,
		confidence: checks.Likely, causes: is(checks.CauseDNSNoData, checks.CauseDNSServFail)},
	{all: []string{"no suitable address found"}, step: StepLookup, confidence: checks.Likely, causes: is(checks.CauseDNSNoData)},
	{all: []string{"dial tcp: i/o timeout"}, step: StepLookup, confidence: checks.Likely, // no address: the name was not resolved
		causes: is(checks.CauseResolverUnreachable, checks.CauseNoInternet, checks.CauseDNSSlow)},
	{form: blockPage, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseDNSBlocked, checks.CauseDNSHijacked)},
	{all: []string{"dial tcp"}, any: []string{"dial tcp 127.", "dial tcp 0.0.0.0", "dial tcp [::]:", "dial tcp [::1]:"}, not: []string{"://localhost", "://127.", "://[::1]"}, step: StepConnect,
		confidence: checks.Likely, causes: is(checks.CauseDNSBlocked, checks.CauseHostsOverride, checks.CauseTCPRefused)},
	{any: []string{"connection refused", "actively refused", "connectex: No connection"}, step: StepConnect, confidence: checks.Likely,
		causes: is(checks.CauseTCPRefused, checks.CauseProxyNeeded, checks.CauseFirewallLocal), refine: oddAddress},
	{all: []string{"dial tcp"}, any: []string{"i/o timeout", "did not properly respond", "connectex: A connection", "operation timed out", "connection timed out"}, step: StepConnect,
		confidence: checks.Likely, causes: is(checks.CauseTCPTimeout, checks.CauseProxyNeeded, checks.CauseFirewallLocal), refine: oddAddress},
	{all: []string{"network is unreachable"}, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseNoDefaultRoute, checks.CauseTCPUnreachable), refine: cutOffBuild},
	{any: []string{"unreachable network", "unreachable host"}, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseNoDefaultRoute, checks.CauseGatewayUnreachable)},
	{any: []string{"no route to host"}, step: StepConnect, confidence: checks.Possible, causes: is(checks.CauseTCPUnreachable, checks.CauseGatewayUnreachable, checks.CauseFirewallLocal, checks.CauseProxyNeeded)},
	{all: []string{"dial tcp"}, any: []string{"connect: invalid argument", "connect: permission denied", "connect: operation not permitted"}, step: StepConnect,
		confidence: checks.Likely, causes: is(checks.CauseNoDefaultRoute, checks.CauseFirewallLocal)},
	{any: []string{"forbidden by its access permissions"}, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseFirewallLocal)},
	{any: []string{"cannot assign requested address"}, step: StepConnect, confidence: checks.Likely, causes: is(checks.CauseNoAddress), refine: onlyIPv6},
	{any: []string{"stream error:", "stream error;", "received DATA before a HEADERS frame", "server sent GOAWAY", "http2:"}, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseHTTP2Broken, checks.CauseTransferCut)},
	{all: []string{"read \""}, any: []string{"unexpected EOF", "connection reset", "connection abort", "timed out", "forcibly closed", "aborted"}, step: StepTransfer,
		confidence: checks.Likely, causes: is(checks.CauseTransferCut, checks.CauseTCPReset)},
	{any: []string{"connection reset by peer", "forcibly closed", "was aborted", "broken pipe", "connection abort"}, step: StepRequest, confidence: checks.Likely,
		causes: is(checks.CauseTCPReset, checks.CauseTLSReset), refine: cutByProxy},
	{any: []string{"read: connection timed out", "read: operation timed out"}, step: StepRequest, confidence: checks.Possible, causes: is(checks.CauseTCPReset, checks.CauseTCPTimeout)},
	{any: []string{"connection broken: malformed HTTP"}, step: StepRequest, confidence: checks.Possible, causes: is(checks.CauseTCPReset, checks.CauseGOPROXYWrongURL)},
	{all: []string{"Get \"", ": EOF"}, step: StepRequest, confidence: checks.Possible, causes: is(checks.CauseTCPReset, checks.CauseTLSReset)},
	{form: cutBody, step: StepTransfer, confidence: checks.Likely, causes: is(checks.CauseTransferCut, checks.CauseTCPReset)},
	{all: []string{"redirected from secure URL", "go-get=1"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseInsecureOnly, checks.CauseCaptivePortal)},
	{all: []string{"redirected from secure URL"}, step: StepRequest, confidence: checks.Likely, causes: is(checks.CauseCaptivePortal, checks.CauseGOPROXYWrongURL)},
}

// cutByProxy: the port that was really dialled is not the URL's, so that a proxy
// stands between.
func cutByProxy(d Reading, _, _ string) []checks.Cause {
	if m := dialledPort.FindStringSubmatch(d.Line); m != nil && strings.HasPrefix(d.URL, "https://") && m[1] != "443" && !strings.Contains(d.URL, ":"+m[1]) {
		return is(checks.CauseProxyNotAProxy, checks.CauseProxyUpstreamFailed, checks.CauseTCPReset)
	}
	return nil
}

var dialledPort = regexp.MustCompile(`->\S+:(\d+): `)
