// Package preview shows what a plan is going to do: the differences that it makes
// to files, and the commands that it runs. It reads files, and changes nothing.
package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix/plan"
)

// Step is a step as a person sees it.
type Step struct {
	Kind    plan.Kind  `json:"kind"`
	Root    bool       `json:"root,omitempty"`
	About   string     `json:"about,omitempty"`   // the file or folder
	Diff    []string   `json:"diff,omitempty"`    // unified, without the names; secrets hidden
	Hidden  bool       `json:"hidden,omitempty"`  // the file holds a secret, and is not shown
	Command []string   `json:"command,omitempty"` // that is run, or that a person would type for the same
	Undo    [][]string `json:"undo,omitempty"`    // commands that take it back
	To      string     `json:"to,omitempty"`      // where something is set aside
	Env     []plan.Var `json:"env,omitempty"`     // for the calling shell
	Text    []string   `json:"text,omitempty"`
}

// ErrChanged says that a file is not any more what the plan was made on.
var ErrChanged = errors.New("changed since the plan was made")

// Of shows the steps of a plan. Read reads a file as it is now.
func Of(p plan.Plan, read func(string) ([]byte, error)) ([]Step, error) {
	now := map[string][]byte{} // as earlier steps leave files
	var list []Step
	for _, s := range p.Steps {
		shown := Step{Kind: s.Kind, Root: s.Root, Command: s.Same, Env: s.Env, Text: s.Text}
		switch {
		case s.Exec != nil:
			shown.Command, shown.Undo = s.Exec.Argv, s.Exec.Undo
		case s.Move != nil:
			shown.About, shown.To = s.Move.From, s.Move.To
		case s.File != nil:
			if err := shown.file(s, now, read); err != nil {
				return nil, err
			}
		}
		list = append(list, shown)
	}
	return list, nil
}

func (shown *Step) file(s plan.Step, now map[string][]byte, read func(string) ([]byte, error)) error {
	path := s.File.Path
	before, known := now[path]
	if !known {
		var err error
		if before, err = read(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		absent := err != nil
		if absent != s.File.Before.Absent || !absent && plan.HashOf(before) != s.File.Before.Hash {
			return fmt.Errorf("%s: %w", path, ErrChanged)
		}
	}
	after := s.File.After
	if s.Kind == plan.FileRemove {
		after = nil
	}
	now[path] = after
	shown.About, shown.Hidden = path, s.File.Secret
	if !s.File.Secret {
		shown.Diff = diff(before, after)
	}
	return nil
}

// diff is a unified difference, line by line, fit to be shown.
func diff(before, after []byte) []string {
	text := udiff.Unified("a", "b", string(before), string(after))
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 {
		return nil
	}
	list := make([]string, 0, len(lines)-2)
	for _, line := range lines[2:] { // after the names
		ends := strings.TrimSuffix(line, "\r")
		shown := checks.Clean(hide(ends))
		if ends != line {
			shown += "␍"
		}
		list = append(list, shown)
	}
	return list
}

// login is what a line must hold for a part of it to be hidden: "git@host" does not.
var login = regexp.MustCompile(`://|:[^\s@]*@`)

func hide(line string) string {
	if strings.HasPrefix(line, "@@") || !login.MatchString(line) {
		return line
	}
	return line[:1] + route.RedactText(line[1:])
}
