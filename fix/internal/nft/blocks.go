package nft

import (
	"encoding/json"
	"slices"
	"strings"
)

// Packet is what is known of the packets in question; 0 for a port that can be any
// high one.
type Packet struct {
	Proto        string // tcp, udp
	SPort, DPort int
}

// Blocks reports whether a chain can keep a packet: by its policy, or by a rule of
// its own or of a chain that it leads to. What a rule wants to know beyond
// protocol, port and interface may fit.
func (s Ruleset) Blocks(c Chain, p Packet) bool {
	return c.Policy == "drop" || s.dropsIn(c, p, nil)
}

func (s Ruleset) dropsIn(c Chain, p Packet, seen []string) bool {
	if slices.Contains(seen, c.Name) {
		return false
	}
	for _, r := range s.rules {
		if !r.in(c) || !r.mayFit(p) {
			continue
		}
		for _, e := range r.Expr {
			_, drop := e["drop"]
			_, reject := e["reject"]
			if drop || reject {
				return true
			}
			for _, verb := range []string{"jump", "goto"} {
				var to struct{ Target string }
				if json.Unmarshal(e[verb], &to) == nil && to.Target != "" &&
					s.dropsIn(Chain{Family: c.Family, Table: c.Table, Name: to.Target}, p, append(seen, c.Name)) {
					return true
				}
			}
		}
	}
	return false
}

// KnowsConnections reports whether a chain lets in what belongs to connections
// that exist.
func (s Ruleset) KnowsConnections(c Chain) bool {
	for _, r := range s.rules {
		if !r.in(c) {
			continue
		}
		established, accepts := false, false
		for _, e := range r.Expr {
			_, accept := e["accept"]
			accepts = accepts || accept
			established = established || strings.Contains(string(e["match"]), `"established"`)
			established = established || strings.Contains(string(e["vmap"]), `"established"`) // ct state vmap { established : accept }
			accepts = accepts || strings.Contains(string(e["vmap"]), `"accept"`)
		}
		if established && accepts {
			return true
		}
	}
	return false
}

// match is the condition of a rule.
type match struct {
	Op   string
	Left struct {
		Payload struct{ Protocol, Field string }
		Meta    struct{ Key string }
	}
	Right json.RawMessage
}

// mayFit reports whether nothing in a rule says that the packet is not meant.
func (r rule) mayFit(p Packet) bool {
	for _, e := range r.Expr {
		var m match
		if e["match"] == nil || json.Unmarshal(e["match"], &m) != nil {
			continue
		}
		if m.Op == "==" && m.excludes(p) || m.Op == "!=" && m.isPort(p) && m.holds(p) {
			return false
		}
	}
	return true
}

// excludes is about a match that wants equality.
func (m match) excludes(p Packet) bool {
	switch proto := m.Left.Payload.Protocol; {
	case proto == "tcp" || proto == "udp" || proto == "sctp" || proto == "icmp" || proto == "icmpv6":
		return proto != p.Proto || m.isPort(p) && !m.holds(p)
	case m.Left.Payload.Field == "protocol" || m.Left.Meta.Key == "l4proto":
		return strings.HasPrefix(string(m.Right), `"`) && !strings.Contains(string(m.Right), p.Proto)
	case m.Left.Meta.Key == "oifname" || m.Left.Meta.Key == "iifname" || m.Left.Meta.Key == "oif" || m.Left.Meta.Key == "iif":
		return string(m.Right) == `"lo"`
	}
	return false
}

func (m match) isPort(Packet) bool {
	f := m.Left.Payload.Field
	return f == "dport" || f == "sport"
}

// holds reports whether a port of the packet can be one of those that a match
// names: a number, a set, a range, or something else, which can be anything.
func (m match) holds(p Packet) bool {
	port := p.DPort
	if m.Left.Payload.Field == "sport" {
		port = p.SPort
	}
	return portIn(m.Right, port)
}

// ephemeral is where the ports begin that connections are given
// (net.ipv4.ip_local_port_range).
const ephemeral = 32768

func portIn(value json.RawMessage, port int) bool {
	var number int
	if json.Unmarshal(value, &number) == nil {
		return number == port || port == 0 && number >= ephemeral
	}
	var nested struct {
		Set   []json.RawMessage
		Range []int
	}
	if json.Unmarshal(value, &nested) != nil {
		return true
	}
	switch {
	case len(nested.Range) == 2:
		return nested.Range[0] <= port && port <= nested.Range[1] || port == 0 && nested.Range[1] >= ephemeral
	case nested.Set != nil:
		return slices.ContainsFunc(nested.Set, func(v json.RawMessage) bool { return portIn(v, port) })
	}
	return true
}
