package fix

import (
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"gomend/fix/plan"
)

// planIPv6Unreachable makes attempts over IPv6 fail at once, and programs prefer
// IPv4; what is on the link stays reachable.
func planIPv6Unreachable(ctx context.Context, m plan.Machine, _ situation) ([]plan.Step, error) {
	if sessionOverIPv6(m) {
		return nil, &ManualError{Obstacle: RemoteRisk, About: "SSH"}
	}
	now, err := m.Output(ctx, "ip", "-6", "route", "show", "default")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(now)) {
		if strings.HasPrefix(line, "unreachable default") && strings.Contains(line+" ", " metric 1 ") {
			return nil, nil
		}
	}
	route := []string{"unreachable", "default", "metric", "1"}
	return []plan.Step{rootExec(
		append([]string{"ip", "-6", "route", "add"}, route...),
		append([]string{"ip", "-6", "route", "del"}, route...),
	)}, nil
}

// sessionOverIPv6 reports whether the person is here by SSH over IPv6
// (SSH_CONNECTION begins with the client's address).
func sessionOverIPv6(m plan.Machine) bool {
	client, _, _ := strings.Cut(m.Env("SSH_CONNECTION"), " ")
	addr, err := netip.ParseAddr(client)
	return err == nil && addr.Unmap().Is6()
}

// Sizes in bytes.
const (
	tunnelMTU  = 1360 // fits through nearly every VPN and tunnel
	leastMTU6  = 1280 // below it a link loses IPv6 (RFC 8200, section 5)
	headersTCP = 40   // of IPv4 and TCP
)

// mtu is the largest packet to send: what was seen to get through, else one that
// nearly always does.
func (s situation) mtu() int {
	if s.MTU >= leastMTU6 {
		return s.MTU
	}
	return tunnelMTU
}

// stateWords stand in a listed route and are no part of it.
var stateWords = []string{"linkdown", "dead", "offload", "trap", "notify", "rt_offload", "rt_trap"}

// planRouteMTU writes into the default route how large segments may be, both ways:
// ours by mtu, theirs by what we tell them we take. The listed line is what goes
// back whole.
func planRouteMTU(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	out, err := m.Output(ctx, "ip", "-4", "route", "show", "default")
	if err != nil {
		return nil, err
	}
	line, err := s.chosenRoute(string(out))
	if err != nil {
		return nil, err
	}
	size := strconv.Itoa(s.mtu())
	segment := strconv.Itoa(s.mtu() - headersTCP)
	if slices.Contains(line, "advmss") && valueOf(line, "advmss") == segment && valueOf(line, "mtu") == size {
		return nil, nil
	}
	changed := append(without(line, "mtu", "advmss"), "mtu", size, "advmss", segment)
	replace := []string{"ip", "-4", "route", "replace"}
	step := rootExec(append(slices.Clone(replace), changed...), append(slices.Clone(replace), line...))
	return []plan.Step{probed(step, out, "ip", "-4", "route", "show", "default")}, nil
}

// chosenRoute is the default route that counts, in words: of the interface that
// was seen, else the one with the smallest metric.
func (s situation) chosenRoute(listing string) ([]string, error) {
	var best []string
	for line := range strings.Lines(listing) {
		if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, " ") {
			return nil, &ManualError{Obstacle: UnknownOwner, About: "multipath route"}
		}
		words := slices.DeleteFunc(strings.Fields(line), func(w string) bool { return slices.Contains(stateWords, w) })
		if len(words) < 3 || words[0] != "default" || s.values["interface"] != "" && valueOf(words, "dev") != s.values["interface"] {
			continue
		}
		if best == nil || metric(words) < metric(best) {
			best = words
		}
	}
	if best == nil || valueOf(best, "dev") == "" {
		return nil, &ManualError{Obstacle: NothingHere, About: "default route"}
	}
	return best, nil
}

func metric(words []string) int {
	n, _ := strconv.Atoi(valueOf(words, "metric"))
	return n
}

// valueOf is the word after a key; for mtu lock 1400 it is 1400.
func valueOf(words []string, key string) string {
	i := slices.Index(words, key)
	if i < 0 || i+1 >= len(words) {
		return ""
	}
	if words[i+1] == "lock" && i+2 < len(words) {
		return words[i+2]
	}
	return words[i+1]
}

// without takes keys and their values out.
func without(words []string, keys ...string) []string {
	var list []string
	for i := 0; i < len(words); i++ {
		if !slices.Contains(keys, words[i]) {
			list = append(list, words[i])
			continue
		}
		i++
		if i < len(words) && words[i] == "lock" {
			i++
		}
	}
	return list
}

// planLinkMTU makes an interface send smaller packets, whoever they go to.
func planLinkMTU(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	link, err := s.outward(ctx, m)
	if err != nil {
		return nil, err
	}
	now, err := linkOf(ctx, m, link)
	if err != nil || now.MTU <= s.mtu() {
		return nil, err
	}
	set := func(size int) []string { return []string{"ip", "link", "set", "dev", link, "mtu", strconv.Itoa(size)} }
	steps := []plan.Step{rootExec(set(s.mtu()), set(now.MTU))}
	if !managedByNetworkManager(ctx, m, link) {
		return steps, nil
	}
	uuid, err := connection(ctx, m, link)
	if err != nil {
		return steps, nil // what makes it last is not known; it holds until the restart
	}
	ethernet := []string{"802-3-ethernet.mtu"}
	old, err := properties(ctx, m, uuid, ethernet)
	if err != nil || old[0] == "" {
		return steps, nil
	}
	if old[0] == "auto" {
		old[0] = "0"
	}
	return append(steps, kept(rootExec(
		nmcli("connection", uuid, ethernet, []string{strconv.Itoa(s.mtu())}), nmcli("connection", uuid, ethernet, old)))...), nil
}
