package firewall

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"

	"gomend/checks"
)

var (
	out    = Packet{Protocol: "tcp", Own: netip.MustParseAddr("192.168.1.2"), Other: netip.MustParseAddr("203.0.113.10"), Port: 443, Interface: "eth0", UID: 1000}
	out6   = Packet{Protocol: "tcp", Own: netip.MustParseAddr("2001:db8::2"), Other: netip.MustParseAddr("2001:db8:1::10"), Port: 443, Interface: "eth0", UID: 1000}
	query  = Packet{Protocol: "udp", Own: out.Own, Other: netip.MustParseAddr("198.51.100.53"), Port: 53, Interface: "eth0", UID: 1000}
	answer = Packet{Answer: true, Protocol: "tcp", Own: out.Own, Other: out.Other, Port: 443, Interface: "eth0"}
)

// nft makes the document of one base chain; each rule is its expressions, without
// the brackets around them.
func nft(hook, policy string, rules ...string) string {
	var list []string
	for i, r := range rules {
		list = append(list, fmt.Sprintf(`{"rule": {"family": "inet", "table": "t", "chain": "c", "handle": %d, "expr": [%s]}}`, i+1, r))
	}
	return fmt.Sprintf(`{"nftables": [{"metainfo": {}}, {"table": {"family": "inet", "name": "t"}},
		{"set": {"family": "inet", "name": "blocked", "table": "t", "elem": [{"range": ["9.0.0.1", "9.0.0.7"]}, {"elem": {"val": {"prefix": {"addr": "203.0.113.0", "len": 24}}, "timeout": 5}}]}},
		{"map": {"family": "inet", "name": "ports", "table": "t", "map": "verdict", "elem": [[22, {"accept": null}], [443, {"drop": null}]]}},
		{"chain": {"family": "inet", "table": "t", "name": "other"}},
		{"rule": {"family": "inet", "table": "t", "chain": "other", "handle": 100, "expr": [%s, {"drop": null}]}},
		{"chain": {"family": "inet", "table": "t", "name": "c", "type": "filter", "hook": %q, "prio": 0, "policy": %q}}, %s]}`,
		dport("443"), hook, policy, strings.Join(append(list, `{"x": {}}`), ", "))
}

func match(left, op, right string) string {
	return fmt.Sprintf(`{"match": {"op": %q, "left": %s, "right": %s}}`, op, left, right)
}

func payload(protocol, field string) string {
	return fmt.Sprintf(`{"payload": {"protocol": %q, "field": %q}}`, protocol, field)
}

func meta(key string) string      { return fmt.Sprintf(`{"meta": {"key": %q}}`, key) }
func dport(right string) string   { return match(payload("tcp", "dport"), "==", right) }
func daddr(right string) string   { return match(payload("ip", "daddr"), "==", right) }
func states(right string) string  { return match(`{"ct": {"key": "state"}}`, "in", right) }
func verdict(name string) string  { return `{"` + name + `": null}` }
func then(parts ...string) string { return strings.Join(parts, ", ") }

const established = `["established", "related"]`

func TestNFT(t *testing.T) {
	for _, c := range []struct {
		name   string
		hook   string
		policy string
		rules  []string
		packet Packet
		want   checks.Tri
		handle int // of the rule that stops it; 0 for the policy
	}{
		{"no rules", "output", "accept", nil, out, checks.No, 0},
		{"a policy", "output", "drop", nil, out, checks.Yes, 0},
		{"an address", "output", "accept", []string{then(daddr(`"203.0.113.10"`), verdict("drop"))}, out, checks.Yes, 1},
		{"an address, and the packet is of the other protocol", "output", "accept", []string{then(daddr(`"203.0.113.10"`), verdict("drop"))}, out6, checks.No, 0},
		{"another address", "output", "accept", []string{then(daddr(`"203.0.113.11"`), verdict("drop"))}, out, checks.No, 0},
		{"all addresses but those of a net", "output", "accept", []string{then(match(payload("ip", "daddr"), "!=", `{"prefix": {"addr": "10.0.0.0", "len": 8}}`), verdict("drop"))}, out, checks.Yes, 1},
		{"a named set with a net", "output", "accept", []string{then(daddr(`"@blocked"`), verdict("drop"))}, out, checks.Yes, 1},
		{"ports", "output", "accept", []string{then(dport(`{"set": [80, {"range": [440, 450]}]}`), verdict("reject"))}, out, checks.Yes, 1},
		{"another port", "output", "accept", []string{then(dport(`80`), verdict("drop"))}, out, checks.No, 0},
		{"an allow-list with it", "output", "drop", []string{then(dport(`443`), verdict("accept"))}, out, checks.No, 0},
		{"an allow-list without it", "output", "drop", []string{then(dport(`22`), verdict("accept")), then(states(established), verdict("accept"))}, out, checks.Yes, 0},
		{"a state", "output", "accept", []string{then(states(`["new"]`), verdict("drop"))}, out, checks.Yes, 1},
		{"a user", "output", "accept", []string{then(match(meta("skuid"), "==", "1000"), verdict("drop"))}, out, checks.Yes, 1},
		{"another user", "output", "accept", []string{then(match(meta("skuid"), "==", `"root"`), verdict("drop"))}, out, checks.No, 0},
		{"a cgroup, which cannot be seen", "output", "accept", []string{then(match(meta("cgroup"), "==", "5"), verdict("drop"))}, out, checks.NotKnown, 1},
		{"a cgroup, for another port", "output", "accept", []string{then(match(meta("cgroup"), "==", "5"), dport("80"), verdict("drop"))}, out, checks.No, 0},
		{"perhaps accepted before it is dropped", "output", "drop", []string{then(match(meta("mark"), "==", "5"), verdict("accept"))}, out, checks.NotKnown, 0},
		{"an interface", "output", "accept", []string{then(match(meta("oifname"), "==", `"eth*"`), verdict("drop"))}, out, checks.Yes, 1},
		{"loopback alone", "output", "drop", []string{then(match(meta("oifname"), "==", `"lo"`), verdict("accept"))}, out, checks.Yes, 0},
		{"a jump", "output", "accept", []string{`{"jump": {"target": "other"}}`}, out, checks.Yes, 100},
		{"a jump to a chain that ends", "output", "accept", []string{`{"jump": {"target": "other"}}`}, query, checks.No, 0},
		{"a verdict map", "output", "accept", []string{fmt.Sprintf(`{"vmap": {"key": %s, "data": "@ports"}}`, payload("tcp", "dport"))}, out, checks.Yes, 1},
		{"a program decides", "output", "accept", []string{verdict("queue")}, out, checks.NotKnown, 1},
		{"IPv6 alone", "output", "accept", []string{then(match(meta("nfproto"), "==", `"ipv6"`), verdict("drop"))}, out, checks.No, 0},
		{"IPv6 alone, and it is", "output", "accept", []string{then(match(meta("nfproto"), "==", `"ipv6"`), verdict("drop"))}, out6, checks.Yes, 1},
		{"a reject that implies IPv4", "output", "accept", []string{`{"reject": {"type": "icmp", "expr": "port-unreachable"}}`}, out6, checks.No, 0},
		{"names by any transport", "output", "accept", []string{then(match(meta("l4proto"), "==", `{"set": ["tcp", "udp"]}`), match(payload("th", "dport"), "==", "53"), verdict("drop"))}, query, checks.Yes, 1},
		{"addresses and ports together", "output", "accept",
			[]string{then(match(fmt.Sprintf(`{"concat": [%s, %s]}`, payload("ip", "daddr"), payload("tcp", "dport")), "==", `{"set": [{"concat": ["203.0.113.10", 443]}]}`), verdict("drop"))}, out, checks.Yes, 1},
		{"a limit", "output", "accept", []string{then(`{"limit": {"rate": 5, "per": "second"}}`, verdict("drop"))}, out, checks.NotKnown, 1},
		{"counted, logged and dropped", "output", "accept", []string{then(`{"counter": {}}`, `{"log": null}`, verdict("drop"))}, out, checks.Yes, 1},
		{"beginnings of connections", "output", "accept", []string{then(match(fmt.Sprintf(`{"&": [%s, ["syn", "ack"]]}`, payload("tcp", "flags")), "==", `"syn"`), verdict("drop"))}, out, checks.Yes, 1},
		{"answers", "input", "accept", []string{then(match(payload("ip", "saddr"), "==", `"203.0.113.10"`), verdict("drop"))}, answer, checks.Yes, 1},
		{"answers, known as such", "input", "drop", []string{then(states(established), verdict("accept"))}, answer, checks.No, 0},
		{"answers, by their port", "input", "drop", []string{then(match(payload("tcp", "sport"), "==", "443"), verdict("accept"))}, answer, checks.No, 0},
		{"rules for what comes in", "input", "drop", nil, out, checks.No, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := ReadNFT([]byte(nft(c.hook, c.policy, c.rules...)), nil)
			if err != nil {
				t.Fatal(err)
			}
			got := set.Judge(c.packet)
			if got.Blocked != c.want || got.Place.Handle != c.handle {
				t.Errorf("got %d by %+v, want %d by rule %d", got.Blocked, got.Place, c.want, c.handle)
			}
		})
	}
}

const saved = `# Generated by iptables-save v1.8.9
*nat
:OUTPUT DROP [0:0]
COMMIT
*filter
:INPUT %s [0:0]
:FORWARD DROP [0:0]
:OUTPUT %s [0:0]
:ufw-user-output - [0:0]
-A ufw-user-output -d 203.0.113.0/24 -p tcp -m tcp --dport 443 -m comment --comment "no \"web\" here" -j REJECT --reject-with icmp-port-unreachable
%s
COMMIT
`

func TestIPTables(t *testing.T) {
	for _, c := range []struct {
		name          string
		input, output string
		rules         string
		packet        Packet
		want          checks.Tri
		number        int
	}{
		{"no rules", "ACCEPT", "ACCEPT", "", out, checks.No, 0},
		{"a policy", "ACCEPT", "DROP", "", out, checks.Yes, 0},
		{"a rule", "ACCEPT", "ACCEPT", "-A OUTPUT -p udp -j ACCEPT\n-A OUTPUT -o eth+ -p tcp -m multiport --dports 80,443 -j DROP", out, checks.Yes, 2},
		{"a jump", "ACCEPT", "ACCEPT", "-A OUTPUT -j ufw-user-output", out, checks.Yes, 1},
		{"all but a net", "ACCEPT", "ACCEPT", "-A OUTPUT ! -d 10.0.0.0/8 -j DROP", out, checks.Yes, 1},
		{"a user", "ACCEPT", "ACCEPT", "-A OUTPUT -m owner --uid-owner 1000 -j DROP", out, checks.Yes, 1},
		{"all users but one", "ACCEPT", "ACCEPT", "-A OUTPUT -m owner ! --uid-owner 1000 -j DROP", out, checks.No, 0},
		{"an unknown extension", "ACCEPT", "ACCEPT", "-A OUTPUT -m set --match-set bad dst -j DROP", out, checks.NotKnown, 1},
		{"an unknown extension, for another port", "ACCEPT", "ACCEPT", "-A OUTPUT -p tcp --dport 22 -m set --match-set bad dst -j DROP", out, checks.No, 0},
		{"new connections", "ACCEPT", "ACCEPT", "-A OUTPUT -m conntrack --ctstate NEW -j LOG --log-prefix \"new: \"\n-A OUTPUT -m conntrack --ctstate NEW,INVALID -j DROP", out, checks.Yes, 2},
		{"answers", "DROP", "ACCEPT", "-A INPUT -i lo -j ACCEPT", answer, checks.Yes, 0},
		{"answers, known as such", "DROP", "ACCEPT", "-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT", answer, checks.No, 0},
		{"ports of a range", "ACCEPT", "ACCEPT", "-A OUTPUT -p tcp --dport 400:500 -j DROP", out, checks.Yes, 1},
		{"the other protocol", "ACCEPT", "DROP", "", out6, checks.No, 0},
		{"a program decides", "ACCEPT", "ACCEPT", "-A OUTPUT -m conntrack --ctstate NEW -j NFQUEUE --queue-num 0 --queue-bypass", out, checks.NotKnown, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := ReadIPTables("ip", fmt.Appendf(nil, saved, c.input, c.output, c.rules))
			got := set.Judge(c.packet)
			if got.Blocked != c.want || got.Place.Handle != c.number {
				t.Errorf("got %d by %+v, want %d by rule %d", got.Blocked, got.Place, c.want, c.number)
			}
			if got.Blocked == checks.Yes && set.Owner(got.Place) != "ufw" {
				t.Errorf("owner %s, want ufw", set.Owner(got.Place))
			}
		})
	}
}

func TestRuleWords(t *testing.T) {
	text := "table inet t { # handle 1\n\tchain c { # handle 2\n\t\ttype filter hook output priority filter; policy accept;\n\t\ttcp dport 443 drop # handle 3\n\t}\n}\n"
	set, err := ReadNFT([]byte(nft("output", "accept", verdict("log"), verdict("log"), verdict("drop"))), []byte(text))
	if got := set.Judge(out).Place; err != nil || got.Text != "tcp dport 443 drop" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestOwner(t *testing.T) {
	for want, p := range map[string]Place{
		"ufw": {Tool: "iptables", Table: "filter", Chain: "ufw-user-output"}, "firewalld": {Tool: "nft", Table: "firewalld", Chain: "filter_OUTPUT"},
		"iptables": {Tool: "nft", Family: "ip", Table: "filter", Chain: "OUTPUT"}, "nft": {Tool: "nft", Family: "inet", Table: "filter", Chain: "output"},
	} {
		if got := (Ruleset{}).Owner(p); got != want {
			t.Errorf("%+v: got %s, want %s", p, got, want)
		}
	}
}

func TestActive(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, c := range []struct {
		want string
		root fstest.MapFS
	}{
		{"", fstest.MapFS{}},
		{"", fstest.MapFS{"etc/ufw/ufw.conf": file("# ENABLED=yes\nENABLED=no\n")}},
		{"ufw", fstest.MapFS{"etc/ufw/ufw.conf": file("LOGLEVEL=low\nENABLED=yes\n")}},
		{"firewalld", fstest.MapFS{"proc/12/comm": file("bash\n"), "proc/77/comm": file("firewalld\n")}},
	} {
		if got := Active(c.root); got != c.want {
			t.Errorf("%v: got %q, want %q", c.root, got, c.want)
		}
	}
}

func TestMayAdminister(t *testing.T) {
	for status, want := range map[string]bool{
		"CapEff:\t000001ffffffffff\n": true, "CapEff:\t0000000000001000\n": true, "CapEff:\t00000000a80425fb\n": false, "CapEff:\t0000000000000000\n": false, "": false,
	} {
		if got := mayAdminister(status); got != want {
			t.Errorf("%q: %v", status, got)
		}
	}
}

func FuzzReadNFT(f *testing.F) {
	f.Add(nft("output", "drop", then(daddr(`"@blocked"`), verdict("drop")), `{"jump": {"target": "c"}}`))
	f.Fuzz(func(_ *testing.T, document string) {
		set, _ := ReadNFT([]byte(document), []byte(document))
		set.Judge(out)
	})
}

func FuzzReadIPTables(f *testing.F) {
	f.Add(fmt.Sprintf(saved, "DROP", "DROP", strings.Repeat("-A OUTPUT -j OUTPUT\n", 20)))
	f.Fuzz(func(_ *testing.T, text string) { ReadIPTables("ip", []byte(text)).Judge(out) })
}

// What a chain of one device drops says nothing of what goes by another.
func TestDevices(t *testing.T) {
	document := `{"nftables": [{"chain": {"family": "netdev", "table": "t", "name": "c", "type": "filter", "hook": "egress", "prio": 0, "policy": "accept"}},
		{"rule": {"family": "netdev", "table": "t", "chain": "c", "handle": 2, "expr": [` + dport("443") + `, {"drop": null}]}}]}`
	for _, c := range []struct {
		devices string
		want    checks.Tri
	}{
		{`device "eth0"`, checks.Yes}, {`device eth1`, checks.No}, {`devices = { eth1, eth0 }`, checks.Yes}, {`devices = { "wg0", "eth1" }`, checks.No},
	} {
		text := "table netdev t { # handle 1\n\tchain c { # handle 1\n\t\ttype filter hook egress " + c.devices + " priority filter; policy accept;\n\t\ttcp dport 443 drop # handle 2\n\t}\n}\n"
		rules, err := ReadNFT([]byte(document), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := rules.Judge(out).Blocked; got != c.want {
			t.Errorf("%s: blocked %v, want %v", c.devices, got, c.want)
		}
	}
}
