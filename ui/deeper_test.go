package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/ui/words"
)

// deepened is a look deeper that finds one thing.
func deepened(_ context.Context, _ *checks.Board, host string) <-chan checks.Event {
	c := checks.Check{ID: checks.KindDNSTrace.Name(host), Kind: checks.KindDNSTrace, Target: host}
	events := make(chan checks.Event, 4)
	events <- checks.Event{Kind: checks.EventStarted, Result: checks.Result{Check: c}}
	events <- checks.Event{Kind: checks.EventEnded, Result: checks.Result{Check: c, Status: checks.Pass, Facts: checks.DNSTraceFacts{Host: host}}}
	events <- checks.Event{Kind: checks.EventVerdict, Final: true, Verdict: checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseDNSHijacked}}}
	close(events)
	return events
}

func TestDeeper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(blockedRun(), 80, 24, words.English)
		o.Deepen = deepened
		st := perform(t.Context(), o)
		st.begin()
		st.typeKeys("d")
		st.look(func(a *App) {
			if len(a.streams) != 1 {
				t.Error("d does something while the checks run")
			}
		})
		time.Sleep(20 * time.Second)
		synctest.Wait()
		st.typeKeys("d")
		synctest.Wait()
		st.look(func(a *App) {
			w, ok := a.run.find("dns-trace/proxy.golang.org")
			if !ok || !w.ended || a.run.phase != ended || a.open != checks.LayerDNS {
				t.Errorf("row %+v, phase %v, open %q", w, a.run.phase, a.open)
			}
			if a.run.verdict.Cause != checks.CauseDNSHijacked {
				t.Errorf("verdict %q: the new evidence is not heeded", a.run.verdict.Cause)
			}
		})
		st.same(t, "after looking deeper")
		st.leave(t)
	})
}

func TestDeepHost(t *testing.T) {
	for _, tt := range []struct {
		name, selected, want string
		o                    Options
	}{
		{"a look-up", "lookup/github.com", "github.com", Options{Deepen: deepened}},
		{"a step of its route", "tls/github.com:443", "github.com", Options{Deepen: deepened}},
		{"a check of no route", "trust", "proxy.golang.org", Options{Deepen: deepened}},
		{"it cannot be done", "lookup/github.com", "", Options{}},
	} {
		a := shown(blockedRun(), later, tt.o)
		a.selected = tt.selected
		if got := a.deepHost(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
