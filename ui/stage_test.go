package ui

import (
	"bytes"
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"

	"gomend/ui/words"
)

// whole reports whether the long form of a test is to run, as .ci/run does.
func whole() bool { return os.Getenv("GOMEND_LAB") == "all" }

// terminal is a virtual one that remembers what was written to it.
type terminal struct {
	mu       sync.Mutex
	emulator *vt.Emulator
	raw      bytes.Buffer
}

func newTerminal(w, h int) *terminal { return &terminal{emulator: vt.NewEmulator(w, h)} }

// Write turns bare line feeds into CR LF, as a terminal driver does.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	_, err := t.emulator.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

func (t *terminal) written() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.Len()
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

func (t *terminal) resize(w, h int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emulator.Resize(w, h)
}

// rows is what the virtual screen shows.
func (t *terminal) rows() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var rows []string
	for y := range t.emulator.Height() {
		var b strings.Builder
		for x := 0; x < t.emulator.Width(); {
			c := t.emulator.CellAt(x, y)
			if c == nil || c.Content == "" {
				b.WriteByte(' ')
				x++
				continue
			}
			b.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		rows = append(rows, strings.TrimRight(b.String(), " "))
	}
	return rows
}

// guarded lets a test look at the state of a program that runs.
type guarded struct {
	mu  *sync.Mutex
	app *App
}

func (g guarded) Init() tea.Cmd { return g.app.Init() }

func (g guarded) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, cmd := g.app.Update(msg)
	return g, cmd
}

func (g guarded) View() tea.View {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.app.View()
}

// look lets a test see the state.
func (g guarded) look(see func(*App)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	see(g.app)
}

// stage is the whole program before a virtual terminal.
type stage struct {
	guarded
	term *terminal
	keys *io.PipeWriter
	p    *tea.Program
	done chan error
}

var testEnv = []string{"TERM=xterm-256color", "LANG=en_US.UTF-8"}

func options(s script, w, h int, lang words.Lang) Options {
	return Options{
		Start: s.start, Again: again, Fixes: someFixes, Report: func() string { return "the report" },
		Lang: lang, Title: "rsc.io/quote@v1.5.2", Env: testEnv, Width: w, Height: h,
	}
}

func perform(ctx context.Context, o Options) *stage {
	in, keys := io.Pipe()
	st := &stage{term: newTerminal(o.Width, o.Height), keys: keys, done: make(chan error, 1)}
	o.Input, o.Output = in, st.term
	st.guarded = guarded{new(sync.Mutex), newApp(ctx, o)}
	st.p = tea.NewProgram(st.guarded, st.app.programOptions(ctx)...)
	go func() {
		_, err := st.p.Run()
		st.app.end(endWithin)
		st.done <- err
	}()
	return st
}

// begin presses a on the first page, as soon as that listens.
func (st *stage) begin() {
	time.Sleep(quietTime + 50*ms)
	_, _ = io.WriteString(st.keys, "a")
	synctest.Wait()
}

func (st *stage) typeKeys(keys string) {
	_, _ = io.WriteString(st.keys, keys)
	time.Sleep(200 * ms)
	synctest.Wait()
}

// leave ends the program. The pipe is closed first, for nothing else ends its reader.
func (st *stage) leave(t *testing.T) {
	t.Helper()
	go st.p.Quit()
	st.keys.Close()
	if err := <-st.done; err != nil {
		t.Error(err)
	}
	synctest.Wait()
}

// view is what the terminal is to show.
func (st *stage) view() (rows []string) {
	st.look(func(a *App) { rows = strings.Split(strings.TrimSuffix(plain(drawn(a)), "\n"), "\n") })
	return rows
}

func (st *stage) isSame() bool { return slices.Equal(st.view(), st.term.rows()) }

func (st *stage) same(t *testing.T, when string) {
	t.Helper()
	want, got := st.view(), st.term.rows()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows on the terminal, %d in the view", when, len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: row %d\nterminal %q\nview     %q", when, i, got[i], want[i])
		}
	}
}
