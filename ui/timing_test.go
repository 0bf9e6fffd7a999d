package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
	"gomend/ui/words"
)

const aMillisecond = time.Millisecond

func healthySpans() []checks.Span {
	return []checks.Span{
		{Phase: checks.PhaseLookup, Time: 20 * aMillisecond, Status: checks.Pass},
		{Phase: checks.PhaseConnect, Time: 40 * aMillisecond, Status: checks.Pass},
		{Phase: checks.PhaseHandshake, Time: 60 * aMillisecond, Status: checks.Warn},
		{Phase: checks.PhaseFirstByte, Time: 80 * aMillisecond, Status: checks.Pass},
		{Phase: checks.PhaseTransfer, Time: 0, Status: checks.Pass},
	}
}

func silentSpans() []checks.Span {
	return []checks.Span{
		{Phase: checks.PhaseLookup, Time: 20 * aMillisecond, Status: checks.Pass},
		{Phase: checks.PhaseConnect, Time: 3300 * aMillisecond, Status: checks.Fail, Silent: true},
		{Phase: checks.PhaseHandshake, Status: checks.Skip},
	}
}

func TestTimingChart(t *testing.T) {
	soFar, refused := silentSpans(), silentSpans()
	soFar[1].Status = checks.Unknown
	refused[1].Silent, refused[1].Time = false, 60*aMillisecond
	for _, tt := range []struct {
		name  string
		spans []checks.Span
		lang  words.Lang
		width int
		ascii bool
		want  string
	}{
		{"all well", healthySpans(), words.English, 40, false, `
lookup       20 ms  ━━
connect      40 ms    ━━━━
handshake    60 ms        ━━━━━━
first byte   80 ms              ━━━━━━━
transfer    < 1 ms                     ━`},
		{"中文", healthySpans(), words.Chinese, 40, false, `
域名解析   20 ms  ━━
建立连接   40 ms    ━━━━
TLS 握手   60 ms        ━━━━━━
等待应答   80 ms              ━━━━━━━━━
传输      < 1 ms                       ━`},
		{"ASCII", healthySpans(), words.English, 40, true, `
lookup       20 ms  ==
connect      40 ms    ====
handshake    60 ms        ======
first byte   80 ms              =======
transfer    < 1 ms                     =`},
		{"silent", silentSpans(), words.English, 40, false, `
lookup   20 ms  ━
connect  3.3 s   ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄✗ silent`},
		{"silent, 中文", silentSpans(), words.Chinese, 40, false, `
域名解析  20 ms  ━
建立连接  3.3 s   ┄┄┄┄┄┄┄┄┄┄┄┄✗ 没有应答`},
		{"silent, ASCII", silentSpans(), words.English, 40, true, `
lookup   20 ms  =
connect  3.3 s   ...............x silent`},
		{"silent so far", soFar, words.English, 40, false, `
lookup   20 ms  ━
connect  3.3 s   ┄┄┄┄┄┄┄┄┄ silent so far`},
		{"refused", refused, words.English, 40, false, `
lookup   20 ms  ━━━━
connect  60 ms      ━━━━━━━━━━━━✗ failed`},
		{"no room for bars", silentSpans(), words.English, 26, false, `
lookup   20 ms
connect  3.3 s  ✗ silent`},
		{"nothing yet", nil, words.English, 40, false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := TimingChart(words.For(tt.lang), tt.spans, tt.width, tt.ascii)
			if want := strings.TrimPrefix(tt.want, "\n"); strings.Join(got, "\n") != want {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
			}
		})
	}
}

func TestTimingBar(t *testing.T) {
	for _, tt := range []struct {
		spans []checks.Span
		width int
		ascii bool
		want  string
	}{
		{healthySpans(), 20, false, "━━────━━━━━━───────━"},
		{healthySpans(), 20, true, "==----======-------="},
		{silentSpans(), 20, false, "━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄✗"},
		{silentSpans(), 20, true, "=..................x"},
		{nil, 20, false, ""},
		{healthySpans(), 3, false, ""},
	} {
		if got := TimingBar(tt.spans, tt.width, tt.ascii); got != tt.want {
			t.Errorf("%d cells: %s, want %s", tt.width, got, tt.want)
		}
	}
}

func TestTimingFitsEveryWidth(t *testing.T) {
	for _, lang := range words.Langs {
		for width := range 120 {
			for _, spans := range [][]checks.Span{healthySpans(), silentSpans()} {
				for _, text := range TimingChart(words.For(lang), spans, width, false) {
					if n := ansi.StringWidth(text); n > width {
						t.Fatalf("%d columns instead of %d: %s", n, width, text)
					}
				}
				if n := ansi.StringWidth(TimingBar(spans, width, false)); n != 0 && n != width {
					t.Fatalf("a bar of %d cells instead of %d", n, width)
				}
			}
		}
	}
}
