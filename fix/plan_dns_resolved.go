package fix

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gomend/fix/plan"
)

// planResolvedDNS gives the interface's link other servers for all names. The
// captured values are what goes back: resolvectl revert would leave a link none
// at all where another program had set them.
func planResolvedDNS(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	if out, err := s.outward(ctx, m); err == nil && managedByNetworkManager(ctx, m, out) {
		return planNetworkManagerDNS(ctx, m, s) // which hands on to systemd-resolved what it is told
	}
	link, err := s.resolvedLink(ctx, m)
	if err != nil {
		return nil, err
	}
	file, err := networkdFile(ctx, m, link)
	if err != nil {
		return nil, err
	}
	if file != "" {
		return s.planNetworkdDNS(m, link, file)
	}
	steps, err := resolvedSteps(ctx, m, "dns", link, func([]string) []string { return s.servers() })
	if err != nil {
		return nil, err
	}
	domains, err := resolvedSteps(ctx, m, "domain", link, func(old []string) []string {
		if slices.Contains(old, everyName) {
			return old
		}
		return append([]string{everyName}, old...)
	})
	if err != nil {
		return nil, err
	}
	if steps = append(steps, domains...); len(steps) == 0 {
		return nil, nil
	}
	stored, err := systemFile(m, "/etc/systemd/resolved.conf.d/90-gomend.conf",
		whole("[Resolve]\nDNS="+strings.Join(s.servers(), " ")+"\nDomains="+everyName+"\n"))
	return append(steps, kept(stored...)...), err
}

// everyName routes all names to a link's servers: without it they are asked beside
// those of other links, whose answers win half of the time (resolved.conf(5), Domains).
const everyName = "~."

// resolvedLink is the interface whose servers are to be changed, if that is for
// systemd-resolved to say.
func (s situation) resolvedLink(ctx context.Context, m plan.Machine) (string, error) {
	if !has(m, "resolvectl") {
		return "", &ManualError{Obstacle: MissingTool, About: "resolvectl"}
	}
	link, err := s.outward(ctx, m)
	if err != nil {
		return "", err
	}
	out, err := m.Output(ctx, "resolvectl", "domain")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(out)) {
		name, values := resolvedLine(line)
		if name != "" && name != link && slices.Contains(values, everyName) {
			return "", &ManualError{Obstacle: Managed, About: name} // a VPN, mostly: it wants all names for itself
		}
	}
	return link, nil
}

// resolvedSteps gives a link other values of a kind, made of what it has; none
// when they are the same.
func resolvedSteps(ctx context.Context, m plan.Machine, what, link string, wanted func(old []string) []string) ([]plan.Step, error) {
	out, err := m.Output(ctx, "resolvectl", what, link)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(out)) {
		name, old := resolvedLine(line)
		if name != link {
			continue
		}
		if slices.Equal(old, wanted(old)) {
			return nil, nil
		}
		step := rootExec(resolvectl(what, link, wanted(old)), resolvectl(what, link, old))
		return []plan.Step{probed(step, out, "resolvectl", what, link)}, nil
	}
	return nil, &ManualError{Obstacle: NothingHere, About: link}
}

// resolvedLine reads what resolvectl shows of a link: "Link 2 (eth0): a b".
func resolvedLine(line string) (link string, values []string) {
	head, rest, _ := strings.Cut(line, "):")
	_, link, _ = strings.Cut(head, "(")
	return link, strings.Fields(rest)
}

// resolvectl is a command line that sets a link's values; an empty word stands for none.
func resolvectl(what, link string, values []string) []string {
	if len(values) == 0 {
		values = []string{""}
	}
	return append([]string{"resolvectl", what, link}, values...)
}

// networkdFile is the file that makes systemd-networkd look after a link, which
// then refuses to have its servers set by anybody else; empty when it does not.
func networkdFile(ctx context.Context, m plan.Machine, link string) (string, error) {
	now, err := linkOf(ctx, m, link)
	if err != nil {
		return "", err
	}
	state := map[string]string{}
	for line := range strings.Lines(text(m, "/run/systemd/netif/links/"+strconv.Itoa(now.Index))) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		state[name] = value
	}
	if state["ADMIN_STATE"] == "unmanaged" || !strings.HasSuffix(state["NETWORK_FILE"], ".network") {
		return "", nil
	}
	return state["NETWORK_FILE"], nil
}

const waitOnline = "systemd-networkd-wait-online"

// planNetworkdDNS adds to the settings of a link: for as long as the machine runs,
// and for good once that has been kept. An empty assignment takes away what was
// assigned before (systemd.network(5)).
func (s situation) planNetworkdDNS(m plan.Machine, link, file string) ([]plan.Step, error) {
	setting := "[Network]\nDNS=\nDomains=\n"
	for _, server := range s.servers() {
		setting += "DNS=" + server + "\n"
	}
	setting += "Domains=" + everyName + "\n\n[DHCPv4]\nUseDNS=no\n\n[DHCPv6]\nUseDNS=no\n\n[IPv6AcceptRA]\nUseDNS=no\n"
	place := filepath.Base(file) + ".d/90-gomend.conf"
	now, err := systemFile(m, "/run/systemd/network/"+place, whole(setting))
	if err != nil || len(now) == 0 {
		return nil, err
	}
	later, err := systemFile(m, "/etc/systemd/network/"+place, whole(setting))
	tell := [][]string{{"networkctl", "reload"}, {"networkctl", "reconfigure", link}}
	if exists(m, "/usr/lib/systemd/"+waitOnline) || exists(m, "/lib/systemd/"+waitOnline) {
		tell = append(tell, []string{waitOnline, "-i", link, "--timeout=20"}) // the others return before it is done
	}
	return append(around(now, tell...), kept(later...)...), err
}

// planDNSSEC lets a link take answers without good signatures from servers that
// do not sign.
func planDNSSEC(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	if !has(m, "resolvectl") {
		return nil, &ManualError{Obstacle: MissingTool, About: "resolvectl"}
	}
	link, err := s.outward(ctx, m)
	if err != nil {
		return nil, err
	}
	const relaxed = "allow-downgrade"
	steps, err := resolvedSteps(ctx, m, "dnssec", link, func(old []string) []string {
		if slices.Contains(old, "no") {
			return old
		}
		return []string{relaxed}
	})
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	stored, err := systemFile(m, "/etc/systemd/resolved.conf.d/90-gomend-dnssec.conf", whole("[Resolve]\nDNSSEC="+relaxed+"\n"))
	return append(steps, kept(stored...)...), err
}
