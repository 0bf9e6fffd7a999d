package fix

import (
	"context"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// planFirewalld lets the port out in each policy that keeps what this machine
// sends; where there is none, before the direct rules that do.
func planFirewalld(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	out, err := asRoot(ctx, m, "firewall-cmd", "--list-all-policies")
	if err != nil {
		return nil, err
	}
	if panicking, _ := m.OutputAsRoot(ctx, "firewall-cmd", "--query-panic"); strings.TrimSpace(string(panicking)) == "yes" {
		return nil, &ManualError{Obstacle: Managed, About: "firewalld panic mode"}
	}
	var steps []plan.Step
	blocking := blockingPolicies(out)
	for _, policy := range blocking {
		for _, proto := range s.protocols() {
			rule := `rule priority="-1" port port="` + s.out() + `" protocol="` + proto + `" accept`
			if strings.Contains(out, rule) {
				continue
			}
			steps = append(steps, rootExec(
				[]string{"firewall-cmd", "--policy=" + policy, "--add-rich-rule=" + rule},
				[]string{"firewall-cmd", "--policy=" + policy, "--remove-rich-rule=" + rule}))
		}
	}
	direct, err := asRoot(ctx, m, "firewall-cmd", "--direct", "--get-all-rules")
	if err != nil {
		return nil, err
	}
	more, found := s.firewalldDirect(direct)
	if len(blocking) == 0 && !found {
		return planIPTables(ctx, m, s) // somebody's own rules beside those of firewalld
	}
	return append(steps, more...), nil
}

// firewalldDirect goes before direct rules that drop or reject what leaves.
func (s situation) firewalldDirect(rules string) (steps []plan.Step, found bool) {
	for _, family := range []string{"ipv4", "ipv6"} {
		blocks := false
		for line := range strings.Lines(rules) {
			blocks = blocks || strings.HasPrefix(line, family+" filter OUTPUT ") && (strings.Contains(line, "DROP") || strings.Contains(line, "REJECT"))
		}
		found = found || blocks
		for _, proto := range s.protocols() {
			rule := []string{family, "filter", "OUTPUT", "-1", "-p", proto, "--dport", s.out(), "-j", "ACCEPT"}
			if blocks && !strings.Contains(rules, strings.Join(rule, " ")) {
				steps = append(steps, rootExec(
					append([]string{"firewall-cmd", "--direct", "--add-rule"}, rule...),
					append([]string{"firewall-cmd", "--direct", "--remove-rule"}, rule...)))
			}
		}
	}
	return steps, found
}

// blockingPolicies are the active policies for what this machine sends (ingress
// zone HOST) that reject or drop some of it.
func blockingPolicies(list string) []string {
	var names []string
	for _, block := range strings.Split(list, "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		name, active := strings.CutSuffix(lines[0], " (active)")
		fromHere, blocks := false, false
		for _, line := range lines[1:] {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			fromHere = fromHere || key == "ingress-zones" && slices.Contains(strings.Fields(value), "HOST")
			blocks = blocks || key == "target" && (strings.Contains(value, "REJECT") || strings.Contains(value, "DROP")) ||
				strings.HasPrefix(key, "rule ") && (strings.HasSuffix(line, " drop") || strings.Contains(line, " reject"))
		}
		if active && fromHere && blocks && plain.MatchString(name) {
			names = append(names, name)
		}
	}
	return names
}
