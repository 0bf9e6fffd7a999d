package fix

import (
	"context"
	"encoding/hex"
	"strings"

	"gomend/fix/plan"
)

// planUFW puts a rule before all others into ufw's own files. ufw itself would
// rewrite a rule that denies the same, which deleting ours does not bring back.
func planUFW(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	if !has(m, "ufw") {
		return nil, &ManualError{Obstacle: MissingTool, About: "ufw"}
	}
	if !strings.Contains(strings.ToLower(text(m, "/etc/ufw/ufw.conf")), "enabled=yes") {
		return nil, &ManualError{Obstacle: NothingHere, About: "ufw"}
	}
	var steps []plan.Step
	for _, f := range []struct{ name, chain, any string }{
		{"/etc/ufw/user.rules", "ufw-user-output", "0.0.0.0/0"},
		{"/etc/ufw/user6.rules", "ufw6-user-output", "::/0"},
	} {
		if !exists(m, f.name) {
			continue
		}
		file, err := systemFile(m, f.name, func(old []byte) []byte { return s.ufwRules(old, f.chain, f.any) })
		if err != nil {
			return nil, err
		}
		steps = append(steps, file...)
	}
	if len(steps) == 0 {
		return nil, nil
	}
	return around(steps, []string{"ufw", "reload"}), nil
}

// ufwRules adds a rule in the form of ufw's own (ufw/backend_iptables.py:
// _write_rules), before the first.
func (s situation) ufwRules(old []byte, chain, anywhere string) []byte {
	const start = "### RULES ###\n"
	before, after, found := strings.Cut(string(old), start)
	if !found {
		return old
	}
	rules := ""
	for _, proto := range s.protocols() {
		rule := "\n### tuple ### allow " + proto + " " + s.out() + " " + anywhere + " any " + anywhere + " out comment=" + hex.EncodeToString([]byte(tag("fw-allow-ufw"))) +
			"\n-A " + chain + " -p " + proto + " --dport " + s.out() + " -j ACCEPT\n"
		if !strings.Contains(after, rule) {
			rules += rule
		}
	}
	return []byte(before + start + rules + after)
}
