package ui

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gomend/ui/words"
)

// Farewell is what stands in the normal screen after the full one is gone: the
// answer, the advice and what to type. It ends with a line feed; it is empty
// when there is nothing to say.
func Farewell(o Options, out Outcome) string {
	if o.ASCII {
		out.Lang = words.English
	}
	a := newApp(context.Background(), o)
	defer a.close()
	a.words = words.For(out.Lang)
	w := a.words
	f := &farewell{width: out.Width}
	if out.Mended != nil {
		f.say(a.signs[passed]+" ", w.ApplyOutcome(*out.Mended))
		a.sayUntaken(f, out)
		f.say("  ", w.UndoBy)
		return f.text(o.ASCII)
	}
	head, advice := w.Verdict(out.Verdict)
	f.say(a.signs[verdictMark(out.Verdict.Status)]+" ", head)
	f.say("  ", advice)
	a.sayUntaken(f, out)
	remedies := a.tell(out.Fixes)
	for i, r := range remedies[:min(len(remedies), mostFixes)] {
		f.WriteString("\n")
		f.say("", fmt.Sprintf(w.FixHeading, i+1, len(remedies), r.title))
		for _, c := range r.commands {
			fmt.Fprintf(f, "    %s\n", c)
		}
	}
	return f.text(o.ASCII)
}

// farewell is text for the normal screen. Commands keep their line, whatever its
// length: they are copied.
type farewell struct {
	strings.Builder
	width int // of the terminal; 0: as long as it gets
}

// say adds a sentence behind a sign; lines that follow are as far in. An empty
// sentence is none.
func (f *farewell) say(sign, sentence string) {
	lines := []string{sentence}
	if in := ansi.StringWidth(sign); f.width > in+20 {
		lines = wrap(sentence, f.width-in)
	}
	for i, line := range lines {
		if i > 0 {
			sign = strings.Repeat(" ", ansi.StringWidth(sign))
		}
		if sentence != "" {
			fmt.Fprintf(f, "%s%s\n", sign, line)
		}
	}
}

func (f *farewell) text(ascii bool) string {
	if ascii {
		return asciiOnly(f.String())
	}
	return f.String()
}

// sayUntaken says what to type where the shell has yet to take something.
func (a *App) sayUntaken(f *farewell, out Outcome) {
	if out.Untaken {
		f.say("  ", a.words.FixTake)
		fmt.Fprintf(f, "    %s\n", a.options.Take)
	}
}
