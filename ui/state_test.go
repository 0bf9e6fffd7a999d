package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
	"gomend/ui/words"
)

func TestLateEventsOfAnOldRunChangeNothing(t *testing.T) {
	a := shown(blockedRun(), 500*ms, Options{})
	old := a.streams[0]
	a.run.phase = ended // as when the run had been stopped
	press(a, "R")
	if a.run.number != 2 || len(a.run.rows) != 0 {
		t.Fatalf("run %d with %d rows", a.run.number, len(a.run.rows))
	}
	before := plain(drawn(a))
	_, cmd := a.Update(heardMsg{stream: old, events: blockedRun().events, now: time.Minute})
	if plain(drawn(a)) != before || a.run.phase != starting {
		t.Error("an old event changed the screen")
	}
	if cmd == nil {
		t.Error("the old run is not read to its end")
	}
	a.Update(heardMsg{stream: old, closed: true})
	if slices.Contains(a.streams, old) || a.run.phase != starting {
		t.Error("the end of the old run was taken for that of the new one")
	}
}

func TestStopCancelsAndWaitsForTheEnd(t *testing.T) {
	a := shown(blockedRun(), 500*ms, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	a.streams[0].cancel = cancel
	press(a, "x")
	if ctx.Err() == nil || a.run.phase != stopping {
		t.Fatal("x does not stop the run")
	}
	if head := a.scene().answer.head; head != words.For(words.English).Stopping {
		t.Errorf("answer %q while stopping", head)
	}
	a.Update(heardMsg{stream: a.streams[0], closed: true})
	if head := a.scene().answer.head; head != words.For(words.English).Stopped {
		t.Errorf("answer %q when stopped", head)
	}
}

func TestLeavingAsksWhileChecksRun(t *testing.T) {
	tests := []struct {
		name   string
		ended  bool
		keys   []string
		leaves bool
	}{
		{"idle", true, []string{"q"}, true},
		{"idle, ctrl+c", true, []string{"ctrl+c"}, true},
		{"running", false, []string{"q"}, false},
		{"running, yes", false, []string{"q", "y"}, true},
		{"running, twice", false, []string{"ctrl+c", "ctrl+c"}, true},
		{"running, no", false, []string{"q", "n"}, false},
		{"running, full-width", false, []string{"ｑ", "ｙ"}, true},
	}
	for _, tt := range tests {
		at := 500 * ms
		if tt.ended {
			at = later
		}
		a := shown(blockedRun(), at, Options{})
		leaves := false
		for _, k := range tt.keys {
			_, cmd := a.Update(keyPress(k))
			if cmd != nil {
				_, leaves = cmd().(tea.QuitMsg)
			}
		}
		if leaves != tt.leaves {
			t.Errorf("%s: leaves %v", tt.name, leaves)
		}
	}
}

func TestTheScreenWalksWithTheRun(t *testing.T) {
	s := blockedRun()
	a := shown(s, 30*ms, Options{})
	if a.open != checks.LayerNetwork {
		t.Errorf("opens %q first", a.open)
	}
	a = shown(s, 2*time.Second, Options{})
	if a.open != checks.LayerTransport || a.selected != "connect/proxy.golang.org:443" {
		t.Errorf("in the silence: %q, %q", a.open, a.selected)
	}
	press(a, "h")
	if a.open != checks.LayerDNS || a.following {
		t.Errorf("after h: %q, following %v", a.open, a.following)
	}
	a.Update(heardMsg{stream: a.streams[0], now: 3 * time.Second})
	if a.open != checks.LayerDNS {
		t.Error("the screen walks away from the cursor")
	}
	press(a, "f")
	if a.open != checks.LayerTransport {
		t.Error("f does not follow again")
	}
}

func TestWhatTheVerdictShows(t *testing.T) {
	link := checks.Check{ID: "interfaces", Kind: checks.KindInterfaces}
	lookup := checks.Check{ID: "lookup/proxy.golang.org", Kind: checks.KindLookup}
	download := checks.Check{ID: "go-download/m", Kind: checks.KindGoDownload}
	tests := []struct {
		name    string
		link    checks.Status
		verdict checks.Verdict
		want    string
	}{
		{"named check at the layer of the cause", checks.Pass, checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseDNSNXDomain, Check: lookup.ID}}, lookup.ID},
		{"named check only feels it", checks.Fail, checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseNetworkIsolated, Check: lookup.ID}}, link.ID},
		{"nothing fails at the layer of the cause", checks.Pass, checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseNoInternet, Check: lookup.ID}}, lookup.ID},
		{"healthy", checks.Pass, checks.Verdict{Status: checks.Healthy}, download.ID},
	}
	for _, tt := range tests {
		r := newRecord(1)
		for c, status := range map[*checks.Check]checks.Status{&link: tt.link, &lookup: checks.Fail, &download: checks.Pass} {
			r.apply(checks.Event{Kind: checks.EventEnded, Result: checks.Result{Check: *c, Status: status}})
		}
		r.apply(checks.Event{Kind: checks.EventVerdict, Verdict: tt.verdict, Final: true})
		if got := r.focus(""); got != tt.want {
			t.Errorf("%s: shows %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLayerSigns(t *testing.T) {
	tests := []struct {
		name  string
		a     *App
		marks []mark
		right []string
	}{
		{"start", shown(blockedRun(), -1, Options{}), []mark{waiting, waiting, waiting, waiting, waiting}, []string{"not yet", "not yet", "not yet", "not yet", "not yet"}},
		{"running", shown(blockedRun(), 2*time.Second, Options{}), []mark{passed, warned, running, waiting, waiting}, []string{"4/4", "7/7", "3/6", "3/6", "4/12"}},
		{"blocked", shown(blockedRun(), later, Options{}), []mark{passed, warned, failed, skipped, skipped}, []string{"4/4", "7/7", "3/6", "3/6", "4/12"}},
		{"healthy", shown(healthyRun(), later, Options{}), []mark{passed, passed, passed, passed, passed}, []string{"4/4", "7/7", "4/4", "7/7", "12/12"}},
		{"degraded", shown(degradedRun(), later, Options{}), []mark{passed, warned, passed, passed, passed}, []string{"4/4", "7/7", "4/4", "7/7", "12/12"}},
	}
	for _, tt := range tests {
		for i, st := range tt.a.scene().steps {
			if st.mark != tt.marks[i] || st.right != tt.right[i] {
				t.Errorf("%s, step %d: mark %d %q, want %d %q", tt.name, i+1, st.mark, st.right, tt.marks[i], tt.right[i])
			}
		}
	}
}

func TestWeightOfFailures(t *testing.T) {
	needless := checks.Check{ID: "connect/github.com:443", Kind: checks.KindConnect, Route: "version-control-1"}
	compare := checks.Check{ID: "connect-compare/a:443", Kind: checks.KindConnectCompare}
	needed := checks.Check{ID: "connect/proxy.golang.org:443", Kind: checks.KindConnect, Route: "module-proxy-1"}
	tests := []struct {
		name  string
		check checks.Check
		v     checks.VerdictStatus
		want  mark
	}{
		{"needed", needed, checks.Broken, failed},
		{"needed, and go gets through", needed, checks.Degraded, warned},
		{"of a route that is not needed", needless, checks.Broken, warned},
		{"comparison", compare, checks.Broken, passed},
	}
	for _, tt := range tests {
		r := newRecord(1)
		r.routes, r.verdict, r.final, r.phase = someRoutes, checks.Verdict{Status: tt.v}, true, ended
		r.apply(checks.Event{Kind: checks.EventEnded, Result: checks.Result{Check: tt.check, Status: checks.Fail}})
		if got := r.layerMark(checks.LayerTransport); got != tt.want {
			t.Errorf("%s: mark %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestUnseenChecks(t *testing.T) {
	later := checks.Check{ID: "repository/x", Kind: checks.KindRepository, When: func(*checks.Board) bool { return true }}
	compare := checks.Check{ID: "lookup-compare/x", Kind: checks.KindLookupCompare}
	plain := checks.Check{ID: "lookup/x", Kind: checks.KindLookup}
	event := func(kind checks.EventKind, c checks.Check, status checks.Status, blocker string) checks.Event {
		return checks.Event{Kind: kind, Result: checks.Result{Check: c, Status: status, Blocker: blocker}}
	}
	tests := []struct {
		name string
		e    checks.Event
		seen bool
	}{
		{"planned", event(checks.EventPlanned, plain, "", ""), true},
		{"planned comparison", event(checks.EventPlanned, compare, "", ""), false},
		{"started comparison", event(checks.EventStarted, compare, "", ""), true},
		{"planned with a condition", event(checks.EventPlanned, later, "", ""), false},
		{"nothing to ask", event(checks.EventEnded, plain, checks.Skip, ""), false},
		{"blocked", event(checks.EventEnded, plain, checks.Skip, "nameserver/1"), true},
	}
	for _, tt := range tests {
		r := newRecord(1)
		r.apply(tt.e)
		if _, seen := r.find(tt.e.Result.Check.ID); seen != tt.seen {
			t.Errorf("%s: seen %v", tt.name, seen)
		}
	}
}

func TestKeysThatWorkNow(t *testing.T) {
	tests := []struct {
		name string
		a    *App
		want string // in the footer
	}{
		{"start", shown(blockedRun(), -1, Options{}), "↑↓ x ? q"},
		{"running", shown(blockedRun(), 2160*ms, Options{}), "↑↓ x L ? q"},
		{"looking around", press(shown(blockedRun(), 2160*ms, Options{}), "k"), "↑↓ f x L ? q"},
		{"blocked", shown(blockedRun(), later, Options{}), "↑↓ 1-2 r R c C m L ? q"},
		{"healthy", shown(healthyRun(), later, Options{}), "↑↓ r R C m L ? q"},
		{"ascii", shown(healthyRun(), later, Options{ASCII: true}), "j k r R C m ? q"},
		{"narrow", shown(blockedRun(), later, Options{Width: 60, Height: 20}), "↑↓ enter 1-2 r R c C m L ? q"},
		{"names to look deeper into", shown(blockedRun(), later, Options{Width: 120, Deepen: deepened}), "↑↓ 1-2 r R d c C m L ? q"},
		{"fix", press(shown(blockedRun(), later, Options{}), "1"), "esc 1-2 c L ? q"},
		{"help", press(shown(blockedRun(), later, Options{}), "?"), "esc L t q"},
	}
	for _, tt := range tests {
		var keys []string
		for _, b := range tt.a.scene().keys {
			if b.rank > 0 {
				keys = append(keys, b.Help().Key)
			}
		}
		if got := strings.Join(keys, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCopying(t *testing.T) {
	a := shown(blockedRun(), later, Options{})
	if got := a.typing(); got != "nc -vz -w 3 proxy.golang.org 443" {
		t.Errorf("copies %q of the check", got)
	}
	press(a, "2")
	if got := a.typing(); got != "go env -w GOSUMDB=sum.golang.google.cn" {
		t.Errorf("copies %q of the fix", got)
	}
	_, cmd := press(a, "esc").Update(keyPress("C"))
	if msg, ok := cmd().(copyMsg); !ok || msg != "report" {
		t.Errorf("copies %q", msg)
	}
	a.tmux = true
	if a.Update(copyMsg("report")); !strings.Contains(a.notice, "set-clipboard") {
		t.Errorf("notice %q inside tmux", a.notice)
	}
	a.Update(noticeOverMsg(a.notices - 1))
	if a.notice == "" {
		t.Error("the end of an older notice took this one away")
	}
	if a.Update(noticeOverMsg(a.notices)); a.notice != "" {
		t.Error("the notice stays")
	}
}

func TestReportFileReplacesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, want := range []string{"gomend-report.md", "gomend-report-2.md"} {
		file, err := writeNew("gomend-report", ".md", want)
		if err != nil || file != want {
			t.Fatalf("wrote %q, %v; want %q", file, err, want)
		}
		if text, _ := os.ReadFile(want); string(text) != want {
			t.Errorf("%s holds %q", want, text)
		}
	}
	if file, err := writeNew(filepath.Join("missing", "x"), ".md", ""); err == nil {
		t.Errorf("wrote %q into a folder that is not there", file)
	}
}

func TestASCIIOnly(t *testing.T) {
	for env, want := range map[string]bool{
		"LANG=en_US.UTF-8":            false,
		"LANG=C":                      true,
		"LANG=zh_CN.utf8":             false,
		"LC_ALL=C LANG=en_US.UTF-8":   true,
		"TERM=linux LANG=en_US.UTF-8": true,
		"LC_ALL= LANG=en_US.UTF-8":    false,
		"LC_CTYPE=C.UTF-8 LANG=C":     false,
	} {
		if got := ASCIIOnly(strings.Fields(env)); got != want {
			t.Errorf("%s: %v", env, got)
		}
	}
	a := shown(blockedRun(), later, Options{ASCII: true, Lang: words.Chinese})
	for _, text := range drawn(a) {
		if strings.ContainsFunc(text, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("not ASCII: %q", text)
		}
	}
}
