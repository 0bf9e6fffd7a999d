//go:build linux

package docker

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/built"
	"gomend/checks/lab/gohome"
)

// build is an image build in which go fails; its output is given to gomend explain.
type build struct {
	name  string
	file  string       // the Dockerfile, below FROM and the label
	image string       // slimImage unless named
	args  string       // of docker build
	first checks.Cause // candidate
	cause checks.Cause // that is the right one, among the candidates
	step  string
	host  string // that is named
}

const download = "RUN go mod download " + lab.DefaultModule

// builds look up nothing but names that Docker's own nameserver knows: docker build
// cannot be told to ask another one.
var builds = []build{
	{name: "no-network", file: download, args: "--network none", first: checks.CauseNetworkIsolated, cause: checks.CauseNetworkIsolated, step: "lookup", host: "proxy.golang.org"},
	{name: "off", file: "ENV GOPROXY=off\n" + download, args: "--network none", first: checks.CauseGOPROXYOff, cause: checks.CauseGOPROXYOff, step: "local"},
	{name: "host-proxy", file: download, args: "--network gomend-lab-compose --build-arg HTTPS_PROXY=http://127.0.0.1:{port}", first: checks.CauseOtherEnvironment, cause: checks.CauseProxyRefused, step: "proxy", host: "127.0.0.1"},
	{name: "no-roots", image: bareImage, file: `RUN ["go", "mod", "download", "` + lab.DefaultModule + `"]`, args: "--network gomend-lab-compose", first: checks.CauseTLSUnknownAuthority, cause: checks.CauseCABundleMissing, step: "handshake", host: "proxy.golang.org"},
}

// explanation is the part of gomend's answer that is looked at.
type explanation struct {
	Found      bool        `json:"found"`
	Host       string      `json:"host"`
	Step       string      `json:"step"`
	Candidates []candidate `json:"candidates"`
}

type candidate struct {
	Cause checks.Cause `json:"cause"`
}

// explain builds the image, which must fail, and asks gomend why.
func (w *world) explain(t *testing.T, b build) {
	text := "FROM " + cmp.Or(b.image, slimImage) + "\nLABEL " + label + "\n" + b.file + "\n"
	args := append([]string{"build", "--force-rm", "--label", label}, strings.Fields(w.fill(b.args))...)
	cmd := command(t.Context(), append(args, "-")...)
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatalf("the image was built:\n%s", out)
	}
	said := explanationOf(t, string(out))
	right := slices.ContainsFunc(said.Candidates, func(c candidate) bool { return c.Cause == b.cause })
	if !said.Found || !right || said.Candidates[0].Cause != b.first || said.Step != b.step || said.Host != b.host {
		t.Errorf("got %+v, want first %s, and %s, by %s at %q\n%s", said, b.first, b.cause, b.step, b.host, out)
	}
}

// explanationOf asks gomend on this machine, with settings that are nobody's.
func explanationOf(t *testing.T, text string) explanation {
	t.Helper()
	home := gohome.New(t)
	cmd := exec.Command(built.Program(t), "explain", "--json", "-")
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "GOENV=" + filepath.Join(home, "env"), "PATH=" + os.Getenv("PATH")}
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.Output()
	var said explanation
	if problem := json.Unmarshal(out, &said); problem != nil {
		t.Fatalf("gomend explain: %v, %v\n%s", err, problem, out)
	}
	return said
}
