//go:build linux

package docker

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gomend/checks/lab/built"
)

// prefix begins the names of all that is made.
const prefix = "gomend-lab-"

// world is what stands while the tests run.
type world struct {
	mu     sync.Mutex
	roots  []byte   // that vouch for all servers
	places []string // {name} and what stands for it in the arguments of cases
}

// fill puts addresses and ports into the arguments of a case.
func (w *world) fill(text string) string { return strings.NewReplacer(w.places...).Replace(text) }

// open makes networks and servers.
func open(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.must(t, w.makeNetworks, func() error { return w.makeServerImage(t.TempDir()) })
	var starts []func() error
	for name := range servers {
		starts = append(starts, func() error { return w.start(t, name) })
	}
	w.must(t, append(starts, func() error { return w.listen(t) })...)
	return w
}

// makeImages makes those of the containers in which go and gomend run.
func (w *world) makeImages(t *testing.T) {
	t.Helper()
	gomend := built.Program(t)
	w.must(t, func() error {
		image, err := slim(gomend, w.roots)
		if err != nil {
			return err
		}
		return image.load(slimImage, golangImage...)
	}, func() error {
		image, err := bare(gomend)
		if err != nil {
			return err
		}
		return image.load(bareImage, golangImage...)
	})
}

// must does several things at once, and ends the test when one fails.
func (w *world) must(t *testing.T, things ...func() error) {
	t.Helper()
	var group sync.WaitGroup
	for _, do := range things {
		group.Go(func() {
			if err := do(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

func (w *world) place(name, value string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.places = append(w.places, "{"+name+"}", value)
}

func (w *world) makeNetworks() error {
	for name, options := range networks {
		args := append([]string{"network", "create", "--internal", "--label", label}, options...)
		if _, err := docker(nil, append(args, prefix+name)...); err != nil {
			return err
		}
		gateway, err := docker(nil, "network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", prefix+name)
		if err != nil {
			return err
		}
		w.place(name+"-host", gateway)
	}
	return nil
}

func (w *world) makeServerImage(dir string) error {
	image, err := buildServer(dir)
	if err != nil {
		return err
	}
	return image.load(serverImage)
}

// start runs a server until the test ends: then its standard input does, too.
func (w *world) start(t *testing.T, name string) error {
	s := servers[name]
	args := []string{"run", "-i", "--label", label, "--name", prefix + name, "--env", serverVariable + "=" + name, "--network", prefix + s.network, "--dns", outside}
	for _, a := range s.aliases {
		args = append(args, "--network-alias", a)
	}
	for _, r := range s.rights {
		args = append(args, "--cap-add", r)
	}
	cmd := command(t.Context(), append(args, serverImage, "/server")...)
	if _, err := cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	problem := &strings.Builder{}
	cmd.Stderr = problem
	if err := cmd.Start(); err != nil {
		return err
	}
	t.Cleanup(func() { cmd.Wait() })
	roots, err := readRoots(out)
	if err != nil {
		return fmt.Errorf("server %s: %w: %s", name, err, problem)
	}
	address, err := docker(nil, "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", prefix+name)
	w.place(name, address)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.roots = append(w.roots, roots...)
	return err
}

// readRoots reads what a server prints until it is ready.
func readRoots(out io.Reader) (roots []byte, err error) {
	in := bufio.NewReader(out)
	for {
		line, err := in.ReadString('\n')
		if err != nil || line == ready {
			return roots, err
		}
		roots = append(roots, line...)
	}
}

// listen opens a port on this machine's loopback, where a proxy program of its user
// would be.
func (w *world) listen(t *testing.T) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	t.Cleanup(func() { l.Close() })
	w.place("port", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	return nil
}
