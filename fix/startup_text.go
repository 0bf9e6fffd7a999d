package fix

import (
	"context"
	"errors"
	"strings"

	"gomend/fix/plan"
)

// What is written into startup files.

// atTop puts a block before a text, with the text's line ends.
func atTop(text []byte, purpose, body string) []byte {
	ends := "\n"
	if strings.Contains(string(text), "\r\n") {
		ends = "\r\n"
	}
	bom := ""
	if rest, ok := strings.CutPrefix(string(text), "\ufeff"); ok {
		bom, text = "\ufeff", []byte(rest)
	}
	block := plan.SetBlock([]byte(ends), purpose, body) // an empty line tells it which ends
	return append([]byte(bom+string(block[len(ends):])), text...)
}

// errSyntax says that a shell would not read a file.
var errSyntax = errors.New("the shell does not read it")

// parses lets the shell itself read what a file is to hold, running nothing. A file
// that it could not read before is not made worse.
func parses(ctx context.Context, m plan.Machine, check []string, before, after []byte) error {
	if len(check) == 0 {
		return nil
	}
	if _, err := m.LookPath(check[0]); err != nil {
		return nil // the file of a shell that is not there
	}
	reads := func(text []byte) bool {
		if text == nil {
			text = []byte{}
		}
		_, err := m.OutputWith(ctx, []plan.Draft{{Name: "startup", Text: text}}, nil, check...)
		return err == nil
	}
	if reads(after) || !reads(before) {
		return nil
	}
	return errSyntax
}

// body are the lines of a block.
func (k keeper) body(vars []plan.Var) string {
	var b strings.Builder
	shell := PosixShell
	if k.dialect == fishShell {
		shell = FishShell
	}
	for _, line := range shell.Lines(vars) {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// fishQuote quotes for fish, where \ counts within quotes as well.
func fishQuote(value string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value) + "'"
}
