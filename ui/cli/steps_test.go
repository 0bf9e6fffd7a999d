package cli

import (
	"strings"
	"testing"
	"testing/synctest"
)

func TestStepByStep(t *testing.T) {
	tests := []struct {
		file, args, answers string
		status              int
	}{
		{"steps-broken.txt", "--step --plain rsc.io/quote@v1.5.2", "\ny\nwhat?\nrest\n", 1},
		{"steps-zh.txt", "--step --lang zh rsc.io/quote@v1.5.2", "是\n退出\n", 3},
		{"steps-no-answer.txt", "--step --plain rsc.io/quote@v1.5.2", "", 3},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, brokenRun(), strings.Fields(tt.args)...)
				c.In = strings.NewReader(tt.answers)
				if status := c.main(); status != tt.status {
					t.Errorf("exit status %d, want %d", status, tt.status)
				}
				if c.err.Len() > 0 {
					t.Errorf("standard error: %s", c.err.String())
				}
				compare(t, tt.file, c.out.String())
			})
		})
	}
}

func TestChosen(t *testing.T) {
	choices := split("yes/no/是 shi")
	for line, want := range map[string]int{"": 1, " YES ": 0, "n": 1, "是": 2, "shi": 2, "maybe": -1, "nope": -1} {
		if got := chosen(line, choices, 1); got != want {
			t.Errorf("%q is choice %d, want %d", line, got, want)
		}
	}
}
