package fix

import (
	"context"
	"errors"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/fix/plan/plantest"
)

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skip(program + " is not installed")
	}
}

// GitHub's own key, as docs.github.com publishes it, and what another host shows.
const (
	gitHubKey = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
	otherKey  = "AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)

// sshMachine has ssh, which reaches a host as itself and finds a key there.
func sshMachine(host, key, known string) *plantest.Machine {
	m := &plantest.Machine{
		Programs: []string{"ssh", "ssh-keyscan", "ssh-keygen"},
		Files:    map[string]string{},
		Outputs: map[string]string{
			"ssh -G git@" + host: "hostname " + host + "\nport 22\nuserknownhostsfile /home/gopher/.ssh/known_hosts /home/gopher/.ssh/known_hosts2\n",
			"ssh-keyscan -T 5 -p 22 -t ed25519,ecdsa,rsa " + host: "# " + host + ":22 SSH-2.0\n" + host + " ssh-ed25519 " + key + "\n",
		},
	}
	if known != "" {
		m.Files["/home/gopher/.ssh/known_hosts"] = known
		if strings.HasPrefix(known, host+" ") {
			m.Outputs["ssh-keygen -F "+host+" -f /home/gopher/.ssh/known_hosts"] = known
		}
	}
	return m
}

func TestKnownHost(t *testing.T) {
	for _, tt := range []struct {
		name, host, key, known string
		answer                 string
		want                   string // the file, or why not
	}{
		{"a published key", "github.com", gitHubKey, "", "", "github.com ssh-ed25519 " + gitHubKey + "\n"},
		{"a published key, and others known", "github.com", gitHubKey, "a.example ssh-rsa AAAA", "", "a.example ssh-rsa AAAA\ngithub.com ssh-ed25519 " + gitHubKey + "\n"},
		{"not the published key", "github.com", otherKey, "", "", string(KeyChanged)},
		{"another key is known", "github.com", gitHubKey, "github.com ssh-ed25519 " + otherKey + "\n", "", string(KeyChanged)},
		{"a host that publishes nothing here", "git.corp.example", otherKey, "", "", "ask"},
		{"typed right", "git.corp.example", otherKey, "", "right", "git.corp.example ssh-ed25519 " + otherKey + "\n"},
		{"typed wrong", "git.corp.example", otherKey, "", "AAAAAAAA", "ask"},
		{"too little typed", "git.corp.example", otherKey, "", "short", "ask"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := sshMachine(tt.host, tt.key, tt.known)
			p := Params{Module: tt.host + "/team/tool"}
			var asked *AskError
			s := func() situation {
				return newSituation(broken(checks.CauseGitHostKey, "version-control-1", tt.host+":22").Finding, p)
			}
			steps, err := planKnownHost(context.Background(), m, s())
			if tt.answer != "" && errors.As(err, &asked) {
				print := asked.Asks[0].About["fingerprint"]
				answer := map[string]string{"right": print[len(print)-8:], "short": print[len(print)-3:]}[tt.answer]
				if answer == "" {
					answer = tt.answer
				}
				p.Answers = map[AskName]string{AskHostKey: answer}
				steps, err = planKnownHost(context.Background(), m, s())
			}
			got := manual(err)
			if errors.As(err, &asked) {
				got = "ask"
			}
			if len(steps) > 0 {
				got = string(steps[0].File.After)
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestKnownNameIsHashedWhereOthersAre(t *testing.T) {
	if got := knownName("github.com", []byte("|1|abc= |def= ssh-rsa A\n")); !strings.HasPrefix(got, "|1|") || strings.Contains(got, "github") {
		t.Errorf("got %q", got)
	}
	if got := knownName("github.com", []byte("a.example ssh-rsa A\n")); got != "github.com" {
		t.Errorf("got %q", got)
	}
}

func TestSSHOver443(t *testing.T) {
	const file = "/home/gopher/.ssh/config"
	v := broken(checks.CauseTCPTimeout, "version-control-1", "github.com:22").Finding
	for _, tt := range []struct {
		name, text string
		mode       fs.FileMode
		want       string // how it begins, or why not
	}{
		{"none yet", "", 0, "# >>> gomend ssh-over-443 >>>\nHost github.com\n"},
		{"before what is there", "Host *\n\tPort 2222\n", 0o600, "# >>> gomend ssh-over-443 >>>\nHost github.com\n"},
		{"others may write", "Host *\n", 0o664, string(TooOpen)},
	} {
		m := sshMachine("github.com", gitHubKey, "")
		if tt.text != "" {
			m.Files[file], m.Modes = tt.text, map[string]fs.FileMode{file: tt.mode}
		}
		steps, err := planSSHOver443(context.Background(), m, newSituation(v, Params{}))
		got := manual(err)
		if len(steps) > 0 {
			got = string(steps[0].File.After)
			if !strings.HasSuffix(got, tt.text) {
				t.Errorf("%s: what was there is gone: %q", tt.name, got)
			}
		}
		if !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPatched(t *testing.T) {
	const goproxy = "https://goproxy.cn,direct"
	for _, tt := range []struct {
		name, text string
		cause      checks.Cause
		want       string
	}{
		{"the module proxy", "# syntax=docker/dockerfile:1\nARG V=1\nFROM golang:${V} AS build\nRUN go mod download\nFROM scratch\nCOPY --from=build /a /a\n", checks.CauseTCPTimeout,
			"# syntax=docker/dockerfile:1\nARG V=1\nFROM golang:${V} AS build\nARG GOPROXY=" + goproxy + "\nENV GOPROXY=$GOPROXY\nRUN go mod download\nFROM scratch\nCOPY --from=build /a /a\n"},
		{"it is there", "FROM golang\nARG GOPROXY\nENV GOPROXY=$GOPROXY\nRUN go build\n", checks.CauseTCPTimeout, "FROM golang\nARG GOPROXY\nENV GOPROXY=$GOPROXY\nRUN go build\n"},
		{"git in Alpine", "FROM golang:1.26-alpine\nRUN apk add curl && \\\n  go build ./...\n", checks.CauseVCSMissing,
			"FROM golang:1.26-alpine\nRUN apk add --no-cache ca-certificates git openssh-client\nRUN apk add curl && \\\n  go build ./...\n"},
		{"roots in Debian", "FROM debian:12-slim\nRUN go mod download\n", checks.CauseCABundleMissing,
			"FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*\nRUN go mod download\n"},
		{"a newer Go", "FROM golang:1.20\r\nRUN go build\r\n", checks.CauseToolchainUnavailable, "FROM golang:1.20\r\nENV GOTOOLCHAIN=auto\r\nRUN go build\r\n"},
		{"a login", "FROM golang\nRUN --mount=type=cache,target=/go/pkg/mod go mod download\n", checks.CauseGitAuthRequired,
			"FROM golang\nRUN " + netrcMount + "--mount=type=cache,target=/go/pkg/mod go mod download\n"},
		{"no go in it", "FROM nginx\nRUN nginx -t\n", checks.CauseTCPTimeout, "FROM nginx\nRUN nginx -t\n"},
		{"a FROM inside of a here-document", "FROM golang\nRUN <<EOF\nFROM nothing\ngo mod download\nEOF\nRUN go build\n", checks.CauseToolchainUnavailable,
			"FROM golang\nENV GOTOOLCHAIN=auto\nRUN <<EOF\nFROM nothing\ngo mod download\nEOF\nRUN go build\n"},
		{"no end of line", "FROM golang\nRUN go build", checks.CauseToolchainUnavailable, "FROM golang\nENV GOTOOLCHAIN=auto\nRUN go build"},
	} {
		got := string(patched([]byte(tt.text), tt.cause, goproxy))
		if got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if again := string(patched([]byte(got), tt.cause, goproxy)); again != got {
			t.Errorf("%s: not the same a second time:\n%s", tt.name, again)
		}
	}
}

func FuzzInstructions(f *testing.F) {
	f.Add("FROM a\nRUN b \\\n c\n")
	f.Add("RUN <<EOF\n")
	f.Fuzz(func(t *testing.T, text string) {
		list := lines([]byte(text))
		for _, one := range instructions(list) {
			if one.first < 0 || one.last >= len(list) || one.first > one.last {
				t.Errorf("%q: %+v", text, one)
			}
		}
		patched([]byte(text), checks.CauseVCSMissing, "")
	})
}

func TestToolchainAuto(t *testing.T) {
	d := newDesk(t, map[string]string{envFile: "GOTOOLCHAIN=local\n"})
	steps, err := d.plan("gotoolchain-auto", broken(checks.CauseToolchainUnavailable, "", ""), Params{})
	if err != nil {
		t.Fatal(err)
	}
	d.apply(steps)
	d.env = slices.DeleteFunc(d.env, func(pair string) bool { return strings.HasPrefix(pair, "GOTOOLCHAIN=") })
	if got := d.run("go", "env", "GOTOOLCHAIN"); got != "auto" {
		t.Errorf("go uses %q", got)
	}
}
