package machine

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"gomend/checks/environ"
	"gomend/fix/internal/owner"
)

// Person is for whom fixes are made: whoever runs the program, or who started it
// with sudo or doas.
type Person struct {
	UID, GID int // -1 on Windows
	Groups   []int
	Name     string
	Home     string // absolute, links of its own place resolved
	Invoker  bool   // this process is root's, and the person is another one
}

// WhoIs finds the person in an environment. Under sudo and doas the home folder is
// the one of the user database: HOME may be root's, or the person's own with root
// about to write into it.
func WhoIs(env []string) (Person, error) {
	if os.Geteuid() == 0 {
		if u, err := invoker(env); u != nil || err != nil {
			return personOf(u, err)
		}
	}
	p := Person{UID: os.Geteuid(), GID: os.Getegid(), Home: environ.Get(env, homeVariable)}
	if u, err := user.LookupId(strconv.Itoa(p.UID)); err == nil {
		p.Name = u.Username
		if p.Home == "" || p.UID == 0 && !rootsOwn(p.Home) {
			p.Home = u.HomeDir
		}
	}
	p.Groups, _ = os.Getgroups()
	return p.atHome()
}

// invoker is the user who became root by sudo or doas; nil without one.
func invoker(env []string) (*user.User, error) {
	if id := environ.Get(env, "SUDO_UID"); id != "" && id != "0" {
		u, err := user.LookupId(id)
		return u, wrap("SUDO_UID", err)
	}
	if name := environ.Get(env, "DOAS_USER"); name != "" && name != "root" {
		u, err := user.Lookup(name)
		return u, wrap("DOAS_USER", err)
	}
	return nil, nil
}

func wrap(variable string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", variable, err)
}

func personOf(u *user.User, err error) (Person, error) {
	if err != nil {
		return Person{}, err
	}
	p := Person{Name: u.Username, Home: u.HomeDir, Invoker: true}
	if p.UID, err = strconv.Atoi(u.Uid); err != nil {
		return Person{}, err
	}
	if p.GID, err = strconv.Atoi(u.Gid); err != nil {
		return Person{}, err
	}
	ids, err := u.GroupIds()
	if err != nil {
		return Person{}, err
	}
	for _, id := range ids {
		if gid, err := strconv.Atoi(id); err == nil {
			p.Groups = append(p.Groups, gid)
		}
	}
	return p.atHome()
}

func (p Person) atHome() (Person, error) {
	if !filepath.IsAbs(p.Home) {
		return p, errors.New("no home folder is known")
	}
	if real, err := filepath.EvalSymlinks(p.Home); err == nil {
		p.Home = real
	}
	return p, nil
}

// rootsOwn reports whether a folder is root's: su without a login keeps the HOME of
// the user that it comes from.
func rootsOwn(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && owner.Of(info).UID == 0
}

// Env is an environment as the person's own programs have it.
func (p Person) Env(env []string) []string {
	if !p.Invoker {
		return env
	}
	return append(append([]string{}, env...), "HOME="+p.Home, "USER="+p.Name, "LOGNAME="+p.Name)
}
