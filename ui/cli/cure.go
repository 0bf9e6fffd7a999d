package cli

import (
	"gomend/checks"
	"gomend/fix"
)

// FixParams is what a run knows that a fix needs, for whoever plans fixes without a
// command line.
func FixParams(d Diagnosis, v checks.Verdict, b *checks.Board) fix.Params {
	s := &session{app: &app{}, Diagnosis: d}
	return s.params(v, b)
}
