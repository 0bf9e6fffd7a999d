package ui

import (
	"fmt"

	"gomend/checks"
	"gomend/ui/words"
)

// scene is the plain value that views see. It is made from the state for each
// drawing; views read nothing else, and no clock.
type scene struct {
	look
	w          *words.Words
	page       page
	title      string
	done, all  int
	busy       bool // something runs
	beat       int  // of the spinner
	answer     answer
	steps      []step
	open       int // step whose checks are shown
	selected   int // row of the open step; -1 for none
	detail     detail
	card       card
	pace       string
	body       []block // of a page that is made of them
	question   []block // below it, always in view
	showDetail bool    // narrow: details take the list's turn
	top        int     // first line shown of what scrolls
	fixes      []remedy
	noted      []remark
	notice     string
	keys       []binding // that work now
	everyKey   []binding // for the help page
}

// answer is the sentence on top and the line below it.
type answer struct {
	mark       mark
	head, more string
}

// step is one stop of the path.
type step struct {
	mark         mark
	number       int
	name, short  string
	orElse       string // where the way leads when it does not go on
	right        string // "6/6", or a word
	stops        bool   // the path ends here
	lines        []line
	firstFailing int // line to which the cursor goes; 0 when nothing failed
}

// line is one check in the list.
type line struct {
	id, label, time string
	said            string // one sentence, on the overview
	mark            mark
}

// detail is what is known of the selected check.
type detail struct {
	question string
	mark     mark
	state    string // "failed · 3.0 s"
	meaning  string
	facts    []fact
	command  string
	why      string
	advice   string
	expert   string        // one line for those who know
	spans    []checks.Span // of the check's route
	next     []fact        // what follows, while it runs
}

type fact struct{ label, value string }

// remark is something else that was found.
type remark struct {
	mark mark
	text string
}

// remedy is a fix as it is shown: what to type and why.
type remedy struct {
	title, why string
	facts      []fact   // whom it affects and the like
	changes    []string // "- old" and "+ new"
	commands   []string
}

// scene makes the plain value of the present state.
func (a *App) scene() scene {
	s := scene{
		look: a.look, w: a.words, page: a.page, title: checks.Clean(a.options.Title),
		busy: a.run.phase != ended && !a.welcome || a.repeats != "", beat: a.beat, showDetail: a.showDetail, top: a.top,
		fixes: a.remedies, notice: a.notice, selected: -1,
	}
	s.done, s.all = a.run.progress()
	for i, l := range checks.Layers {
		st := a.step(i+1, l)
		if l == a.open {
			s.open = i
		}
		s.steps = append(s.steps, st)
	}
	for i, ln := range s.steps[s.open].lines {
		if ln.id == a.selected {
			s.selected = i
		}
	}
	s.answer = a.answer()
	s.card, s.pace = a.card(), a.paceWord()
	if s.card.title == "" {
		s.detail = a.detail()
	}
	s.noted = a.remarks()
	s.body, s.question = a.pageBlocks(), a.pageQuestion()
	s.everyKey = a.bindings()
	for _, b := range s.everyKey {
		if b.Enabled() {
			s.keys = append(s.keys, b)
		}
	}
	return s
}

func (a *App) step(number int, l checks.Layer) step {
	rows := a.run.layer(l)
	st := step{
		mark: a.run.layerMark(l), number: number, name: a.words.Layer(l), short: a.words.LayerShort(l), orElse: a.words.OrElse(l),
		stops: l == a.run.broken(),
	}
	good, touched, skips := 0, 0, 0
	closed := a.welcome || a.setsOut()
	for i, w := range rows {
		if !closed {
			st.lines = append(st.lines, a.line(w))
		}
		switch {
		case w.ended && w.result.Status == checks.Skip:
			skips++
		case w.ended && w.result.Status.OK():
			good++
		}
		if w.started || w.ended {
			touched++
		}
		if st.firstFailing == 0 && a.run.accuses(w) {
			st.firstFailing = i
		}
	}
	switch {
	case a.welcome:
		st.right, st.mark = a.words.NotYet, waiting
	case a.run.phase == ended && skips == len(rows):
		st.right = a.words.Skipped
	case touched == 0:
		st.right = a.words.NotYet
	default:
		st.right = fmt.Sprintf("%d/%d", good, len(rows))
	}
	return st
}

func (a *App) line(w row) line {
	ln := line{id: w.check.ID, label: a.words.Row(w.check), mark: w.mark()}
	if a.page == overviewPage && w.ended {
		ln.said = a.words.Summary(w.result)
	}
	switch {
	case w.ended && w.result.Status != checks.Skip:
		ln.time = lasted(w.result.Duration)
	case w.started && !w.ended:
		ln.time = lasting(a.run.now - w.since)
	}
	return ln
}
