package lab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// Environment of the process that builds a network.
const (
	envCase   = "GOMEND_LAB_CASE"
	envFolder = "GOMEND_LAB_FOLDER"
)

// controlFD is the file descriptor of the control socket in that process.
const controlFD = 3

// Lab is a network that exists. It is safe for concurrent use.
type Lab struct {
	Dir     string // all its files, removed by Close
	process *exec.Cmd
	control net.Conn
	mu      sync.Mutex
	last    int
	waiting map[int]chan Result
	ended   chan struct{} // closed when the process has gone
}

// request and response are what the control socket carries.
type request struct {
	ID      int
	Command Command
	Cancel  bool
}

type response struct {
	ID     int // 0: the network stands, or Error says why not
	Error  string
	Unable bool // this machine cannot
	Result Result
}

// Enter turns the process into the lab if it was started as such, and then never
// returns. Programs that call Open call it first of all.
func Enter() {
	if name := os.Getenv(envCase); name != "" {
		os.Exit(inside(name, os.Getenv(envFolder)))
	}
}

// Open builds the network of a case in a process of its own, which must know the
// case by its name (see Register). The error wraps ErrUnsupported when this
// machine does not allow that. ctx bounds the building, not the network's life.
func Open(ctx context.Context, c Case) (*Lab, error) {
	dir, err := os.MkdirTemp("", "lab")
	if err != nil {
		return nil, err
	}
	l := &Lab{Dir: dir, waiting: map[int]chan Result{}, ended: make(chan struct{})}
	if err := l.start(ctx, c); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func (l *Lab) start(ctx context.Context, c Case) error {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	mine, theirs := os.NewFile(uintptr(pair[0]), "control"), os.NewFile(uintptr(pair[1]), "control")
	defer mine.Close()
	defer theirs.Close()
	if l.control, err = net.FileConn(mine); err != nil {
		return err
	}
	l.process = command(c, l.Dir, theirs)
	if err := l.process.Start(); err != nil {
		l.process = nil
		return fmt.Errorf("%w: new namespaces are forbidden or used up (user.max_user_namespaces, kernel.unprivileged_userns_clone, AppArmor): %v", ErrUnsupported, err)
	}
	stop := context.AfterFunc(ctx, func() { l.control.Close() })
	defer stop()
	in := json.NewDecoder(l.control)
	var r response
	if err := in.Decode(&r); err != nil {
		return errors.Join(errors.New("the lab's process ended early"), err, ctx.Err())
	}
	switch {
	case r.Unable:
		return fmt.Errorf("%w: %s", ErrUnsupported, r.Error)
	case r.Error != "":
		return errors.New(r.Error)
	}
	go l.listen(in)
	return nil
}

// command starts this program as the lab: user, network, mount, process and host
// name spaces of its own, with the rights to set them up kept as ambient
// capabilities, so that what runs on the client later can be an ordinary user.
func command(c Case, dir string, control *os.File) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe")
	cmd.Args = []string{"lab"}
	cmd.Env = []string{envCase + "=" + c.Name, envFolder + "=" + dir, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir, "HOME=" + dir, "TERM=" + os.Getenv("TERM")}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.ExtraFiles = []*os.File{control}
	uids, gids := users(c.Plan().Client.Root)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:                 unix.CLONE_NEWUSER | unix.CLONE_NEWNET | unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWUTS,
		UidMappings:                uids,
		GidMappings:                gids,
		GidMappingsEnableSetgroups: gids[0].Size > 1,
		AmbientCaps:                []uintptr{unix.CAP_SYS_ADMIN, unix.CAP_NET_ADMIN, unix.CAP_NET_BIND_SERVICE, unix.CAP_NET_RAW},
	}
	return cmd
}

// users are the users and groups that the lab has: an ordinary one, or root. Root
// has others beside itself only where this process may give it some.
func users(root bool) (uids, gids []syscall.SysProcIDMap) {
	one := func(inside, outside, size int) []syscall.SysProcIDMap {
		return []syscall.SysProcIDMap{{ContainerID: inside, HostID: outside, Size: size}}
	}
	switch {
	case root && os.Getuid() == 0:
		return one(0, 0, allUsers), one(0, 0, allUsers)
	case root:
		return one(0, os.Getuid(), 1), one(0, os.Getgid(), 1)
	}
	return one(clientUser, os.Getuid(), 1), one(clientUser, os.Getgid(), 1)
}

// allUsers is how many numbers users have that are not made up on the fly.
const allUsers = 65536

// clientUser is the user and group number that commands see on the client.
const clientUser = 1000

func (l *Lab) listen(in *json.Decoder) {
	defer close(l.ended)
	for {
		var r response
		if in.Decode(&r) != nil {
			return
		}
		l.mu.Lock()
		if c := l.waiting[r.ID]; c != nil {
			c <- r.Result
			delete(l.waiting, r.ID)
		}
		l.mu.Unlock()
	}
}

// Exec runs a command on the client and waits for its end. It is killed when ctx ends.
func (l *Lab) Exec(ctx context.Context, c Command) Result {
	done := make(chan Result, 1)
	l.mu.Lock()
	l.last++
	id := l.last
	l.waiting[id] = done
	err := json.NewEncoder(l.control).Encode(request{ID: id, Command: c})
	l.mu.Unlock()
	if err != nil {
		return Result{Exit: -1, Failed: err.Error()}
	}
	for cancel := ctx.Done(); ; {
		select {
		case r := <-done:
			return r
		case <-l.ended:
			return Result{Exit: -1, Failed: "the lab's process has ended"}
		case <-cancel:
			cancel = nil
			l.mu.Lock()
			json.NewEncoder(l.control).Encode(request{ID: id, Cancel: true})
			l.mu.Unlock()
		}
	}
}

// Close ends everything that runs in the lab and removes its files.
func (l *Lab) Close() error {
	if l.control != nil {
		l.control.Close()
	}
	if l.process != nil {
		l.process.Wait()
	}
	return removeAll(l.Dir)
}

// removeAll removes a folder with the write-protected ones in it that a module
// cache has.
func removeAll(dir string) error {
	if os.RemoveAll(dir) == nil {
		return nil
	}
	writable(dir)
	return os.RemoveAll(dir)
}

func writable(dir string) {
	os.Chmod(dir, 0o755)
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() {
			writable(dir + string(os.PathSeparator) + e.Name())
		}
	}
}
