package cli

import (
	"gomend/checks"
	"gomend/fix"
)

// cures names what cures a final verdict, the recommended fix first.
func (s *session) cures(v checks.Verdict, b *checks.Board) []fix.Fix {
	return fix.For(v, s.params(v, b))
}

// plans are the cures in the form of the contract.
func (s *session) plans(v checks.Verdict, b *checks.Board) []FixPlan {
	list := []FixPlan{}
	for _, f := range s.cures(v, b) {
		plan := FixPlan{
			ID: f.ID, Title: s.words.FixTitle(f.ID, f.Values), Why: s.words.FixWhy(f.ID, f.Values), Cures: []string{},
			Risk: string(f.Risk), Scope: string(f.Scope), NeedsRoot: f.NeedsRoot, Automatic: f.Automatic,
			Preview: append([]string{}, f.Preview...), Manual: append([]string{}, f.Manual...), guide: f.Guide,
		}
		for _, c := range f.Cures {
			plan.Cures = append(plan.Cures, string(c))
		}
		list = append(list, plan)
	}
	return list
}

// reach says whom a fix affects and what rights it needs; nothing of one that
// only guides.
func (s *session) reach(f FixPlan) string {
	if f.guide {
		return ""
	}
	return s.words.FixScope + s.colon() + s.words.Scope(f.Scope) + s.comma() + s.words.Rights(f.NeedsRoot)
}
