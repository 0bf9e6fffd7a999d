package fix

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gomend/fix/plan"
)

func number1(n int) string { return strconv.Itoa(n) }

// switchedOff marks a line that gomend has turned into a comment.
const switchedOff = "# gomend: "

// shellEdit gathers what becomes of variables: in the calling shell, which only
// that shell can do, and in the files that new shells read.
type shellEdit struct {
	m       plan.Machine
	vars    []plan.Var
	off     []settingLine // to be turned into comments
	purpose string
	kept    []plan.Var // for a block in the startup files
	err     error
}

func newShellEdit(m plan.Machine) shellEdit { return shellEdit{m: m} }

// spellings are the names under which programs read a variable: the proxy variables
// have two, and an empty one in capitals lets the other count.
func spellings(name string) []string {
	if upper := strings.ToUpper(name); slices.Contains(proxyNames, upper) {
		return []string{upper, strings.ToLower(name)}
	}
	return []string{name}
}

// clear unsets variables, and takes away the lines that set them.
func (e *shellEdit) clear(ctx context.Context, changes []change) {
	for _, c := range changes {
		for _, name := range spellings(c.name) {
			e.vars = append(e.vars, plan.Var{Name: name, Unset: true})
		}
	}
	e.drop(ctx, changes)
}

// drop takes away the lines that set variables. One that does more than that is for
// a person to change.
func (e *shellEdit) drop(ctx context.Context, changes []change) {
	var names []string
	for _, c := range changes {
		names = append(names, spellings(c.name)...)
	}
	own, _ := findLines(ctx, e.m, names)
	for _, l := range own {
		if !l.bare && e.err == nil {
			e.err = &ManualError{Obstacle: SetElsewhere, About: l.place()}
		}
	}
	e.off = append(e.off, own...)
}

// exports sets variables in the calling shell and keeps them for new ones, in a
// block of its own for each purpose. In a container there are no new ones, and a
// value with a password in it is kept nowhere.
func (s situation) exports(ctx context.Context, e *shellEdit, changes []change, purpose string) error {
	for _, c := range changes {
		if strings.ContainsFunc(c.value, unicode.IsControl) {
			return &ManualError{Obstacle: SetElsewhere, About: c.name}
		}
		hidden := !c.unset && secret([]byte(c.value)) // the shell itself asks for it
		for _, name := range spellings(c.name) {
			v := plan.Var{Name: name, Value: c.value, Unset: c.unset, Secret: hidden}
			if hidden {
				v.Value = ""
			}
			e.vars = append(e.vars, v)
		}
	}
	if len(changes) == 0 || inContainer(s) {
		return nil
	}
	e.purpose = purpose
	for _, v := range e.vars {
		if !v.Secret && slices.ContainsFunc(changes, func(c change) bool { return slices.Contains(spellings(c.name), v.Name) }) {
			e.kept = append(e.kept, v)
		}
	}
	e.drop(ctx, slices.DeleteFunc(slices.Clone(changes), func(c change) bool { return !c.unset && secret([]byte(c.value)) }))
	return nil
}

// setVariables is for variables that only shells hold.
func (s situation) setVariables(ctx context.Context, m plan.Machine, changes []change) ([]plan.Step, error) {
	shell := newShellEdit(m)
	var set, unset []change
	for _, c := range changes {
		switch {
		case !c.unset:
			set = append(set, c)
		case s.fixed(ctx, m, c.name): // new shells have it again unless theirs unset it
			set = append(set, c)
		default:
			unset = append(unset, c)
		}
	}
	unset = slices.DeleteFunc(unset, func(c change) bool {
		return !slices.ContainsFunc(spellings(c.name), func(name string) bool { return m.Env(name) != "" })
	})
	shell.clear(ctx, unset)
	if err := s.exports(ctx, &shell, set, purposeOfVariables(set)); err != nil {
		return nil, err
	}
	return shell.steps(ctx)
}

// purposeOfVariables names the block that holds variables.
func purposeOfVariables(changes []change) string {
	if len(changes) == 0 {
		return ""
	}
	switch name := changes[0].name; {
	case slices.Contains(proxyNames, strings.ToUpper(name)):
		return "proxy"
	case strings.HasPrefix(name, "SSL_CERT_"):
		return "roots"
	default:
		return strings.ToLower(name)
	}
}

// steps are the edits of files, then what the calling shell has to take. A file is
// touched once.
func (e *shellEdit) steps(ctx context.Context) ([]plan.Step, error) {
	if e.err != nil {
		return nil, e.err
	}
	var steps []plan.Step
	done := map[string]bool{}
	if len(e.kept) > 0 {
		for _, k := range keepers(ctx, e.m) {
			step, path, err := e.keep(ctx, k)
			if err != nil {
				return nil, err
			}
			steps, done[path] = append(steps, step...), true
		}
	}
	for _, l := range e.off {
		file, err := openOwn(e.m, l.file.path)
		if err != nil {
			return nil, err
		}
		if done[file.path] {
			continue
		}
		done[file.path] = true
		after := e.without(l.file.path, file.text)
		if err := parses(ctx, e.m, l.file.check, file.text, after); err != nil {
			return nil, &ManualError{Obstacle: SetElsewhere, About: l.place()}
		}
		steps = append(steps, file.replace(plan.FileReplace, after)...)
	}
	if vars := e.pending(); len(vars) > 0 {
		steps = append(steps, plan.Step{Kind: plan.Snippet, Env: vars})
	}
	return steps, nil
}

// pending are the variables that the calling shell does not have so already.
func (e *shellEdit) pending() []plan.Var {
	return slices.DeleteFunc(slices.Clone(e.vars), func(v plan.Var) bool {
		now := e.m.Env(v.Name)
		return v.Unset && now == "" || !v.Unset && !v.Secret && now == v.Value
	})
}

// keep puts the block into a file, and takes away the lines there that it replaces.
func (e *shellEdit) keep(ctx context.Context, k keeper) (steps []plan.Step, path string, err error) {
	file, err := openOwn(e.m, k.path)
	if err != nil {
		return nil, "", err
	}
	body := k.body(e.kept)
	cleared := e.without(k.path, file.text)
	after := plan.SetBlock(cleared, e.purpose, body)
	if _, there := plan.FindBlock(cleared, e.purpose); !there && k.top && len(cleared) > 0 {
		after = atTop(cleared, e.purpose, body)
	}
	if err := parses(ctx, e.m, k.check, file.text, after); err != nil {
		return nil, "", &ManualError{Obstacle: SetElsewhere, About: k.path}
	}
	if string(cleared) != string(file.text) { // more than the block changes
		return file.replace(plan.FileReplace, after), file.path, nil
	}
	steps = file.replace(plan.BlockSet, after)
	for i := range steps {
		steps[i].Block = &plan.Block{Purpose: e.purpose, Body: body}
	}
	return steps, file.path, nil
}

// without is a text with the lines of a file switched off.
func (e *shellEdit) without(path string, text []byte) []byte {
	list := lines(text)
	for _, l := range e.off {
		if l.file.path != path || l.line >= len(list) {
			continue
		}
		body, end := cutEnd(list[l.line])
		if !strings.HasPrefix(body, switchedOff) {
			list[l.line] = switchedOff + body + end
		}
	}
	return []byte(strings.Join(list, ""))
}
