package fix

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"gomend/checks/route"
	"gomend/fix/plan"
)

// ownFile is a file of the person's own as it is now.
type ownFile struct {
	path   string // with links followed as far as changes may
	text   []byte
	absent bool
}

// openOwn reads a file of the person's own. One that does not exist is empty.
func openOwn(m plan.Machine, name string) (ownFile, error) {
	path, err := m.Resolve(name)
	if err != nil {
		return ownFile{}, asManual(err, name)
	}
	text, err := m.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return ownFile{path: path, absent: true}, nil
	}
	return ownFile{path: path, text: text}, asManual(err, name)
}

// asManual turns what keeps a file from being changed into why a person has to.
func asManual(err error, name string) error {
	var link *plan.LinkError
	switch {
	case errors.As(err, &link):
		return &ManualError{Obstacle: ForeignLink, About: link.Link}
	case errors.Is(err, fs.ErrPermission):
		return &ManualError{Obstacle: Immutable, About: name}
	}
	return err
}

// state is what a step on the file is planned on.
func (f ownFile) state() plan.State {
	if f.absent {
		return plan.State{Absent: true}
	}
	return plan.State{Hash: plan.HashOf(f.text)}
}

// replace is the step that gives the file new content; nothing when it has it already.
func (f ownFile) replace(kind plan.Kind, after []byte) []plan.Step {
	if !f.absent && bytes.Equal(f.text, after) {
		return nil
	}
	step := plan.Step{Kind: kind, File: &plan.File{Path: f.path, Before: f.state(), After: after, Secret: secret(f.text) || secret(after)}}
	if f.absent {
		step.File.Mode = 0o644
		if step.File.Secret {
			step.File.Mode = 0o600
		}
	}
	return []plan.Step{step}
}

// secret reports whether a text of settings holds what is not to be shown: a
// password in an address.
func secret(text []byte) bool {
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "://") && route.RedactText(line) != line {
			return true
		}
	}
	return false
}

// lines cuts a text into lines that keep their ends.
func lines(text []byte) []string {
	var list []string
	for line := range strings.Lines(string(text)) {
		list = append(list, line)
	}
	return list
}

// cutEnd takes the end off a line.
func cutEnd(line string) (body, end string) {
	body = strings.TrimRight(line, "\r\n")
	return body, line[len(body):]
}
