package explain

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// settingsOf are the settings of an empty folder with an environment of its own.
func settingsOf(t *testing.T, env ...string) *route.Settings {
	t.Helper()
	dir := t.TempDir()
	none := filepath.Join(dir, "none")
	if err := os.Mkdir(filepath.Join(dir, "app"), 0o755); err != nil {
		t.Fatal(err)
	}
	s, err := route.Inspect(route.LoadOptions{Dir: filepath.Join(dir, "app"), Env: append([]string{
		"HOME=" + dir, "GOENV=" + none, "GOROOT=" + none, "GOMODCACHE=" + none, "GIT_CONFIG_GLOBAL=" + none, "PATH=" + none}, env...)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const (
	fromPublic  = `go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": dial tcp 192.0.2.10:443: i/o timeout`
	fromSum     = `go: rsc.io/quote@v1.5.2: verifying go.mod: rsc.io/quote@v1.5.2/go.mod: Get "https://sum.golang.org/lookup/rsc.io/quote@v1.5.2": dial tcp 192.0.2.10:443: i/o timeout`
	throughWeb  = `go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": proxyconnect tcp: dial tcp 192.0.2.20:3128: connect: connection refused`
	unknownWeb  = `go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": proxyconnect tcp: dial tcp: lookup proxy.corp.example on 192.0.2.53:53: no such host`
	fromOrigin  = "go: git.corp.example/x@v1.0.0: git fetch -f origin in /go/pkg/mod/cache/vcs/0: exit status 128:\n\tfatal: unable to access 'https://git.corp.example/x/': Could not resolve host: git.corp.example"
	fromStorage = `go: github.com/a/b@v1.0.0: Get "https://storage.googleapis.com/proxy-golang-org-prod/0.zip?Expires=1": dial tcp 192.0.2.10:443: i/o timeout`
)

// TestOtherEnvironment: output that was not made with the settings seen here is
// said to come from elsewhere, before anything else is suspected; output that was
// is not.
func TestOtherEnvironment(t *testing.T) {
	for _, c := range []struct {
		name, text string
		env        []string
		want       Follows
	}{
		{"the default settings", fromPublic, nil, Yes},
		{"a mirror is set here", fromPublic, []string{"GOPROXY=https://mirror.example,direct"}, No},
		{"a mirror with a fallback to it", fromPublic, []string{"GOPROXY=https://mirror.example|https://proxy.golang.org"}, Yes},
		{"modules come directly here", fromPublic, []string{"GOPROXY=direct"}, No},
		{"fetching is off here", fromPublic, []string{"GOPROXY=off"}, No},
		{"the host in other letters", fromPublic, []string{"GOPROXY=https://PROXY.golang.org"}, Yes},
		{"a web proxy is set here and was not used there", fromPublic, []string{"HTTPS_PROXY=http://192.0.2.20:3128"}, No},
		{"exempt from the web proxy", fromPublic, []string{"HTTPS_PROXY=http://192.0.2.20:3128", "NO_PROXY=golang.org"}, Yes},
		{"the checksum database", fromSum, nil, Yes},
		{"the checksum database behind a mirror", fromSum, []string{"GOPROXY=https://mirror.example"}, Yes},
		{"another checksum database", fromSum, []string{"GOSUMDB=sum.golang.google.cn", "GOPROXY=https://mirror.example"}, No},
		{"the web proxy that is set", throughWeb, []string{"HTTPS_PROXY=http://192.0.2.20:3128"}, Yes},
		{"another web proxy", throughWeb, []string{"HTTPS_PROXY=http://192.0.2.21:3128"}, No},
		{"no web proxy here", throughWeb, nil, No},
		{"a web proxy by name", throughWeb, []string{"HTTPS_PROXY=http://proxy.corp.example:3128"}, Unknown},
		{"the name of the web proxy", unknownWeb, []string{"HTTPS_PROXY=http://proxy.corp.example:3128"}, Yes},
		{"the name of another", unknownWeb, []string{"HTTPS_PROXY=http://proxy.other.example:3128"}, No},
		{"the repository itself", fromOrigin, nil, Yes},
		{"only a module proxy here", fromOrigin, []string{"GOPROXY=https://proxy.golang.org"}, No},
		{"a private module", fromOrigin, []string{"GOPROXY=https://proxy.golang.org", "GOPRIVATE=*.corp.example"}, Yes},
		{"where large files are sent on to", fromStorage, nil, Yes},
		{"no host is named", "net/http: TLS handshake timeout", nil, Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain := Read(c.text)
			got, how := Compare(plain, settingsOf(t, c.env...))
			if how.Here != c.want {
				t.Errorf("here is %s, want %s: %+v", how.Here, c.want, how)
			}
			if elsewhere := got.Cause == checks.CauseOtherEnvironment; elsewhere != (c.want == No) {
				t.Errorf("first candidate %s", got.Cause)
			}
			if c.want == No && (len(got.Candidates) < 2 || got.Candidates[1].Cause != plain.Cause || got.Confidence == checks.Certain) {
				t.Errorf("what the text says is lost: %v", got.Candidates)
			}
			if len(got.Candidates) > maxCandidates {
				t.Errorf("%d candidates", len(got.Candidates))
			}
		})
	}
}

// TestHostsHere: the words tell where these settings lead to.
func TestHostsHere(t *testing.T) {
	_, how := Compare(Read(fromPublic), settingsOf(t, "GOPROXY=https://a.example|https://b.example"))
	if !slices.Equal(how.Hosts, []string{"a.example", "b.example"}) {
		t.Errorf("%v", how.Hosts)
	}
}

func TestCompareNothing(t *testing.T) {
	if got, how := Compare(Read(""), settingsOf(t)); got.Found || how.Here != Unknown {
		t.Errorf("%+v %+v", got, how)
	}
	if got, how := Compare(Read(fromPublic), nil); !got.Found || how.Here != Unknown {
		t.Errorf("%+v %+v", got, how)
	}
}

// TestNext: the command holds nothing of a text but what is well-formed.
func TestNext(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{fromPublic, "gomend check rsc.io/quote@v1.5.2"},
		{"go: x.example/m@v1.0.0: reading https://proxy.golang.org/x.example/m/@v/v1.0.0.info: 404 Not Found\n\tserver response: not found: unknown revision", "go list -m -versions x.example/m"},
		{`go: $(reboot).example/m@v1: Get "https://proxy.golang.org/x/@v/v1.info": dial tcp 192.0.2.1:443: i/o timeout`, "gomend check"},
		{"git@git.example: Permission denied (publickey).", "ssh -T git@git.example"},
		{"hello", "go mod download -x"},
	} {
		if got := Read(c.text).Next(); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	for cause := range settling {
		if cause.Layer() == "" {
			t.Errorf("unknown cause %q", cause)
		}
	}
}
