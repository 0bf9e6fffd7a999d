package cli

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strings"
)

// errNoAnswer tells that nobody is there to answer: the input has ended, or the
// person has left.
var errNoAnswer = errors.New("no answer")

// choice is an answer and the words for it, the first of which is shown.
type choice []string

// choose asks until it gets one of the choices, and returns its number. An empty
// line means the default, which is shown last.
func (s *session) choose(question string, choices []choice, standard int) (int, error) {
	var shown []string
	for _, c := range choices {
		shown = append(shown, c[0])
	}
	prompt := question + " " + strings.Join(shown, s.comma()) + " [" + choices[standard][0] + "]" + s.colon()
	for {
		if err := s.printText(prompt); err != nil {
			return 0, err
		}
		line, err := s.answer()
		if err != nil || !s.InTerminal { // nobody has pressed the return key there
			if err := s.printText("\n"); err != nil {
				return 0, err
			}
		}
		if err != nil {
			return 0, err
		}
		if n := chosen(line, choices, standard); n >= 0 {
			return n, nil
		}
	}
}

// input is what a person types, a line at a time. Nobody reads it but who asks.
func (s *session) input() *bufio.Reader {
	if s.lines == nil {
		s.lines = bufio.NewReader(s.In)
	}
	return s.lines
}

// answer reads one line, and does not wait for it any more when the call is to end.
func (s *session) answer() (string, error) {
	type read struct {
		line string
		err  error
	}
	done, input := make(chan read, 1), s.input()
	go func() {
		line, err := input.ReadString('\n')
		if err == io.EOF && line != "" {
			err = nil
		}
		done <- read{line, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return "", errNoAnswer
		}
		return r.line, nil
	case <-s.ctx.Done():
		return "", errNoAnswer
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
