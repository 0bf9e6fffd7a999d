package ui

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
	"gomend/ui/words"
)

// ink is what bars are drawn with: a phase, the next one, silence, and where it failed.
type ink struct{ strong, weak, silent, failed string }

var (
	unicodeInk = ink{"━", "─", "┄", "✗"}
	asciiInk   = ink{"=", "-", ".", "x"}
)

func inkOf(ascii bool) ink {
	if ascii {
		return asciiInk
	}
	return unicodeInk
}

// LeastBar is the least width of a bar of [TimingBar] that still says something, in cells.
const LeastBar = 8

// TimingChart draws the phases of a route below each other, each bar beginning
// where the one before it ends. Lines are plain text of at most width cells. Phases
// that were not reached are left out; where there is no room, the bars are.
func TimingChart(w *words.Words, spans []checks.Span, width int, ascii bool) []string {
	spans = reached(spans)
	name := columnOf(spans, func(s checks.Span) string { return w.Phase(s.Phase) })
	taken := columnOf(spans, w.PhaseTime)
	end := columnOf(spans, w.PhaseEnd)
	if end > 0 {
		end++
	}
	room := width - name - taken - end - 4
	cells := share(spans, room)
	var lines []string
	at := 0
	for i, s := range spans {
		text := pad(w.Phase(s.Phase), name) + "  " + strings.Repeat(" ", taken-ansi.StringWidth(w.PhaseTime(s))) + w.PhaseTime(s)
		if cells != nil {
			text += "  " + strings.Repeat(" ", at) + inkOf(ascii).bar(s, cells[i], true)
			at += cells[i]
		} else if s.Status == checks.Fail {
			text += "  " + inkOf(ascii).failed
		}
		if told := w.PhaseEnd(s); told != "" {
			text += " " + told
		}
		lines = append(lines, fit(text, width, ""))
	}
	return lines
}

// TimingBar draws the phases of a route in one bar of width cells, thick and thin
// in turn.
func TimingBar(spans []checks.Span, width int, ascii bool) string {
	spans = reached(spans)
	var bar strings.Builder
	for i, n := range share(spans, width) {
		bar.WriteString(inkOf(ascii).bar(spans[i], n, i%2 == 0))
	}
	return bar.String()
}

func reached(spans []checks.Span) []checks.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s checks.Span) bool { return s.Status == checks.Skip })
}

func columnOf(spans []checks.Span, text func(checks.Span) string) int {
	width := 0
	for _, s := range spans {
		width = max(width, ansi.StringWidth(text(s)))
	}
	return width
}

// bar draws one phase. One that failed ends in a sign.
func (k ink) bar(s checks.Span, cells int, strong bool) string {
	with := k.weak
	switch {
	case s.Silent:
		with = k.silent
	case strong:
		with = k.strong
	}
	if s.Status != checks.Fail || cells < 1 {
		return strings.Repeat(with, cells)
	}
	return strings.Repeat(with, cells-1) + k.failed
}

// share divides cells among spans by their time, at least one cell each; nil when
// that says nothing.
func share(spans []checks.Span, cells int) []int {
	if len(spans) == 0 || cells < max(LeastBar, len(spans)) {
		return nil
	}
	whole := max(checks.Taken(spans), time.Nanosecond)
	list, used, longest := make([]int, len(spans)), 0, 0
	for i, s := range spans {
		list[i] = max(1, int(int64(cells)*int64(s.Time)/int64(whole)))
		used += list[i]
		if s.Time > spans[longest].Time {
			longest = i
		}
	}
	for used > cells { // the cells that short ones were given
		widest := slices.Index(list, slices.Max(list))
		list[widest]--
		used--
	}
	list[longest] += cells - used
	return list
}
