package engine

import (
	"strings"
	"testing"
	"time"

	"gomend/fix/plan"
)

func TestPermits(t *testing.T) {
	for line, want := range map[string]bool{
		"ip -4 route replace default via 192.0.2.1 dev eth0 mtu 1400 advmss 1360": true,
		"ip link set dev eth0 mtu 1400":                                           true,
		"ip -6 route add unreachable default metric 1":                            true,
		"/usr/sbin/ip -6 route show default":                                      true,
		"systemctl restart systemd-resolved":                                      true,
		"systemctl enable --now systemd-timesyncd":                                true,
		"apt-get install -y ca-certificates":                                      true,
		"sysctl -w net.ipv4.tcp_mtu_probing=1":                                    true,
		"update-ca-certificates --fresh":                                          true,
		"update-ca-certificates":                                                  true,
		"resolvectl dns eth0 192.0.2.53 2001:db8::53":                             true,
		"true": true,

		"sh -c true":                             false,
		"ip -batch /tmp/x":                       false,
		"ip route flush table main":              false,
		"ip netns exec x sh":                     false,
		"ip link set dev eth0 down":              false,
		"nft -f /tmp/rules":                      false,
		"nft flush ruleset":                      false,
		"nft delete table inet filter":           false,
		"iptables -F":                            false,
		"iptables -P OUTPUT ACCEPT":              false,
		"iptables --modprobe=/tmp/x -L":          false,
		"ufw disable":                            false,
		"ufw reset":                              false,
		"firewall-cmd --panic-off":               false,
		"firewall-cmd --set-default-zone=x":      false,
		"systemctl restart sshd":                 false,
		"systemctl edit systemd-resolved":        false,
		"systemctl link /tmp/x.service":          false,
		"systemctl mask systemd-resolved":        false,
		"apt-get -o DPkg::Pre-Invoke::=x update": false,
		"apt-get install -y ./evil.deb":          false,
		"apt-get install -y netcat":              false,
		"sysctl -w kernel.core_pattern=|/x":      false,
		"sysctl -p /tmp/x":                       false,
		"chmod 0777 /etc/resolv.conf":            false,
		"chmod 0644 /etc/shadow":                 false,
		"ln -sfn x /etc/passwd":                  false,
		"resolvectl revert eth0":                 false,
		"resolvectl dnsovertls eth0 no yes":      false,
		"nmcli connection delete x":              false,
		"go mod tidy":                            false, // not as root
		"dnf -y install evil":                    false,
		"pkill -9 -F /run/x.pid -x dnsmasq":      false,
		"":                                       false,
		"ip route add\ndefault":                  false,
	} {
		argv := strings.Split(line, " ")
		if got := permits(argv, true); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	for line, want := range map[string]bool{
		"go mod tidy": true, "go mod vendor": true, "go clean -modcache": true,
		"go run x": false, "go env -w GOFLAGS=-toolexec=x": false, "git -c core.sshCommand=x fetch": false, "git push": false,
		"ip link set dev eth0 mtu 1400": false, "systemctl restart systemd-resolved": false, "sh -c true": false,
	} {
		if got := permits(strings.Split(line, " "), false); got != want {
			t.Errorf("as the person, %q: %v, want %v", line, got, want)
		}
	}
}

func TestRootFiles(t *testing.T) {
	for path, want := range map[string]bool{
		"/etc/hosts": true, "/etc/resolv.conf": true, "/etc/systemd/resolved.conf.d/90-gomend.conf": true,
		"/usr/local/share/ca-certificates/gomend-01.crt": true, "/run/systemd/network/10-x.network.d/90-gomend.conf": true,
		"/etc/shadow": false, "/etc/sudoers.d/x": false, "/etc/passwd": false, "/etc/ssh/sshd_config": false, "/etc/cron.d/x": false,
		"/etc/ld.so.preload": false, "/root/.bashrc": false, "/home/x/.bashrc": false, "/etc/systemd/system/x.service": false,
		"/etc/systemd/resolved.conf.d/": false, "/etc/systemd/resolved.conf.d/../system/x": false, "/etc/sysctl.d/a/b": false,
		"etc/hosts": false, "": false, "/": false,
	} {
		if got := rootFile(path); got != want {
			t.Errorf("%q: %v, want %v", path, got, want)
		}
	}
}

func TestRequest(t *testing.T) {
	p := thePlan(lowerStep())
	p.Steps[0].Root = true
	good := `{"do":"apply","id":"20260101T000000Z-00000000","plan":PLAN,"digest":"` + p.Digest() + `","steps":[0],"made":"2026-01-01T00:00:00Z","uid":1000}`
	text := func(change func(*plan.Plan)) string {
		q := p
		q.Steps = append([]plan.Step{}, p.Steps...)
		change(&q)
		return strings.Replace(strings.Replace(good, "PLAN", planText(q), 1), p.Digest(), q.Digest(), 1)
	}
	same := func(*plan.Plan) {}
	now := time.Date(2026, 1, 1, 0, 5, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		text string
		now  time.Time
		ok   bool
	}{
		"good":               {text(same), now, true},
		"undo":               {`{"do":"undo","id":"20260101T000000Z-00000000","made":"2026-01-01T00:00:00Z"}`, now, true},
		"too old":            {text(same), now.Add(time.Hour), false},
		"from the future":    {text(same), now.Add(-time.Hour), false},
		"unknown field":      {strings.Replace(text(same), `"do"`, `"shell":"x","do"`, 1), now, false},
		"unknown step field": {strings.Replace(text(same), `"kind"`, `"x":1,"kind"`, 1), now, false},
		"another digest":     {strings.Replace(text(same), `"mtu"`, `"up"`, 1), now, false},
		"something after it": {text(same) + "{}", now, false},
		"too large":          {text(same) + strings.Repeat(" ", requestLimit), now, false},
		"not for root":       {text(func(q *plan.Plan) { q.Steps[0].Root = false }), now, false},
		"no such step":       {strings.Replace(text(same), `[0]`, `[1]`, 1), now, false},
		"no steps":           {strings.Replace(text(same), `[0]`, `[]`, 1), now, false},
		"unknown kind":       {text(func(q *plan.Plan) { q.Steps[0].Kind = "shell" }), now, false},
		"endless guard":      {text(func(q *plan.Plan) { q.Guard = time.Hour }), now, false},
		"something else":     {strings.Replace(text(same), `"apply"`, `"shell"`, 1), now, false},
		"nothing":            {"", now, false},
		"no JSON":            {"\x00\xff", now, false},
	} {
		_, err := readRequest(strings.NewReader(tt.text), tt.now)
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRequest(f *testing.F) {
	f.Add(`{"do":"undo","id":"x"}`)
	f.Add(`{"do":"apply","plan":{"steps":[{"kind":"exec"}]},"steps":[0]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := readRequest(strings.NewReader(text), time.Now())
		if err != nil || r.Do != doApply {
			return
		}
		for _, n := range r.Steps {
			if rootRules.allow(r.Plan.Steps[n]) != nil {
				t.Errorf("a step that is not allowed came through: %s", text)
			}
		}
	})
}
