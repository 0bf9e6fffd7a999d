package words

import (
	"testing"
	"time"

	"gomend/checks"
)

func saidOfTimings(w *Words, say func(name, sentence string)) {
	say("Timings", w.Timings())
	for _, p := range checks.Phases {
		say("Phase "+string(p), w.Phase(p))
	}
	for _, s := range []checks.Span{
		{Status: checks.Fail, Silent: true}, {Status: checks.Unknown, Silent: true}, {Status: checks.Fail}, {Status: checks.Unknown}, {Status: checks.Skip},
	} {
		say("PhaseEnd "+string(s.Status), w.PhaseEnd(s))
	}
}

func TestTimeline(t *testing.T) {
	spans := []checks.Span{
		{Phase: checks.PhaseLookup, Time: 20 * time.Millisecond, Status: checks.Pass},
		{Phase: checks.PhaseConnect, Time: 3300 * time.Millisecond, Status: checks.Fail, Silent: true},
		{Phase: checks.PhaseHandshake, Status: checks.Skip},
	}
	for lang, want := range map[Lang]string{
		English: "lookup 20 ms, connect 3.3 s (silent)",
		Chinese: "域名解析 20 ms，建立连接 3.3 s（没有应答）",
	} {
		if got := For(lang).Timeline(spans); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
