package fix

import (
	"net/netip"
	"net/url"
	"slices"
)

var proxyFixes = map[string]recipe{
	"proxy-env-set": {risk: Caution, scope: User, plan: planSettings, when: knowsProxy, lines: all(
		"@env HTTPS_PROXY={proxy}", "@env HTTP_PROXY={proxy}", "@env NO_PROXY={noproxyset}",
	)},
	"proxy-set-guide": {risk: Caution, scope: Process, guide: true, lines: all(
		"@env HTTPS_PROXY=http://PROXY:PORT", "go mod download",
	)},
	"proxy-env-unset": {risk: Safe, scope: User, plan: planSettings, lines: all("@env -u HTTPS_PROXY", "@env -u HTTP_PROXY")},
	"proxy-env-repair": {risk: Safe, scope: User, plan: planSettings, when: hasSuggestion, lines: all(
		"@env {setting}={suggestion}",
	)},
	"proxy-rewrite": {risk: Safe, scope: Process, guide: true, lines: all("@env HTTPS_PROXY=http://PROXY:PORT")},
	"proxy-look": {risk: Safe, scope: Process, guide: true, lines: map[string][]string{
		everywhere: {"env | grep -i _proxy", "curl -v --max-time 10 -o /dev/null {url|https://proxy.golang.org}"},
		"windows":  {"Get-ChildItem Env:*_PROXY", "curl.exe -v --max-time 10 -o NUL {url|https://proxy.golang.org}"},
	}},
	"proxy-auth-guide": {risk: Caution, scope: Process, guide: true, lines: all("@env HTTPS_PROXY=http://USER:PASSWORD@PROXY:PORT")},
	"proxy-relay":      {risk: Caution, scope: Process, guide: true, lines: all("px --proxy=PROXY:PORT --port=3128", "@env HTTPS_PROXY=http://127.0.0.1:3128")},
	"proxy-container":  {risk: Safe, scope: Container, when: proxyOnHost, say: hostProxyLines},
	"no-proxy-set":     {risk: Safe, scope: User, plan: planSettings, when: func(s situation) bool { return s.host != "" }, lines: all("@env NO_PROXY={noproxy}")},
	"no-proxy-look":    {risk: Safe, scope: Process, guide: true, lines: map[string][]string{everywhere: {"env | grep -i no_proxy"}, "windows": {"Get-ChildItem Env:NO_PROXY"}}},
	"no-proxy-narrow":  {risk: Caution, scope: User, plan: planSettings, lines: all("@env NO_PROXY={noproxynarrow}")},
}

// hostNames are those by which container software calls the computer around a
// container (docs.docker.com/desktop/features/networking, podman-run(1)).
var hostNames = []string{"host.docker.internal", "gateway.docker.internal", "host.containers.internal", "localhost"}

// proxyOnHost fits in a container whose proxy is meant to be on the computer around it.
func proxyOnHost(s situation) bool {
	addr, err := netip.ParseAddr(s.host)
	return byCommand(s) && (slices.Contains(hostNames, s.host) || err == nil && addr.IsLoopback() || s.host != "" && s.host == s.Gateway)
}

// hostProxyLines start the container so that it finds a proxy of that computer.
func hostProxyLines(s situation) []string {
	port := "PORT"
	if u, err := url.Parse(s.Settings[s.Setting].Value); err == nil && u.Port() != "" {
		port = u.Port()
	}
	if s.Container == "podman" {
		return []string{"podman run --rm -e HTTPS_PROXY=http://host.containers.internal:" + port + " IMAGE go mod download"}
	}
	return []string{"docker run --rm --add-host=host.docker.internal:host-gateway -e HTTPS_PROXY=http://host.docker.internal:" + port + " IMAGE go mod download"}
}
