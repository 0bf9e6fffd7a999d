package cli

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
)

// paint colours text for a terminal, or leaves it alone.
type paint bool

func (p paint) in(style ansi.Style, text string) string {
	if !p || text == "" {
		return text
	}
	return style.Styled(text)
}

func (p paint) bold(text string) string  { return p.in(ansi.Style{}.Bold(), text) }
func (p paint) faint(text string) string { return p.in(ansi.Style{}.Faint(), text) }

// sign is a status as one cell. Colour only repeats what it says; the colours are
// of the person's own palette.
func (p paint) sign(s checks.Status) string {
	switch s {
	case checks.Pass:
		return p.in(ansi.Style{}.ForegroundColor(ansi.Green), signOf(s))
	case checks.Fail:
		return p.in(ansi.Style{}.ForegroundColor(ansi.Red), signOf(s))
	case checks.Skip:
		return p.faint(signOf(s))
	}
	return p.in(ansi.Style{}.ForegroundColor(ansi.Yellow), signOf(s))
}

// signOf is the sign of a status.
func signOf(s checks.Status) string {
	switch s {
	case checks.Pass:
		return "✓"
	case checks.Warn:
		return "!"
	case checks.Fail:
		return "✗"
	case checks.Skip:
		return "-"
	}
	return "?"
}

// statusOf is a verdict as the status of a check, for its sign.
func statusOf(v checks.VerdictStatus) checks.Status {
	switch v {
	case checks.Healthy:
		return checks.Pass
	case checks.Degraded:
		return checks.Warn
	case checks.Broken:
		return checks.Fail
	}
	return checks.Unknown
}

// column fills text with spaces up to a width in cells.
func column(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// widest is the width of the widest text, in cells.
func widest[T any](list []T, text func(T) string) int {
	width := 0
	for _, item := range list {
		width = max(width, ansi.StringWidth(text(item)))
	}
	return width
}

// asciiTwins are the characters of our own sentences that ASCII can say.
var asciiTwins = strings.NewReplacer(
	"✓", "+", "✗", "x", "…", "...", "“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "·", "-", "×", "x", "→", "->",
)

// toASCII writes text with ASCII signs and punctuation. Letters of other scripts
// stay: they were asked for, or are names.
func toASCII(text string) string { return asciiTwins.Replace(text) }
