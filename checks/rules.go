package checks

import "slices"

// A Rule leads from evidence to a cause. Rules are asked in order; the first
// that fits names the cause of the step that failed.
type Rule struct {
	Cause Cause
	When  func(*Case) bool
	// Sure says how sure the conclusion is; nil means certain.
	Sure func(*Case) Confidence
}

// Rules is the table for steps that do not prove their cause alone, from the
// roots that explain most to the symptom itself.
func Rules() []Rule {
	var list []Rule
	for _, part := range [][]Rule{networkRules, gitRules, dnsRules, connectRules, proxyRules, tlsRules, moduleRules} {
		list = append(list, part...)
	}
	return list
}

// explain finds the cause of a failed step.
func explain(c *Case) Finding {
	f := Finding{Route: c.Route.ID, Check: c.Fail.Check.ID, Target: c.Fail.Check.Target}
	rule := Rule{Sure: possible}
	switch {
	case onLossyLine(c):
		rule = Rule{Cause: CausePacketLoss, Sure: likely}
	case byChance(c, &rule):
	case firstFit(anotherWayRules, c, &rule), firstFit(plainRules, c, &rule), firstFit(deniedRules, c, &rule):
	case c.Fail.Cause != NoCause:
		rule = Rule{Cause: c.Fail.Cause}
	default:
		firstFit(Rules(), c, &rule)
	}
	f.Cause, f.Confidence = rule.Cause, Certain
	if c.Is(KindLookup) && f.Cause == CauseFirewallLocal && len(c.Lookup().Answers) > 0 {
		f.Target = c.Lookup().Answers[0].Server.String()
	}
	if c.Is(KindProxyTunnel) && !slices.Contains(behindProxy, f.Cause) {
		f.Target = DialledFirst(c.Route)
	}
	if f.Cause == CauseNoProxyMissing {
		f.Target = c.Target() // and not the module that was asked for
	}
	if c.Is(KindChecksumDatabase) && slices.Contains(ofServer, f.Cause) {
		f.Target = c.Server() // and not the module that was asked about
	}
	if rule.Sure != nil {
		f.Confidence = rule.Sure(c)
	}
	f.Note = c.note(f.Cause)
	return f
}

// ofServer are causes that are about the server, whatever module it was asked for.
var ofServer = []Cause{CauseGOPROXYServerError, CauseGOPROXYUnauthorized, CauseGOPROXYRateLimited, CauseAddressRefused}

// behindProxy are causes of a tunnel that is not granted which are about the server
// it is to lead to; all others are about the proxy.
var behindProxy = []Cause{CauseProxyForbidden, CauseProxyUpstreamFailed, CauseNoProxyMissing, CauseGitConfigBroken}

// onLossyLine fits an answer that is missing on a line that was measured to lose many
// packets: who is to blame for this one nobody knows.
func onLossyLine(c *Case) bool {
	return c.Code(Timeout) && !c.Is(KindLookup) && losesPackets(c.Board, c.Route.Host)
}

// byChance fits a step at a server that lets the very same through at another time:
// what comparisons with it show is chance, too.
func byChance(c *Case, rule *Rule) bool {
	for _, f := range AllFacts[SteadyFacts](c.Board) {
		if f.Target != c.Target() || f.First != DialledFirst(c.Route) || !f.Passes() || !c.Is(KindConnect, KindTLS) {
			continue
		}
		*rule = Rule{Cause: f.Cause()}
		if !f.Wavers() {
			*rule = Rule{Cause: chanceCauses[c.Fail.Code], Sure: likely}
		}
		return rule.Cause != NoCause
	}
	return false
}

// chanceCauses are what a failure is called that other tries did not meet.
var chanceCauses = map[Code]Cause{Refused: CauseTCPRefused, Reset: CauseTCPReset, Closed: CauseTCPReset}

// firstFit puts the first rule that fits into rule, and reports whether one does.
func firstFit(list []Rule, c *Case, rule *Rule) bool {
	for _, r := range list {
		if r.When(c) {
			*rule = r
			return true
		}
	}
	return false
}

func likely(*Case) Confidence   { return Likely }
func possible(*Case) Confidence { return Possible }

// certainIf is certain when the evidence is there, otherwise likely.
func certainIf(proof func(*Case) bool) func(*Case) Confidence {
	return func(c *Case) Confidence {
		if proof(c) {
			return Certain
		}
		return Likely
	}
}

// all fits when every condition does.
func all(conditions ...func(*Case) bool) func(*Case) bool {
	return func(c *Case) bool {
		for _, holds := range conditions {
			if !holds(c) {
				return false
			}
		}
		return true
	}
}

// either fits when some condition does.
func either(conditions ...func(*Case) bool) func(*Case) bool {
	return func(c *Case) bool {
		for _, holds := range conditions {
			if holds(c) {
				return true
			}
		}
		return false
	}
}

func not(condition func(*Case) bool) func(*Case) bool {
	return func(c *Case) bool { return !condition(c) }
}

// step fits a failed check of one of these kinds.
func step(kinds ...Kind) func(*Case) bool {
	return func(c *Case) bool { return c.Is(kinds...) }
}

// code fits a failure with one of these codes.
func code(codes ...Code) func(*Case) bool {
	return func(c *Case) bool { return c.Code(codes...) }
}

func proxied(c *Case) bool { return c.Proxied() }

// reaching fits the steps in which packets must get somewhere.
var reaching = step(KindLookup, KindConnect)

// unanswered fits a step to which nobody answered, or for which a router or the
// kernel knew no way.
var unanswered = code(Timeout, HostUnreachable, NetworkUnreachable, AddressUnavailable, Prohibited, NoRoute)
