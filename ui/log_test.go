package ui

import (
	"bytes"
	"context"
	"io"
	"log"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/ui/words"
)

// What libraries log must not tear the screen; afterwards logs are as before.
func TestLogsNeverReachTheScreen(t *testing.T) {
	var logged bytes.Buffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&logged)
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		o := options(healthyRun(), 80, 24, words.English)
		o.Input, o.Output = in, newTerminal(80, 24)
		start := o.Start
		o.Start = func(ctx context.Context, g *checks.Gate) (<-chan checks.Event, *checks.Board) {
			log.Print("http2: a library has something to say")
			slog.Warn("another one, too")
			return start(ctx, g)
		}
		go func() {
			for _, key := range "aq" {
				time.Sleep(5 * time.Second)
				_, _ = io.WriteString(keys, string(key))
			}
			keys.Close()
		}()
		if _, err := Run(t.Context(), o); err != nil {
			t.Error(err)
		}
	})
	if logged.Len() > 0 {
		t.Errorf("logged while the screen was on: %q", logged.String())
	}
	if log.Print("afterwards"); logged.Len() == 0 {
		t.Error("logs are lost for good")
	}
}
