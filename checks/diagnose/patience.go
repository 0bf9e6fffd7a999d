package diagnose

import (
	"time"

	"gomend/checks"
)

// confirmation is how long the go command may take, after the last check, to
// fail as well: with a refusal or a bad setting it does so at once.
const confirmation = 150 * time.Millisecond

// patience says when the go command is no longer waited for. While the checks
// find nothing wrong its word is needed, and only the run's timeout ends it.
// What they find wrong is final after SilenceFinal, which is over the time that
// any failure but silence takes.
func patience(b *checks.Board) time.Duration {
	v := checks.Conclude(b)
	if v.Status != checks.Broken {
		return 0
	}
	var last time.Duration
	for _, r := range b.Results() {
		if !r.Check.Linger {
			last = max(last, r.Started+r.Duration)
		}
	}
	return max(last+confirmation, checks.SilenceFinal)
}
