//go:build linux

package docker

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/labtest"
)

// patience is above what the go command needs to give up on silent nameservers;
// shortPatience is below what it needs for a silent server.
const (
	patience      = 40 * time.Second
	shortPatience = 12 * time.Second
)

// atOnce bounds how many cases run at a time: a daemon starts containers one after the
// other, and go and gomend are to start together.
var atOnce = make(chan struct{}, 8)

func TestDocker(t *testing.T) {
	needDaemon(t)
	claim(t)
	w := open(t)
	if os.Getenv(abandonVariable) != "" {
		abandon()
	}
	w.makeImages(t)
	forwards, err := forwarding()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("cases", func(t *testing.T) {
		for _, f := range faults {
			t.Run(f.name, func(t *testing.T) {
				if !forwards && strings.Contains(f.run, prefix+"office") {
					t.Skip("this Docker's nameserver asks nobody in an internal network")
				}
				t.Parallel()
				atOnce <- struct{}{}
				defer func() { <-atOnce }()
				w.try(t, f)
			})
		}
		for _, b := range builds {
			t.Run("build-"+b.name, func(t *testing.T) {
				t.Parallel()
				w.explain(t, b)
			})
		}
	})
}

// try lets the go command and gomend look at a fault side by side, in a container each.
func (w *world) try(t *testing.T, f fault) {
	image := cmp.Or(f.image, slimImage)
	if f.layers != nil {
		image = derive(t, image, f)
	}
	word, limit := make(chan lab.Result), patience
	if f.hangs {
		limit = shortPatience
	}
	go func() { word <- w.run(f, limit, image, append([]string{"go", "mod", "download"}, f.asked()...)...) }()
	report := w.check(t, f, image)
	said := <-word
	judge(t, f, report)
	judgeGo(t, f, said)
	if f.apply != "" {
		w.apply(t, f, image)
	}
	if f.cures {
		w.cure(t, f, image, report)
	}
	if t.Failed() || testing.Verbose() {
		t.Logf("%s\n%s%s\ngo: exit %d after %v\n%s", f.about, report.Brief(), fixes(report), said.Exit, said.Time.Round(time.Millisecond), said.Stderr)
	}
}

// asked are the modules that go is to fetch; none where go.mod says it.
func (f fault) asked() []string {
	if f.modFile {
		return nil
	}
	return []string{cmp.Or(f.module, lab.DefaultModule)}
}

// apply lets gomend apply a fix in a container of its own; it verifies that by go.
func (w *world) apply(t *testing.T, f fault, image string) {
	t.Helper()
	id := f.apply
	f.name += "-apply"
	if said := w.run(f, patience, image, "gomend", "fix", id, "--yes", "--json"); !said.OK() {
		t.Errorf("gomend fix %s: exit %d %s\n%s%s", id, said.Exit, said.Failed, said.Stdout, said.Stderr)
	}
}

// cure starts the container as the fixes say, and otherwise as before.
func (w *world) cure(t *testing.T, f fault, image string, r labtest.Report) {
	t.Helper()
	for _, offered := range r.Fixes {
		for _, line := range offered.Manual {
			args, found := strings.CutPrefix(line, "docker run --rm ")
			if !found {
				continue
			}
			more, rest, _ := strings.Cut(args, " IMAGE ")
			f.run, f.name = f.run+" "+more, f.name+"-cure"
			if said := w.run(f, patience, image, append(strings.Fields(rest), f.asked()...)...); !said.OK() {
				t.Errorf("%s: go fails still: %s%s", line, said.Failed, said.Stderr)
			}
			return
		}
	}
	t.Error("no fix says how to start the container")
}

// derive builds an image on top of another one.
func derive(t *testing.T, image string, f fault) string {
	t.Helper()
	text := "FROM " + image + "\n" + strings.Join(f.layers, "\n") + "\n"
	name := prefix + f.name
	if _, err := docker(strings.NewReader(text), "build", "--quiet", "--label", label, "--tag", name, "-"); err != nil {
		t.Fatal(err)
	}
	return name
}

// run runs a command in a container of its own.
func (w *world) run(f fault, limit time.Duration, image string, argv ...string) lab.Result {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	name := prefix + f.name + "-" + argv[0]
	defer docker(nil, "rm", "--force", name)
	args := append([]string{"run", "--label", label, "--name", name}, strings.Fields(w.fill(f.run))...)
	cmd := command(ctx, append(append(args, image), argv...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Cancel = func() error { return exec.Command("docker", "kill", name).Run() }
	start := time.Now()
	err := cmd.Run()
	r := lab.Result{Exit: -1, Stdout: stdout.String(), Stderr: stderr.String(), Time: time.Since(start), Killed: ctx.Err() != nil}
	if cmd.ProcessState == nil {
		r.Failed = err.Error()
		return r
	}
	r.Exit = cmd.ProcessState.ExitCode()
	return r
}

func (w *world) check(t *testing.T, f fault, image string) labtest.Report {
	t.Helper()
	argv := append([]string{"gomend", "check", "--json"}, f.asked()...)
	if f.alone {
		argv = append(argv, "--no-third-party")
	}
	run := w.run(f, patience, image, argv...)
	report := labtest.Report{Run: run}
	if err := json.Unmarshal([]byte(run.Stdout), &report); err != nil {
		t.Fatalf("gomend check --json: %v; exit %d, killed %v, %s\nstdout: %.300s\nstderr: %.2000s", err, run.Exit, run.Killed, run.Failed, run.Stdout, run.Stderr)
	}
	return report
}

func judge(t *testing.T, f fault, r labtest.Report) {
	t.Helper()
	if wrong := f.want.Judge(r.Verdict.Status, r.Verdict.Cause, r.Also()); wrong != "" {
		t.Errorf("verdict: %s", wrong)
	}
	if f.want.Unsure && r.Verdict.Confidence == checks.Certain {
		t.Error("verdict: certain of what nothing proves")
	}
	if want := cmp.Or(f.container, "docker"); r.System.Container != want {
		t.Errorf("the container is taken for %q, not for %q", r.System.Container, want)
	}
	if !strings.Contains(r.Words(), f.saying) {
		t.Errorf("neither the verdict nor the evidence says %q", f.saying)
	}
	if exit := (checks.Verdict{Status: f.want.Status}).ExitCode(); r.Run.Exit != exit {
		t.Errorf("gomend's exit status is %d, want %d\n%.1000s", r.Run.Exit, exit, r.Run.Stderr)
	}
	judgeFixes(t, f, r)
}

// absent are what containers have not, and files of a login shell that they never start.
var absent = []string{"systemctl enable", "resolvectl", "nmcli", "networkctl", "networksetup", "timedatectl", "sysctl", ".bashrc"}

func judgeFixes(t *testing.T, f fault, r labtest.Report) {
	t.Helper()
	if len(r.Fixes) == 0 {
		if f.want.Status == checks.Broken {
			t.Error("no fix is offered")
		}
		return
	}
	if f.fix != "" && r.Fixes[0].ID != f.fix {
		t.Errorf("the fix offered first is %s, want %s", r.Fixes[0].ID, f.fix)
	}
	for _, offered := range r.Fixes {
		for _, line := range offered.Manual {
			if i := slices.IndexFunc(absent, func(word string) bool { return strings.Contains(line, word) }); i >= 0 {
				t.Errorf("%s says %q: a container has no %s", offered.ID, line, absent[i])
			}
		}
	}
}

// fixes lists what is offered, a line each.
func fixes(r labtest.Report) string {
	var b strings.Builder
	for _, f := range r.Fixes {
		b.WriteString("  fix " + f.ID + " (" + f.Scope + ") " + strings.Join(f.Manual, " ; ") + "\n")
	}
	return r.Verdict.Advice + "\n" + b.String()
}

// judgeGo makes sure that the container is as the case says.
func judgeGo(t *testing.T, f fault, word lab.Result) {
	t.Helper()
	switch {
	case word.OK() == f.want.GoFails():
		t.Errorf("the go command succeeded: %v, which is not what this container is for\n%s%s", word.OK(), word.Failed, word.Stderr)
	case word.Killed != f.hangs:
		t.Errorf("the go command was killed: %v, after %v", word.Killed, word.Time)
	case word.Killed:
	case !strings.Contains(word.Stderr, f.goSays):
		t.Errorf("the go command failed for another reason, want %q:\n%s", f.goSays, word.Stderr)
	}
}
