package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Peer is a real server: a program of this machine that runs in the network in
// place of one of ours, where real ones behave in their own way. In Args, Files
// and the scripts {dir} stands for the peer's own folder, and {lab} for that of
// the network.
type Peer struct {
	Program string // found in PATH or where Debian keeps servers
	Needs   []string
	Args    []string
	Files   map[string]string // of its folder
	Certs   map[string]Cert   // name.crt and name.key in its folder
	Before  string            // shell script that is run in its folder first
	After   string            // shell script that is run once it answers
	Place   Place
	Answers []string // host:port or path of a socket: it is ready once all can be connected to
}

// Place is where in the network a peer runs.
type Place string

// Places of peers.
const (
	InInternet Place = ""
	OnRouter   Place = "router"
	OnClient   Place = "client"
)

// serverPlaces are folders of programs that an ordinary user's PATH may lack.
var serverPlaces = []string{"/usr/local/sbin", "/usr/sbin", "/sbin"}

// findProgram is where a program is; empty when it is not installed.
func findProgram(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, dir := range serverPlaces {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return path
		}
	}
	return ""
}

// Missing lists the programs that the case needs and this machine lacks.
func (c Case) Missing() []string {
	need := slices.Clone(c.Need)
	if c.NeedGit {
		need = append(need, "git")
	}
	for _, p := range c.Plan().Peers {
		need = append(append(need, p.Program), p.Needs...)
	}
	slices.Sort(need)
	return slices.DeleteFunc(slices.Compact(need), func(name string) bool { return findProgram(name) != "" })
}

// fillPlaces puts the folders into a text of the peer's.
func fillPlaces(text, dir, lab string) string {
	return strings.NewReplacer("{dir}", dir, "{lab}", lab).Replace(text)
}
