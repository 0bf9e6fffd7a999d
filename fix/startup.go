package fix

import (
	"context"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"gomend/fix/plan"
)

// dialect is the language of a file that sets variables.
type dialect string

const (
	posixShell dialect = "sh" // bash, zsh and dash as well
	fishShell  dialect = "fish"
	plainList  dialect = "list" // NAME=value lines: environment.d(5), /etc/environment
)

// startupFiles are the files in the home folder that set variables of new shells,
// and their language (bash(1), zsh(1), fish(1), environment.d(5)).
var startupFiles = []struct {
	name string
	dialect
	check []string // parses the file {0} and runs nothing
}{
	{".profile", posixShell, []string{"sh", "-n", "{0}"}},
	{".bash_profile", posixShell, []string{"bash", "-n", "{0}"}},
	{".bash_login", posixShell, []string{"bash", "-n", "{0}"}},
	{".bashrc", posixShell, []string{"bash", "-n", "{0}"}},
	{".bash_aliases", posixShell, []string{"bash", "-n", "{0}"}},
	{".zshenv", posixShell, []string{"zsh", "-n", "{0}"}},
	{".zprofile", posixShell, []string{"zsh", "-n", "{0}"}},
	{".zshrc", posixShell, []string{"zsh", "-n", "{0}"}},
	{".zlogin", posixShell, []string{"zsh", "-n", "{0}"}},
	{".config/fish/config.fish", fishShell, []string{"fish", "--no-execute", "{0}"}},
	{".config/fish/conf.d/*.fish", fishShell, []string{"fish", "--no-execute", "{0}"}},
	{".config/environment.d/*.conf", plainList, nil},
}

// systemFiles set variables for everybody. They are looked at, and never changed
// for one person's sake.
var systemFiles = []struct {
	name string
	dialect
}{
	{"/etc/environment", plainList},
	{"/etc/profile", posixShell},
	{"/etc/profile.d/*.sh", posixShell},
	{"/etc/bash.bashrc", posixShell},
	{"/etc/bashrc", posixShell},
	{"/etc/zsh/zshenv", posixShell},
	{"/etc/zshenv", posixShell},
	{"/etc/fish/config.fish", fishShell},
	{"/etc/environment.d/*.conf", plainList},
}

// startup is a file that may set variables.
type startup struct {
	path string
	dialect
	check []string
}

// ownStartup lists the startup files that the person may have.
func ownStartup(ctx context.Context, m plan.Machine) []startup {
	var list []startup
	for _, f := range startupFiles {
		name := filepath.Join(m.Home(), f.name)
		if dir := m.Env("ZDOTDIR"); strings.HasPrefix(f.name, ".z") && filepath.IsAbs(dir) {
			name = filepath.Join(dir, f.name)
		}
		if dir := m.Env("XDG_CONFIG_HOME"); strings.HasPrefix(f.name, ".config/") && filepath.IsAbs(dir) {
			name = filepath.Join(dir, strings.TrimPrefix(f.name, ".config/"))
		}
		for _, name := range expanded(ctx, m, name) {
			list = append(list, startup{name, f.dialect, f.check})
		}
	}
	return list
}

// expanded lists the files that a name with a star in its last element stands for.
func expanded(ctx context.Context, m plan.Machine, name string) []string {
	dir, pattern := filepath.Split(name)
	if !strings.Contains(pattern, "*") {
		return []string{name}
	}
	var list []string
	if _, err := m.Lstat(filepath.Clean(dir)); err != nil {
		return nil
	}
	out, _ := m.Output(ctx, "ls", "-1", filepath.Clean(dir))
	for entry := range strings.FieldsSeq(string(out)) {
		if ok, _ := path.Match(pattern, entry); ok {
			list = append(list, dir+entry)
		}
	}
	return list
}

// setting is a line that sets one of some variables.
type settingLine struct {
	file startup
	line int  // from 0
	bare bool // it sets one variable, in one plain word, and does nothing else
}

// findLines looks for lines that set variables: in files of the person's own, and
// in those of the system, which are given as file:line.
func findLines(ctx context.Context, m plan.Machine, names []string) (own []settingLine, foreign []string) {
	for _, f := range ownStartup(ctx, m) {
		text, err := m.ReadFile(f.path)
		if err == nil {
			own = append(own, f.find(text, names)...)
		}
	}
	for _, f := range systemFiles {
		for _, name := range expanded(ctx, m, f.name) {
			text, err := m.ReadFile(name)
			if err != nil {
				continue
			}
			for _, found := range (startup{name, f.dialect, nil}).find(text, names) {
				foreign = append(foreign, found.place())
			}
		}
	}
	return own, foreign
}

func (l settingLine) place() string { return l.file.path + ":" + number1(l.line+1) }

func (f startup) find(text []byte, names []string) []settingLine {
	var list []settingLine
	in := ""
	for i, line := range lines(text) {
		body := strings.TrimSpace(line)
		switch {
		case in != "": // what gomend wrote itself is looked after as a block
			if strings.HasPrefix(body, "# <<< gomend") {
				in = ""
			}
			continue
		case strings.HasPrefix(body, "# >>> gomend"):
			in = body
			continue
		case body == "" || strings.HasPrefix(body, "#"):
			continue
		}
		for _, name := range names {
			if sets, bare := f.sets(body, name); sets {
				list = append(list, settingLine{f, i, bare})
				break
			}
		}
	}
	return list
}

// word is one value in a shell: plain, or in quotes without substitution of commands.
const word = `(?:"[^"\x60]*"|'[^']*'|[^\s;&|<>()"'\x60\\#])*`

var (
	posixSets = patterns(`(?:^|[\s;&{(])(?:export\s+|declare\s+-x\s+|typeset\s+-x\s+)?NAME=`)
	posixBare = patterns(`^(?:export\s+|declare\s+-x\s+|typeset\s+-x\s+)?NAME=` + word + `\s*;?\s*(?:#.*)?$`)
	posixTwo  = patterns(`^NAME=` + word + `\s*(?:;|&&)\s*export\s+NAME\s*(?:#.*)?$`)
	fishSets  = patterns(`(?:^|[\s;&(])set\s+(?:-\S+\s+)+NAME(?:\s|$)`)
	fishBare  = patterns(`^set\s+(?:-\S+\s+)+NAME(?:\s+` + word + `)*\s*(?:#.*)?$`)
	listSets  = patterns(`^NAME=`)
)

// patterns makes a pattern for a name, once for each.
func patterns(text string) func(name string) *regexp.Regexp {
	return func(name string) *regexp.Regexp {
		return regexp.MustCompile(strings.ReplaceAll(text, "NAME", regexp.QuoteMeta(name)))
	}
}

func (f startup) sets(line, name string) (sets, bare bool) {
	if !strings.Contains(line, name) {
		return false, false
	}
	switch f.dialect {
	case fishShell:
		return fishSets(name).MatchString(line), fishBare(name).MatchString(line)
	case plainList:
		sets = listSets(name).MatchString(line)
		return sets, sets
	}
	return posixSets(name).MatchString(line), posixBare(name).MatchString(line) || posixTwo(name).MatchString(line)
}

// keeper are the files in which a block reaches every new shell of the person, by
// the shell's name; where is at its top or its end.
func keepers(ctx context.Context, m plan.Machine) []keeper {
	config := filepath.Join(m.Home(), ".config")
	if dir := m.Env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		config = dir
	}
	switch path.Base(m.Env("SHELL")) {
	case "bash":
		return bashKeepers(m)
	case "zsh":
		dir := m.Home()
		if z := m.Env("ZDOTDIR"); filepath.IsAbs(z) {
			dir = z
		}
		return []keeper{{path: filepath.Join(dir, ".zshenv"), dialect: posixShell, check: []string{"zsh", "-n", "{0}"}}}
	case "fish":
		return []keeper{{path: filepath.Join(config, "fish", "conf.d", "gomend.fish"), dialect: fishShell, check: []string{"fish", "--no-execute", "{0}"}}}
	}
	return []keeper{{path: filepath.Join(m.Home(), ".profile"), dialect: posixShell, check: []string{"sh", "-n", "{0}"}}}
}

// keeper is a file for a block.
type keeper struct {
	path string
	dialect
	check []string
	top   bool // before all that is there: what follows may return early
}

// bashKeepers are .bashrc, above the line that ends it where nobody types, and the
// file that login shells read first, unless that leads to .bashrc. A .bash_profile
// is never made: it would hide .profile (bash(1), INVOCATION).
func bashKeepers(m plan.Machine) []keeper {
	check := []string{"bash", "-n", "{0}"}
	list := []keeper{{path: filepath.Join(m.Home(), ".bashrc"), dialect: posixShell, check: check, top: true}}
	login := filepath.Join(m.Home(), ".profile")
	for _, name := range []string{".bash_profile", ".bash_login", ".profile"} {
		text, err := m.ReadFile(filepath.Join(m.Home(), name))
		if err != nil {
			continue
		}
		if strings.Contains(string(text), ".bashrc") {
			return list
		}
		login = filepath.Join(m.Home(), name)
		break
	}
	return append(list, keeper{path: login, dialect: posixShell, check: check})
}
