package engine

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// line is a program of the table, and who may run it how.
type line struct {
	root, user bool
	patterns   []string
}

var (
	plainWord = regexp.MustCompile(`^[A-Za-z0-9_.:/@%+=,~^!*\[\]{}<>-]+$`)
	digits    = regexp.MustCompile(`^[0-9]{1,19}$`)
	routeWord = regexp.MustCompile(`^[A-Za-z0-9_.:%@-]+$`) // an address, a number, a keyword, an interface
)

// kinds are what the words in capitals of a pattern stand for.
var kinds = map[string]func(string) bool{
	"WORD":     func(s string) bool { return plainWord.MatchString(s) && s[0] != '-' },
	"TEXT":     func(s string) bool { return s == "" || s[0] != '-' },
	"EMPTY":    func(s string) bool { return s == "" },
	"NUMBER":   digits.MatchString,
	"UNIT":     func(s string) bool { return slices.Contains(units, s) },
	"PACKAGES": func(s string) bool { return slices.Contains(packages, s) },
	"ROUTES":   func(s string) bool { return routeWord.MatchString(s) && s[0] != '-' && s != "encap" },
	"NAME":     regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9/_.-]*$`).MatchString,
	"POLICY":   regexp.MustCompile(`^[A-Za-z0-9_/-]+$`).MatchString,
	"MODE":     regexp.MustCompile(`^0[0-7][0145][0145]$`).MatchString,
	"PIDFILE":  regexp.MustCompile(`^/(var/)?run/([a-z-]+/)?[a-z-]+\.pid$`).MatchString,
	"TARGET":   resolvTarget,
	"TAG":      regexp.MustCompile(`^gomend:[a-z:-]+$`).MatchString,
	"RULENAME": regexp.MustCompile(`^"gomend:[a-z:-]+"$`).MatchString,
	"HANDLE":   regexp.MustCompile(`^` + plan.HandleOf + `gomend:[a-z:-]+$`).MatchString,
	"RICHRULE": regexp.MustCompile(`^rule priority="-1" port port="[0-9]+" protocol="(tcp|udp)" accept$`).MatchString,
}

// resolvTarget reports whether /etc/resolv.conf may lead to a file: one that is named
// as such, where programs of the system keep theirs. Who writes through the link
// writes there.
func resolvTarget(target string) bool {
	path := target
	if !filepath.IsAbs(path) {
		path = filepath.Join("/etc", path)
	}
	dir, name := filepath.Split(filepath.Clean(path))
	return resolvName.MatchString(name) && slices.ContainsFunc([]string{"/etc/", "/run/", "/var/run/", "/usr/lib/systemd/", "/lib/systemd/", "/mnt/wsl/"}, func(known string) bool {
		return strings.HasPrefix(dir, known)
	})
}

var resolvName = regexp.MustCompile(`^([a-z-]+-)?resolv\.conf(\.[a-z]+)?$`)

// permits reports whether a command line is one of the table.
func permits(argv []string, root bool) bool {
	if len(argv) == 0 {
		return false
	}
	l, known := allowed[filepath.Base(argv[0])]
	if !known || root && !l.root || !root && !l.user {
		return false
	}
	for _, word := range argv {
		if strings.ContainsFunc(word, func(r rune) bool { return r < ' ' || r == 0x7f }) || holdsSecret([]byte(word)) {
			return false
		}
	}
	return slices.ContainsFunc(l.patterns, func(p string) bool { return matches(strings.Fields(p), argv[1:]) })
}

// matches goes along a pattern and a command line; what is optional is tried first
// with the word, then without.
func matches(pattern, words []string) bool {
	if len(pattern) == 0 {
		return len(words) == 0
	}
	first := pattern[0]
	if first == "?SETTINGS" {
		return len(words) == 0 || len(words) > 1 && slices.Contains(properties, words[0]) && kinds["TEXT"](words[1]) && matches(pattern, words[2:])
	}
	if rest, optional := strings.CutPrefix(first, "?"); optional {
		return len(words) > 0 && one(rest, words[0]) && matches(pattern, words[1:]) || matches(pattern[1:], words)
	}
	if len(words) == 0 || !one(first, words[0]) {
		return false
	}
	return matches(pattern[1:], words[1:]) || several(first) && matches(pattern, words[1:])
}

func several(choice string) bool {
	return choice == "ROUTES" || choice == "PACKAGES"
}

// one reports whether a word is one of the choices a|b|KIND|--option=KIND.
func one(choices, word string) bool {
	for _, choice := range strings.Split(choices, "|") {
		option, kind, valued := strings.Cut(choice, "=")
		if valued {
			if value, ok := strings.CutPrefix(word, option+"="); ok && (value == kind || ofKind(kind, value)) {
				return true
			}
			continue
		}
		if word == choice || ofKind(choice, word) {
			return true
		}
	}
	return false
}

func ofKind(kind, word string) bool {
	is := kinds[kind]
	return is != nil && is(word)
}

// rules say what a worker may do.
type rules struct{ root bool }

var (
	userRules = rules{}
	rootRules = rules{root: true}
)

// allow refuses a step that no plan may have.
func (r rules) allow(s plan.Step) error {
	if why := r.objection(s); why != "" {
		return &Problem{Reason: NotAllowed, About: string(s.Kind), Detail: why}
	}
	return nil
}

// objection says what is wrong with a step; nothing when it is fine.
func (r rules) objection(s plan.Step) string {
	switch s.Kind {
	case plan.Snippet, plan.Guide:
		if r.root {
			return "is not for root"
		}
		return secretVariable(s.Env)
	case plan.Exec:
		return r.command(s.Exec)
	case plan.Chown:
		return r.owner(s.Owner)
	case plan.Quarantine:
		if s.Move == nil || r.root || !cleanPath(s.Move.From) || !cleanPath(s.Move.To) || s.Move.From == s.Move.To {
			return "is not a move of the user's own"
		}
		return ""
	case plan.FileReplace, plan.FileRemove, plan.BlockSet, plan.GoEnvSet, plan.GitConfigSet:
		return r.file(s)
	}
	return "is of an unknown kind"
}

func (r rules) file(s plan.Step) string {
	switch {
	case s.File == nil || !cleanPath(s.File.Path):
		return "names no file"
	case r.root && (s.Kind != plan.FileReplace || !rootFile(s.File.Path)):
		return s.File.Path + " is not for root to change"
	case s.Kind == plan.BlockSet && (s.Block == nil || s.Block.Purpose == ""):
		return "names no block"
	case s.File.Mode&^0o777 != 0 || s.File.Mode&0o022 != 0:
		return "has a mode that lets others write"
	}
	return ""
}

func (r rules) command(c *plan.Command) string {
	if c == nil {
		return "names no program"
	}
	lines := append([][]string{c.Argv}, c.Undo...)
	if len(c.Probe) > 0 {
		lines = append(lines, c.Probe)
	}
	for _, argv := range lines {
		if !permits(argv, r.root) {
			return "may not run " + strings.Join(argv, " ")
		}
	}
	if c.Stdin != "" && r.root && !(len(c.Argv) > 1 && filepath.Base(c.Argv[0]) == "resolvconf" && onlyServers(c.Stdin)) {
		return "gives " + c.Argv[0] + " something to read"
	}
	return ""
}

func secretVariable(list []plan.Var) string {
	for _, v := range list {
		if v.Secret && v.Value != "" || holdsSecret([]byte(v.Value)) {
			return "holds a secret: " + v.Name
		}
	}
	return ""
}

// Objection says why no plan may have a step; nothing when it may.
func Objection(s plan.Step) string { return rules{root: s.Root}.objection(s) }
