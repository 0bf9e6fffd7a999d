package transport

import (
	"context"
	"net/netip"
	"os"
	"time"

	"gomend/checks"
	"gomend/checks/transport/firewall"
)

// Firewall looks for a rule of this very machine that stops what go sends to an
// address, or what answers it: in the rules themselves where they may be read, and
// in what the kernel counts. query is what to send over UDP; nil for a connection.
func Firewall(to netip.AddrPort, query []byte, routeID string) checks.Check {
	id, proto := to.String(), "tcp"
	if query != nil {
		id, proto = id+"/udp", "udp"
	}
	return checks.Check{
		ID:      checks.KindFirewall.Name(id),
		Kind:    checks.KindFirewall,
		Route:   routeID,
		Target:  to.String(),
		Command: "sudo nft -a list ruleset",
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			path, _ := checks.FactsOf[checks.PathFacts](in.Board, checks.KindPath.Name(to.Addr().String()))
			rtt, _ := in.RTT()
			facts := checks.FirewallFacts{Target: to, Protocol: proto, Owner: firewall.Active(os.DirFS("/"))}
			readRules(ctx, &facts, path)
			facts.Seen = provoke(ctx, to, query, way{path.Interface, path.Gateway}, answerWait(rtt))
			facts.Programs = programs(path.Interface)
			return firewallResult(facts)
		},
	}
}

// way is how packets leave: by an interface, to a gateway; invalid when there is none.
type way struct {
	iface   string
	gateway netip.Addr
}

// answerWait is how long answers are waited for that may be dropped: longer than
// they take, and so short that what follows is done before silence is final.
func answerWait(rtt time.Duration) time.Duration {
	if rtt == 0 {
		return 500 * time.Millisecond
	}
	return min(3*rtt+50*time.Millisecond, 800*time.Millisecond)
}

func firewallResult(f checks.FirewallFacts) checks.Result {
	r := checks.Result{Status: checks.Unknown, Facts: f}
	switch {
	case f.Seen != checks.NotSeen || f.Blocked == checks.Yes:
		r.Status, r.Code = checks.Fail, checks.NotPermitted
	case f.Read && f.Blocked == checks.No:
		r.Status = checks.Pass
	}
	return r
}

// readRules takes a packet to the address, and the answer to it, through the rules.
func readRules(ctx context.Context, f *checks.FirewallFacts, path checks.PathFacts) {
	rules, err := firewall.Read(ctx)
	if err != nil {
		return
	}
	f.Read = true
	packet := firewall.Packet{
		Protocol: f.Protocol, Own: path.Source, Other: f.Target.Addr(), Port: f.Target.Port(), Interface: path.Interface, UID: os.Getuid(),
	}
	answer := rules.Judge(packet)
	if answer.Blocked != checks.Yes {
		packet.Answer = true
		if back := rules.Judge(packet); back.Blocked == checks.Yes || answer.Blocked == checks.No {
			answer, f.Answers = back, true
		}
	}
	p := answer.Place
	f.Blocked, f.Reject = answer.Blocked, p.Reject
	f.Family, f.Table, f.Chain, f.Handle, f.Rule = p.Family, p.Table, p.Chain, p.Handle, p.Text
	if owner := rules.Owner(p); p.Tool != "" && (owner != "iptables" || f.Owner != "firewalld") {
		f.Owner = owner // firewalld has rules of its own among those of iptables ("direct" ones)
	}
}
