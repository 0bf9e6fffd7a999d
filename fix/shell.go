package fix

import (
	"fmt"
	"gomend/checks"
	"regexp"
	"strings"
	"time"

	"gomend/checks/route"
)

// expand makes commands of a line, and what they change.
func (s situation) expand(line string) (manual, preview []string) {
	line = Fill(line, s.values)
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "@go":
		return s.goSetting(rest)
	case "@env":
		return s.variable(rest)
	}
	return []string{line}, nil
}

// goSetting stores a setting of go. A variable that is exported goes before what
// go env -w stores, and with GOENV=off nothing stored is read
// (cmd/go/internal/cfg/cfg.go), so these come first.
func (s situation) goSetting(rest string) (manual, preview []string) {
	name, unset := strings.CutPrefix(rest, "-u ")
	name, value, _ := strings.Cut(name, "=")
	unset = unset || value == ""
	was := s.Settings[name]
	preview = difference(name, was, value, unset)
	if was.Source == route.FromEnvironment {
		if s.Container != "" && !unset {
			return []string{s.export(name, value)}, preview // the image sets it; its env file is gone with the container
		}
		manual = append(manual, s.unexport(name)...)
	}
	if s.Settings["GOENV"].Value == "off" {
		if unset {
			return append(manual, s.unexport("GOENV")...), preview
		}
		return []string{s.export(name, value)}, preview
	}
	if unset {
		return append(manual, "go env -u "+name), preview
	}
	return append(manual, "go env -w "+s.quote(name+"="+value)), preview
}

// variable sets or unsets a variable of the shell, in both spellings where
// programs read both (golang.org/x/net/http/httpproxy reads upper case first).
func (s situation) variable(rest string) (manual, preview []string) {
	name, unset := strings.CutPrefix(rest, "-u ")
	name, value, _ := strings.Cut(name, "=")
	preview = difference(name, s.Settings[name], value, unset)
	if unset {
		return s.unexport(name), preview
	}
	manual = []string{s.export(name, value)}
	if strings.HasSuffix(name, "_PROXY") && s.GOOS != "windows" {
		manual = append(manual, s.export(strings.ToLower(name), value))
	}
	return manual, preview
}

func difference(name string, was Setting, value string, unset bool) []string {
	var list []string
	if was.Value != "" {
		list = append(list, "- "+name+"="+checks.Clean(was.Value))
	}
	if !unset {
		list = append(list, "+ "+name+"="+checks.Clean(value))
	}
	return list
}

func (s situation) export(name, value string) string {
	if s.GOOS == "windows" {
		return fmt.Sprintf("$env:%s = %s", name, powershell(value))
	}
	return "export " + name + "=" + posix(value)
}

// unexport takes a variable away, and shows where it may be set for new shells.
func (s situation) unexport(name string) []string {
	if s.GOOS == "windows" {
		return []string{
			"Remove-Item Env:" + name,
			fmt.Sprintf("[Environment]::SetEnvironmentVariable('%s', $null, 'User')", name),
		}
	}
	names := name
	if strings.HasSuffix(name, "_PROXY") {
		names += " " + strings.ToLower(name)
	}
	if inContainer(s) {
		return []string{"unset " + names}
	}
	return []string{
		"unset " + names,
		"grep -ins " + name + " ~/.profile ~/.bash_profile ~/.bashrc ~/.zshenv ~/.zprofile ~/.zshrc /etc/environment",
	}
}

// startAnew starts a container without the variables that the recipe takes away: its
// image or Docker's configuration sets them. An empty one counts as none
// (cmd/go/internal/cfg, golang.org/x/net/http/httpproxy).
func (s situation) startAnew() []string {
	var names string
	settings, variables := s.changes()
	for _, c := range settings {
		if c.unset && s.Settings[c.name].Source == route.FromEnvironment {
			names += " -e " + c.name + "="
		}
	}
	for _, c := range variables {
		if c.unset {
			names += " -e " + c.name + "="
		}
		if c.unset && strings.HasSuffix(c.name, "_PROXY") {
			names += " -e " + strings.ToLower(c.name) + "="
		}
	}
	if names == "" || !byCommand(s) {
		return nil
	}
	return []string{s.values["engine"] + " run --rm" + names + " IMAGE go mod download"}
}

var plain = regexp.MustCompile(`^[A-Za-z0-9_./:,@%+=~-]*$`)

// listed is a plain value with the separators of GOPROXY in it.
var listed = regexp.MustCompile(`^[A-Za-z0-9_./:,@%+=~|-]*$`)

// quote makes one argument of s for the shell of the system.
func (s situation) quote(arg string) string {
	if s.GOOS == "windows" {
		if plain.MatchString(arg) && !strings.Contains(arg, ",") { // a bare comma makes a list in PowerShell
			return arg
		}
		return `"` + arg + `"`
	}
	return posix(arg)
}

func posix(value string) string {
	if plain.MatchString(value) && value != "" {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

func powershell(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
}
