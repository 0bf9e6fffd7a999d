//go:build linux

package docker

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// A daemon may take a while to see that a container has ended, and lists the container's
// place in its network until then, or for good (github.com/moby/moby/issues/42119):
// everything is removed again until nothing is left, for at most this long.
const (
	cleaning      = 20 * time.Second
	cleaningPause = 500 * time.Millisecond
)

// awaitEnd waits for the end of the tests, to which standard input leads.
func awaitEnd() error {
	io.Copy(io.Discard, os.Stdin)
	return removeAll()
}

// kinds are what can be left over, in the order in which it can be removed.
var kinds = []struct {
	list   []string
	remove func(ids []string) error
}{
	{[]string{"ps", "-aq"}, removing("rm", "-f")},
	{[]string{"network", "ls", "-q"}, removeNetworks},
	{[]string{"image", "ls", "-aq"}, removing("image", "rm", "-f")},
}

func removing(command ...string) func(ids []string) error {
	return func(ids []string) error {
		_, err := docker(nil, append(command[:len(command):len(command)], ids...)...)
		return err
	}
}

// removeNetworks removes networks, and before them what they still list as connected.
func removeNetworks(ids []string) error {
	var all error
	for _, id := range ids {
		connected, err := docker(nil, "network", "inspect", "--format", "{{range .Containers}}{{.Name}} {{end}}", id)
		for _, name := range strings.Fields(connected) {
			docker(nil, "network", "disconnect", "--force", id, name) // it may have gone by itself
		}
		all = errors.Join(all, err)
	}
	return errors.Join(all, removing("network", "rm")(ids))
}

// leftovers are the ids of one kind.
func leftovers(list []string) ([]string, error) {
	out, err := docker(nil, append(list, "--filter", "label="+label)...)
	return strings.Fields(out), err
}

// removeAll removes everything with the label. What ends by itself meanwhile is no
// error; what is still there in the end is.
func removeAll() error {
	end := time.Now().Add(cleaning)
	for {
		problem := removeOnce()
		if problem == nil || time.Now().After(end) {
			return problem
		}
		time.Sleep(cleaningPause)
	}
}

// removeOnce removes what it can, and says why something is left.
func removeOnce() error {
	var all error
	for _, kind := range kinds {
		ids, err := leftovers(kind.list)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			continue
		}
		problem := kind.remove(ids)
		ids, err = leftovers(kind.list)
		if len(ids) > 0 {
			err = errors.Join(err, problem, fmt.Errorf("docker %v still lists %v", kind.list, ids))
		}
		all = errors.Join(all, err)
	}
	return all
}
