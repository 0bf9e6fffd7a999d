package ui

import "gomend/fix"

// tell puts fixes into words.
func (a *App) tell(fixes []fix.Fix) []remedy {
	var list []remedy
	for _, f := range fixes {
		list = append(list, remedy{
			title: a.words.FixTitle(f.ID, f.Values),
			why:   a.words.FixWhy(f.ID, f.Values),
			facts: []fact{
				{a.words.FixScope, a.words.Scope(string(f.Scope))},
				{"", a.words.Rights(f.NeedsRoot)},
				{a.words.FixRisk, a.words.Risk(string(f.Risk))},
			},
			changes:  f.Preview,
			commands: f.Manual,
		})
	}
	return list
}
