package ui

import (
	"context"
	"fmt"
	"strings"

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
	var b strings.Builder
	if out.Mended != nil {
		fmt.Fprintf(&b, "%s %s\n", a.signs[passed], w.ApplyOutcome(*out.Mended))
		a.sayUntaken(&b, out)
		fmt.Fprintf(&b, "  %s\n", w.UndoBy)
		return b.String()
	}
	head, advice := w.Verdict(out.Verdict)
	fmt.Fprintf(&b, "%s %s\n", a.signs[verdictMark(out.Verdict.Status)], head)
	if advice != "" {
		fmt.Fprintf(&b, "  %s\n", advice)
	}
	a.sayUntaken(&b, out)
	remedies := a.tell(out.Fixes)
	for i, f := range remedies[:min(len(remedies), mostFixes)] {
		fmt.Fprintf(&b, "\n"+w.FixHeading+"\n", i+1, len(remedies), f.title)
		for _, c := range f.commands {
			fmt.Fprintf(&b, "    %s\n", c)
		}
	}
	if o.ASCII {
		return asciiOnly(b.String())
	}
	return b.String()
}

// sayUntaken says what to type where the shell has yet to take something.
func (a *App) sayUntaken(b *strings.Builder, out Outcome) {
	if out.Untaken {
		fmt.Fprintf(b, "  %s %s\n", a.words.FixTake, a.options.Take)
	}
}
