package cli

import (
	"strings"

	"gomend/ui"
	"gomend/ui/words"
)

// lookup finds a variable in the process environment; of several, the last
// counts. An empty value is as good as none.
func lookup(env []string, name string) string {
	for i := len(env) - 1; i >= 0; i-- {
		if k, v, _ := strings.Cut(env[i], "="); k == name {
			return v
		}
	}
	return ""
}

// fullTerminal reports whether the screen can be drawn. Elsewhere full-screen
// sequences would end up in a pipe, or in a person's screen reader.
func (a *app) fullTerminal() bool {
	return a.InTerminal && a.OutTerminal && !a.dumb() && lookup(a.Env, "ACCESSIBLE") == ""
}

func (a *app) dumb() bool {
	term := lookup(a.Env, "TERM")
	return term == "dumb" || term == "" && !onWindows
}

// colour reports whether plain text may be coloured (no-color.org).
func (a *app) colour() bool {
	return a.OutTerminal && !a.flags.noColor && lookup(a.Env, "NO_COLOR") == "" && !a.dumb()
}

// ascii reports whether only ASCII may be shown: asked for, or all that the
// terminal can do. Who asks for Chinese knows the terminal better than its locale.
func (a *app) ascii() bool {
	return a.flags.ascii || words.Lang(a.flags.lang) != words.Chinese && ui.ASCIIOnly(a.Env)
}
