package ui

import (
	"context"
	"time"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
	"gomend/fix/preview"
)

// fakeMending plays events, a second apart.
type fakeMending struct {
	events chan engine.Event
	asked  chan string // keep, revert or cancel
}

func (f *fakeMending) Events() <-chan engine.Event { return f.events }
func (f *fakeMending) Keep()                       { f.ask("keep") }
func (f *fakeMending) Revert()                     { f.ask("revert") }
func (f *fakeMending) Cancel()                     { f.ask("cancel") }

func (f *fakeMending) ask(what string) {
	select {
	case f.asked <- what:
	default:
	}
}

// fakeMender offers one plan, and plays what it is told.
type fakeMender struct {
	offer     Offer
	err       error
	play      func(f *fakeMending) // of Apply; closes nothing
	recovered []engine.Recovered
	history   []engine.Entry
	applied   int
	undone    []string
	given     map[fix.AskName]string
}

func (m *fakeMender) Recover(context.Context) ([]engine.Recovered, error) { return m.recovered, nil }
func (m *fakeMender) History() ([]engine.Entry, error)                    { return m.history, nil }

func (m *fakeMender) Plan(_ context.Context, _ string, _ checks.Verdict, _ *checks.Board, given map[fix.AskName]string) (Offer, error) {
	m.given = given
	if ask, ok := m.err.(*fix.AskError); ok && len(given) >= len(ask.Asks) {
		return m.offer, nil
	}
	return m.offer, m.err
}

func (m *fakeMender) Apply(context.Context, Offer, checks.Verdict, *checks.Board) Mending {
	m.applied++
	return m.start(m.play)
}

func (m *fakeMender) Undo(_ context.Context, id string) Mending {
	m.undone = append(m.undone, id)
	m.history = nil
	return m.start(func(f *fakeMending) {
		f.tell(time.Second, engine.Event{Kind: engine.Undoing}, theEnd(engine.PutBack, engine.Reversed))
	})
}

func (m *fakeMender) start(play func(*fakeMending)) Mending {
	f := &fakeMending{events: make(chan engine.Event, 64), asked: make(chan string, 8)}
	go func() {
		defer close(f.events)
		play(f)
	}()
	return f
}

func (f *fakeMending) tell(apart time.Duration, events ...engine.Event) {
	for _, e := range events {
		time.Sleep(apart)
		f.events <- e
	}
}

func theEnd(o engine.Outcome, r engine.Reason) engine.Event {
	return engine.Event{Kind: engine.Ended, Result: &engine.Result{Outcome: o, Problem: engine.Problem{Reason: r}, ID: "7", Fix: "goproxy-set"}}
}

// cures plays a fix that helps, fails one that does not.
func cures(f *fakeMending) {
	f.tell(time.Second,
		engine.Event{Kind: engine.StepStarted}, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying},
		engine.Event{Kind: engine.Checked, Report: &engine.Report{Status: checks.Healthy}}, theEnd(engine.Mended, ""))
}

func fails(f *fakeMending) {
	f.tell(time.Second,
		engine.Event{Kind: engine.StepStarted}, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying},
		engine.Event{Kind: engine.Checked, Report: &engine.Report{Status: checks.Broken}},
		engine.Event{Kind: engine.Undoing}, engine.Event{Kind: engine.StepUndone}, theEnd(engine.PutBack, engine.NotCured))
}

var goEnvOffer = Offer{
	Plan: plan.Plan{Fix: "goproxy-set", Steps: []plan.Step{{Kind: plan.GoEnvSet, Setting: &plan.Setting{Name: "GOPROXY", Value: "https://goproxy.cn,direct"}}}},
	Steps: []preview.Step{{
		Kind: plan.GoEnvSet, About: "/home/me/.config/go/env", Command: []string{"go", "env", "-w", "GOPROXY=https://goproxy.cn,direct"},
		Diff: []string{"@@ -1,3 +1,3 @@", " GONOSUMDB=", "-GOPROXY=https://proxy.golang.org,direct", "+GOPROXY=https://goproxy.cn,direct", " GOTOOLCHAIN=auto"},
	}},
}

var rootOffer = Offer{
	Plan: plan.Plan{Fix: "firewall-open", Guard: time.Minute, Steps: []plan.Step{{Kind: plan.Exec, Root: true, Exec: &plan.Command{Argv: []string{"nft", "add", "rule"}}}}},
	Steps: []preview.Step{{
		Kind: plan.Exec, Root: true, Command: []string{"nft", "insert", "rule", "inet", "filter", "output", "tcp", "dport", "443", "accept"},
		Undo: [][]string{{"nft", "delete", "rule", "inet", "filter", "output", "handle", "7"}},
	}},
	Root: []string{"sudo", "/usr/local/bin/gomend", "__helper"}, Asks: true,
}

// mending makes an App that stands on the page of its first fix, with a plan.
func mendingApp(o Options, offer Offer, err error) *App {
	o.Mender = &fakeMender{offer: offer, err: err, play: cures}
	o.Env = []string{"HOME=/home/me"}
	a := shown(blockedRun(), later, o)
	a.fixes[0].Automatic, a.fixes[1].Automatic = true, true
	press(a, "1")
	a.Update(plannedMsg{a.mend.number, offer, err})
	a.deaf = false
	return a
}

// midway makes an App that has heard some events of a fix; settled says whether
// they were all.
func midwayApp(o Options, offer Offer, settled bool, events ...engine.Event) *App {
	a := mendingApp(o, offer, nil)
	press(a, "y")
	a.Update(mendMsg{number: a.mend.number, run: a.mend.run, events: events, closed: settled})
	a.deaf = false
	return a
}

func undoApp(o Options) *App {
	a := shown(blockedRun(), later, o)
	a.last = engine.Entry{ID: "7", Fix: "goproxy-set", Target: "proxy.golang.org:443", At: time.Date(2026, 3, 1, 12, 0, 0, 0, time.Local)}
	return press(a, "u")
}

func leftApp(o Options) *App {
	a := first(o)
	a.Update(recoveredMsg{list: []engine.Recovered{
		{ID: "7", Fix: "goproxy-set", Outcome: engine.PutBack},
		{ID: "8", Fix: "firewall-open", Outcome: engine.Refused, NeedsRoot: true},
	}})
	a.deaf = false
	return a
}

// askingForLogin is the error of a plan that needs a login.
var askingForLogin = &fix.AskError{Asks: []fix.Ask{
	{Name: fix.AskLogin, About: map[string]string{"host": "git.example.com"}},
	{Name: fix.AskToken, Hidden: true, About: map[string]string{"host": "git.example.com"}},
}}

func stubborn(o Options) *App {
	return midwayApp(o, goEnvOffer, true,
		engine.Event{Kind: engine.StepStarted}, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying},
		engine.Event{Kind: engine.Checked, Report: &engine.Report{Status: checks.Broken}},
		engine.Event{Kind: engine.Undoing}, engine.Event{Kind: engine.InConflict, Conflict: &engine.Conflict{About: "/home/me/.config/go/env", Problem: "changed-since", Backup: "/home/me/.local/state/gomend/7/0"}},
		engine.Event{Kind: engine.Ended, Result: &engine.Result{
			Outcome: engine.NotPutBack, Problem: engine.Problem{Reason: engine.NotCured}, ID: "7",
			Conflicts: []engine.Conflict{{About: "/home/me/.config/go/env", Problem: "changed-since", Backup: "/home/me/.local/state/gomend/7/0"}},
		}})
}
