package fix

import (
	"context"
	"strings"

	"gomend/fix/plan"
)

// planClock sets the clock by the program that keeps it. Where that has already
// been told to and the clock is wrong all the same, its servers cannot be reached.
func planClock(ctx context.Context, m plan.Machine, _ situation) ([]plan.Step, error) {
	if exists(m, "/run/chrony/chronyd.pid") && has(m, "chronyc") {
		return []plan.Step{rootExec([]string{"chronyc", "-a", "makestep"})}, nil
	}
	if !has(m, "timedatectl") {
		return nil, &ManualError{Obstacle: MissingTool, About: "timedatectl"}
	}
	out, err := m.Output(ctx, "timedatectl", "show", "-p", "NTP", "-p", "CanNTP")
	if err != nil {
		return nil, err
	}
	switch state := string(out); {
	case strings.Contains(state, "CanNTP=no"):
		return nil, &ManualError{Obstacle: MissingTool, About: "systemd-timesyncd"}
	case strings.Contains(state, "NTP=no"):
		return []plan.Step{rootExec([]string{"timedatectl", "set-ntp", "true"}, []string{"timedatectl", "set-ntp", "false"})}, nil
	}
	return nil, &ManualError{Obstacle: NothingHere, About: "NTP"}
}
