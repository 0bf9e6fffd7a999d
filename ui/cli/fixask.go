package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/term"

	"gomend/fix"
)

// question asks for one thing that only the person knows.
func (f *fixing) question(q fix.Ask) error {
	if q.Wrong {
		f.printText(f.words.AskWrong(string(q.Name)) + "\n")
	}
	if err := f.printText(f.words.Ask(string(q.Name), q.About) + f.colon()); err != nil {
		return err
	}
	if q.Hidden {
		if in, ok := f.In.(interface{ Fd() uintptr }); ok {
			text, err := term.ReadPassword(in.Fd())
			fmt.Fprintln(f.Out)
			f.answers[q.Name] = string(text)
			return err
		}
	}
	text, err := f.answer()
	f.answers[q.Name] = text
	return err
}

// answer reads an answer.
func (f *fixing) answer() (string, error) {
	text, err := f.lines.ReadString('\n')
	if err == io.EOF && text != "" {
		err = nil
	}
	return strings.TrimSpace(text), err
}

// agreed asks, unless that was done.
func (f *fixing) agreed() (bool, error) {
	if f.fix.Risk == fix.Dangerous {
		if !f.InTerminal || f.json {
			return false, usagef("%s is dangerous: it wants its name typed at a terminal", f.id)
		}
		f.printText(fmt.Sprintf(f.words.AskDangerous, f.id) + f.colon())
		text, err := f.answer()
		return text == f.id, err
	}
	if f.yes {
		return true, nil
	}
	if err := f.printText(f.words.AskApply + " "); err != nil {
		return false, err
	}
	text, err := f.answer()
	if err == io.EOF {
		err = nil
	}
	return yes(text), err
}

func yes(text string) bool {
	switch strings.ToLower(text) {
	case "y", "yes", "是", "ｙ":
		return true
	}
	return false
}
