package fix

import (
	"context"
	"slices"
	"strconv"

	"gomend/fix/internal/nft"
	"gomend/fix/plan"
)

// planNFT puts a rule before all others of every chain that keeps what leaves: an
// accept in another chain or table does not bring back what one of them drops.
func planNFT(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	out, err := asRoot(ctx, m, "nft", "-j", "list", "ruleset")
	if err != nil {
		return nil, err
	}
	rules, err := nft.Parse([]byte(out))
	if err != nil {
		return nil, err
	}
	port, _ := strconv.Atoi(s.out())
	var steps []plan.Step
	found, foreign := false, ""
	for _, c := range rules.Hooked("output", "input") {
		insert, blocks := s.nftRules(rules, c, port)
		if !blocks {
			continue
		}
		if owner := c.Owner(); owner != "" {
			foreign = owner
			continue
		}
		found = true
		steps = append(steps, insert...)
	}
	switch {
	case found:
		return steps, nil
	case foreign != "":
		return nil, &ManualError{Obstacle: Managed, About: foreign}
	}
	return nil, &ManualError{Obstacle: NothingHere, About: "nft"}
}

// nftRules are what a chain lacks, and whether it keeps what goes to the port at
// all, or what comes back from there.
func (s situation) nftRules(rules nft.Ruleset, c nft.Chain, port int) (steps []plan.Step, blocks bool) {
	for _, proto := range s.protocols() {
		match := []string{proto, "dport", s.out()}
		packet := nft.Packet{Proto: proto, DPort: port}
		if c.Hook == "input" {
			if rules.KnowsConnections(c) {
				return nil, false
			}
			match = []string{proto, "sport", s.out(), "ct", "state", "established"}
			packet = nft.Packet{Proto: proto, SPort: port}
		}
		if !rules.Blocks(c, packet) {
			continue
		}
		blocks = true
		comment := tag("fw-allow-nft") + ":" + proto
		if slices.Contains(rules.Comments(c), comment) {
			continue
		}
		insert := append([]string{"nft", "insert", "rule", c.Family, c.Table, c.Name}, match...)
		insert = append(insert, "counter", "accept", "comment", `"`+comment+`"`)
		steps = append(steps, rootExec(insert, []string{"nft", "delete", "rule", c.Family, c.Table, c.Name, "handle", plan.HandleOf + comment}))
	}
	return steps, blocks
}
