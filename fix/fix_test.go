package fix

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

var systems = []string{"linux", "darwin", "windows"}

func broken(c checks.Cause, routeID, target string) checks.Verdict {
	return checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: c, Confidence: checks.Certain, Route: routeID, Target: target}}
}

// everyFix calls f with every fix that any mixture of cause, system and params offers.
func everyFix(t *testing.T, f func(name string, c checks.Cause, p Params, list []Fix)) {
	full := Params{
		Settings: map[string]Setting{
			"GOPROXY": {Value: "https://proxy.golang.org,https://goproxy.cn,direct", Source: route.FromEnvironment},
			"GOFLAGS": {Value: "-mod=vendor -v", Source: route.FromEnvFile}, "NO_PROXY": {Value: "localhost,corp.example"},
		},
		Mirrors: []string{"https://goproxy.io"}, MirrorTime: 34 * time.Millisecond, ProxyURL: "http://proxy.corp.example:3128",
		Setting: "GOPROXY", Suggestion: "https://goproxy.cn,direct", Interface: "eth0", Gateway: "10.0.0.1", HostsLine: "/etc/hosts:7",
	}
	for _, c := range checks.Causes() {
		for _, goos := range systems {
			for i, p := range []Params{{}, full, {Container: "docker", Root: true}, {Container: "kubernetes"}, {Container: "podman", Bare: true}, {Container: "lxc"}, {DNSOwner: "resolved", Firewall: "nft"}, {Settings: map[string]Setting{"GOENV": {Value: "off"}}}} {
				for _, r := range []string{"", "module-proxy-1", "checksum-database", "version-control-1"} {
					for _, target := range []string{"", "proxy.golang.org:443", "github.com:22", "example.com/Acme/mod@v1.2.3"} {
						p.GOOS = goos
						f(fmt.Sprintf("%s on %s with params %d, route %q, target %q", c, goos, i, r, target), c, p, For(broken(c, r, target), p))
					}
				}
			}
		}
	}
}

func TestEveryCauseHasFixes(t *testing.T) {
	everyFix(t, func(name string, c checks.Cause, _ Params, list []Fix) {
		if len(list) == 0 || len(list) > Most {
			t.Errorf("%s: %d fixes, want 1 to %d", name, len(list), Most)
			return
		}
		if list[0].Risk == Dangerous {
			t.Errorf("%s: the dangerous %s comes first", name, list[0].ID)
		}
		for _, f := range list {
			if len(f.Manual) == 0 || !slices.Contains(f.Cures, c) || !slices.Contains(scopes, f.Scope) || !slices.Contains(risks, f.Risk) {
				t.Errorf("%s: %s is incomplete: %+v", name, f.ID, f)
			}
		}
	})
}

// bad is advice that is going round and does harm.
var bad = []string{
	"GOSUMDB=off", "GONOSUMDB=*", "GONOSUMCHECK", "GOPRIVATE=*", "sslVerify", "GIT_SSL_NO_VERIFY", "777", "GOPROXY=direct", "GOPROXY='direct", "GOINSECURE=*",
	"ufw disable", "iptables -F", "flush ruleset", "stop firewalld", "setenforce", "StrictHostKeyChecking", "curl -k", "curl.exe -k", "--insecure",
	"-insecure", "rm go.sum", "rm -rf", "setx ", "resolvectl revert", "AllProfiles -Enabled False", "sudo go mod", "sudo go get", "goproxy.baidu.com", "gosum.io", "gocenter.io",
}

func TestNoBadAdvice(t *testing.T) {
	everyFix(t, func(name string, c checks.Cause, _ Params, list []Fix) {
		for _, f := range list {
			for _, line := range f.Manual {
				for _, b := range bad {
					if strings.Contains(line, b) {
						t.Errorf("%s: %s says %q", name, f.ID, line)
					}
				}
				if strings.Contains(line, "GOINSECURE") && c != checks.CauseInsecureOnly {
					t.Errorf("%s: %s names GOINSECURE: %q", name, f.ID, line)
				}
			}
		}
	})
}

func TestLinesAreFilledIn(t *testing.T) {
	left := regexp.MustCompile(`\{\w*\||^@|<|  +$|\{[a-z]+\}|= *$`)
	everyFix(t, func(name string, _ checks.Cause, _ Params, list []Fix) {
		for _, f := range list {
			for _, line := range f.Manual {
				if line == "" || left.MatchString(line) {
					t.Errorf("%s: %s: %q", name, f.ID, line)
				}
			}
			if f.NeedsRoot != (strings.Contains(strings.Join(f.Manual, "\n"), "sudo ") || strings.Contains(name, "windows") && f.Scope == System && !f.Guide) {
				t.Errorf("%s: %s: NeedsRoot %v does not fit %q", name, f.ID, f.NeedsRoot, f.Manual)
			}
		}
	})
}

func TestCatalogueIsWhole(t *testing.T) {
	for cause, ids := range cures {
		for _, id := range ids {
			if _, ok := catalogue[id]; !ok {
				t.Errorf("%s: no fix %q", cause, id)
			}
		}
	}
	for _, id := range IDs() {
		if len(curedBy(id)) == 0 {
			t.Errorf("%s cures nothing", id)
		}
	}
}

func TestNoneWithoutFault(t *testing.T) {
	for _, v := range []checks.Verdict{
		{Status: checks.Healthy, Transient: true}, {Status: checks.Incomplete, Why: checks.WhyTimeout},
		{Status: checks.Incomplete, Finding: checks.Finding{Cause: checks.CauseTCPTimeout}}, {Status: checks.Broken},
	} {
		if list := For(v, Params{}); len(list) != 0 {
			t.Errorf("%+v: %v, want no fix", v, list)
		}
	}
}

func TestFor(t *testing.T) {
	blocked := "proxy.golang.org:443"
	setting := func(name, value string, from route.Source) map[string]Setting {
		return map[string]Setting{name: {Value: value, Source: from}}
	}
	for _, tt := range []struct {
		name    string
		verdict checks.Verdict
		params  Params
		id      string
		manual  []string
		preview []string
	}{
		{"blocked proxy", broken(checks.CauseTCPTimeout, "module-proxy-1", blocked),
			Params{Settings: setting("GOPROXY", "https://proxy.golang.org,direct", route.FromDefault)},
			"goproxy-set", []string{"go env -w GOPROXY=https://goproxy.cn,direct"},
			[]string{"- GOPROXY=https://proxy.golang.org,direct", "+ GOPROXY=https://goproxy.cn,direct"}},
		{"the sign-in page that was seen", broken(checks.CauseCaptivePortal, "module-proxy-1", blocked),
			Params{GOOS: "linux", SignIn: "http://login.hotel.example/start"},
			"captive-portal-login", []string{"xdg-open http://login.hotel.example/start"}, nil},
		{"a sign-in page that a shell would run", broken(checks.CauseCaptivePortal, "module-proxy-1", blocked),
			Params{GOOS: "linux", SignIn: "http://login.example/$(id)"},
			"captive-portal-login", []string{"xdg-open http://neverssl.com/"}, nil},
		{"fastest mirror", broken(checks.CauseTCPTimeout, "module-proxy-1", blocked),
			Params{Mirrors: []string{"https://mirrors.aliyun.com/goproxy/"}},
			"goproxy-set", []string{"go env -w GOPROXY=https://mirrors.aliyun.com/goproxy/,direct"},
			[]string{"+ GOPROXY=https://mirrors.aliyun.com/goproxy/,direct"}},
		{"exported setting", broken(checks.CauseTCPTimeout, "module-proxy-1", "goproxy.cn:443"),
			Params{Settings: setting("GOPROXY", "https://goproxy.cn", route.FromEnvironment)},
			"goproxy-set", []string{
				"unset GOPROXY",
				"grep -ins GOPROXY ~/.profile ~/.bash_profile ~/.bashrc ~/.zshenv ~/.zprofile ~/.zshrc /etc/environment",
				"go env -w GOPROXY=https://proxy.golang.org,direct",
			}, []string{"- GOPROXY=https://goproxy.cn", "+ GOPROXY=https://proxy.golang.org,direct"}},
		{"exported in a container", broken(checks.CauseTCPTimeout, "module-proxy-1", blocked),
			Params{Container: "docker", Settings: setting("GOPROXY", "https://proxy.golang.org", route.FromEnvironment)},
			"goproxy-set", []string{"export GOPROXY=https://goproxy.cn,direct"},
			[]string{"- GOPROXY=https://proxy.golang.org", "+ GOPROXY=https://goproxy.cn,direct"}},
		{"exported on Windows", broken(checks.CauseTCPTimeout, "module-proxy-1", blocked),
			Params{GOOS: "windows", Settings: setting("GOPROXY", "https://proxy.golang.org", route.FromEnvironment)},
			"goproxy-set", []string{
				"Remove-Item Env:GOPROXY",
				"[Environment]::SetEnvironmentVariable('GOPROXY', $null, 'User')",
				`go env -w "GOPROXY=https://goproxy.cn,direct"`,
			}, []string{"- GOPROXY=https://proxy.golang.org", "+ GOPROXY=https://goproxy.cn,direct"}},
		{"nothing is stored with GOENV=off", broken(checks.CauseTCPTimeout, "module-proxy-1", blocked),
			Params{Settings: setting("GOENV", "off", route.FromEnvironment)},
			"goproxy-set", []string{"export GOPROXY=https://goproxy.cn,direct"}, []string{"+ GOPROXY=https://goproxy.cn,direct"}},
		{"a company's proxy is not replaced", broken(checks.CauseTCPTimeout, "module-proxy-1", "goproxy.corp.example:443"),
			Params{Settings: setting("GOPROXY", "https://goproxy.corp.example,direct", route.FromEnvFile)},
			"ask-network-team", []string{"nc -vz -w 5 goproxy.corp.example 443", "curl -v --max-time 10 -o /dev/null https://goproxy.corp.example/"}, nil},
		{"a company's proxy in a container", broken(checks.CauseTCPTimeout, "module-proxy-1", "goproxy.corp.example:443"),
			Params{Container: "docker", Settings: setting("GOPROXY", "https://goproxy.corp.example,direct", route.FromEnvFile)},
			"ask-network-team", []string{"nc -vz -w 5 goproxy.corp.example 443", "curl -v --max-time 10 -o /dev/null https://goproxy.corp.example/"}, nil},
		{"the mirror that was tried in vain is not the one", broken(checks.CauseTCPTimeout, "module-proxy-1", blocked),
			Params{Settings: setting("GOPROXY", "https://proxy.golang.org,direct", route.FromDefault), Dead: []string{"https://goproxy.cn"}},
			"goproxy-set", []string{"go env -w GOPROXY=https://goproxy.io,direct"},
			[]string{"- GOPROXY=https://proxy.golang.org,direct", "+ GOPROXY=https://goproxy.io,direct"}},
		{"every mirror was tried in vain", broken(checks.CauseTCPRefused, "module-proxy-1", blocked),
			Params{Dead: []string{"https://goproxy.cn", "https://goproxy.io", "https://mirrors.aliyun.com/goproxy/"}},
			"ask-network-team", []string{"nc -vz -w 5 proxy.golang.org 443", "curl -v --max-time 10 -o /dev/null https://proxy.golang.org/"}, nil},
		{"checksum database", broken(checks.CauseTCPTimeout, "checksum-database", "sum.golang.org:443"), Params{},
			"gosumdb-set", []string{"go env -w GOSUMDB=sum.golang.google.cn"}, []string{"+ GOSUMDB=sum.golang.google.cn"}},
		{"SSH port", broken(checks.CauseTCPTimeout, "version-control-1", "github.com:22"), Params{},
			"ssh-over-443", []string{"ssh -T -p 443 git@ssh.github.com", "git config --global url.ssh://git@ssh.github.com:443/.insteadOf git@github.com:"}, nil},
		{"a URL as target", broken(checks.CauseTCPTimeout, "version-control-1", "https://git.corp.example:8443/x?go-get=1"), Params{},
			"ask-network-team", []string{"nc -vz -w 5 git.corp.example 8443", "curl -v --max-time 10 -o /dev/null https://git.corp.example/"}, nil},
		{"login to the server, not to the module's host", broken(checks.CauseGOPROXYUnauthorized, "module-proxy-1", "rsc.io/quote@v1.5.2"),
			Params{URL: "https://goproxy.corp.example/x", Settings: setting("GOPROXY", "https://goproxy.corp.example/x", route.FromEnvFile)},
			"netrc-credential", []string{"echo 'machine goproxy.corp.example login USER password TOKEN' >> ~/.netrc", "chmod 600 ~/.netrc"}, nil},
		{"proxy that works", broken(checks.CauseProxyNeeded, "module-proxy-1", blocked), Params{ProxyURL: "http://u:xxxxx@10.0.0.9:3128"},
			"proxy-env-set", []string{
				"export HTTPS_PROXY=http://u:PASSWORD@10.0.0.9:3128", "export https_proxy=http://u:PASSWORD@10.0.0.9:3128",
				"export HTTP_PROXY=http://u:PASSWORD@10.0.0.9:3128", "export http_proxy=http://u:PASSWORD@10.0.0.9:3128",
				"export NO_PROXY=localhost,127.0.0.1,::1", "export no_proxy=localhost,127.0.0.1,::1",
			}, []string{"+ HTTPS_PROXY=http://u:PASSWORD@10.0.0.9:3128", "+ HTTP_PROXY=http://u:PASSWORD@10.0.0.9:3128", "+ NO_PROXY=localhost,127.0.0.1,::1"}},
		{"exempt by a suffix", broken(checks.CauseNoProxyTooBroad, "module-proxy-1", blocked),
			Params{Settings: setting("NO_PROXY", "localhost,.golang.org,corp.example", route.FromEnvironment)},
			"no-proxy-narrow", []string{"export NO_PROXY=localhost,corp.example", "export no_proxy=localhost,corp.example"},
			[]string{"- NO_PROXY=localhost,.golang.org,corp.example", "+ NO_PROXY=localhost,corp.example"}},
		{"private module", broken(checks.CausePrivateModulePublicRoute, "", "github.com/acme/tool@v1.0.0"),
			Params{Settings: setting("GOPRIVATE", "*.corp.example", route.FromEnvFile)},
			"goprivate-set", []string{"go env -w 'GOPRIVATE=*.corp.example,github.com/acme'"},
			[]string{"- GOPRIVATE=*.corp.example", "+ GOPRIVATE=*.corp.example,github.com/acme"}},
		{"conflict", broken(checks.CauseGoEnvConflict, "", "GOPROXY"), Params{Setting: "GOSUMDB"},
			"goenv-unshadow", []string{
				"unset GOSUMDB",
				"grep -ins GOSUMDB ~/.profile ~/.bash_profile ~/.bashrc ~/.zshenv ~/.zprofile ~/.zshrc /etc/environment",
				"go env GOSUMDB",
			}, nil},
		{"a hostile host name", broken(checks.CauseTCPTimeout, "version-control-1", "a$(reboot):443"), Params{},
			"ask-network-team", []string{"nc -vz -w 5 proxy.golang.org 443", "curl -v --max-time 10 -o /dev/null https://proxy.golang.org/"}, nil},
		{"vendor flag", broken(checks.CauseVendorMode, "", ""), Params{Settings: setting("GOFLAGS", "-v -mod=vendor", route.FromEnvFile)},
			"goflags-mod-repair", []string{"go env -w GOFLAGS=-v"}, []string{"- GOFLAGS=-v -mod=vendor", "+ GOFLAGS=-v"}},
		{"changed checksum", broken(checks.CauseChecksumMismatch, "", "rsc.io/quote@v1.5.2"), Params{},
			"gosum-mismatch-guide", []string{"go mod verify", "go mod download -x -json rsc.io/quote@v1.5.2", "curl -s https://sum.golang.org/lookup/rsc.io/quote@v1.5.2"}, nil},
		{"damaged module", broken(checks.CauseModCacheCorrupt, "", "github.com/BurntSushi/toml@v1.0.0"), Params{},
			"modcache-evict-module", []string{
				"go mod verify",
				`mv "$(go env GOMODCACHE)/cache/download/github.com/!burnt!sushi/toml/@v" "$(go env GOMODCACHE)/cache/download/github.com/!burnt!sushi/toml/@v.damaged"`,
				"go mod download github.com/BurntSushi/toml@v1.0.0",
			}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list := For(tt.verdict, tt.params)
			if len(list) == 0 || list[0].ID != tt.id {
				t.Fatalf("first of %+v, want %s", list, tt.id)
			}
			if !slices.Equal(list[0].Manual, tt.manual) {
				t.Errorf("type\n%s\nwant\n%s", strings.Join(list[0].Manual, "\n"), strings.Join(tt.manual, "\n"))
			}
			if !slices.Equal(list[0].Preview, tt.preview) {
				t.Errorf("preview %q, want %q", list[0].Preview, tt.preview)
			}
		})
	}
}

// TestContainers holds what is offered first in containers, and that nothing is
// offered in them, or by them, that the machine around them would have to run.
func TestContainers(t *testing.T) {
	proxy := func(value string) map[string]Setting {
		return map[string]Setting{"HTTPS_PROXY": {Value: value, Source: route.FromEnvironment}}
	}
	off := map[string]Setting{"GOPROXY": {Value: "off", Source: route.FromEnvironment}}
	pub, loopback := "proxy.golang.org", "127.0.0.1:7890"
	for _, tt := range []struct {
		name   string
		cause  checks.Cause
		target string
		params Params
		id     string
		manual string // the first line
	}{
		{"Docker, no network", checks.CauseNetworkIsolated, pub, Params{Container: "docker"}, "container-network-mode", "docker run --rm --network bridge IMAGE go mod download"},
		{"Podman, no network", checks.CauseNetworkIsolated, pub, Params{Container: "podman"}, "container-network-mode", "podman run --rm --network bridge IMAGE go mod download"},
		{"a pod without a way out", checks.CauseNoInternet, pub, Params{Container: "kubernetes"}, "offline-file-proxy", ""},
		{"LXC without a default route", checks.CauseNoDefaultRoute, pub, Params{Container: "lxc", Interface: "eth0"}, "dhcp-renew", "nmcli device reapply eth0"},
		{"LXC, names by systemd-resolved", checks.CauseResolverUnreachable, pub, Params{Container: "lxc", DNSOwner: "resolved", Interface: "eth0"}, "dns-set-resolved", "sudo resolvectl dns eth0 223.5.5.5 1.1.1.1"},
		{"Docker, the nameserver is silent", checks.CauseResolverUnreachable, pub, Params{Container: "docker", DNSOwner: "docker"}, "docker-run-dns", "docker run --rm --dns 223.5.5.5 --dns 1.1.1.1 IMAGE go mod download"},
		{"Podman, the nameserver is silent", checks.CauseResolverUnreachable, pub, Params{Container: "podman"}, "podman-net", "podman run --rm --dns 223.5.5.5 --dns 1.1.1.1 IMAGE go mod download"},
		{"a pod, the nameserver is silent", checks.CauseResolverUnreachable, pub, Params{Container: "kubernetes"}, "k8s-dns-servers", `dnsPolicy: "None"`},
		{"Docker, the host's proxy", checks.CauseProxyRefused, loopback, Params{Container: "docker", Setting: "HTTPS_PROXY", Settings: proxy("http://" + loopback)}, "proxy-container",
			"docker run --rm --add-host=host.docker.internal:host-gateway -e HTTPS_PROXY=http://host.docker.internal:7890 IMAGE go mod download"},
		{"Podman, the host's proxy", checks.CauseProxyRefused, loopback, Params{Container: "podman", Setting: "HTTPS_PROXY", Settings: proxy("http://" + loopback)}, "proxy-container",
			"podman run --rm -e HTTPS_PROXY=http://host.containers.internal:7890 IMAGE go mod download"},
		{"Docker, a company's proxy", checks.CauseProxyRefused, "proxy.corp.example:3128", Params{Container: "docker", Settings: proxy("http://proxy.corp.example:3128")}, "proxy-env-unset", "unset HTTPS_PROXY https_proxy"},
		{"a pod's own loopback", checks.CauseProxyRefused, loopback, Params{Container: "kubernetes", Settings: proxy("http://" + loopback)}, "proxy-env-unset", "unset HTTPS_PROXY https_proxy"},
		{"Docker, another container's name", checks.CauseDNSNXDomain, "athens:3000", Params{Container: "docker"}, "container-join-network", "docker network ls"},
		{"Docker, a public name", checks.CauseDNSNXDomain, pub, Params{Container: "docker"}, "goproxy-set", "go env -w GOPROXY=https://goproxy.cn,direct"},
		{"Docker, a line of the hosts file", checks.CauseHostsOverride, pub, Params{Container: "docker"}, "container-extra-hosts", "docker inspect CONTAINER | grep -A 3 ExtraHosts"},
		{"a bare image without roots", checks.CauseCABundleMissing, pub, Params{Container: "docker", Bare: true}, "dockerfile-patch", "COPY --from=golang /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/"},
		{"an image without roots", checks.CauseCABundleMissing, pub, Params{Container: "docker", Root: true}, "ca-bundle-install", "apt-get update && apt-get install -y ca-certificates"},
		{"the image forbids", checks.CauseGOPROXYOff, "GOPROXY", Params{Container: "docker", Settings: off}, "goproxy-on", "unset GOPROXY"},
		{"Docker, the cache is not writable", checks.CauseModCacheUnwritable, "/go/pkg/mod", Params{Container: "docker"}, "modcache-shell", "export GOPATH=/tmp/go GOMODCACHE=/tmp/go/pkg/mod GOCACHE=/tmp/go-build"},
	} {
		list := For(broken(tt.cause, "module-proxy-1", tt.target), tt.params)
		if len(list) == 0 || list[0].ID != tt.id {
			t.Errorf("%s: first of %+v, want %s", tt.name, list, tt.id)
		} else if tt.manual != "" && list[0].Manual[0] != tt.manual {
			t.Errorf("%s: type %q, want %q", tt.name, list[0].Manual[0], tt.manual)
		}
	}
	foreign := []string{"nmcli", "resolvectl", "networkctl", "timedatectl", ".bashrc", "/etc/hosts.before"}
	everyFix(t, func(name string, _ checks.Cause, p Params, list []Fix) {
		for _, f := range list {
			text := strings.Join(f.Manual, "\n")
			for _, word := range foreign {
				if (p.Container == "docker" || p.Container == "podman" || p.Container == "kubernetes") && p.GOOS == "linux" && strings.Contains(text, word) {
					t.Errorf("%s: %s says %q", name, f.ID, word)
				}
			}
			if p.Container == "kubernetes" && strings.Contains(text, "docker run --rm -") {
				t.Errorf("%s: %s says docker run in a pod", name, f.ID)
			}
		}
	})
}

func TestOrder(t *testing.T) {
	everyFix(t, func(name string, c checks.Cause, p Params, list []Fix) {
		if !slices.IsSortedFunc(list, func(a, b Fix) int { return newSituation(checks.Finding{Cause: c}, p).order(a, b) }) {
			t.Errorf("%s: out of order", name)
		}
	})
}

// TestMirrorOfPrivate: what go fetches directly, no mirror changes.
func TestMirrorOfPrivate(t *testing.T) {
	for name, want := range map[string]bool{"GOPRIVATE": false, "GONOPROXY": false, "GONOSUMDB": true} {
		p := Params{Module: "git.corp.example/team/x", Settings: map[string]Setting{
			name: {Value: "*.corp.example", Source: route.FromEnvFile}, "GOPROXY": {Value: "direct", Source: route.FromEnvFile},
		}}
		for _, cause := range []checks.Cause{checks.CauseDNSNXDomain, checks.CauseTCPTimeout, checks.CauseTLSReset} {
			list := For(broken(cause, "version-control-1", "git.corp.example"), p)
			if got := slices.ContainsFunc(list, func(f Fix) bool { return f.ID == "goproxy-set" }); got != want {
				t.Errorf("%s, %s: goproxy-set %v, want %v", name, cause, got, want)
			}
		}
	}
}
