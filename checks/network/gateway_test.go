package network

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
)

// step is the neighbour table from a moment on.
type step struct {
	from  time.Duration
	entry neighbour
}

func (s step) String() string { return s.entry.state }

func TestGatewayWatch(t *testing.T) {
	const never = time.Hour
	for _, test := range []struct {
		name      string
		table     []step
		answer    time.Duration // when the gateway refuses the datagram
		pokeError error
		want      checks.Status
		cause     checks.Cause
		alive     checks.Tri
		within    time.Duration
		told      int // provisional results
	}{
		{"reachable", []step{{0, neighbour{stateReachable, true}}}, never, nil, checks.Pass, "", checks.Yes, 0, 0},
		{"permanent", []step{{0, neighbour{statePermanent, true}}}, never, nil, checks.Pass, "", checks.Yes, 0, 0},
		{"point-to-point", []step{{0, neighbour{state: stateNoARP}}}, never, nil, checks.Pass, "", checks.Yes, 0, 0},
		{"never asked before, answers in 2 ms", []step{{0, neighbour{state: stateNone}}, {2 * time.Millisecond, neighbour{stateReachable, true}}},
			never, nil, checks.Pass, "", checks.Yes, 3 * time.Millisecond, 0},
		{"old entry, gateway refuses the datagram", []step{{0, neighbour{stateStale, true}}},
			4 * time.Millisecond, nil, checks.Pass, "", checks.Yes, 4 * time.Millisecond, 0},
		{"old entry, gateway drops the datagram", []step{{0, neighbour{stateStale, true}}, {1, neighbour{stateDelay, true}}},
			never, nil, checks.Pass, "", checks.NotKnown, 300 * time.Millisecond, 0},
		{"being probed, answers", []step{{0, neighbour{stateProbe, true}}, {900 * time.Millisecond, neighbour{stateReachable, true}}},
			never, nil, checks.Pass, "", checks.Yes, time.Second, 0},
		{"being probed, dead", []step{{0, neighbour{stateProbe, true}}, {2100 * time.Millisecond, neighbour{state: stateFailed}}},
			never, nil, checks.Fail, checks.CauseGatewayUnreachable, checks.No, 2200 * time.Millisecond, 0},
		{"dead", []step{{0, neighbour{state: stateNone}}, {1, neighbour{state: stateIncomplete}}, {3050 * time.Millisecond, neighbour{state: stateFailed}}},
			never, nil, checks.Fail, checks.CauseGatewayUnreachable, checks.No, 3100 * time.Millisecond, 1},
		{"dead, and asked for again and again by others", []step{{0, neighbour{state: stateIncomplete}}},
			never, nil, checks.Fail, checks.CauseGatewayUnreachable, checks.No, 3100 * time.Millisecond, 1},
		{"failed before, and back", []step{{0, neighbour{state: stateFailed}}, {1, neighbour{state: stateIncomplete}}, {20 * time.Millisecond, neighbour{stateReachable, true}}},
			never, nil, checks.Pass, "", checks.Yes, 30 * time.Millisecond, 0},
		{"slow radio link", []step{{0, neighbour{state: stateNone}}, {1, neighbour{state: stateIncomplete}}, {1800 * time.Millisecond, neighbour{stateReachable, true}}},
			never, nil, checks.Pass, "", checks.Yes, 2200 * time.Millisecond, 1},
		{"failed before, and the datagram may not be sent", []step{{0, neighbour{state: stateFailed}}, {time.Second, neighbour{stateReachable, true}}},
			never, errors.New("operation not permitted"), checks.Pass, "", checks.Yes, time.Second, 0},
		{"no entry appears", []step{{0, neighbour{state: stateNone}}}, never, nil, checks.Unknown, "", checks.NotKnown, 3100 * time.Millisecond, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start, told := time.Now(), 0
				hop := nextHop{gateway: netip.MustParseAddr("192.0.2.1"), iface: "eth0",
					look: func() (n neighbour, err error) {
						for _, s := range test.table {
							if time.Since(start) >= s.from {
								n = s.entry
							}
						}
						return n, nil
					},
					poke: func(ctx context.Context) (<-chan struct{}, func(), error) {
						answered := make(chan struct{})
						timer := time.AfterFunc(test.answer, func() { close(answered) })
						return answered, func() { timer.Stop() }, test.pokeError
					},
				}
				var r checks.Result
				for e := range run(hop, &r) {
					if e.Kind == checks.EventProvisional {
						told++
					}
				}
				f := r.Facts.(checks.GatewayFacts)
				if r.Status != test.want || r.Cause != test.cause || f.Alive != test.alive {
					t.Errorf("got %s %q alive %d (%s), want %s %q alive %d", r.Status, r.Cause, f.Alive, f.State, test.want, test.cause, test.alive)
				}
				if d := time.Since(start); d > test.within {
					t.Errorf("took %v, want at most %v", d, test.within)
				}
				if told != test.told {
					t.Errorf("told %d provisional results, want %d", told, test.told)
				}
			})
		})
	}
}

// run watches the hop under the runner, so that provisional results are seen.
func run(hop nextHop, r *checks.Result) <-chan checks.Event {
	c := checks.Check{ID: "gateway", Kind: checks.KindGateway, Run: func(ctx context.Context, in *checks.Input) checks.Result {
		*r = hop.watch(ctx, in)
		return *r
	}}
	events, _ := checks.Runner{}.Start(context.Background(), []checks.Check{c})
	return events
}

func TestGatewayCannotBeAsked(t *testing.T) {
	hop := nextHop{look: func() (neighbour, error) { return neighbour{}, errors.ErrUnsupported }}
	if r := hop.watch(t.Context(), nil); r.Status != checks.Unknown || r.Cause != checks.NoCause {
		t.Errorf("got %s %q, want unknown", r.Status, r.Cause)
	}
}

func TestGatewayCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		start := time.Now()
		hop := nextHop{
			look: func() (neighbour, error) { return neighbour{state: stateIncomplete}, nil },
			poke: func(context.Context) (<-chan struct{}, func(), error) { return nil, func() {}, nil },
		}
		r := hop.watch(ctx, checks.NewInput(checks.NewBoard(), checks.Check{}))
		if r.Code != checks.Canceled || time.Since(start) != 50*time.Millisecond {
			t.Errorf("got %q after %v, want canceled at once", r.Code, time.Since(start))
		}
	})
}
