package lab

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"gomend/checks/lab/executable"
)

// mountProc shows the lab's own processes in /proc. Where that is not allowed
// (some containers) the machine's stay visible, which harms nothing.
func (w *world) mountProc() {
	unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
	unix.Mount("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
}

// ownEtc are entries of /etc that the client has for itself.
var ownEtc = []string{"resolv.conf", "hosts", "nsswitch.conf", "ssl", "pki", "gitconfig", "hostname", "host.conf", "ca-certificates", "passwd", "dnssec-trust-anchors.d"}

// furnish gives the client an /etc of its own: the machine's entries by symbolic
// links, but for those that matter here. Whatever /etc/resolv.conf is on the
// machine, the lab can have another one, or none.
func (w *world) furnish() error {
	machine := filepath.Join(w.dir, "etc")
	if err := os.Mkdir(machine, 0o755); err != nil {
		return err
	}
	if err := unix.Mount("/etc", machine, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return fmt.Errorf("%w: binding /etc: %v", ErrUnsupported, err)
	}
	if err := readOnly(machine); err != nil {
		return fmt.Errorf("%w: protecting /etc: %v", ErrUnsupported, err)
	}
	if err := unix.Mount("tmpfs", "/etc", "tmpfs", 0, "mode=755"); err != nil {
		return fmt.Errorf("%w: covering /etc: %v", ErrUnsupported, err)
	}
	entries, err := os.ReadDir(machine)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !slices.Contains(ownEtc, e.Name()) {
			err = errors.Join(err, os.Symlink(filepath.Join(machine, e.Name()), filepath.Join("/etc", e.Name())))
		}
	}
	unix.Sethostname([]byte("client"))
	return errors.Join(err, w.writeEtc(), w.writeUsers(filepath.Join(machine, "passwd")), w.makePath())
}

// readOnly keeps everything below a mount from being written to from here on, where
// the kernel can (Linux 5.12).
func readOnly(mount string) error {
	err := unix.MountSetattr(unix.AT_FDCWD, mount, unix.AT_RECURSIVE, &unix.MountAttr{Attr_set: unix.MOUNT_ATTR_RDONLY})
	if errors.Is(err, unix.ENOSYS) {
		return nil
	}
	return err
}

func (w *world) writeEtc() error {
	c := w.plan.Client
	files := map[string]string{
		"/etc/resolv.conf":   c.Resolvconf,
		"/etc/hosts":         "127.0.0.1\tlocalhost\n127.0.1.1\tclient\n::1\tlocalhost ip6-localhost\n" + c.HostsFile,
		"/etc/nsswitch.conf": c.Nsswitch,
		"/etc/hostname":      "client\n",
	}
	if c.RootKeys != "" {
		files["/etc/dnssec-trust-anchors.d/lab.positive"] = c.RootKeys
	}
	if c.NoResolv {
		delete(files, "/etc/resolv.conf")
	}
	if c.Roots != RootsNone {
		files[cmp.Or(c.RootsFile, "/etc/ssl/certs/ca-certificates.crt")] = string(c.Roots.Bundle())
	}
	return writeFiles("", files)
}

// login is the home folder of the client's user in /etc/passwd, where ssh looks
// for its files; HOME names another one in each command.
func (w *world) login() string { return filepath.Join(w.dir, "login") }

// writeUsers gives the client the machine's users, its own and that of git hosts.
func (w *world) writeUsers(machine string) error {
	others, err := os.ReadFile(machine)
	if err != nil {
		return err
	}
	users := fmt.Sprintf("gopher:x:%d:%d::%s:/bin/sh\ngit:x:%d:%d::%s:/bin/sh\n",
		clientUser, clientUser, w.login(), clientUser, clientUser, w.dir)
	for line := range strings.Lines(string(others)) {
		fields := strings.Split(line, ":")
		if len(fields) > 2 && fields[2] != strconv.Itoa(clientUser) && fields[0] != "git" {
			users += line
		}
	}
	err = os.WriteFile("/etc/passwd", []byte(users), 0o644)
	keys := filepath.Join(w.login(), ".ssh")
	return errors.Join(err, os.MkdirAll(keys, 0o700), writeSecrets(keys, w.plan.Client.SSH))
}

// writeSecrets writes files that nobody else may read, as ssh demands.
func writeSecrets(dir string, files map[string]string) (err error) {
	for name, content := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return err
}

func writeFiles(root string, files map[string]string) error {
	for name, content := range files {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// bin is the folder of the programs that the client has for certain.
func (w *world) bin() string { return filepath.Join(w.dir, "bin") }

// makePath fills the folder of programs: go always comes from there, so that a
// case can leave it out wherever the machine has it.
func (w *world) makePath() error {
	if err := os.Mkdir(w.bin(), 0o755); err != nil {
		return err
	}
	programs := w.plan.Client.Programs
	if programs == nil {
		programs = []string{"go"}
	}
	for _, name := range programs {
		path, err := exec.LookPath(name)
		if err != nil {
			return fmt.Errorf("%w: %s is not installed", ErrUnsupported, name)
		}
		if err := os.Symlink(path, filepath.Join(w.bin(), name)); err != nil {
			return err
		}
	}
	for name, script := range w.plan.Client.Scripts {
		file := filepath.Join(w.bin(), name)
		os.Remove(file)
		program, _ := exec.LookPath(name)
		script = strings.ReplaceAll(script, "{real}", program)
		if err := executable.Write(file, []byte("#!/bin/sh\n"+script)); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) path() string {
	if w.plan.Client.Programs != nil {
		return w.bin()
	}
	return w.bin() + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
}

func (w *world) lookPath(name string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	for _, dir := range filepath.SplitList(w.path()) {
		file := filepath.Join(dir, name)
		if info, err := os.Stat(file); err == nil && info.Mode()&0o111 != 0 && !info.IsDir() {
			return file, nil
		}
	}
	return "", fmt.Errorf("%s: not in PATH", name)
}

// environment is what a command on the client starts with; nothing of the
// machine's own environment is in it.
func (w *world) environment(home string) []string {
	env := []string{
		"HOME=" + home, "USER=gopher", "LOGNAME=gopher", "PATH=" + w.path(),
		"TMPDIR=" + filepath.Join(home, "tmp"), "LANG=C.UTF-8", "TERM=xterm-256color",
	}
	for name, value := range w.plan.Client.Env {
		env = append(env, name+"="+strings.NewReplacer("{home}", home, "{lab}", w.dir).Replace(value))
	}
	return slices.DeleteFunc(env, func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(w.plan.Client.Unset, name)
	})
}

// home makes the home folder of a user when it is first asked for.
func (w *world) home(user string) (string, error) {
	if user == "" {
		user = "user"
	}
	home := filepath.Join(w.dir, "home", user)
	w.started.Lock()
	defer w.started.Unlock()
	err, known := w.homes[user]
	if !known {
		err = w.makeHome(home)
		w.homes[user] = err
	}
	return home, err
}

func (w *world) makeHome(home string) error {
	c := w.plan.Client
	files := map[string]string{}
	for name, content := range c.Files {
		files[name] = withAuthorities(strings.ReplaceAll(content, "{home}", home))
	}
	var env strings.Builder
	for name, value := range c.GoEnv {
		fmt.Fprintf(&env, "%s=%s\n", name, strings.ReplaceAll(value, "{home}", home))
	}
	if env.Len() > 0 {
		files[".config/go/env"] = env.String()
	}
	if c.ModFile != "" {
		files["work/go.mod"] = c.ModFile
	}
	for _, dir := range []string{"work", "tmp"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o755); err != nil {
			return err
		}
	}
	if err := errors.Join(writeFiles(home, files), w.makeCache(home)); err != nil {
		return err
	}
	return w.prepare(home)
}

// prepare runs the case's own script.
func (w *world) prepare(home string) error {
	if w.plan.Client.Prepare == "" {
		return nil
	}
	cmd := exec.Command("sh", "-ec", w.plan.Client.Prepare)
	cmd.Dir, cmd.Env = home, w.environment(home)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("preparing %s: %v: %s", home, err, out)
	}
	return nil
}

func (w *world) makeCache(home string) error {
	cache := filepath.Join(home, "go", "pkg", "mod")
	switch w.plan.Client.Cache {
	case CacheReadOnly:
		return errors.Join(os.MkdirAll(cache, 0o755), os.Chmod(cache, 0o555))
	case CacheTiny, CacheSmall, CacheFewFiles:
		return errors.Join(os.MkdirAll(cache, 0o755), unix.Mount("tmpfs", cache, "tmpfs", 0, cacheSizes[w.plan.Client.Cache]+",mode=755"))
	}
	return nil
}

// cacheSizes are the file systems of module caches that have little room; a large
// zip and what is in it take largeSize each.
var cacheSizes = map[Cache]string{CacheTiny: "size=16k", CacheSmall: fmt.Sprintf("size=%d", largeSize*3/2), CacheFewFiles: "size=64m,nr_inodes=16"}
