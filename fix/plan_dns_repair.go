package fix

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// services are who can be started again when /etc/resolv.conf leads to what they
// write and they do not run.
var services = []struct{ target, unit, program string }{
	{"run/systemd/resolve/", "systemd-resolved", "resolvectl"},
	{"run/NetworkManager/", "NetworkManager", "nmcli"},
	{"run/resolvconf/", "resolvconf", "resolvconf"},
}

// planRepairResolvConf makes /etc/resolv.conf say something again: a link that
// leads nowhere, a file that only root can read, with line ends of Windows, or
// without a nameserver.
func planRepairResolvConf(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	var link *plan.LinkError
	if _, err := m.Resolve(resolvConf); errors.As(err, &link) {
		return s.repairLink(ctx, m, link.Target)
	}
	info, err := m.Lstat(resolvConf)
	if errors.Is(err, fs.ErrNotExist) {
		return systemFile(m, resolvConf, func([]byte) []byte { return withServers(nil, s.servers()) })
	}
	if err != nil {
		return nil, err
	}
	var steps []plan.Step
	if mode := info.Mode().Perm(); mode&0o444 != 0o444 {
		steps = append(steps, rootExec([]string{"chmod", "0644", resolvConf}, []string{"chmod", fmt.Sprintf("%#o", mode), resolvConf}))
	}
	if _, err := m.ReadFile(resolvConf); errors.Is(err, fs.ErrPermission) {
		return steps, nil
	}
	if err := resolvConfOwner(m); err != nil && len(steps) == 0 {
		return nil, err
	}
	file, err := systemFile(m, resolvConf, s.readable)
	return append(steps, file...), err
}

// readable is a resolv.conf with line ends of Unix, without a byte order mark, and
// with nameservers where it has none.
func (s situation) readable(old []byte) []byte {
	fixed := bytes.ReplaceAll(bytes.TrimPrefix(old, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	if !namesServers(fixed) {
		fixed = withServers(fixed, s.servers())
	}
	return fixed
}

func namesServers(content []byte) bool {
	return slices.ContainsFunc(strings.Split(string(content), "\n"), nameserverLine.MatchString)
}

// repairLink starts the service whose file a dangling link names; where there is
// none, the link leads to a plain file from then on.
func (s situation) repairLink(ctx context.Context, m plan.Machine, target string) ([]plan.Step, error) {
	for _, service := range services {
		if strings.Contains(target, service.target) && has(m, service.program) && has(m, "systemctl") && exists(m, "/run/systemd/system") {
			if steps, err := startService(ctx, m, service.unit); err != nil || len(steps) > 0 {
				return steps, err
			}
		}
	}
	if content, err := m.ReadFile(resolvConf); err == nil && namesServers(content) {
		return nil, &ManualError{Obstacle: Managed, About: target}
	}
	steps, err := systemFile(m, resolvConf+".gomend", func([]byte) []byte { return withServers(nil, s.servers()) })
	if err != nil {
		return nil, err
	}
	relink := func(to string) []string { return []string{"ln", "-sfn", to, resolvConf} }
	return append(steps, rootExec(relink("resolv.conf.gomend"), relink(target))), nil
}

// startService starts a service now and with the system, and undoes as much of
// that as was not so before.
func startService(ctx context.Context, m plan.Machine, unit string) ([]plan.Step, error) {
	enabled, _ := m.Output(ctx, "systemctl", "is-enabled", unit) // its status says the same as its word
	active, _ := m.Output(ctx, "systemctl", "is-active", unit)
	word := strings.TrimSpace(string(enabled))
	if word == "masked" {
		return nil, &ManualError{Obstacle: Managed, About: unit} // somebody forbade it on purpose
	}
	var steps []plan.Step
	if word == "disabled" {
		steps = append(steps, rootExec([]string{"systemctl", "enable", unit}, []string{"systemctl", "disable", unit}))
	}
	if strings.TrimSpace(string(active)) != "active" {
		steps = append(steps, rootExec([]string{"systemctl", "start", unit}, []string{"systemctl", "stop", unit}))
	}
	return steps, nil
}
