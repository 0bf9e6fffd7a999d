package secure

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"gomend/checks"
)

func TestSteady(t *testing.T) {
	silent := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	fails := func(code checks.Code) func(context.Context) error {
		return func(context.Context) error { return &ChannelError{StepTLS, "", code} }
	}
	for _, test := range []struct {
		name   string
		nth    int32 // fails
		how    func(context.Context) error
		status checks.Status
		cause  checks.Cause
	}{
		{"always", 99, nil, checks.Pass, ""},
		{"once cut", 10, fails(checks.Reset), checks.Pass, ""},
		{"every third cut", 3, fails(checks.Closed), checks.Warn, checks.CauseTCPReset},
		{"every third refused", 3, fails(checks.Refused), checks.Warn, checks.CauseTCPRefused},
		{"every third silent", 3, silent, checks.Warn, checks.CauseTLSTimeout},
		{"never", 1, fails(checks.Reset), checks.Fail, ""},
		{"the name is silent", 1, func(ctx context.Context) error {
			return &ChannelError{StepLookup, "", checks.Classify(silent(ctx))}
		}, checks.Unknown, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var count atomic.Int32
			open := func(ctx context.Context) (net.Conn, error) {
				if count.Add(1)%test.nth == 0 {
					return nil, test.how(ctx)
				}
				near, far := net.Pipe()
				far.Close()
				return near, nil
			}
			f := steady(t.Context(), "proxy.golang.org:443", open, 300*time.Millisecond)
			if r := steadyResult(f); r.Status != test.status || r.Cause != test.cause {
				t.Errorf("%s %s, want %s %s: %v", r.Status, r.Cause, test.status, test.cause, f.Evidence())
			}
		})
	}
}
