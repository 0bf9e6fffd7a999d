package fix

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/netip"
	"slices"
	"strings"
	"time"

	"gomend/fix/plan"
)

// What planners of fixes to the system share.

// keepWithin is how long a change that can cut a person off stays without being kept.
const keepWithin = 60 * time.Second

// rootExec is a step that runs a program as root, and what takes it back.
func rootExec(argv []string, undo ...[]string) plan.Step {
	return plan.Step{Kind: plan.Exec, Root: true, Exec: &plan.Command{Argv: argv, Undo: undo}}
}

// probed adds the read-only command that shows what a step changes, and what it
// printed when the plan was made.
func probed(step plan.Step, printed []byte, argv ...string) plan.Step {
	step.Exec.Probe, step.Exec.Before = argv, plan.HashOf(printed)
	return step
}

// around puts steps between what a service has to be told: after them when they
// are done, and again after them when they are taken back.
func around(steps []plan.Step, tell ...[]string) []plan.Step {
	list := []plan.Step{rootExec([]string{"true"}, tell...)}
	list = append(list, steps...)
	for _, argv := range tell {
		list = append(list, rootExec(argv))
	}
	return list
}

// kept marks steps that wait until a guarded change has been kept.
func kept(steps ...plan.Step) []plan.Step {
	for i := range steps {
		steps[i].Kept = true
	}
	return steps
}

// systemFile is the step that gives a file of the system new content, made of the
// old one; none when nothing changes. A file that does not exist is made for all to read.
func systemFile(m plan.Machine, name string, change func(old []byte) []byte) ([]plan.Step, error) {
	var link *plan.LinkError
	path, err := m.Resolve(name)
	if errors.As(err, &link) {
		return nil, &ManualError{Obstacle: ForeignLink, About: link.Link}
	}
	if err != nil {
		return nil, err
	}
	old, err := m.ReadFile(path)
	file := &plan.File{Path: path, Before: plan.State{Hash: plan.HashOf(old)}}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		file.Before, file.Mode = plan.State{Absent: true}, 0o644
	case errors.Is(err, fs.ErrPermission):
		return nil, &ManualError{Obstacle: RootToLook, About: path}
	case err != nil:
		return nil, err
	}
	file.After = change(old)
	if bytes.Equal(old, file.After) && !file.Before.Absent {
		return nil, nil
	}
	return []plan.Step{{Kind: plan.FileReplace, Root: true, File: file}}, nil
}

// whole is for systemFile: new content, whatever the old one is.
func whole(text string) func([]byte) []byte { return func([]byte) []byte { return []byte(text) } }

// asRoot runs a program that only root may run, and that only reads.
func asRoot(ctx context.Context, m plan.Machine, argv ...string) (string, error) {
	if !has(m, argv[0]) {
		return "", &ManualError{Obstacle: MissingTool, About: argv[0]}
	}
	out, err := m.OutputAsRoot(ctx, argv...)
	if errors.Is(err, plan.ErrNotRoot) {
		return "", &ManualError{Obstacle: RootToLook, About: argv[0]}
	}
	return string(out), err
}

func has(m plan.Machine, program string) bool {
	_, err := m.LookPath(program)
	return err == nil
}

func exists(m plan.Machine, name string) bool {
	_, err := m.Lstat(name)
	return err == nil
}

// text is a small file's content without blanks around it; empty when it cannot be read.
func text(m plan.Machine, name string) string {
	content, _ := m.ReadFile(name)
	return strings.TrimSpace(string(content))
}

// defaultRoute is what ip -j route says of a default route.
type defaultRoute struct {
	Dev     string `json:"dev"`
	Gateway string `json:"gateway"`
	Metric  int    `json:"metric"`
}

// outward is the interface that packets to the internet take: the one that was
// seen, else that of the best default route.
func (s situation) outward(ctx context.Context, m plan.Machine) (string, error) {
	if s.values["interface"] != "" {
		return s.values["interface"], nil
	}
	out, err := m.Output(ctx, "ip", "-j", "route", "show", "default")
	if err != nil {
		return "", err
	}
	var routes []defaultRoute
	if err := json.Unmarshal(out, &routes); err != nil && len(bytes.TrimSpace(out)) > 0 {
		return "", err
	}
	routes = slices.DeleteFunc(routes, func(r defaultRoute) bool { return !plain.MatchString(r.Dev) || r.Dev == "" })
	if len(routes) == 0 {
		return "", &ManualError{Obstacle: NothingHere, About: "default route"}
	}
	return slices.MinFunc(routes, func(a, b defaultRoute) int { return a.Metric - b.Metric }).Dev, nil
}

// link is what ip -j link says of an interface; /sys may be that of another network
// namespace.
type link struct {
	Index int `json:"ifindex"`
	MTU   int `json:"mtu"`
}

func linkOf(ctx context.Context, m plan.Machine, name string) (link, error) {
	out, err := m.Output(ctx, "ip", "-j", "link", "show", "dev", name)
	if err != nil {
		return link{}, err
	}
	var list []link
	if err := json.Unmarshal(out, &list); err != nil || len(list) != 1 {
		return link{}, &ManualError{Obstacle: NothingHere, About: name}
	}
	return list[0], nil
}

// mostServers is how many nameservers count in a resolv.conf (resolv.conf(5), MAXNS).
const mostServers = 3

// servers are the nameservers to use instead: those that answered from here, else
// two that are reachable from most places; only those of a family where want is given.
func (s situation) servers(want ...func(netip.Addr) bool) []string {
	candidates := s.Nameservers
	if len(candidates) == 0 {
		first, second := s.nameservers()
		candidates = []string{first, second}
	}
	var list []string
	for _, server := range candidates[:min(len(candidates), mostServers)] {
		addr, err := netip.ParseAddr(server)
		if err != nil || addr.Zone() != "" || len(want) > 0 && !want[0](addr.Unmap()) {
			continue
		}
		if text := addr.Unmap().String(); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// managedByNetworkManager reports whether NetworkManager looks after an interface.
func managedByNetworkManager(ctx context.Context, m plan.Machine, link string) bool {
	if !has(m, "nmcli") {
		return false
	}
	out, err := m.Output(ctx, "nmcli", "-g", "GENERAL.STATE", "device", "show", link)
	state, _, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	elsewhere := strings.Contains(string(out), "externally")        // somebody else set it up, and NetworkManager only looks
	return err == nil && state != "" && state != "10" && !elsewhere // 10 is NM_DEVICE_STATE_UNMANAGED
}
