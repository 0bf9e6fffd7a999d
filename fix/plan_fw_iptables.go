package fix

import (
	"context"
	"strings"

	"gomend/fix/plan"
)

// planIPTables lets the port out before all other rules of its own chain.
func planIPTables(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	var steps []plan.Step
	programs := iptablesPrograms(ctx, m)
	for _, program := range programs {
		for _, proto := range s.protocols() {
			rule := []string{"-p", proto, "--dport", s.out(), "-m", "comment", "--comment", tag("fw-allow-iptables"), "-j", "ACCEPT"}
			if _, err := m.OutputAsRoot(ctx, append([]string{program, "-w", "5", "-C", "OUTPUT"}, rule...)...); err == nil {
				continue
			}
			steps = append(steps, iptablesRule(program, "OUTPUT", rule))
		}
		steps = append(steps, s.iptablesReplies(ctx, m, program)...)
	}
	if len(programs) == 0 {
		return nil, &ManualError{Obstacle: MissingTool, About: "iptables"}
	}
	return steps, nil
}

// hasIPv6 reports whether packets go out over IPv6 at all.
func hasIPv6(ctx context.Context, m plan.Machine) bool {
	out, err := m.Output(ctx, "ip", "-6", "route", "show", "default")
	return err == nil && strings.HasPrefix(string(out), "default")
}

func iptablesRule(program, chain string, rule []string) plan.Step {
	return rootExec(
		append([]string{program, "-w", "5", "-I", chain, "1"}, rule...),
		append([]string{program, "-w", "5", "-D", chain}, rule...),
	)
}

// iptablesPrograms are those whose tables are in use: both kinds filter at once
// where both have rules. The kernel lists the tables of the old kind.
func iptablesPrograms(ctx context.Context, m plan.Machine) []string {
	var list []string
	for _, p := range []struct{ program, legacy, tables string }{
		{"iptables", "iptables-legacy", "/proc/net/ip_tables_names"},
		{"ip6tables", "ip6tables-legacy", "/proc/net/ip6_tables_names"},
	} {
		if p.program == "ip6tables" && !hasIPv6(ctx, m) {
			continue
		}
		if has(m, p.program) {
			list = append(list, p.program)
		}
		if strings.Contains(text(m, p.tables), "filter") && has(m, p.legacy) {
			list = append(list, p.legacy)
		}
	}
	return list
}

// iptablesReplies lets answers in where the chain of what comes in drops all that
// it does not know, and does not know connections.
func (s situation) iptablesReplies(ctx context.Context, m plan.Machine, program string) []plan.Step {
	out, err := m.OutputAsRoot(ctx, program, "-w", "5", "-S", "INPUT")
	rules := string(out)
	if err != nil || !strings.Contains(rules, "-P INPUT DROP") && !strings.Contains(rules, "-j DROP") && !strings.Contains(rules, "-j REJECT") {
		return nil
	}
	if strings.Contains(rules, "ESTABLISHED") {
		return nil
	}
	var steps []plan.Step
	for _, proto := range s.protocols() {
		rule := []string{"-p", proto, "--sport", s.out(), "-m", "conntrack", "--ctstate", "ESTABLISHED", "-m", "comment", "--comment", tag("fw-allow-iptables"), "-j", "ACCEPT"}
		steps = append(steps, iptablesRule(program, "INPUT", rule))
	}
	return steps
}
