package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
)

// errNoAnswer tells that nobody is there to answer: the input has ended, or the
// person has left.
var errNoAnswer = errors.New("no answer")

// answers reads what a person types, a line at a time, without holding up anything
// else while nothing comes.
type answers struct{ lines chan string }

func listenTo(ctx context.Context, in io.Reader) answers {
	a := answers{make(chan string)}
	go func() {
		defer close(a.lines)
		for s := bufio.NewScanner(in); s.Scan(); {
			select {
			case a.lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return a
}

// choice is an answer and the words for it, the first of which is shown.
type choice []string

// choose asks until it gets one of the choices, and returns its number. An empty
// line means the default, which is shown last.
func (s *session) choose(question string, choices []choice, standard int) (int, error) {
	if s.answers.lines == nil {
		s.answers = listenTo(s.ctx, s.In)
	}
	var shown []string
	for _, c := range choices {
		shown = append(shown, c[0])
	}
	prompt := question + " " + strings.Join(shown, s.comma()) + " [" + choices[standard][0] + "]" + s.colon()
	for {
		if err := s.printText(prompt); err != nil {
			return 0, err
		}
		select {
		case line, open := <-s.answers.lines:
			if !open || !s.InTerminal { // nobody has pressed the return key there
				if err := s.printText("\n"); err != nil {
					return 0, err
				}
			}
			if !open {
				return 0, errNoAnswer
			}
			if n := chosen(line, choices, standard); n >= 0 {
				return n, nil
			}
		case <-s.ctx.Done():
			return 0, errors.Join(errNoAnswer, s.printText("\n"))
		}
	}
}

// chosen is the number of the choice that a line means, -1 for none. A beginning
// of its word is enough.
func chosen(line string, choices []choice, standard int) int {
	line = strings.ToLower(strings.TrimSpace(line))
	if line == "" {
		return standard
	}
	for n, c := range choices {
		if slices.ContainsFunc(c, func(word string) bool { return strings.HasPrefix(word, line) }) {
			return n
		}
	}
	return -1
}
