package checks

import (
	"testing"
	"time"
)

func TestDeadlines(t *testing.T) {
	const ms = time.Millisecond
	rtts := []time.Duration{0, 1 * ms, 20 * ms, 300 * ms, 640 * ms, 3 * time.Second}
	for _, test := range []struct {
		name string
		wait func(time.Duration) Wait
		want []Wait // for each of rtts
	}{
		{"dial", DialWait, []Wait{{2500 * ms, 3300 * ms}, {2000 * ms, 3300 * ms}, {2000 * ms, 3300 * ms}, {2000 * ms, 3300 * ms}, {2500 * ms, 3300 * ms}, {2500 * ms, 3300 * ms}}},
		{"dns", DNSWait, []Wait{{2500 * ms, 3300 * ms}, {2000 * ms, 3300 * ms}, {2000 * ms, 3300 * ms}, {2100 * ms, 3300 * ms}, {2500 * ms, 3300 * ms}, {2500 * ms, 3300 * ms}}},
		{"tls", TLSWait, []Wait{{2000 * ms, 4000 * ms}, {2000 * ms, 4000 * ms}, {2000 * ms, 4000 * ms}, {2000 * ms, 4000 * ms}, {3700 * ms, 6120 * ms}, {4000 * ms, 10000 * ms}}},
		{"proxy", ProxyWait, []Wait{{3000 * ms, 10000 * ms}, {3002 * ms, 10000 * ms}, {3040 * ms, 10000 * ms}, {3600 * ms, 10000 * ms}, {4280 * ms, 10000 * ms}, {6000 * ms, 10000 * ms}}},
		{"first byte", func(rtt time.Duration) Wait { return FirstByteWait(rtt, false) },
			[]Wait{{3000 * ms, 10000 * ms}, {3000 * ms, 10000 * ms}, {3000 * ms, 10000 * ms}, {3000 * ms, 10000 * ms}, {3920 * ms, 10000 * ms}, {6000 * ms, 10000 * ms}}},
		{"first byte of a cold module", func(rtt time.Duration) Wait { return FirstByteWait(rtt, true) },
			[]Wait{{3000 * ms, 20000 * ms}, {3000 * ms, 20000 * ms}, {3000 * ms, 20000 * ms}, {3000 * ms, 20000 * ms}, {3920 * ms, 20000 * ms}, {6000 * ms, 20000 * ms}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i, rtt := range rtts {
				if got := test.wait(rtt); got != test.want[i] {
					t.Errorf("round trip %v: got %v, want %v", rtt, got, test.want[i])
				}
			}
		})
	}
}

func TestTLSSecondHello(t *testing.T) {
	for _, test := range []struct{ rtt, want time.Duration }{
		{0, 500 * time.Millisecond},
		{100 * time.Millisecond, 500 * time.Millisecond},
		{400 * time.Millisecond, time.Second},
	} {
		if got := TLSSecondHello(test.rtt); got != test.want {
			t.Errorf("round trip %v: got %v, want %v", test.rtt, got, test.want)
		}
	}
}

// Every socket must have had time to be answered before silence is told, and
// the last look at the neighbour table must come before the end.
func TestDeadlinesFitTogether(t *testing.T) {
	if last := DialSends[len(DialSends)-1]; last+800*time.Millisecond > DialWait(time.Millisecond).Provisional {
		t.Errorf("the last socket opens at %v, silence is told at %v", last, DialWait(time.Millisecond).Provisional)
	}
	if last := DNSSends[len(DNSSends)-1]; last >= DNSWait(time.Millisecond).Provisional {
		t.Errorf("the last query leaves at %v, silence is told at %v", last, DNSWait(time.Millisecond).Provisional)
	}
	if last := GatewayLooks[len(GatewayLooks)-1]; last >= SilenceFinal {
		t.Errorf("the last look at %v is after the end at %v", last, SilenceFinal)
	}
}

func TestSlowAnswer(t *testing.T) {
	for _, test := range []struct{ rtt, want time.Duration }{
		{0, 1500 * time.Millisecond},
		{50 * time.Millisecond, 1500 * time.Millisecond},
		{700 * time.Millisecond, 2100 * time.Millisecond},
	} {
		if got := SlowAnswer(test.rtt); got != test.want {
			t.Errorf("round trip %v: got %v, want %v", test.rtt, got, test.want)
		}
	}
}
