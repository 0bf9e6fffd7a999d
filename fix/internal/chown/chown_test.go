//go:build unix

package chown

import (
	"os"
	"path/filepath"
	"testing"

	"gomend/fix/internal/owner"
	"gomend/fix/plan"
)

func mustDo(t *testing.T, list ...error) {
	t.Helper()
	for _, err := range list {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func ownerOf(t *testing.T, name string) int {
	t.Helper()
	info, err := os.Lstat(name)
	mustDo(t, err)
	return owner.Of(info).UID
}

func TestGiveAndGiveBack(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	home := t.TempDir()
	dir := filepath.Join(home, "mod")
	outside := filepath.Join(home, "outside")
	mustDo(t,
		os.MkdirAll(filepath.Join(dir, "cache", "sealed"), 0o755),
		os.WriteFile(outside, nil, 0o600),
		os.WriteFile(filepath.Join(dir, "cache", "a"), nil, 0o444),
		os.WriteFile(filepath.Join(dir, "mine"), nil, 0o644),
		os.WriteFile(filepath.Join(dir, "other"), nil, 0o644),
		os.Symlink(outside, filepath.Join(dir, "link")),
		os.Link(outside, filepath.Join(dir, "second-name")),
		os.Chmod(filepath.Join(dir, "cache", "sealed"), 0o555),
		os.Chown(filepath.Join(dir, "mine"), 1000, 1000),
		os.Chown(filepath.Join(dir, "other"), 7, 8),
	)
	want := map[string]int{".": 0, "cache": 0, "cache/a": 0, "cache/sealed": 0, "mine": 1000, "other": 7, "link": 0, "second-name": 0}
	check := func(when string, given bool) {
		for name, uid := range want {
			if given && name != "second-name" {
				uid = 1000
			}
			if got := ownerOf(t, filepath.Join(dir, name)); got != uid {
				t.Errorf("%s: %s is of user %d, want %d", when, name, got, uid)
			}
		}
		if got := ownerOf(t, outside); got != 0 {
			t.Errorf("%s: what the link leads to is of user %d", when, got)
		}
	}
	o := plan.Owner{Path: dir, UID: 1000, GID: 1000}
	record, err := Survey(o)
	mustDo(t, err)
	if len(record) != 6 {
		t.Errorf("%d files to give: %+v", len(record), record)
	}
	text, err := record.Encode()
	mustDo(t, err)
	record, err = Decode(text)
	mustDo(t, err, Give(o, record), Give(o, record))
	check("given", true)
	mustDo(t, GiveBack(o, record), GiveBack(o, record))
	check("given back", false)
}

func TestHostile(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	home := t.TempDir()
	secret := filepath.Join(home, "secret")
	mustDo(t,
		os.Mkdir(secret, 0o700), os.WriteFile(filepath.Join(secret, "key"), nil, 0o600),
		os.MkdirAll(filepath.Join(home, "mod", "a"), 0o755), os.WriteFile(filepath.Join(home, "mod", "a", "key"), nil, 0o600),
	)
	o := plan.Owner{Path: filepath.Join(home, "mod"), UID: 1000, GID: 1000}
	record, err := Survey(o)
	mustDo(t, err,
		os.RemoveAll(filepath.Join(home, "mod", "a")), os.Symlink(secret, filepath.Join(home, "mod", "a")))
	Give(o, record)
	if got := ownerOf(t, filepath.Join(secret, "key")); got != 0 {
		t.Errorf("a folder swapped for a link led to the key, now of user %d", got)
	}
	if err := Give(o, Record{{Name: "../secret/key"}}); err == nil {
		t.Error("a name that leads out was taken")
	}
	mustDo(t, os.Symlink(secret, filepath.Join(home, "link")))
	if r, err := Survey(plan.Owner{Path: filepath.Join(home, "link", "key"), UID: 1000}); err == nil {
		t.Errorf("a link on the way was followed: %v", r)
	}
}
