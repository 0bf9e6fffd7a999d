package secure

import (
	"cmp"
	"context"
	"errors"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// compareProxyWait bounds the whole way to a target: it is the sum of a look-up,
// a connection, a tunnel and a handshake that are all in good health but slow,
// and shorter than the final wait for a proxy that is being compared.
const compareProxyWait = 6 * time.Second

// CompareProxy reaches target, a host:port, another way than go does: directly
// when via is zero, else through a proxy that the setting source names. It goes
// up to a verified handshake; for port 80, to a connection. It starts once the
// checks in after have ended, and if when, unless nil, says so. Its failure
// accuses nobody. It uses the roots of the check "trust" if that has ended.
func CompareProxy(target string, via route.Via, source string, lookup Lookup, after []string, when func(*checks.Board) bool) checks.Check {
	return compare(target, via, source, lookup, after, when, comparison{})
}

// CompareClock is CompareProxy that also asks the target for its time, once it has
// proven who it is.
func CompareClock(target string, via route.Via, source string, lookup Lookup) checks.Check {
	return compare(target, via, source, lookup, nil, nil, comparison{dated: true})
}

// ComparePlain reaches a target that is spoken to without TLS directly, up to a connection.
func ComparePlain(target string, lookup Lookup) checks.Check {
	return compare(target, route.Via{}, "", lookup, nil, nil, comparison{plain: true})
}

// comparison says how far a target is to be reached.
type comparison struct {
	plain bool // without TLS, whatever the port
	dated bool // up to the server's time
}

func compare(target string, via route.Via, source string, lookup Lookup, after []string, when func(*checks.Board) bool, how comparison) checks.Check {
	label := cmp.Or(source, via.Source, "proxy")
	if via.Direct() {
		label = "direct"
	}
	return checks.Check{
		ID:      checks.KindProxyCompare.Name(target + "/" + label),
		Kind:    checks.KindProxyCompare,
		Target:  target,
		Command: compareCommand(via, target),
		After:   after,
		When:    when,
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			rtt, _ := in.RTT()
			facts := checks.ProxyCompareFacts{Target: target, Proxy: viaText(via), Source: source}
			host, port, err := splitPort(target)
			if err != nil {
				facts.Code = checks.Malformed
				return checks.Result{Status: checks.Fail, Code: facts.Code, Facts: facts}
			}
			c := Channel{Host: host, Port: port, Via: via, TLS: port != 80 && !how.plain, HTTP1: how.dated, Roots: rootsOf(in), Lookup: lookup, RTT: rtt}
			return compareProxy(ctx, c, facts, how.dated)
		},
	}
}

func compareCommand(via route.Via, target string) string {
	if via.Direct() {
		return "curl -v --noproxy '*' https://" + target + "/"
	}
	return proxyCommand(via, target)
}

func compareProxy(ctx context.Context, c Channel, facts checks.ProxyCompareFacts, dated bool) checks.Result {
	limited, cancel := context.WithTimeout(ctx, compareProxyWait)
	defer cancel()
	c.dialled = func(f checks.DialFacts) { facts.First = f.Attempts }
	conn, err := Open(limited, c)
	if err != nil {
		facts.Code = checks.Classify(err)
		status := checks.Fail
		if errors.Is(ctx.Err(), context.Canceled) {
			status = checks.Unknown
		}
		return checks.Result{Status: status, Code: facts.Code, Facts: facts}
	}
	defer conn.Close()
	if c.Via.Direct() {
		facts.Address = transport.RemoteOf(conn).Addr()
	}
	if dated && c.TLS {
		facts.Date, facts.Now = timeOf(limited, conn, c.Host), time.Now()
	}
	return checks.Result{Status: checks.Pass, Facts: facts}
}
