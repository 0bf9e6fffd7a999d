package fix

import (
	"fmt"
	"path"
	"strings"

	"gomend/fix/plan"
)

// Shell is a family of shells that gomend writes lines for.
type Shell string

// The families.
const (
	PosixShell Shell = "sh" // bash, zsh, dash, busybox as well
	FishShell  Shell = "fish"
	PowerShell Shell = "pwsh"
)

// ParseShell reads a shell as gomend env --shell takes it.
func ParseShell(name string) (Shell, bool) {
	switch name {
	case "sh", "bash", "zsh", "dash", "ksh", "ash":
		return PosixShell, true
	case "fish":
		return FishShell, true
	case "pwsh", "powershell":
		return PowerShell, true
	}
	return "", false
}

// ShellOf is the family of a shell by the path that SHELL names; POSIX when that
// says nothing.
func ShellOf(shell, goos string) Shell {
	if known, ok := ParseShell(path.Base(shell)); ok {
		return known
	}
	if goos == "windows" {
		return PowerShell
	}
	return PosixShell
}

// Take is the one line by which a shell takes what gomend env prints.
func (s Shell) Take() string {
	switch s {
	case FishShell:
		return "gomend env --shell fish | source"
	case PowerShell:
		return "gomend env --shell pwsh | Out-String | Invoke-Expression"
	}
	return `eval "$(gomend env)"`
}

// Lines are what a shell runs to have variables as they are to be. A secret is asked
// for by the shell itself, and stands in none of them.
func (s Shell) Lines(vars []plan.Var) []string {
	var list []string
	for _, v := range vars {
		list = append(list, s.line(v))
	}
	return list
}

func (s Shell) line(v plan.Var) string {
	switch {
	case v.Unset:
		return map[Shell]string{PosixShell: "unset ", FishShell: "set -e ", PowerShell: "Remove-Item -ErrorAction Ignore Env:"}[s] + v.Name
	case v.Secret:
		return fmt.Sprintf(map[Shell]string{
			PosixShell: `printf '%[1]s: ' >&2; stty -echo </dev/tty; IFS= read -r %[1]s </dev/tty; stty echo </dev/tty; echo >&2; export %[1]s`,
			FishShell:  `read -s -gx -P '%[1]s: ' %[1]s`,
			PowerShell: `$env:%[1]s = [Net.NetworkCredential]::new('', (Read-Host -AsSecureString '%[1]s')).Password`,
		}[s], v.Name)
	}
	switch s {
	case FishShell:
		return "set -gx " + v.Name + " " + fishQuote(v.Value)
	case PowerShell:
		return "$env:" + v.Name + " = " + powershell(v.Value)
	}
	return "export " + v.Name + "=" + posix(v.Value)
}

// Quoted is a command as a person would type it into a POSIX shell.
func Quoted(argv []string) string {
	words := make([]string, len(argv))
	for i, arg := range argv {
		words[i] = posix(arg)
	}
	return strings.Join(words, " ")
}
