package engine

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// left makes a journal as it is when the program dies after a record of a type.
func left(t *testing.T, w *world, after journal.Type) string {
	t.Helper()
	w.write("a", "old", 0o644)
	var tx string
	w.o.Verify = func(context.Context, []plan.Var) (Report, error) {
		entries, _ := os.ReadDir(w.path("state/journal"))
		for _, e := range entries {
			if journal.ValidID(e.Name()) {
				tx = w.path("state/journal/" + e.Name() + "/tx.jsonl")
			}
		}
		return Report{Status: checks.Healthy}, nil
	}
	if r := w.apply(thePlan(w.replace("a", "new"), w.replace("b", "new"))); r.Outcome != Mended {
		t.Fatalf("%+v", r)
	}
	text, err := os.ReadFile(tx)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.Contains(lines[i], `{"t":"`+string(after)+`"`) {
			if err := os.WriteFile(tx, []byte(strings.Join(lines[:i+1], "")), 0o600); err != nil {
				t.Fatal(err)
			}
			return tx
		}
	}
	t.Fatalf("no record %s in %s", after, text)
	return ""
}

// TestTornJournal cuts the last record at every byte, as losing power does.
func TestTornJournal(t *testing.T) {
	for _, last := range []journal.Type{journal.Done, journal.Verified, journal.Commit} {
		t.Run(string(last), func(t *testing.T) {
			w := newWorld(t)
			tx := left(t, w, last)
			whole, err := os.ReadFile(tx)
			if err != nil {
				t.Fatal(err)
			}
			start := strings.LastIndex(strings.TrimSuffix(string(whole), "\n"), "\n") + 1
			for cut := start; cut <= len(whole); cut += min(stride(), max(len(whole)-cut, 1)) {
				w.write("a", "new", 0o644)
				w.write("b", "new", 0o644)
				if err := os.WriteFile(tx, whole[:cut], 0o600); err != nil {
					t.Fatal(err)
				}
				if _, err := w.engine().Recover(t.Context()); err != nil {
					t.Fatalf("cut at %d: %v", cut, err)
				}
				kept := last == journal.Commit || last == journal.Verified && cut == len(whole)
				want, other := "old", "missing"
				if kept {
					want, other = "new", "new"
				}
				if w.text("a") != want || w.text("b") != other {
					t.Fatalf("cut at %d of %d: a is %q, b is %q", cut-start, len(whole)-start, w.text("a"), w.text("b"))
				}
				again, _ := os.ReadFile(tx)
				if list, err := w.engine().Recover(t.Context()); err != nil || len(list) > 0 {
					t.Fatalf("cut at %d: a second recovery found %+v, %v", cut, list, err)
				}
				if now, _ := os.ReadFile(tx); string(now) != string(again) {
					t.Fatalf("cut at %d: a second recovery wrote to the journal", cut)
				}
				restoreContents(t, w, tx)
			}
		})
	}
}

// restoreContents brings back what recovery may have cleared away.
func restoreContents(t *testing.T, w *world, tx string) {
	t.Helper()
	dir := filepath.Dir(tx)
	for name, text := range map[string]string{"0.old": "old", "0.new": "new", "1.new": "new"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestGarbageInTheJournal shows that what is no journal is neither believed nor lost.
func TestGarbageInTheJournal(t *testing.T) {
	w := newWorld(t)
	w.write("a", "old", 0o644)
	r := w.apply(thePlan(w.replace("a", "new")))
	dir := w.path("state/journal/")
	for name, text := range map[string]string{
		"20260101T000000Z-00000001": "",
		"20260101T000000Z-00000002": "garbage\n",
		"20260101T000000Z-00000003": `00000000 {"t":"begin","v":1}` + "\n",
		"20260101T000000Z-00000004": strings.Repeat("\x00", 4096),
	} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, "tx.jsonl"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := w.engine().Recover(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if r := w.engine().Undo(t.Context(), r.ID).Wait(); r.Outcome != PutBack || w.text("a") != "old" {
		t.Errorf("%+v", r)
	}
}

// TestNoSecretInTheJournal looks for a password in every record.
func TestNoSecretInTheJournal(t *testing.T) {
	w := newWorld(t)
	const secret = "geheim123"
	w.write("env", "GOPROXY=https://u:"+secret+"@goproxy.example\n", 0o600)
	w.o.Env = append(w.o.Env, "HTTPS_PROXY=http://u:"+secret+"@proxy.example")
	p := thePlan(
		w.replace("env", "GOPROXY=https://u:"+secret+"@other.example\n"),
		plan.Step{Kind: plan.Snippet, Env: []plan.Var{{Name: "HTTPS_PROXY", Value: "http://proxy.example"}}},
	)
	p.Target = "https://u:" + secret + "@goproxy.example"
	r := w.apply(p)
	if r.Outcome != Mended {
		t.Fatalf("%+v", r)
	}
	text, err := os.ReadFile(w.path("state/journal/" + r.ID + "/tx.jsonl"))
	if err != nil || strings.Contains(string(text), secret) {
		t.Errorf("%v\n%s", err, text)
	}
	filepath.WalkDir(w.path("state"), func(path string, d os.DirEntry, err error) error {
		if info, err := d.Info(); err == nil && info.Mode().Perm()&0o077 != 0 && strings.Contains(path, "journal") {
			t.Errorf("%s can be read by others: %v", path, info.Mode())
		}
		return nil
	})
	env := thePlan(plan.Step{Kind: plan.Snippet, Env: []plan.Var{{Name: "HTTPS_PROXY", Value: "http://u:" + secret + "@proxy.example"}}})
	if r := w.apply(env); r.Outcome != Refused || r.Reason != NotAllowed || strings.Contains(r.Detail, secret) {
		t.Errorf("a secret in a snippet: %+v", r)
	}
}
