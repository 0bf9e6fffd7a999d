package ui

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/ui/words"
)

var update = flag.Bool("update", false, "write the frames anew and name those that changed")

const later = time.Hour // when every script has ended

// shown makes an App that has heard a script up to a time.
func shown(s script, at time.Duration, o Options) *App {
	if o.Width == 0 {
		o.Width, o.Height = 80, 24
	}
	if o.Title == "" {
		o.Title = "rsc.io/quote@v1.5.2"
	}
	o.Fixes = someFixes
	o.Report = func() string { return "report" }
	o.Start, o.Again = s.start, again
	a := newApp(context.Background(), o)
	a.welcome = false
	a.begin()
	if at < 0 {
		return a
	}
	e := a.streams[0]
	e.board = checks.NewBoard()
	msg := heardMsg{stream: e, events: s.until(at), now: at, closed: at == later}
	if msg.closed {
		msg.now = s.events[len(s.events)-1].At
		msg.fixes = someFixes(s.events[len(s.events)-1].Verdict, e.board)
	}
	a.Update(msg)
	return a
}

// waitingFor makes an App whose run has been let go up to a layer, which waits.
func waitingFor(s script, l checks.Layer, o Options) *App {
	a := shown(s, -1, o)
	a.pace = stepwise
	e := a.streams[0]
	e.board = checks.NewBoard()
	var now time.Duration
	msg := heardMsg{stream: e}
	for _, event := range s.events {
		c := event.Result.Check
		before := event.Kind == checks.EventRoutes || event.Kind == checks.EventPlanned || c.Kind == checks.KindGoCommand
		if n := c.Layer().Number(); before || n > 0 && n < l.Number() {
			msg.events = append(msg.events, event)
			now = max(now, event.At)
		}
	}
	if n := l.Number(); n > 1 {
		a.passed = checks.Layers[n-2]
	}
	msg.events, msg.now = append(msg.events, checks.Event{Kind: checks.EventHeld, Layer: l}), now
	a.Update(msg)
	a.deaf = false
	return a
}

// first is the first page.
func first(o Options) *App {
	a := shown(blockedRun(), -1, o)
	a.welcome = true
	a.Update(heardMsg{stream: a.streams[0], events: []checks.Event{{Kind: checks.EventRoutes, Routes: someRoutes}}})
	return a
}

func press(a *App, keys ...string) *App {
	for _, k := range keys {
		a.Update(keyPress(k))
	}
	return a
}

func keyPress(k string) tea.KeyPressMsg {
	codes := map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "tab": tea.KeyTab}
	if code, ok := codes[k]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if rest, ok := strings.CutPrefix(k, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
}

// states are what the screen can be in; each is drawn at the sizes that tell.
var states = []struct {
	name  string
	make  func(Options) *App
	sizes string // beside 80x24
}{
	{"first", first, "60x20 120x40 ascii"},
	{"card-network", func(o Options) *App { return waitingFor(healthyRun(), checks.LayerNetwork, o) }, ""},
	{"card-dns", func(o Options) *App { return waitingFor(healthyRun(), checks.LayerDNS, o) }, ""},
	{"card-transport", func(o Options) *App { return waitingFor(blockedRun(), checks.LayerTransport, o) }, "60x20 120x40 ascii"},
	{"card-secure", func(o Options) *App { return waitingFor(blockedRun(), checks.LayerSecure, o) }, ""},
	{"card-failed", func(o Options) *App { return waitingFor(blockedRun(), checks.LayerSecure, o) }, "60x20"},
	{"card-module", func(o Options) *App { return waitingFor(healthyRun(), checks.LayerModule, o) }, ""},
	{"card-looking", func(o Options) *App { return press(waitingFor(blockedRun(), checks.LayerTransport, o), "k") }, "60x20"},
	{"overview", func(o Options) *App { return press(shown(blockedRun(), later, o), "m") }, "60x20 120x40"},
	{"start", func(o Options) *App { return shown(blockedRun(), -1, o) }, ""},
	{"planned", func(o Options) *App { return shown(blockedRun(), 0, o) }, "60x20"},
	{"running", func(o Options) *App { return shown(blockedRun(), 2160*ms, o) }, "60x20 120x40 ascii"},
	{"silent", func(o Options) *App { return shown(blockedRun(), 3100*ms, o) }, ""},
	{"blocked", func(o Options) *App { return shown(blockedRun(), later, o) }, "60x20 120x40 200x60 40x12 76x16 ascii"},
	{"blocked-details", func(o Options) *App { return press(shown(blockedRun(), later, o), "enter") }, "60x20"},
	{"blocked-compare", func(o Options) *App { return press(shown(blockedRun(), later, o), "j", "j", "j", "j") }, ""},
	{"blocked-skipped", func(o Options) *App { return press(shown(blockedRun(), later, o), "l") }, ""},
	{"blocked-network", func(o Options) *App { return press(shown(blockedRun(), later, o), "g") }, "120x40"},
	{"blocked-scrolled", func(o Options) *App { return press(shown(blockedRun(), later, o), "pgdown") }, ""},
	{"offer", func(o Options) *App { return mendingApp(o, goEnvOffer, nil) }, "60x20 120x40 ascii"},
	{"offer-root", func(o Options) *App { return mendingApp(o, rootOffer, nil) }, "60x20"},
	{"offer-asking", func(o Options) *App { return press(mendingApp(o, goEnvOffer, askingForLogin), "m", "e") }, ""},
	{"offer-by-hand", func(o Options) *App {
		return mendingApp(o, Offer{}, &fix.ManualError{Obstacle: fix.Managed, About: "NetworkManager"})
	}, ""},
	{"offer-done", func(o Options) *App { return mendingApp(o, Offer{}, fix.ErrDone) }, ""},
	{"applying", func(o Options) *App { return midwayApp(o, goEnvOffer, false, engine.Event{Kind: engine.StepStarted}) }, ""},
	{"verifying", func(o Options) *App {
		return press(midwayApp(o, goEnvOffer, false, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying}), "q")
	}, ""},
	{"counting", func(o Options) *App {
		return midwayApp(o, rootOffer, false, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying},
			engine.Event{Kind: engine.Checked, Report: &engine.Report{Status: checks.Healthy}}, engine.Event{Kind: engine.Countdown, Left: 42 * time.Second})
	}, ""},
	{"put-back", func(o Options) *App {
		return midwayApp(o, goEnvOffer, true, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying},
			engine.Event{Kind: engine.Checked, Report: &engine.Report{Status: checks.Broken}}, engine.Event{Kind: engine.Undoing},
			engine.Event{Kind: engine.StepUndone}, theEnd(engine.PutBack, engine.NotCured))
	}, "60x20"},
	{"not-put-back", stubborn, ""},
	{"cured", func(o Options) *App {
		return midwayApp(o, goEnvOffer, true, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying}, theEnd(engine.Mended, ""))
	}, "60x20 120x40 ascii"},
	{"undo", undoApp, ""},
	{"left-over", leftApp, "60x20"},
	{"fix", func(o Options) *App { return press(shown(blockedRun(), later, o), "1") }, "60x20 ascii"},
	{"copied", func(o Options) *App { return press(shown(blockedRun(), later, o), "c") }, ""},
	{"glossary", func(o Options) *App { return press(shown(blockedRun(), later, o), "t") }, "60x20"},
	{"help", func(o Options) *App { return press(shown(blockedRun(), later, o), "?") }, "60x20 120x40"},
	{"help-running", func(o Options) *App { return press(shown(blockedRun(), 2160*ms, o), "?", "pgdown") }, ""},
	{"asking", func(o Options) *App { return press(shown(blockedRun(), 2160*ms, o), "q") }, ""},
	{"stopping", func(o Options) *App { return press(shown(blockedRun(), 2160*ms, o), "x") }, ""},
	{"looking", func(o Options) *App { return press(shown(blockedRun(), 2160*ms, o), "k", "h") }, ""},
	{"healthy", func(o Options) *App { return shown(healthyRun(), later, o) }, "60x20 120x40"},
	{"degraded", func(o Options) *App { return shown(degradedRun(), later, o) }, ""},
	{"crowded", func(o Options) *App { return shown(crowdedRun(), later, o) }, "60x20 120x40"},
	{"crowded-running", func(o Options) *App { return shown(crowdedRun(), 500*ms, o) }, ""},
}

func drawn(a *App) []string { return a.scene().lines(layoutOf(a.width, a.height)) }

func plain(lines []string) string {
	var b strings.Builder
	for _, text := range lines {
		b.WriteString(strings.TrimRight(ansi.Strip(text), " ") + "\n")
	}
	return b.String()
}

func TestFrames(t *testing.T) {
	written := map[string]bool{}
	for _, st := range states {
		for _, size := range append([]string{"80x24"}, strings.Fields(st.sizes)...) {
			for _, lang := range words.Langs {
				o := Options{Lang: lang}
				if size == "ascii" {
					if lang != words.English {
						continue
					}
					o.ASCII = true
				} else if _, err := fmt.Sscanf(size, "%dx%d", &o.Width, &o.Height); err != nil {
					t.Fatal(err)
				}
				name := fmt.Sprintf("%s-%s-%s.txt", st.name, size, lang)
				written[name] = true
				compareFrame(t, name, plain(drawn(st.make(o))))
			}
		}
	}
	files, err := filepath.Glob("testdata/frames/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !written[filepath.Base(f)] {
			t.Errorf("%s belongs to no state", f)
			if *update {
				os.Remove(f)
			}
		}
	}
}

func compareFrame(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "frames", name)
	want, err := os.ReadFile(file)
	if err == nil && string(want) == got {
		return
	}
	if *update {
		t.Logf("changed: %s", name)
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s differs; look at it and run with -update\n--- got\n%s--- want\n%s", name, got, want)
}

func TestEverySize(t *testing.T) {
	for _, st := range states {
		for _, lang := range words.Langs {
			a := st.make(Options{Lang: lang})
			for _, w := range []int{1, 40, 75, 76, 111} {
				for _, h := range []int{1, 12, 17, 31} {
					checkSize(t, st.name, a, w, h)
				}
			}
		}
	}
}

// Every size from 1x1 to 200x60, each with another state; a fifth of them, in which
// every width and every height is, when the whole lab is not asked for.
func TestEverySizeOfAll(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of drawings")
	}
	t.Parallel()
	if !whole() {
		t.Log("a fifth of all sizes; GOMEND_LAB=all takes every one")
	}
	var apps []*App
	for i, st := range states {
		apps = append(apps, st.make(Options{Lang: words.Langs[i%2]}))
	}
	for w := 1; w <= 200; w++ {
		for h := 1; h <= 60; h++ {
			if !whole() && (3*w+h)%5 != 0 {
				continue
			}
			i := (w*61 + h) % len(apps)
			checkSize(t, states[i].name, apps[i], w, h)
		}
	}
}

func checkSize(t *testing.T, name string, a *App, w, h int) {
	t.Helper()
	a.Update(tea.WindowSizeMsg{Width: w, Height: h})
	lines := drawn(a)
	if len(lines) != h {
		t.Fatalf("%s at %dx%d has %d rows", name, w, h, len(lines))
	}
	for i, text := range lines {
		if n := ansi.StringWidth(text); n > w {
			t.Fatalf("%s at %dx%d: row %d is %d wide: %q", name, w, h, i, n, ansi.Strip(text))
		}
		if strings.ContainsAny(text, "\n\t\r") {
			t.Fatalf("%s at %dx%d: row %d holds a control character", name, w, h, i)
		}
	}
}
