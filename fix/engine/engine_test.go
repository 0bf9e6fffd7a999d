package engine

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/fix/journal"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// stride is between two points at which a crash is tried: every one with
// GOMEND_LAB=all.
func stride() int {
	if os.Getenv("GOMEND_LAB") == "all" {
		return 1
	}
	return 5
}

// world is a person with a home, and an engine for them.
type world struct {
	*testing.T
	home string
	o    Options
}

func newWorld(t *testing.T) *world {
	t.Helper()
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	os.Chmod(home, 0o700)
	w := &world{T: t, home: home}
	w.o = Options{
		Person: machine.Person{UID: os.Geteuid(), GID: os.Getegid(), Home: home},
		Env:    []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}, Dir: home,
		Tool: "test", UserState: filepath.Join(home, "state"), RootState: filepath.Join(home, "root"),
		Self: []string{os.Args[0], childArg, filepath.Join(home, "root")}, Verify: healthy,
	}
	return w
}

func healthy(context.Context, []plan.Var) (Report, error) { return Report{Status: checks.Healthy}, nil }

var broken = Report{Status: checks.Broken, Cause: checks.CauseTCPTimeout, Target: "proxy.golang.org:443", Check: "connect/proxy.golang.org:443"}

func stillBroken(context.Context, []plan.Var) (Report, error) { return broken, nil }

func (w *world) engine() *Engine { return New(w.o) }

func (w *world) path(name string) string { return filepath.Join(w.home, name) }

func (w *world) write(name, text string, mode os.FileMode) string {
	w.Helper()
	path := w.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		w.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		w.Fatal(err)
	}
	return path
}

func (w *world) text(name string) string {
	text, err := os.ReadFile(w.path(name))
	if err != nil {
		return "missing"
	}
	return string(text)
}

// replace is a step that replaces a file, planned on what is there.
func (w *world) replace(name, text string) plan.Step {
	return plan.Step{Kind: plan.FileReplace, File: &plan.File{Path: w.path(name), Before: w.state(name), After: []byte(text)}}
}

func (w *world) state(name string) plan.State {
	text, err := os.ReadFile(w.path(name))
	if err != nil {
		return plan.State{Absent: true}
	}
	return plan.State{Hash: plan.HashOf(text)}
}

func thePlan(steps ...plan.Step) plan.Plan {
	return plan.Plan{Fix: "goproxy-set", Cause: "tcp-timeout", Target: "proxy.golang.org:443", Steps: steps}
}

func (w *world) apply(p plan.Plan) Result {
	w.Helper()
	return w.engine().Apply(w.Context(), p, broken).Wait()
}

// clean makes sure that nothing lies about in the home folder that was not there.
func (w *world) clean(want ...string) {
	w.Helper()
	known := map[string]bool{}
	for _, name := range want {
		known[name] = true
	}
	filepath.WalkDir(w.home, func(path string, d os.DirEntry, err error) error {
		name, _ := filepath.Rel(w.home, path)
		if name == "state" || name == "root" {
			return filepath.SkipDir
		}
		if name != "." && !known[name] {
			w.Errorf("%s was left", name)
		}
		return nil
	})
}

func TestApplyAndUndo(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old\r\nwith\r\n", 0o640)
	w.write("gone", "bytes", 0o600)
	p := thePlan(
		w.replace("a", "new"),
		w.replace("new/deep/file", "fresh"),
		plan.Step{Kind: plan.FileRemove, File: &plan.File{Path: w.path("gone"), Before: w.state("gone")}},
		plan.Step{Kind: plan.Snippet, Env: []plan.Var{{Name: "HTTPS_PROXY", Value: "http://192.0.2.1:3128"}}},
	)
	r := w.apply(p)
	if r.Outcome != Mended || len(r.Env) != 1 {
		t.Fatalf("%+v", r)
	}
	if w.text("a") != "new" || w.text("new/deep/file") != "fresh" || w.text("gone") != "missing" {
		t.Errorf("a %q, file %q, gone %q", w.text("a"), w.text("new/deep/file"), w.text("gone"))
	}
	if info, _ := os.Stat(w.path("a")); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	w.clean("a", "new", "new/deep", "new/deep/file")
	if env, err := w.engine().Env(); err != nil || len(env) != 1 || env[0].Value != "http://192.0.2.1:3128" {
		t.Errorf("%+v, %v", env, err)
	}

	w.o.Env = append(w.o.Env, "HTTPS_PROXY=http://192.0.2.1:3128") // the shell took it
	r = w.engine().Undo(t.Context(), "").Wait()
	if r.Outcome != PutBack || r.Reason != Reversed {
		t.Fatalf("%+v", r)
	}
	if w.text("a") != "old\r\nwith\r\n" || w.text("gone") != "bytes" {
		t.Errorf("a %q, gone %q", w.text("a"), w.text("gone"))
	}
	if info, _ := os.Stat(w.path("gone")); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	w.clean("a", "gone")
	if env, err := w.engine().Env(); err != nil || len(env) != 1 || !env[0].Unset {
		t.Errorf("%+v, %v", env, err)
	}
	if r = w.engine().Undo(t.Context(), "").Wait(); r.Reason != Unknown {
		t.Errorf("undone twice: %+v", r)
	}
	list, err := w.engine().History()
	if err != nil || len(list) != 1 || list[0].Fix != "goproxy-set" || list[0].Status != journal.TakenBack || list[0].Undoable {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestWhatDoesNotHelpIsPutBack(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	p := thePlan(w.replace("a", "new"), w.replace("b/c", "new"))
	w.o.Verify = stillBroken
	if r := w.apply(p); r.Outcome != PutBack || r.Reason != NotCured {
		t.Errorf("%+v", r)
	}
	w.o.Verify = func(ctx context.Context, _ []plan.Var) (Report, error) { return Report{}, os.ErrDeadlineExceeded }
	if r := w.apply(p); r.Outcome != PutBack || r.Reason != NotVerified {
		t.Errorf("%+v", r)
	}
	if w.text("a") != "old" {
		t.Errorf("a is %q", w.text("a"))
	}
	w.clean("a")
}

func TestChangedMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	p := thePlan(w.replace("b", "new"), w.replace("a", "new"))
	w.write("a", "other", 0o644)
	if r := w.apply(p); r.Outcome != Refused || r.Reason != ChangedSince || r.About != w.path("a") {
		t.Errorf("%+v", r)
	}
	w.clean("a")
}

func TestUndoAfterSomebodyElse(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	if r := w.apply(thePlan(w.replace("a", "new"))); r.Outcome != Mended {
		t.Fatalf("%+v", r)
	}
	w.write("a", "theirs", 0o644)
	r := w.engine().Undo(t.Context(), "").Wait()
	if r.Outcome != NotPutBack || len(r.Conflicts) != 1 || r.Conflicts[0].Problem != changedSince {
		t.Fatalf("%+v", r)
	}
	if text, _ := os.ReadFile(r.Conflicts[0].Backup); string(text) != "old" || w.text("a") != "theirs" {
		t.Errorf("backup %q, file %q", text, w.text("a"))
	}
	if list, _ := w.engine().Recover(t.Context()); len(list) != 1 || list[0].Outcome != NotPutBack || len(list[0].Conflicts) != 1 {
		t.Errorf("%+v", list)
	}
	w.write("a", "new", 0o644) // they think better of it
	if r := w.engine().Undo(t.Context(), r.ID).Wait(); r.Outcome != PutBack || w.text("a") != "old" {
		t.Errorf("%+v, %q", r, w.text("a"))
	}
}

func TestForget(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	r := w.apply(thePlan(w.replace("a", "new")))
	w.write("a", "theirs", 0o644)
	w.engine().Undo(t.Context(), "").Wait() // in conflict
	if err := w.engine().Forget("no such id"); err == nil {
		t.Error("what there is not was forgotten")
	}
	if err := w.engine().Forget(r.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := w.engine().Recover(t.Context()); len(list) > 0 || err != nil {
		t.Errorf("still to be settled: %+v, %v", list, err)
	}
	if r := w.engine().Undo(t.Context(), r.ID).Wait(); r.Reason != Forgot || w.text("a") != "theirs" {
		t.Errorf("%+v", r)
	}
	filepath.WalkDir(w.path("state"), func(path string, _ os.DirEntry, _ error) error {
		if strings.HasSuffix(path, ".old") || strings.HasSuffix(path, ".new") {
			t.Errorf("%s is still there", path)
		}
		return nil
	})
}

func TestUndoOfABlockLeavesTheRest(t *testing.T) {
	w := newWorld(t)
	const rc = "alias l=ls\n"
	w.write(".bashrc", rc, 0o644)
	block := func(purpose, body string) plan.Step {
		s := w.replace(".bashrc", string(plan.SetBlock([]byte(w.text(".bashrc")), purpose, body)))
		s.Kind, s.Block = plan.BlockSet, &plan.Block{Purpose: purpose, Body: body}
		return s
	}
	first := w.apply(thePlan(block("proxy", "export A=1")))
	second := w.apply(thePlan(block("godebug", "export B=1")))
	if first.Outcome != Mended || second.Outcome != Mended {
		t.Fatalf("%+v %+v", first, second)
	}
	both := w.text(".bashrc")
	w.write(".bashrc", both+"alias g=go\n", 0o644)
	if r := w.engine().Undo(t.Context(), first.ID).Wait(); r.Outcome != PutBack {
		t.Fatalf("%+v", r)
	}
	if got := w.text(".bashrc"); strings.Contains(got, "A=1") || !strings.Contains(got, "B=1") || !strings.HasSuffix(got, "alias g=go\n") {
		t.Errorf("%q", got)
	}
	if r := w.engine().Undo(t.Context(), second.ID).Wait(); r.Outcome != PutBack || w.text(".bashrc") != rc+"alias g=go\n" {
		t.Errorf("%+v %q", r, w.text(".bashrc"))
	}
}

func TestUndoInOrder(t *testing.T) {
	w := newWorld(t)
	w.write("a", "0", 0o644)
	first := w.apply(thePlan(w.replace("a", "1")))
	second := w.apply(thePlan(w.replace("a", "2")))
	if r := w.engine().Undo(t.Context(), first.ID).Wait(); r.Reason != Later || r.About != second.ID {
		t.Errorf("%+v", r)
	}
	for _, want := range []string{"1", "0"} {
		if r := w.engine().Undo(t.Context(), "goproxy-set").Wait(); r.Outcome != PutBack || w.text("a") != want {
			t.Errorf("%+v, %q", r, w.text("a"))
		}
	}
}

func TestTwoAtOnce(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	inside, leave := make(chan bool), make(chan bool)
	w.o.Verify = func(context.Context, []plan.Var) (Report, error) {
		close(inside)
		<-leave
		return Report{Status: checks.Healthy}, nil
	}
	first := w.engine().Apply(t.Context(), thePlan(w.replace("a", "new")), broken)
	<-inside
	w.o.Verify = healthy
	r := w.apply(thePlan(w.replace("b", "new")))
	if r.Outcome != Refused || r.Reason != Locked || r.Detail != "goproxy-set" {
		t.Errorf("%+v", r)
	}
	if _, err := w.engine().Recover(t.Context()); err == nil || !strings.Contains(err.Error(), string(Locked)) {
		t.Errorf("recovery beside a running fix: %v", err)
	}
	close(leave)
	if r := first.Wait(); r.Outcome != Mended {
		t.Errorf("%+v", r)
	}
}

func TestCancel(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	var run *Run
	ready := make(chan bool)
	w.o.Verify = func(ctx context.Context, _ []plan.Var) (Report, error) {
		<-ready
		run.Cancel()
		<-ctx.Done()
		return Report{}, ctx.Err()
	}
	run = w.engine().Apply(t.Context(), thePlan(w.replace("a", "new")), broken)
	close(ready)
	if r := run.Wait(); r.Outcome != PutBack || r.Reason != Interrupted || w.text("a") != "old" {
		t.Errorf("%+v, %q", r, w.text("a"))
	}
	var told []string
	for e := range run.Events() {
		told = append(told, string(e.Kind))
	}
	want := "step-started step-ended verifying undoing step-undone ended"
	if got := strings.Join(told, " "); got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

func TestStateFolderThatCannotBeWritten(t *testing.T) {
	w := newWorld(t)
	w.o.UserState = w.write("file", "", 0o644)
	if r := w.apply(thePlan(w.replace("a", "new"))); r.Outcome != Refused || r.Reason != NoJournal {
		t.Errorf("%+v", r)
	}
	w.clean("file")
}

func lowerStep() plan.Step {
	set := func(size string) []string { return []string{"ip", "link", "set", "dev", "lo", "mtu", size} }
	return plan.Step{Kind: plan.Exec, Root: true, Exec: &plan.Command{Argv: set("1400"), Undo: [][]string{set("65536")}}}
}

func planText(p plan.Plan) string {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return string(text)
}
