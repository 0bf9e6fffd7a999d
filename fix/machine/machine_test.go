package machine

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gomend/fix/plan"
)

// at makes a machine whose home is a new folder.
func at(t *testing.T) (*Machine, string) {
	t.Helper()
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m, err := New([]string{"HOME=" + home, "USERPROFILE=" + home, "PATH=" + os.Getenv("PATH"), "COLOUR=green"}, home)
	if err != nil {
		t.Fatal(err)
	}
	if m.Home() != home {
		t.Fatalf("home %s, want %s", m.Home(), home)
	}
	return m, home
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skip("no symbolic links:", err)
	}
}

func TestResolve(t *testing.T) {
	m, home := at(t)
	outside := write(t, filepath.Join(t.TempDir(), "file"), "x")
	own := write(t, filepath.Join(home, "dotfiles", "bashrc"), "x")
	link(t, "dotfiles/bashrc", filepath.Join(home, ".bashrc"))
	link(t, own, filepath.Join(home, ".absolute"))
	link(t, filepath.Join(home, ".bashrc"), filepath.Join(home, ".twice"))
	link(t, "dotfiles/later", filepath.Join(home, ".dangling"))
	link(t, "dotfiles", filepath.Join(home, ".config"))
	link(t, outside, filepath.Join(home, ".out"))
	link(t, "../../../../../etc/passwd", filepath.Join(home, ".up"))
	link(t, ".loop", filepath.Join(home, ".loop"))
	elsewhere := filepath.Join(filepath.Dir(outside), "link")
	link(t, outside, elsewhere)

	for name, want := range map[string]string{
		".bashrc": own, ".absolute": own, ".twice": own,
		".dangling":      filepath.Join(home, "dotfiles", "later"),
		".config/bashrc": own,
		"new/deep/file":  filepath.Join(home, "new", "deep", "file"),
		".out":           "", ".up": "", ".loop": "",
	} {
		got, err := m.Resolve(filepath.Join(home, name))
		var refused *plan.LinkError
		if got != want || (err != nil) != (want == "") || err != nil && !errors.As(err, &refused) {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
	if got, err := m.Resolve(elsewhere); err == nil {
		t.Errorf("a link outside of the home folder was followed to %s", got)
	}
	if got, err := m.Resolve("relative"); err == nil {
		t.Errorf("a relative path became %s", got)
	}
}

func TestReadFileTakesOnlyFiles(t *testing.T) {
	m, home := at(t)
	if got, err := m.ReadFile(write(t, filepath.Join(home, "a"), "text")); err != nil || string(got) != "text" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := m.ReadFile(home); err == nil {
		t.Error("a folder was read")
	}
	if _, err := m.ReadFile(write(t, filepath.Join(home, "big"), strings.Repeat("x", readLimit+1))); err == nil {
		t.Error("an endless file was read")
	}
}

func TestPrograms(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("takes programs of Unix")
	}
	m, home := at(t)
	if got, err := m.LookPath("sh"); err != nil || !filepath.IsAbs(got) {
		t.Errorf("sh: %s, %v", got, err)
	}
	for _, name := range []string{"./sh", "bin/sh", "no-such-program"} {
		if got, err := m.LookPath(name); err == nil {
			t.Errorf("%s was found at %s", name, got)
		}
	}
	out, err := m.Output(t.Context(), "sh", "-c", "echo $COLOUR $LC_ALL; cat")
	if err != nil || string(out) != "green C\n" {
		t.Errorf("%q, %v", out, err)
	}
	_, err = m.Output(t.Context(), "sh", "-c", "echo broken >&2; exit 3")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(err.Error(), "broken") {
		t.Errorf("%v", err)
	}
	if _, err = m.Output(t.Context(), "sh", "-c", "yes"); err == nil {
		t.Error("endless output was taken")
	}

	was := write(t, filepath.Join(home, "file"), "a\n")
	got, err := m.OutputOn(t.Context(), []string{was, filepath.Join(home, "missing")}, []string{"FILE={0}"},
		"sh", "-c", `echo b >> "$FILE"; test ! -e {1} && echo new > {1}`)
	if err != nil || string(got[0]) != "a\nb\n" || string(got[1]) != "new\n" {
		t.Errorf("%q, %v", got, err)
	}
	if text, _ := os.ReadFile(was); string(text) != "a\n" {
		t.Errorf("the file itself became %q", text)
	}
}

func TestUnderSudo(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	own := t.TempDir()
	for _, tt := range []struct {
		env  []string
		home string // empty: an error
		uid  int
	}{
		{[]string{"HOME=" + own}, own, 0},
		{[]string{"HOME=" + own, "SUDO_UID=0"}, own, 0},
		{[]string{"HOME=" + own, "SUDO_UID=1"}, "/usr/sbin", 1}, // daemon
		{[]string{"HOME=" + own, "DOAS_USER=daemon"}, "/usr/sbin", 1},
		{[]string{"HOME=" + own, "SUDO_UID=4000000"}, "", 0},
		{[]string{"HOME=" + own, "SUDO_UID=none"}, "", 0},
	} {
		p, err := WhoIs(tt.env)
		if tt.home == "" {
			if err == nil {
				t.Errorf("%v: %+v", tt.env, p)
			}
			continue
		}
		if err != nil || p.Home != tt.home || p.UID != tt.uid || p.Invoker != (tt.uid != 0) {
			t.Errorf("%v: %+v, %v", tt.env, p, err)
		}
	}
	m, err := New([]string{"HOME=" + own, "SUDO_UID=1", "PATH=" + os.Getenv("PATH")}, "/")
	if err != nil {
		t.Fatal(err)
	}
	out, err := m.Output(t.Context(), "sh", "-c", "id -u; echo $HOME")
	if err != nil || string(out) != "1\n/usr/sbin\n" {
		t.Errorf("%q, %v", out, err)
	}
}
