package transport

import (
	"net/netip"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

func TestMeasureLoss(t *testing.T) {
	t.Parallel()
	open := listen(t, "127.0.0.1:0")
	silent := silentAt(t, netip.MustParseAddrPort("127.0.0.1:0"))
	refuses := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), nettest.Port(t))
	for _, test := range []struct {
		name   string
		to     netip.AddrPort
		status checks.Status
		cause  checks.Cause
		tries  int
	}{
		{"nothing lost", open, checks.Pass, checks.NoCause, 20},
		{"all lost", silent, checks.Warn, checks.CausePacketLoss, 20},
		{"refused is not lost", refuses, checks.Unknown, checks.NoCause, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := measureLoss(t.Context(), test.to, 300*time.Millisecond)
			f := r.Facts.(checks.LossFacts)
			if r.Status != test.status || r.Cause != test.cause || f.Tries != test.tries {
				t.Errorf("got %s %q %+v", r.Status, r.Cause, f)
			}
		})
	}
}

func TestLossWait(t *testing.T) {
	for rtt, want := range map[time.Duration]time.Duration{
		time.Millisecond:       401 * time.Millisecond,
		200 * time.Millisecond: 600 * time.Millisecond,
		time.Second:            950 * time.Millisecond,
	} {
		if got := lossWait(rtt); got != want {
			t.Errorf("%v: got %v, want %v", rtt, got, want)
		}
	}
}
