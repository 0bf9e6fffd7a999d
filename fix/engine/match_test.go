package engine

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"gomend/fix/plan"
)

func TestPermits(t *testing.T) {
	for line, want := range map[string]bool{
		"ip -4 route replace default via 192.0.2.1 dev eth0 mtu 1400 advmss 1360":        true,
		"ip link set dev eth0 mtu 1400":                                                  true,
		"ip -6 route add unreachable default metric 1":                                   true,
		"/usr/sbin/ip -6 route show default":                                             true,
		"systemctl start resolvconf":                                                     true,
		"systemctl enable NetworkManager":                                                true,
		"apt-get install -y --no-install-recommends ca-certificates":                     true,
		"nmcli device modify eth0 ipv4.dns 192.0.2.1,192.0.2.2 ipv4.ignore-auto-dns yes": true,
		"ln -sfn ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf":               true,
		"ln -sfn resolv.conf.gomend /etc/resolv.conf":                                    true,
		"chmod 0644 /etc/resolv.conf":                                                    true,
		"pkill -HUP -F /run/dnsmasq/dnsmasq.pid -x dnsmasq":                              true,
		"resolvectl dnssec eth0 allow-downgrade":                                         true,
		"update-ca-certificates --fresh":                                                 true,
		"update-ca-certificates":                                                         true,
		"resolvectl dns eth0 192.0.2.53 2001:db8::53":                                    true,
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

		"pkill -HUP -F /run/../home/x/y.pid -x dnsmasq":                               false,
		"ln -sfn /etc/shadow /etc/resolv.conf":                                        false,
		"ln -sfn ../home/x/resolv.conf /etc/resolv.conf":                              false,
		"ln -sfn /run/../home/x/resolv.conf /etc/resolv.conf":                         false,
		"nmcli connection delete connection show home":                                false,
		"nmcli connection load connection show /home/x/y":                             false,
		"nmcli connection modify home vpn.data up=/home/x/y":                          false,
		"nmcli device modify eth0 ipv4.dns":                                           false,
		"ip -4 route replace default encap bpf in obj x dev eth0":                     false,
		"ip -4 route replace default via 192.0.2.1 obj /home/x/y":                     false,
		"ip -4 route replace 192.0.2.0/24 via 192.0.2.1":                              false,
		"sysctl -w net.ipv4.//.//.kernel.core_pattern=core":                           false,
		"resolvectl dnssec eth0 no":                                                   false,
		"systemctl stop docker":                                                       false,
		"date -u -s 2001-01-01":                                                       false,
		"apt-get purge ca-certificates":                                               false,
		"iptables -w 5 -D OUTPUT -p tcp --dport 443 -m comment --comment x -j ACCEPT": false,
		"ip route add\ndefault":                                                       false,
	} {
		argv := strings.Split(line, " ")
		if got := permits(argv, true); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	for line := range allowed {
		if permits([]string{line}, false) {
			t.Errorf("as the person: %q", line) // no plan runs a program without rights
		}
	}
}

func TestRootFiles(t *testing.T) {
	for path, want := range map[string]bool{
		"/etc/hosts": true, "/etc/resolv.conf": true, "/etc/systemd/resolved.conf.d/90-gomend.conf": true,
		"/usr/local/share/ca-certificates/gomend-01.crt": true, "/etc/ufw/user6.rules": true, "/run/systemd/network/10-x.network.d/90-gomend.conf": true,
		"/etc/shadow": false, "/etc/sudoers.d/x": false, "/etc/passwd": false, "/etc/ssh/sshd_config": false, "/etc/cron.d/x": false,
		"/etc/ld.so.preload": false, "/root/.bashrc": false, "/home/x/.bashrc": false, "/etc/systemd/system/x.service": false,
		"/etc/systemd/resolved.conf.d/": false, "/etc/systemd/resolved.conf.d/../system/x": false, "/etc/sysctl.d/a/b": false,
		"/etc/sysctl.d/90-gomend.conf": false, "/etc/nsswitch.conf": false, "/etc/docker/daemon.json": false, "/etc/gitconfig": false,
		"/usr/local/go/go.env": false, "/etc/NetworkManager/conf.d/x.conf": false, "/usr/local/share/ca-certificates/x.crt": false,
		"etc/hosts": false, "": false, "/": false,
	} {
		if got := rootFile(path); got != want {
			t.Errorf("%q: %v, want %v", path, got, want)
		}
	}
}

func TestRootContent(t *testing.T) {
	const ufw = "*filter\n### RULES ###\n\n### tuple ### deny tcp 443 0.0.0.0/0 any 0.0.0.0/0 out\n-A ufw-user-output -p tcp --dport 443 -j DROP\n### END RULES ###\n"
	const ours = "\n### tuple ### allow tcp 443 0.0.0.0/0 any 0.0.0.0/0 out comment=676f\n-A ufw-user-output -p tcp --dport 443 -j ACCEPT\n"
	for _, tt := range []struct {
		path, old, text string
		want            bool
	}{
		{"/etc/resolv.conf", "search x\noptions rotate\nnameserver 192.0.2.1\n", "search x\noptions rotate\nnameserver 2001:db8::1\n", true},
		{"/etc/resolv.conf", "\xef\xbb\xbfsearch x\r\nnameserver 192.0.2.1\r\n", "search x\nnameserver 192.0.2.1\n", true},
		{"/etc/resolv.conf", "", "options edns0\n", false},
		{"/etc/resolv.conf", "", "nameserver x\n", false},
		{"/etc/hosts", "192.0.2.1 a b\n", "192.0.2.1 a\n# gomend: 192.0.2.1 b\n192.0.2.2 c # d\n", true},
		{"/etc/hosts", "", "* * * * * root sh\n", false},
		{"/etc/systemd/resolved.conf.d/90-gomend.conf", "", "[Resolve]\nDNS=192.0.2.1 2001:db8::1\nDomains=~.\n", true},
		{"/etc/systemd/resolved.conf.d/90-gomend.conf", "", "[Resolve]\nDNSSEC=no\n", false},
		{"/run/systemd/network/10-x.network.d/90-gomend.conf", "", "[Network]\nDNS=\nDNS=192.0.2.1\n\n[DHCPv4]\nUseDNS=no\n", true},
		{"/run/systemd/network/10-x.network.d/90-gomend.conf", "", "[Network]\nIPForward=yes\n", false},
		{"/etc/ufw/user.rules", ufw, strings.Replace(ufw, "### RULES ###\n", "### RULES ###\n"+ours, 1), true},
		{"/etc/ufw/user.rules", ufw, "*filter\n### RULES ###\n" + ours + "### END RULES ###\n", false}, // takes a rule away
		{"/etc/ufw/user.rules", ufw, strings.Replace(ufw, "### RULES ###\n", "### RULES ###\n-A ufw-user-input -j ACCEPT\n", 1), false},
		{"/usr/local/share/ca-certificates/gomend-01.crt", "", "x", false},
	} {
		s := plan.Step{Kind: plan.FileReplace, Root: true, File: &plan.File{Path: tt.path, After: []byte(tt.text)}}
		if got := rootRules.content(s, []byte(tt.old)) == nil; got != tt.want {
			t.Errorf("%s, %q: %v, want %v", tt.path, tt.text, got, tt.want)
		}
		if why := userRules.content(s, nil); why != nil {
			t.Error(why)
		}
	}
}

func TestReading(t *testing.T) {
	for _, tt := range []struct {
		argv  []string
		stdin string
		want  bool
	}{
		{[]string{"resolvconf", "-a", "lo.gomend"}, "nameserver 192.0.2.1\n", true},
		{[]string{"resolvconf", "-a", "lo.gomend"}, "nameserver $(sh)\n", false},
		{[]string{"apt-get", "update"}, "y\n", false},
	} {
		s := plan.Step{Kind: plan.Exec, Root: true, Exec: &plan.Command{Argv: tt.argv, Stdin: tt.stdin}}
		if got := Objection(s) == ""; got != tt.want {
			t.Errorf("%v < %q: %v", tt.argv, tt.stdin, Objection(s))
		}
	}
}

func TestChmodFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	file, link := dir+"/file", dir+"/link"
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Symlink(file, link)); err != nil {
		t.Skip(err)
	}
	if throughLink([]string{"chmod", "0644", file}) != nil || throughLink([]string{"chmod", "0644", link}) == nil {
		t.Error("chmod goes through a link, or not to a file")
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
