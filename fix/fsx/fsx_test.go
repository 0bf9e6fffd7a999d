//go:build unix

package fsx

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"gomend/fix/plan"
)

var own = Policy{UID: os.Geteuid(), GID: os.Getegid()}

// place is a new folder that only this user can write in.
func place(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, text string, mode fs.FileMode) string {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o600), os.Chmod(name, mode)); err != nil {
		t.Fatal(err)
	}
	return name
}

func state(text string) plan.State { return plan.State{Hash: plan.HashOf([]byte(text))} }

func change(name, text string) Change {
	return Change{Path: name, Want: state("old"), Content: []byte(text), Mode: 0o644, Temp: ".temp"}
}

func TestReplaceKeepsWhatAFileHas(t *testing.T) {
	dir := place(t)
	name := write(t, filepath.Join(dir, "file"), "old", 0o604)
	attribute := exec.Command("setfattr", "-n", "user.gomend", "-v", "kept", name).Run() == nil
	method, err := own.Apply(change(name, "new\r\n"))
	if err != nil || method != Renamed {
		t.Fatalf("%v, %v", method, err)
	}
	text, meta, err := own.Look(name)
	if err != nil || string(text) != "new\r\n" || meta.Mode != 0o604 {
		t.Errorf("%q, %+v, %v", text, meta, err)
	}
	if attribute && string(meta.Xattrs["user.gomend"]) != "kept" {
		t.Errorf("attributes: %q", meta.Xattrs)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left: %v", entries)
	}
}

func TestNewAndRemoved(t *testing.T) {
	dir := place(t)
	name := filepath.Join(dir, "a", "b", "file")
	missing := Missing(name)
	if err := own.Make(missing, 0o700); err != nil || len(missing) != 2 {
		t.Fatalf("%v, %v", missing, err)
	}
	c := Change{Path: name, Want: plan.State{Absent: true}, Content: []byte("x"), Mode: 0o640, Temp: ".temp"}
	if _, err := own.Apply(c); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if _, err := own.Apply(c); !hasReason(err, Changed) {
		t.Errorf("a file that is there already: %v", err)
	}
	c = Change{Path: name, Want: state("x"), Remove: true}
	if method, err := own.Apply(c); err != nil || method != Removed {
		t.Errorf("%v, %v", method, err)
	}
	if err := own.Unmake(missing); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("left: %v", entries)
	}
}

func hasReason(err error, want Reason) bool {
	var e *Error
	return errors.As(err, &e) && e.Reason == want
}

// TestRefused has everything in it that another user, or a careless one, can put on a path.
func TestRefused(t *testing.T) {
	dir := place(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	outside := write(t, at("outside/file"), "old", 0o644)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Symlink(outside, at("link")))
	must(os.Symlink(at("outside"), at("folderlink")))
	must(os.Link(write(t, at("names/one"), "old", 0o644), at("names/two")))
	must(syscall.Mkfifo(at("pipe"), 0o600))
	must(os.MkdirAll(at("folder/file"), 0o755))
	write(t, at("shared/file"), "old", 0o644)
	must(os.Chmod(at("shared"), 0o777))
	write(t, at("shared/below/file"), "old", 0o644)
	write(t, at("group/file"), "old", 0o644)
	must(os.Chmod(at("group"), 0o775))
	write(t, at("sticky/file"), "old", 0o644)
	must(os.Chmod(at("sticky"), 0o777|fs.ModeSticky))
	must(os.Symlink(outside, at("sticky/link")))
	write(t, at("other"), "other", 0o644)
	group := Shared
	if own.UID > 0 && own.UID == own.GID {
		group = "" // a group of nobody but the user
	}
	for name, want := range map[string]Reason{
		"link": Link, "folderlink/file": Link, "names/one": HardLink, "names/two": HardLink, "pipe": Special, "folder/file": Special,
		"shared/file": Shared, "shared/below/file": Shared, "group/file": group, "sticky/file": "", "sticky/link": Link, "other": Changed,
		"missing": Changed,
	} {
		_, err := own.Apply(change(at(name), "new"))
		if want == "" && err != nil || want != "" && !hasReason(err, want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if text, _ := os.ReadFile(outside); string(text) != "old" {
		t.Errorf("what a link leads to became %q", text)
	}
	if _, err := own.Apply(change("relative", "new")); err == nil {
		t.Error("a relative path was taken")
	}
	if _, err := own.Apply(change(dir+"/x/../other", "new")); err == nil {
		t.Error("a path that is not clean was taken")
	}
}

func TestForeignFiles(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	dir := place(t)
	theirs := write(t, filepath.Join(dir, "theirs"), "old", 0o644)
	below := write(t, filepath.Join(dir, "folder", "file"), "old", 0o644)
	if err := errors.Join(os.Chown(theirs, 1234, 1234), os.Chown(filepath.Dir(below), 1234, 1234)); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{theirs, below} {
		if _, err := own.Apply(change(name, "new")); !hasReason(err, Foreign) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestImmutable(t *testing.T) {
	name := write(t, filepath.Join(place(t), "file"), "old", 0o644)
	if err := exec.Command("chattr", "+i", name).Run(); err != nil {
		t.Skip("cannot make a file immutable here:", err)
	}
	defer exec.Command("chattr", "-i", name).Run()
	if _, err := own.Apply(change(name, "new")); !hasReason(err, Fixed) {
		t.Errorf("%v", err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(name)); len(entries) != 1 {
		t.Errorf("left: %v", entries)
	}
}

// TestFolderExchanged swaps a folder for a link between two looks.
func TestFolderExchanged(t *testing.T) {
	dir := place(t)
	write(t, filepath.Join(dir, "real", "file"), "old", 0o644)
	victim := write(t, filepath.Join(dir, "victim", "file"), "old", 0o644)
	c := change(filepath.Join(dir, "real", "file"), "new")
	c.Overwrite = func() error { return nil }
	d, err := own.open(filepath.Dir(c.Path))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := errors.Join(os.Rename(filepath.Join(dir, "real"), filepath.Join(dir, "moved")), os.Symlink(filepath.Dir(victim), filepath.Join(dir, "real"))); err != nil {
		t.Fatal(err)
	}
	f, err := own.file(d, c.Path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.replace(d, f); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(victim); string(text) != "old" {
		t.Errorf("the victim became %q", text)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "moved", "file")); string(text) != "new" {
		t.Errorf("the file became %q", text)
	}
}

func TestTorn(t *testing.T) {
	const short, long = "short", "a longer text"
	for _, tt := range []struct{ before, after string }{{short, long}, {long, short}, {long, long + "!"}, {"", long}, {"same", "save"}} {
		states := []string{}
		for k := range len(tt.after) + 1 { // written so far, nothing cut off yet
			text := tt.after[:k]
			if k < len(tt.before) {
				text += tt.before[k:]
			}
			states = append(states, text)
		}
		for _, text := range append(states, tt.after) {
			if !Torn([]byte(text), []byte(tt.before), []byte(tt.after)) {
				t.Errorf("%q on the way from %q to %q", text, tt.before, tt.after)
			}
		}
		for _, text := range []string{"something else entirely", tt.after + "x" + tt.before} {
			if Torn([]byte(text), []byte(tt.before), []byte(tt.after)) {
				t.Errorf("%q is not on the way from %q to %q", text, tt.before, tt.after)
			}
		}
	}
}

func TestMove(t *testing.T) {
	dir := place(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	write(t, at("mod/file"), "x", 0o444)
	os.Chmod(at("mod"), 0o555)
	t.Cleanup(func() { os.Chmod(at("aside/mod"), 0o755) })
	os.Mkdir(at("aside"), 0o755)
	write(t, at("taken"), "x", 0o644)
	if err := own.Move(at("mod"), at("taken"), 0o555|fs.ModeDir); err == nil {
		t.Error("it took the place of something")
	}
	if err := own.Move(at("mod"), at("aside/mod"), 0o555|fs.ModeDir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(at("aside/mod")); err != nil || info.Mode().Perm() != 0o555 {
		t.Errorf("%v, %v", info, err)
	}
	os.Symlink("/nowhere", at("link"))
	if err := own.Move(at("link"), at("aside/link"), fs.ModeSymlink|0o777); err != nil {
		t.Error(err)
	}
	if target, _ := os.Readlink(at("aside/link")); target != "/nowhere" {
		t.Errorf("the link leads to %q", target)
	}
}
