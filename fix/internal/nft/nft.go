// Package nft reads what nft -j lists (libnftables-json(5)): which chains can keep
// a packet, and which rule has a comment.
package nft

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Ruleset is the chains and rules of a network namespace.
type Ruleset struct {
	chains []Chain
	rules  []rule
}

// Chain is a chain; one without a hook is only jumped to.
type Chain struct {
	Family string `json:"family"`
	Table  string `json:"table"`
	Name   string `json:"name"`
	Hook   string `json:"hook"`
	Policy string `json:"policy"`
}

type rule struct {
	Family  string                       `json:"family"`
	Table   string                       `json:"table"`
	Chain   string                       `json:"chain"`
	Handle  int                          `json:"handle"`
	Comment string                       `json:"comment"`
	Expr    []map[string]json.RawMessage `json:"expr"`
}

func (r rule) in(c Chain) bool {
	return r.Family == c.Family && r.Table == c.Table && r.Chain == c.Name
}

// Parse reads the JSON of nft -j list ruleset, table or chain.
func Parse(text []byte) (Ruleset, error) {
	var list struct {
		Objects []struct {
			Chain *Chain `json:"chain"`
			Rule  *rule  `json:"rule"`
		} `json:"nftables"`
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return Ruleset{}, fmt.Errorf("what nft -j printed: %w", err)
	}
	var set Ruleset
	for _, o := range list.Objects {
		switch {
		case o.Chain != nil:
			set.chains = append(set.chains, *o.Chain)
		case o.Rule != nil:
			set.rules = append(set.rules, *o.Rule)
		}
	}
	return set, nil
}

// families are those whose output and input chains see packets of IP.
var families = []string{"inet", "ip", "ip6"}

// Hooked lists the chains at these hooks.
func (s Ruleset) Hooked(hooks ...string) []Chain {
	var list []Chain
	for _, hook := range hooks {
		for _, c := range s.chains {
			if c.Hook == hook && slices.Contains(families, c.Family) {
				list = append(list, c)
			}
		}
	}
	return list
}

// Owner is the program that a chain belongs to and that would overwrite what is
// put there; empty for none that is known.
func (c Chain) Owner() string {
	switch {
	case c.Table == "firewalld":
		return "firewalld"
	case (c.Family == "ip" || c.Family == "ip6") && (c.Name == "OUTPUT" || c.Name == "INPUT"):
		return "iptables" // its nft kind names chains so; rules of nft's own it cannot show
	}
	return ""
}

// Comments are the comments of a chain's own rules.
func (s Ruleset) Comments(c Chain) []string {
	var list []string
	for _, r := range s.rules {
		if r.in(c) && r.Comment != "" {
			list = append(list, r.Comment)
		}
	}
	return list
}

// Handle finds the rule with a comment in a chain; false when there is none.
func (s Ruleset) Handle(family, table, chain, comment string) (int, bool) {
	for _, r := range s.rules {
		if r.in(Chain{Family: family, Table: table, Name: chain}) && r.Comment == comment {
			return r.Handle, true
		}
	}
	return 0, false
}
