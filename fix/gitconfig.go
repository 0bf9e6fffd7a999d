package fix

import (
	"context"
	"path/filepath"
	"strings"

	"gomend/fix/plan"
)

// gitEntry is one line of git's configuration in force, and where it stands.
type gitEntry struct {
	scope string // system, global, local, worktree, command
	file  string // empty for one that is in no file
	key   string // section and name in lower case
	value string
}

// gitEntries asks git for its configuration, includes and all. That of the repository
// in which the person stands does not count: go runs git elsewhere.
func gitEntries(ctx context.Context, m plan.Machine) ([]gitEntry, error) {
	if _, err := m.LookPath("git"); err != nil {
		return nil, &ManualError{Obstacle: MissingTool, About: "git"}
	}
	out, err := m.Output(ctx, "git", "-C", "/", "config", "--null", "--show-scope", "--show-origin", "--list")
	if err != nil {
		return nil, err
	}
	var list []gitEntry
	parts := strings.Split(string(out), "\x00")
	for i := 0; i+2 < len(parts); i += 3 {
		e := gitEntry{scope: parts[i]}
		if file, ok := strings.CutPrefix(parts[i+1], "file:"); ok && filepath.IsAbs(file) {
			e.file = file
		}
		e.key, e.value, _ = strings.Cut(parts[i+2], "\n")
		list = append(list, e)
	}
	return list, nil
}

// own reports whether an entry is in a file of the person's own.
func (e gitEntry) own(m plan.Machine) bool {
	rel, err := filepath.Rel(m.Home(), e.file)
	return e.file != "" && e.scope == "global" && err == nil && filepath.IsLocal(rel)
}

// rewrites is what url.<base>.insteadOf leads to; false for other keys.
func (e gitEntry) rewrites() (base string, ok bool) {
	base, ok = strings.CutPrefix(e.key, "url.")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(base, ".insteadof")
}

// proxied is the URL that http.<url>.proxy is about, empty for all; false for other keys.
func (e gitEntry) proxied() (url string, ok bool) {
	if e.key == "http.proxy" {
		return "", true
	}
	url, ok = strings.CutPrefix(e.key, "http.")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(url, ".proxy")
}

// globalGit is the file that git config --global writes (git-config(1), FILES).
func globalGit(m plan.Machine) string {
	if file := m.Env("GIT_CONFIG_GLOBAL"); filepath.IsAbs(file) {
		return file
	}
	home := filepath.Join(m.Home(), ".gitconfig")
	if _, err := m.Lstat(home); err == nil {
		return home
	}
	config := filepath.Join(m.Home(), ".config")
	if dir := m.Env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		config = dir
	}
	xdg := filepath.Join(config, "git", "config")
	if _, err := m.Lstat(xdg); err == nil {
		return xdg
	}
	return home
}

// gitEdit is one call of git config.
type gitEdit struct {
	args    []string // behind git config --file FILE
	setting plan.Setting
}

// add makes a further value of a key.
func add(key, value string) gitEdit {
	return gitEdit{[]string{"--add", key, value}, plan.Setting{Name: key, Value: value}}
}

// drop takes one value of a key away.
func drop(e gitEntry) gitEdit {
	return gitEdit{[]string{"--fixed-value", "--unset-all", e.key, e.value}, plan.Setting{Name: e.key, Unset: true}}
}

// gitSteps lets git write one file, on a copy.
func gitSteps(ctx context.Context, m plan.Machine, name string, edits ...gitEdit) ([]plan.Step, error) {
	file, err := openOwn(m, name)
	if err != nil || len(edits) == 0 {
		return nil, err
	}
	after := file.text
	for _, e := range edits {
		argv := append([]string{"git", "config", "--file", "{0}"}, e.args...)
		written, err := m.OutputWith(ctx, []plan.Draft{{Name: "config", Text: after}}, nil, argv...)
		if err != nil {
			return nil, err
		}
		after = written[0]
	}
	steps := file.replace(plan.GitConfigSet, after)
	for i := range steps {
		first := edits[0]
		steps[i].Setting = &first.setting
		if steps[i].File.Secret {
			steps[i].Setting.Value = ""
		} else {
			steps[i].Same = append([]string{"git", "config", "--global"}, first.args...)
		}
	}
	return steps, nil
}
