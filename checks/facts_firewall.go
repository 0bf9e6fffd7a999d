package checks

import (
	"fmt"
	"net/netip"
	"strings"
)

// SeenHere is how a filter on this machine shows in what its kernel counts.
type SeenHere string

// Ways in which it shows.
const (
	NotSeen        SeenHere = ""
	ResetHere      SeenHere = "reset-here"      // the refusals came by loopback, and nothing left
	AnswersDropped SeenHere = "answers-dropped" // as many packets came in and were not delivered as were sent
	KeptHere       SeenHere = "kept-here"       // sending is not permitted
	LostHere       SeenHere = "lost-here"       // what the kernel has let out does not come to leave the interface, and other packets do
)

// FirewallFacts is what the rules of this machine do with what go sends to an
// address, and with what answers it.
type FirewallFacts struct {
	Target   netip.AddrPort
	Protocol string   // "tcp" or "udp"
	Read     bool     // the rules could be read
	Blocked  Tri      // by the rules; NotKnown when they depend on what cannot be seen, or were not read
	Reject   bool     // the rule says no; else it drops without a word
	Answers  bool     // the rule is about what comes in
	Seen     SeenHere // what the kernel's own counts show
	Programs []string // filters between the kernel and the interface: "xdp", "tc ingress bpf cil_from_netdev"
	Owner    string   // ufw, firewalld, nft, iptables; empty when not known

	// The rule that stops it, or may do so.
	Family, Table, Chain string
	Handle               int // nft's, or the rule's number in an iptables chain; 0 for a policy
	Rule                 string
}

// Place is where the rule stands: "inet filter output".
func (f FirewallFacts) Place() string {
	return strings.TrimSpace(f.Family + " " + f.Table + " " + f.Chain)
}

// Evidence implements Facts.
func (f FirewallFacts) Evidence() []Evidence {
	list := []Evidence{{"to", f.Target.String() + " " + f.Protocol}}
	list = appendIf(list, "firewall", f.Owner)
	if f.Place() != "" {
		list = append(list, Evidence{"chain", Clean(f.Place())})
		if f.Handle > 0 {
			list = append(list, Evidence{"handle", fmt.Sprint(f.Handle)})
		}
		list = appendIf(list, "rule", f.Rule)
	}
	for _, p := range f.Programs {
		list = append(list, Evidence{"program", Clean(p)})
	}
	switch {
	case f.Seen != NotSeen:
		list = append(list, Evidence{"seen", string(f.Seen)})
	case !f.Read:
		list = append(list, Evidence{"rules", "may be read by root alone"})
	}
	return list
}

// stops reports whether a connection or look-up that ended with a code was
// stopped on this machine: the kernel shows it, or a rule says just that.
func (f FirewallFacts) stops(code Code) bool {
	if f.Seen != NotSeen {
		return true
	}
	if f.Blocked != Yes {
		return false
	}
	if f.Reject {
		return code != Timeout || f.Answers
	}
	return code == Timeout || code == NotPermitted
}
