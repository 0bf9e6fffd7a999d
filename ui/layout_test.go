package ui

import (
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"

	"gomend/ui/words"
)

// sketch draws where the parts are: H header, = line, A answer, P path, | bar,
// D details, S strip, B list or details, F footer.
func sketch(l layout) string {
	if l.tiny {
		return "too small"
	}
	var rows []string
	row := func(n int, text string) {
		for range n {
			rows = append(rows, text)
		}
	}
	row(1, "H")
	row(1, "=")
	if l.narrow {
		row(1, "S")
		row(1, ".")
		row(l.body, "B")
	} else {
		row(2, "A")
		row(1, ".")
		row(l.body, "P"+strings.Repeat("p", l.path/10)+"|"+strings.Repeat("d", l.detail/10)+"D")
	}
	row(1, "=")
	row(1, "F")
	return strings.Join(rows, "\n")
}

func TestLayout(t *testing.T) {
	tests := []struct {
		width, height int
		want          string
	}{
		{39, 24, "too small"},
		{80, 11, "too small"},
		{60, 14, `
			H
			=
			S
			.
			B
			B
			B
			B
			B
			B
			B
			B
			=
			F`},
		{80, 12, `
			H
			=
			A
			A
			.
			Pppp|ddddD
			Pppp|ddddD
			Pppp|ddddD
			Pppp|ddddD
			Pppp|ddddD
			=
			F`},
		{120, 12, `
			H
			=
			A
			A
			.
			Ppppp|dddddddD
			Ppppp|dddddddD
			Ppppp|dddddddD
			Ppppp|dddddddD
			Ppppp|dddddddD
			=
			F`},
	}
	for _, tt := range tests {
		want := strings.ReplaceAll(strings.TrimSpace(tt.want), "\t", "")
		if got := sketch(layoutOf(tt.width, tt.height)); got != want {
			t.Errorf("%dx%d:\n%s\nwant\n%s", tt.width, tt.height, got, want)
		}
	}
	for _, tt := range []struct{ width, path, detail int }{{76, 34, 39}, {80, 34, 43}, {100, 40, 57}, {120, 44, 73}, {200, 44, 84}} {
		l := layoutOf(tt.width, 24)
		if l.path != tt.path || l.detail != tt.detail {
			t.Errorf("%d columns: path %d, details %d; want %d, %d", tt.width, l.path, l.detail, tt.path, tt.detail)
		}
	}
}

func TestMarkColours(t *testing.T) {
	l := newLook(false, false)
	for m, want := range map[mark]string{
		waiting: "\x1b[2m◦", running: "\x1b[36m⠋", passed: "\x1b[32m✓", warned: "\x1b[33m!",
		failed: "\x1b[31m✗", skipped: "\x1b[2m-", unclear: "\x1b[33m?",
	} {
		if got := l.sign(m, 0); !strings.HasPrefix(got, want) {
			t.Errorf("mark %d is drawn as %q, want %q", m, got, want)
		}
		if got := newLook(false, true).sign(m, 0); strings.Contains(got, "\x1b[3") {
			t.Errorf("mark %d has a colour without colours: %q", m, got)
		}
	}
	if l.sign(running, 0) == l.sign(running, 1) {
		t.Error("the spinner stands still")
	}
}

// A view may take a millisecond; the limit leaves room for a race detector.
func TestViewIsFast(t *testing.T) {
	a := shown(crowdedRun(), later, Options{Width: 120, Height: 40, Lang: words.Chinese})
	const times = 50
	best := time.Hour
	for range times {
		began := time.Now()
		a.View()
		best = min(best, time.Since(began))
	}
	t.Logf("best of %d: %v", times, best)
	if best > 8*time.Millisecond {
		t.Errorf("the best of %d views took %v", times, best)
	}
}

// Older renderers leave rubbish after a resize and holes in Chinese text; a later
// go-runewidth adds 34 ms to every start.
func TestPins(t *testing.T) {
	text, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, r := range file.Require {
		versions[r.Mod.Path] = r.Mod.Version
	}
	for path, least := range map[string]string{
		"charm.land/bubbletea/v2":              "v2.0.9",
		"charm.land/lipgloss/v2":               "v2.0.6",
		"charm.land/bubbles/v2":                "v2.2.1",
		"github.com/charmbracelet/ultraviolet": "v0.0.0-20260811164956-006e29f97886",
	} {
		if semver.Compare(versions[path], least) < 0 {
			t.Errorf("%s is %q, older than %s", path, versions[path], least)
		}
	}
	if v := versions["github.com/mattn/go-runewidth"]; v != "v0.0.24" {
		t.Errorf("go-runewidth is %s, not v0.0.24", v)
	}
}
