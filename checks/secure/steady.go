package secure

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

const (
	// steadyTries show a fault that hits every fifth channel twice or more in two
	// runs of three, and one that hits every third in nine of ten.
	steadyTries = 10
	// steadySpacing keeps them from being many at once, which is another question.
	steadySpacing = 60 * time.Millisecond
	// steadyWait is how long one may take on top of eight round trips: a channel
	// through a proxy takes six.
	steadyWait = 1500 * time.Millisecond
)

// Steady opens the channel to a route's server again and again: does it come about
// every time? It contacts nobody that go would not, and is for servers that let
// something through and something not.
func Steady(r route.Route, target string, open func(context.Context) (net.Conn, error)) checks.Check {
	return checks.Check{
		ID: checks.KindSteady.Name(target), Kind: checks.KindSteady, Route: r.ID, Target: target,
		Command: "for i in 1 2 3 4 5 6 7 8 9 10; do curl -sS -o /dev/null -m 3 https://" + target + "/ || echo failed; done",
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			rtt, _ := in.RTT()
			f := steady(ctx, target, open, steadyWait+8*rtt)
			f.First = checks.DialledFirst(r)
			return steadyResult(f)
		},
	}
}

func steadyResult(f checks.SteadyFacts) checks.Result {
	r := checks.Result{Status: checks.Pass, Facts: f}
	switch {
	case f.Tries < steadyTries:
		r.Status, r.Code = checks.Unknown, checks.NotAsked
	case f.Failed() == f.Tries:
		r.Status = checks.Fail
	case f.Wavers():
		r.Status, r.Cause = checks.Warn, f.Cause()
	}
	return r
}

func steady(ctx context.Context, target string, open func(context.Context) (net.Conn, error), wait time.Duration) checks.SteadyFacts {
	codes := make([]checks.Code, steadyTries)
	var wg sync.WaitGroup
	for i := range codes {
		wg.Go(func() { codes[i] = openOnce(ctx, open, time.Duration(i)*steadySpacing, wait) })
	}
	wg.Wait()
	f := checks.SteadyFacts{Target: target}
	for _, code := range codes {
		if code == checks.NotAsked {
			continue
		}
		f.Tries++
		switch code {
		case checks.Refused:
			f.Refused++
		case checks.Reset, checks.Closed:
			f.Cut++
		case checks.Timeout:
			f.Silent++
		}
	}
	return f
}

// openOnce tells how one try ended; NotAsked when the server never saw it.
func openOnce(ctx context.Context, open func(context.Context) (net.Conn, error), after, wait time.Duration) checks.Code {
	select {
	case <-time.After(after):
	case <-ctx.Done():
		return checks.NotAsked
	}
	one, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	conn, err := open(one)
	var failed *ChannelError
	switch {
	case err == nil:
		conn.Close()
		return checks.OK
	case ctx.Err() != nil, errors.As(err, &failed) && failed.Step == StepLookup:
		return checks.NotAsked
	case one.Err() != nil:
		return checks.Timeout
	}
	if coded := (checks.Coded)(nil); errors.As(err, &coded) {
		return coded.FailureCode()
	}
	return checks.Classify(err)
}
