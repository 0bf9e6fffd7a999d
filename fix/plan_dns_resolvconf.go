package fix

import (
	"context"
	"strings"

	"gomend/fix/plan"
)

// record is the name of our own entry; what begins with lo comes first
// (interface-order of resolvconf, interface_order of openresolv).
const record = "lo.gomend"

// planResolvconf hands servers to resolvconf, the program that puts together
// /etc/resolv.conf. Its entries are gone after a restart; Debian's also reads a file.
func planResolvconf(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	if !has(m, "resolvconf") {
		return nil, &ManualError{Obstacle: MissingTool, About: "resolvconf"}
	}
	out, err := m.Output(ctx, "resolvconf", "--version")
	if strings.Contains(string(out), "systemd") {
		return nil, &ManualError{Obstacle: Managed, About: "systemd-resolved"} // resolvectl under another name
	}
	_ = err // Debian's knows no --version, and says so with status 99
	lines := ""
	for _, server := range s.servers() {
		lines += "nameserver " + server + "\n"
	}
	now := text(m, resolvConf)
	if strings.Contains(now, strings.TrimSpace(lines)) && text(m, "/run/resolvconf/interface/"+record) == strings.TrimSpace(lines) {
		return nil, nil
	}
	add := plan.Step{Kind: plan.Exec, Root: true, Exec: &plan.Command{
		Argv: []string{"resolvconf", "-a", record}, Stdin: lines,
		Undo: [][]string{{"resolvconf", "-d", record}},
	}}
	steps := []plan.Step{add}
	const head = "/etc/resolvconf/resolv.conf.d/head"
	if exists(m, head) {
		stored, err := systemFile(m, head, func(old []byte) []byte { return plan.SetBlock(old, "dns", lines) })
		if err != nil {
			return nil, err
		}
		steps = append(steps, kept(stored...)...)
	}
	return steps, nil
}
