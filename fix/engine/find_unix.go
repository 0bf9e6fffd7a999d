//go:build unix

package engine

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"gomend/checks/environ"
	"gomend/fix/internal/owner"
)

// systemPath is where programs of the system are, and those that systemd keeps for itself.
const systemPath = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/systemd:/lib/systemd"

// find finds a program: for root only where nobody but root could have put it, for
// the person in their PATH.
func (r rules) find(program string, env []string) (string, error) {
	path := systemPath
	if !r.root {
		path = environ.Get(env, "PATH") + ":" + systemPath
	}
	for _, dir := range filepath.SplitList(path) {
		if !filepath.IsAbs(dir) || filepath.IsAbs(program) && filepath.Dir(program) != filepath.Clean(dir) {
			continue
		}
		found, err := exec.LookPath(filepath.Join(dir, filepath.Base(program)))
		if err != nil {
			continue
		}
		if r.root && !rootsAlone(found) {
			return "", errors.New(found + " can be written by others than root")
		}
		return found, nil
	}
	return "", exec.ErrNotFound
}

// rootsAlone reports whether only root can change a program, whatever links lead to it.
func rootsAlone(program string) bool {
	real, err := filepath.EvalSymlinks(program)
	if err != nil {
		return false
	}
	for path := real; ; path = filepath.Dir(path) {
		info, err := os.Lstat(path)
		if err != nil || !owner.System(owner.Of(info).UID) || info.Mode()&fs.ModeSticky == 0 && info.Mode().Perm()&0o022 != 0 {
			return false
		}
		if path == "/" {
			return true
		}
	}
}
