package cli

import (
	"testing"
	"time"

	"gomend/checks"
	"gomend/ui/words"
)

// TestProgressIsTold: each event has its line for programs; a person is told from
// time to time.
func TestProgressIsTold(t *testing.T) {
	check := checks.Check{ID: "go-download/example.com/big@v1.0.0", Kind: checks.KindGoDownload, Target: "example.com/big@v1.0.0"}
	var out countingWriter
	s := &session{app: &app{Process: Process{Out: &out, OutTerminal: true}}, words: words.For(words.English)}
	for second := range 12 {
		e := checks.Event{
			Kind: checks.EventProgress, At: time.Duration(second) * time.Second,
			Result: checks.Result{Check: check}, Progress: checks.Progress{Bytes: int64(second) * 1e6, Total: 12e6},
		}
		if l := s.event(e); l.Type != "progress" || l.Bytes != e.Progress.Bytes || l.Total != 12e6 || l.Check == nil {
			t.Errorf("second %d: %+v", second, l)
		}
		if err := s.tellSilence(nil, e); err != nil {
			t.Fatal(err)
		}
	}
	if out != 2 {
		t.Errorf("told %d times in 12 seconds, want 2", out)
	}
}

type countingWriter int

func (c *countingWriter) Write(p []byte) (int, error) {
	*c++
	return len(p), nil
}
