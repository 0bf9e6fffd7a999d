package nft

import (
	"slices"
	"strings"
	"testing"

	"gomend/fix/plan"
)

const listed = `{"nftables": [{"metainfo": {"version": "1.0.6"}},
{"table": {"family": "inet", "name": "own", "handle": 1}},
{"chain": {"family": "inet", "table": "own", "name": "out", "handle": 1, "type": "filter", "hook": "output", "prio": 0, "policy": "accept"}},
{"chain": {"family": "inet", "table": "own", "name": "web", "handle": 2}},
{"chain": {"family": "inet", "table": "own", "name": "in", "handle": 3, "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
{"chain": {"family": "inet", "table": "own", "name": "idle", "handle": 9, "type": "filter", "hook": "output", "prio": 5, "policy": "accept"}},
{"chain": {"family": "bridge", "table": "b", "name": "out", "handle": 1, "type": "filter", "hook": "output", "prio": 0, "policy": "drop"}},
{"chain": {"family": "ip", "table": "filter", "name": "OUTPUT", "handle": 1, "type": "filter", "hook": "output", "prio": 0, "policy": "drop"}},
{"rule": {"family": "inet", "table": "own", "chain": "out", "handle": 4, "comment": "mine", "expr": [{"match": {"op": "==", "left": {"meta": {"key": "oifname"}}, "right": "lo"}}, {"drop": null}]}},
{"rule": {"family": "inet", "table": "own", "chain": "out", "handle": 5, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [80, {"range": [400, 450]}]}}}, {"jump": {"target": "web"}}]}},
{"rule": {"family": "inet", "table": "own", "chain": "web", "handle": 6, "expr": [{"counter": {"packets": 0, "bytes": 0}}, {"reject": {"type": "tcp reset"}}]}},
{"rule": {"family": "inet", "table": "own", "chain": "web", "handle": 7, "expr": [{"jump": {"target": "web"}}]}},
{"rule": {"family": "inet", "table": "own", "chain": "in", "handle": 8, "expr": [{"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}}, {"accept": null}]}},
{"rule": {"family": "inet", "table": "own", "chain": "idle", "handle": 10, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "udp", "field": "dport"}}, "right": 53}}, {"drop": null}]}},
{"rule": {"family": "inet", "table": "own", "chain": "idle", "handle": 11, "expr": [{"match": {"op": "!=", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 443}}, {"drop": null}]}}]}`

func TestBlocks(t *testing.T) {
	rules, err := Parse([]byte(listed))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range rules.Hooked("output", "input") {
		names = append(names, c.Table+" "+c.Name+" "+c.Owner())
	}
	if want := []string{"own out ", "own idle ", "filter OUTPUT iptables", "own in "}; !slices.Equal(names, want) {
		t.Errorf("chains %q, want %q", names, want)
	}
	out, in := Chain{Family: "inet", Table: "own", Name: "out"}, Chain{Family: "inet", Table: "own", Name: "in", Policy: "drop"}
	idle := Chain{Family: "inet", Table: "own", Name: "idle"}
	for _, tt := range []struct {
		name string
		c    Chain
		p    Packet
		want bool
	}{
		{"a port of the range, by a chain that is jumped to", out, Packet{Proto: "tcp", DPort: 443}, true},
		{"a port beside it", out, Packet{Proto: "tcp", DPort: 53}, false},
		{"another protocol", out, Packet{Proto: "udp", DPort: 443}, false},
		{"the policy", in, Packet{Proto: "tcp", SPort: 443}, true},
		{"all ports but this one", idle, Packet{Proto: "tcp", DPort: 443}, false},
		{"this port among all but one", idle, Packet{Proto: "tcp", DPort: 8443}, true},
		{"names", idle, Packet{Proto: "udp", DPort: 53}, true},
	} {
		if got := rules.Blocks(tt.c, tt.p); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	if !rules.KnowsConnections(in) || rules.KnowsConnections(out) {
		t.Error("which chain knows connections?")
	}
	if _, err := Parse([]byte("Error: no")); err == nil {
		t.Error("an error message was parsed")
	}
}

func TestHandle(t *testing.T) {
	argv := strings.Fields("nft delete rule inet own out handle " + plan.HandleOf + "mine")
	list, ok := NeedsHandle(argv)
	if !ok || strings.Join(list, " ") != "nft -j list chain inet own out" {
		t.Errorf("%q, %v", list, ok)
	}
	if got, ok := WithHandle(argv, []byte(listed)); !ok || got[7] != "4" || argv[7] == "4" {
		t.Errorf("%q, %v", got, ok)
	}
	argv[7] = plan.HandleOf + "gone"
	if got, ok := WithHandle(argv, []byte(listed)); ok {
		t.Errorf("%q", got)
	}
	if _, ok := NeedsHandle(strings.Fields("nft delete rule inet own out handle 4")); ok {
		t.Error("a number needs no look-up")
	}
}
