// Package firewall finds the rule of this very machine that stops a packet. It
// reads rules and never changes them; what a rule depends on and cannot be known
// from outside makes the answer uncertain, never wrong.
package firewall

import (
	"cmp"
	"net/netip"
	"slices"

	"gomend/checks"
)

// Packet is the first packet of a connection, or the answer to it.
type Packet struct {
	Answer    bool       // it comes in; else it goes out
	Protocol  string     // "tcp" or "udp"
	Own       netip.Addr // this machine's
	Other     netip.Addr // the server's
	Port      uint16     // the server's
	Interface string     // by which it leaves or comes; empty when not known
	UID       int        // whose program sends it
}

// Place is where a packet is stopped.
type Place struct {
	Tool   string // "nft" or "iptables"
	Family string // "inet", "ip", "ip6", "netdev"
	Table  string
	Chain  string
	Handle int    // nft's handle, or the rule's number in an iptables chain; 0 for the chain's policy
	Text   string // of the rule, or of the policy
	Reject bool   // it says no; else it drops without a word
}

// Answer is what the rules do with a packet: Blocked is No when they let it
// pass, and NotKnown when that depends on what cannot be seen from here. Place is
// where it is stopped, or may be.
type Answer struct {
	Blocked checks.Tri
	Place   Place
}

type action int

const (
	proceed action = iota // counters, logs and the like
	accept
	drop
	reject
	jump
	goTo
	back
	ask // a program decides (NFQUEUE)
)

// rule is one rule: what it wants of a packet, and what it then does.
type rule struct {
	place  Place
	wants  []condition
	do     action
	target string // chain of jump and goTo
}

// condition is one thing that a rule asks of a packet.
type condition func(Packet) checks.Tri

// matches is No if some condition fails, and NotKnown if some cannot be judged.
func (r rule) matches(p Packet) checks.Tri {
	all := checks.Yes
	for _, want := range r.wants {
		switch want(p) {
		case checks.No:
			return checks.No
		case checks.NotKnown:
			all = checks.NotKnown
		}
	}
	return all
}

// hook is where the kernel asks a base chain.
type hook struct {
	name     string // ingress, prerouting, input, output, postrouting
	priority int
	policy   action
	devices  []string // that a chain of a device's own is for; none for all
}

// sees reports whether the hook is asked about what goes by an interface.
func (h hook) sees(iface string) bool {
	return len(h.devices) == 0 || iface == "" || slices.Contains(h.devices, iface)
}

type chain struct {
	tool, family, table, name string
	hook                      *hook // nil for a chain that others jump to
	rules                     []rule
	foreign                   bool // some rule has extensions that only iptables tells
}

// Ruleset is all rules of a network namespace.
type Ruleset struct{ chains []*chain }

// hooks are those that a packet comes by, in order.
func (p Packet) hooks() []string {
	if p.Answer {
		return []string{"ingress", "prerouting", "input"}
	}
	return []string{"output", "postrouting", "egress"}
}

// covers reports whether chains of a family see a packet of this one's protocol.
func (p Packet) covers(family string) bool {
	switch family {
	case "ip":
		return p.Other.Unmap().Is4()
	case "ip6":
		return !p.Other.Unmap().Is4()
	case "inet", "netdev":
		return true
	}
	return false
}

// Judge takes a packet through the rules as the kernel does: every base chain of
// its hooks in order of priority; one that drops it has the last word.
func (s Ruleset) Judge(p Packet) Answer {
	var perhaps *Place
	for _, c := range s.base(p) {
		w := walk{set: s, packet: p}
		end, place := w.chain(c, 0)
		if end == proceed || end == back {
			end, place = c.hook.policy, c.policyPlace()
		}
		stopped := end == drop || end == reject
		switch {
		case stopped && !w.unsure:
			return Answer{checks.Yes, place}
		case stopped && perhaps == nil:
			perhaps = &place
		case w.candidate != nil && perhaps == nil:
			perhaps = w.candidate
		}
	}
	if perhaps != nil {
		return Answer{checks.NotKnown, *perhaps}
	}
	return Answer{Blocked: checks.No}
}

// base are the chains that the kernel asks about a packet. Those that translate
// addresses are none: they do not drop.
func (s Ruleset) base(p Packet) []*chain {
	hooks := p.hooks()
	var list []*chain
	for _, c := range s.chains {
		if c.hook != nil && slices.Contains(hooks, c.hook.name) && p.covers(c.family) && c.hook.sees(p.Interface) {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b *chain) int {
		return cmp.Or(cmp.Compare(slices.Index(hooks, a.hook.name), slices.Index(hooks, b.hook.name)), cmp.Compare(a.hook.priority, b.hook.priority))
	})
	return list
}

func (c *chain) policyPlace() Place {
	return Place{Tool: c.tool, Family: c.family, Table: c.table, Chain: c.name, Text: "policy drop"}
}

// walk is a packet's way through one base chain.
type walk struct {
	set       Ruleset
	packet    Packet
	unsure    bool   // a rule that may have let it pass came before
	candidate *Place // of a rule that may have stopped it
	steps     int    // rules looked at
}

const (
	maxDepth = 16      // the kernel's own limit of jumps (NFT_JUMP_STACK_SIZE)
	maxSteps = 200_000 // of all rules; the kernel refuses loops, a list that lies may have some
)

func (w *walk) chain(c *chain, depth int) (action, Place) {
	for _, r := range c.rules {
		if w.steps++; w.steps > maxSteps {
			w.unsure = true
			break
		}
		switch matched := r.matches(w.packet); matched {
		case checks.No:
			continue
		case checks.Yes:
			if end, place := w.do(c, r, depth); end != proceed {
				return end, place
			}
		default:
			w.perhaps(c, r, depth)
		}
	}
	return proceed, Place{}
}

// do is what a rule that fits does to the packet.
func (w *walk) do(c *chain, r rule, depth int) (action, Place) {
	switch r.do {
	case jump, goTo:
		end, place := w.enter(c, r, depth)
		if end == back {
			end = proceed
		}
		if end == proceed && r.do == goTo {
			end = back
		}
		return end, place
	case ask:
		w.perhaps(c, r, depth)
		return proceed, Place{}
	}
	return r.do, r.place
}

func (w *walk) enter(c *chain, r rule, depth int) (action, Place) {
	if depth >= maxDepth {
		return proceed, Place{}
	}
	for _, other := range w.set.chains {
		if other.tool == c.tool && other.family == c.family && other.table == c.table && other.name == r.target {
			return w.chain(other, depth+1)
		}
	}
	w.unsure = true // a chain that is not in the list
	return proceed, Place{}
}

// perhaps notes what a rule would do of which it is not known whether it fits.
func (w *walk) perhaps(c *chain, r rule, depth int) {
	end, place := r.do, r.place
	if end == jump || end == goTo {
		end, place = w.enter(c, r, depth)
	}
	switch end {
	case accept, back:
		w.unsure = true
	case drop, reject, ask:
		if w.candidate == nil {
			w.candidate = &place
		}
	}
}
