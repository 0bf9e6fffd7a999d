package fix

import (
	"context"
	"net/netip"
	"strings"

	"gomend/fix/plan"
)

// profile are the properties of a connection that say which nameservers it has.
var profile = []string{"ipv4.dns", "ipv4.ignore-auto-dns", "ipv6.dns", "ipv6.ignore-auto-dns"}

// planNetworkManagerDNS changes what is in force on the device, and the stored
// profile once that was kept. What goes back is what the profile says now.
func planNetworkManagerDNS(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	if !has(m, "nmcli") {
		return nil, &ManualError{Obstacle: MissingTool, About: "nmcli"}
	}
	link, err := s.outward(ctx, m)
	if err != nil {
		return nil, err
	}
	if !managedByNetworkManager(ctx, m, link) {
		return nil, &ManualError{Obstacle: UnknownOwner, About: link}
	}
	uuid, err := connection(ctx, m, link)
	if err != nil {
		return nil, err
	}
	old, err := properties(ctx, m, uuid, profile)
	if err != nil {
		return nil, err
	}
	wanted := []string{
		strings.Join(s.servers(netip.Addr.Is4), ","), "yes",
		strings.Join(s.servers(netip.Addr.Is6), ","), "yes",
	}
	if slicesEqualTrimmed(old, wanted) {
		return nil, nil
	}
	return []plan.Step{
		rootExec(nmcli("device", link, profile, wanted), nmcli("device", link, profile, old)),
		kept(rootExec(nmcli("connection", uuid, profile, wanted), nmcli("connection", uuid, profile, old)))[0],
	}, nil
}

// connection is the UUID of the profile that is active on a device.
func connection(ctx context.Context, m plan.Machine, link string) (string, error) {
	out, err := m.Output(ctx, "nmcli", "-g", "GENERAL.CON-UUID", "device", "show", link)
	uuid := strings.TrimSpace(string(out))
	if err != nil {
		return "", err
	}
	if uuid == "" || uuid == "--" || !plain.MatchString(uuid) {
		return "", &ManualError{Obstacle: NothingHere, About: link}
	}
	return uuid, nil
}

// properties reads properties of a stored connection, one line each.
func properties(ctx context.Context, m plan.Machine, uuid string, names []string) ([]string, error) {
	out, err := m.Output(ctx, "nmcli", "-e", "no", "-g", strings.Join(names, ","), "connection", "show", uuid)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(names) {
		return nil, &ManualError{Obstacle: UnknownOwner, About: uuid}
	}
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return lines, nil
}

// nmcli is a command line that gives properties of a device or connection values.
func nmcli(what, which string, names, values []string) []string {
	argv := []string{"nmcli", what, "modify", which}
	for i, name := range names {
		argv = append(argv, name, values[i])
	}
	return argv
}

// slicesEqualTrimmed compares values whose lists nmcli writes with blanks.
func slicesEqualTrimmed(a, b []string) bool {
	for i := range a {
		if strings.ReplaceAll(a[i], " ", "") != strings.ReplaceAll(b[i], " ", "") {
			return false
		}
	}
	return len(a) == len(b)
}
