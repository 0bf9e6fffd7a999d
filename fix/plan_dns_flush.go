package fix

import (
	"context"

	"gomend/fix/plan"
)

// caches are the programs on this machine that may keep old answers, how each is
// seen to run, and how it forgets them. go has no cache of its own.
var caches = []struct {
	program string
	runs    []string // one of these files or sockets is there
	forget  func(s situation, seen string) []string
}{
	{"resolvectl", []string{"/run/systemd/resolve/io.systemd.Resolve", "/run/systemd/resolve/resolv.conf"},
		func(situation, string) []string { return []string{"resolvectl", "flush-caches"} }},
	{"nscd", []string{"/run/nscd/socket", "/var/run/nscd/socket"},
		func(situation, string) []string { return []string{"nscd", "-i", "hosts"} }},
	{"pkill", []string{"/run/dnsmasq/dnsmasq.pid", "/var/run/dnsmasq/dnsmasq.pid", "/run/dnsmasq.pid", "/var/run/dnsmasq.pid"},
		func(_ situation, pidFile string) []string {
			return []string{"pkill", "-HUP", "-F", pidFile, "-x", "dnsmasq"} // only if that process is dnsmasq
		}},
	{"unbound-control", []string{"/run/unbound.pid", "/run/unbound/unbound.pid", "/var/run/unbound/unbound.pid"},
		func(s situation, _ string) []string {
			if s.values["host"] == "" {
				return []string{"unbound-control", "reload"}
			}
			return []string{"unbound-control", "flush_zone", s.values["host"]}
		}},
	{"nmcli", []string{"/run/NetworkManager/dnsmasq.pid"},
		func(situation, string) []string { return []string{"nmcli", "general", "reload", "dns-full"} }},
}

// planFlushDNS makes every cache on this machine forget. There is nothing to undo.
func planFlushDNS(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	var steps []plan.Step
	for _, c := range caches {
		for _, file := range c.runs {
			if exists(m, file) && has(m, c.program) {
				steps = append(steps, rootExec(c.forget(s, file)))
				break
			}
		}
	}
	if len(steps) == 0 {
		return nil, &ManualError{Obstacle: NothingHere, About: "DNS cache"} // the old answer is the router's or company's
	}
	return steps, nil
}
