package ui

import (
	"context"
	"io"
	"os/exec"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
	"gomend/ui/words"
)

// mendStage is the program in front of a broken network and a mender.
func mendingStage(t *testing.T, m *fakeMender) *stage {
	t.Helper()
	o := options(blockedRun(), 80, 24, words.English)
	o.Mender, o.Lender = m, NewLender()
	o.Fixes = func(v checks.Verdict, b *checks.Board) []fix.Fix {
		list := someFixes(v, b)
		for i := range list {
			list[i].Automatic = true
		}
		return list
	}
	st := perform(t.Context(), o)
	st.begin()
	time.Sleep(10 * time.Second)
	synctest.Wait()
	return st
}

func (st *stage) page() (p page) {
	st.look(func(a *App) { p = a.page })
	return p
}

func (st *stage) shows(t *testing.T, text string) {
	t.Helper()
	if screen := strings.Join(st.term.rows(), "\n"); !strings.Contains(screen, text) {
		t.Errorf("%q is not on the screen:\n%s", text, screen)
	}
}

func TestCureFromStartToEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &fakeMender{offer: goEnvOffer, play: cures}
		st := mendingStage(t, m)
		st.typeKeys("1")
		time.Sleep(time.Second)
		st.shows(t, "+ GOPROXY=https://goproxy.cn,direct")
		st.typeKeys("\r")
		time.Sleep(time.Second)
		if m.applied != 0 {
			t.Fatal("enter applies")
		}
		st.typeKeys("y")
		st.typeKeys("yyyy") // held down
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if m.applied != 1 || st.page() != curedPage {
			t.Fatalf("applied %d times, page %d", m.applied, st.page())
		}
		st.same(t, "when cured")
		st.shows(t, "How to see it yourself next time")
		m.history = []engine.Entry{{ID: "7", Fix: "goproxy-set", Undoable: true}}
		time.Sleep(time.Second)
		st.typeKeys("\r")
		time.Sleep(10 * time.Second)
		synctest.Wait()
		st.look(func(a *App) {
			if a.run.number != 2 || a.run.phase != ended {
				t.Errorf("run %d in phase %d: a cure is followed by another look", a.run.number, a.run.phase)
			}
		})
		st.leave(t)
	})
}

func TestWhatDoesNotHelpIsPutBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &fakeMender{offer: goEnvOffer, play: fails}
		st := mendingStage(t, m)
		st.typeKeys("1")
		time.Sleep(time.Second)
		st.typeKeys("y")
		time.Sleep(10 * time.Second)
		synctest.Wait()
		st.shows(t, "everything is as it was before")
		st.same(t, "when put back")
		time.Sleep(time.Second)
		st.typeKeys("2")
		time.Sleep(time.Second)
		if st.page() != fixPage {
			t.Errorf("page %d, want the next fix", st.page())
		}
		st.leave(t)
	})
}

func TestUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &fakeMender{offer: goEnvOffer, history: []engine.Entry{{ID: "9", Fix: "gosumdb-set"}, {ID: "7", Fix: "goproxy-set", Undoable: true}}}
		st := mendingStage(t, m)
		st.typeKeys("u")
		time.Sleep(time.Second)
		st.typeKeys("\r")
		time.Sleep(time.Second)
		if len(m.undone) != 0 {
			t.Fatal("enter takes back")
		}
		st.typeKeys("y")
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if len(m.undone) != 1 || m.undone[0] != "7" {
			t.Fatalf("undone %q", m.undone)
		}
		st.shows(t, "Taken back")
		st.leave(t)
	})
}

// A paste of the very keys that apply a fix, over any line, applies nothing.
func TestPasteAppliesNothing(t *testing.T) {
	for _, apart := range []time.Duration{0, 50 * ms, 300 * ms} {
		synctest.Test(t, func(t *testing.T) {
			m := &fakeMender{offer: goEnvOffer, play: cures}
			st := mendingStage(t, m)
			for _, key := range "1yy1yuyy" {
				_, _ = io.WriteString(st.keys, string(key))
				time.Sleep(apart)
			}
			_, _ = io.WriteString(st.keys, "\x1b[200~1y\x1b[201~")
			time.Sleep(5 * time.Second)
			synctest.Wait()
			if m.applied != 0 {
				t.Errorf("keys %v apart applied a fix", apart)
			}
			st.leave(t)
		})
	}
}

func TestNothingLeavesDuringAFix(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &fakeMender{offer: goEnvOffer, play: cures}
		st := mendingStage(t, m)
		st.typeKeys("1")
		time.Sleep(time.Second)
		st.typeKeys("y")
		time.Sleep(1500 * ms)
		st.typeKeys("q")
		st.typeKeys("\x03")
		synctest.Wait()
		st.shows(t, "We quit right after.")
		select {
		case <-st.done:
			t.Fatal("left in the middle of a fix")
		default:
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		st.keys.Close()
		if err := <-st.done; err != nil {
			t.Error(err)
		}
	})
}

// A line that drops in the middle of a fix lets it be put back before the end.
func TestDroppedLineInMidFix(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		back := false
		m := &fakeMender{offer: goEnvOffer, play: func(f *fakeMending) {
			f.tell(time.Second, engine.Event{Kind: engine.StepStarted})
			<-f.asked // Cancel
			time.Sleep(3 * time.Second)
			back = true
			f.events <- theEnd(engine.PutBack, engine.Interrupted)
		}}
		in, keys := io.Pipe()
		o := options(blockedRun(), 80, 24, words.English)
		o.Input, o.Output, o.Mender, o.Lender = in, newTerminal(80, 24), m, NewLender()
		o.Fixes = func(v checks.Verdict, b *checks.Board) []fix.Fix {
			list := someFixes(v, b)[:1]
			list[0].Automatic = true
			return list
		}
		done := make(chan error, 1)
		go func() {
			_, err := Run(ctx, o)
			done <- err
		}()
		for _, key := range "a1y" {
			time.Sleep(10 * time.Second)
			_, _ = io.WriteString(keys, string(key))
		}
		time.Sleep(2 * time.Second)
		if m.applied != 1 {
			t.Fatal("nothing was applied")
		}
		cancel()
		keys.Close()
		if err := <-done; err != nil || !back {
			t.Errorf("error %v, put back %v", err, back)
		}
	})
}

func TestCountdownIsKeptOnlyByAKey(t *testing.T) {
	for _, key := range []string{"k", "u", ""} {
		synctest.Test(t, func(t *testing.T) {
			var answer string
			m := &fakeMender{offer: rootOffer, play: func(f *fakeMending) {
				f.tell(time.Second, engine.Event{Kind: engine.StepEnded}, engine.Event{Kind: engine.Verifying},
					engine.Event{Kind: engine.Checked, Report: &engine.Report{Status: checks.Healthy}})
				for left := 60; left > 0 && answer == ""; left-- {
					f.events <- engine.Event{Kind: engine.Countdown, Left: time.Duration(left) * time.Second}
					select {
					case answer = <-f.asked:
					case <-time.After(time.Second):
					}
				}
				f.events <- theEnd(engine.PutBack, engine.NotKept)
			}}
			st := mendingStage(t, m)
			st.typeKeys("1")
			time.Sleep(time.Second)
			st.typeKeys("y")
			time.Sleep(10 * time.Second)
			st.shows(t, "Press k to keep it")
			st.typeKeys("\r")
			st.typeKeys("y")
			if answer != "" {
				t.Errorf("another key answered %q", answer)
			}
			st.typeKeys(key)
			time.Sleep(2 * time.Minute)
			synctest.Wait()
			if want := map[string]string{"k": "keep", "u": "revert"}[key]; answer != want {
				t.Errorf("key %q answered %q, want %q", key, answer, want)
			}
			st.leave(t)
		})
	}
}

// On a small screen y shows the rest of the change first, and applies it only then.
func TestChangeIsSeenBeforeItIsApplied(t *testing.T) {
	a := mendingApp(Options{Width: 60, Height: 20}, goEnvOffer, nil)
	m := a.options.Mender.(*fakeMender)
	for range 20 {
		if !a.unread() {
			break
		}
		press(a, "y")
		a.deaf = false
		if m.applied > 0 {
			t.Fatal("applied what was not in view")
		}
	}
	if screen := plain(drawn(a)); !strings.Contains(screen, "+ GOPROXY=https://goproxy.cn,direct") {
		t.Errorf("the change is not in view:\n%s", screen)
	}
	if press(a, "y"); m.applied != 1 {
		t.Error("y does not apply")
	}
}

func TestStaleAndStrayMessagesOfFixes(t *testing.T) {
	a := mendingApp(Options{}, goEnvOffer, nil)
	press(a, "esc", "2")
	before := a.mend.number
	a.Update(plannedMsg{before - 1, goEnvOffer, nil})
	if a.mend.stage != planning {
		t.Error("the plan of an older look was taken")
	}
	press(a, "esc")
	a.Update(plannedMsg{before, goEnvOffer, nil})
	if a.page != mainPage || a.mend.stage != noMend {
		t.Error("a plan came after its page was left")
	}
}

func TestAnswersAreTyped(t *testing.T) {
	m := &fakeMender{offer: goEnvOffer, err: askingForLogin}
	a := shown(blockedRun(), later, Options{})
	a.options.Mender = m
	a.fixes[0].Automatic = true
	press(a, "1")
	a.Update(plannedMsg{a.mend.number, Offer{}, askingForLogin})
	press(a, "q", "L", "1", "é", "ctrl+h", "enter")
	a.Update(tea.PasteMsg{Content: "geheim?\nnext"})
	if screen := plain(drawn(a)); strings.Contains(screen, "geheim") || !strings.Contains(screen, "*******") {
		t.Errorf("a token is shown:\n%s", screen)
	}
	_, cmd := a.Update(keyPress("enter"))
	a.Update(cmd())
	if m.given[fix.AskLogin] != "qL1" || m.given[fix.AskToken] != "geheim?" {
		t.Errorf("answers %q", m.given)
	}
	if a.mend.stage != offered {
		t.Errorf("stage %d", a.mend.stage)
	}
}

// What an earlier run left open comes before everything else.
func TestLeftOverComesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(blockedRun(), 80, 24, words.English)
		m := &fakeMender{recovered: []engine.Recovered{{ID: "8", Fix: "firewall-open", Outcome: engine.Refused, NeedsRoot: true}}}
		o.Mender = m
		st := perform(t.Context(), o)
		time.Sleep(time.Second)
		synctest.Wait()
		if st.page() != recoveredPage {
			t.Fatalf("page %d", st.page())
		}
		st.same(t, "at the start")
		st.typeKeys("u")
		time.Sleep(time.Second)
		st.typeKeys("y")
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if len(m.undone) != 1 || m.undone[0] != "8" {
			t.Errorf("undone %q", m.undone)
		}
		st.leave(t)
	})
}

// The terminal is lent to the command that asks for it, which is told about first.
func TestTerminalIsLent(t *testing.T) {
	l := NewLender()
	o := options(blockedRun(), 80, 24, words.English)
	o.Lender = l
	a := newApp(t.Context(), o)
	lent := make(chan error, 1)
	m := &fakeMender{play: func(f *fakeMending) {
		lent <- l.Lend(context.Background(), exec.Command("gomend-test-no-such-program"))
		f.events <- theEnd(engine.Mended, "")
	}}
	run := m.start(m.play)
	msg := a.attend(1, run)().(mendMsg)
	if msg.loan == nil {
		t.Fatalf("the terminal is not asked for: %+v", msg)
	}
	var out strings.Builder
	aside := &announced{Cmd: msg.loan.cmd, text: "aside"}
	aside.SetStdout(&out)
	msg.loan.done <- aside.Run()
	if err := <-lent; err == nil || !strings.Contains(out.String(), "aside\n  $ gomend-test-no-such-program") {
		t.Errorf("error %v, told %q", err, out.String())
	}
	if msg = a.attend(1, run)().(mendMsg); len(msg.events) == 0 {
		t.Errorf("nothing is heard afterwards: %+v", msg)
	}
	if err := NewLender().Lend(canceled(), exec.Command("true")); err == nil {
		t.Error("lent a terminal that is gone")
	}
}

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// TestShellIsToldWhatToType: variables that only the shell can take are told on the
// page after the cure and when the screen is left, until the fix is taken back.
func TestShellIsToldWhatToType(t *testing.T) {
	take := `eval "$(gomend env)"`
	a := mendingApp(Options{Width: 80, Height: 24, Take: take}, goEnvOffer, nil)
	a.mend.result = engine.Result{Outcome: engine.Mended, ID: "7", Env: []plan.Var{{Name: "HTTPS_PROXY", Unset: true}}}
	a.mend.stage = applying
	a.settle()
	if page := strings.Join(strings.Fields(a.View().Content), " "); a.page != curedPage || !strings.Contains(page, take) {
		t.Errorf("page %d says nothing of %s:\n%s", a.page, take, page)
	}
	if text := Farewell(a.options, a.outcome()); !strings.Contains(text, take) {
		t.Errorf("the farewell says nothing of %s:\n%s", take, text)
	}
	a.mend.undo, a.mend.result = true, engine.Result{Outcome: engine.PutBack, ID: "7"}
	a.settle()
	if text := Farewell(a.options, a.outcome()); strings.Contains(text, take) {
		t.Errorf("taken back, and the farewell says:\n%s", text)
	}
}
