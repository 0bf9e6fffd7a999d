package cli

import (
	"gomend/checks/environ"
	"gomend/ui"
	"gomend/ui/words"
)

// fullTerminal reports whether the screen can be drawn. Elsewhere full-screen
// sequences would end up in a pipe, or in a person's screen reader.
func (a *app) fullTerminal() bool {
	return a.InTerminal && a.OutTerminal && !a.dumb() && environ.Get(a.Env, "ACCESSIBLE") == ""
}

func (a *app) dumb() bool {
	term := environ.Get(a.Env, "TERM")
	return term == "dumb" || term == "" && !onWindows
}

// colour reports whether plain text may be coloured (no-color.org).
func (a *app) colour() bool {
	return a.OutTerminal && !a.flags.noColor && environ.Get(a.Env, "NO_COLOR") == "" && !a.dumb()
}

// ascii reports whether only ASCII may be shown: asked for, or all that the
// terminal can do. Who asks for Chinese knows the terminal better than its locale.
func (a *app) ascii() bool {
	return a.flags.ascii || words.Lang(a.flags.lang) != words.Chinese && ui.ASCIIOnly(a.Env)
}
