package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

// browser is a real headless one, spoken to by the DevTools protocol over a pipe
// (chromedevtools.github.io/devtools-protocol).
type browser struct {
	t       *testing.T
	in      *os.File
	answers chan message
	events  []message // that came so far
	session string
	last    int
}

type message struct {
	ID      int             `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Session string          `json:"sessionId,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

// browserWait is how long a browser may take for one answer.
const browserWait = 60 * time.Second

func newBrowser(t *testing.T) *browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no chromium is installed")
	}
	ours, theirs := pipes(t)
	cmd := exec.Command(program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
		"--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "http_proxy=", "https_proxy=", "HTTP_PROXY=", "HTTPS_PROXY=")
	cmd.ExtraFiles = theirs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, f := range theirs {
		f.Close()
	}
	b := &browser{t: t, in: ours[0], answers: make(chan message)}
	go b.listen(ours[1])
	t.Cleanup(func() {
		b.in.Close() // it leaves when nobody commands it any more
		ended := make(chan struct{})
		go func() { cmd.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-ended
		}
		ours[1].Close()
	})
	b.attach()
	return b
}

// pipes are our two ends and the two of the program: commands, then answers.
func pipes(t *testing.T) (ours, theirs []*os.File) {
	commandsOut, commandsIn, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	answersOut, answersIn, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	return []*os.File{commandsIn, answersOut}, []*os.File{commandsOut, answersIn}
}

func (b *browser) listen(from *os.File) {
	defer close(b.answers)
	r := bufio.NewReader(from)
	for {
		text, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var m message
		if json.Unmarshal(text[:len(text)-1], &m) == nil {
			b.answers <- m
		}
	}
}

// do gives a command and waits for its answer.
func (b *browser) do(method string, params any, into any) {
	b.t.Helper()
	b.last++
	p, err := json.Marshal(params)
	if err != nil {
		b.t.Fatal(err)
	}
	text, _ := json.Marshal(message{ID: b.last, Method: method, Session: b.session, Params: p})
	if _, err := b.in.Write(append(text, 0)); err != nil {
		b.t.Fatal(err)
	}
	m := b.wait(func(m message) bool { return m.ID == b.last })
	if m.Error != nil {
		b.t.Fatalf("%s: %s", method, m.Error)
	}
	if into != nil {
		if err := json.Unmarshal(m.Result, into); err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b *browser) wait(found func(message) bool) message {
	b.t.Helper()
	late := time.After(browserWait)
	for {
		select {
		case m, open := <-b.answers:
			if !open {
				b.t.Fatal("the browser has left")
			}
			if m.Method != "" {
				b.events = append(b.events, m)
			}
			if found(m) {
				return m
			}
		case <-late:
			b.t.Fatal("the browser does not answer")
		}
	}
}

func (b *browser) attach() {
	var targets struct {
		TargetInfos []struct{ TargetID, Type string }
	}
	b.do("Target.getTargets", struct{}{}, &targets)
	for _, target := range targets.TargetInfos {
		if target.Type == "page" {
			var attached struct{ SessionID string }
			b.do("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
			b.session = attached.SessionID
		}
	}
	for _, domain := range []string{"Page", "Network", "Log", "Runtime"} {
		b.do(domain+".enable", struct{}{}, nil)
	}
}

// open shows a page of this machine in a window of a size, in pixels.
func (b *browser) open(file string, width, height int, scheme string) {
	b.t.Helper()
	b.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	b.do("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
	b.events = nil
	b.do("Page.navigate", map[string]any{"url": "file://" + file}, nil)
	b.wait(func(m message) bool { return m.Method == "Page.loadEventFired" })
}

// ask evaluates an expression in the page.
func (b *browser) ask(expression string, into any) {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.do("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &answer)
	if answer.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, answer.ExceptionDetails)
	}
	if err := json.Unmarshal(answer.Result.Value, into); err != nil {
		b.t.Fatal(err)
	}
}

// heard lists the events of some kinds, as text.
func (b *browser) heard(methods ...string) []string {
	var list []string
	for _, m := range b.events {
		for _, method := range methods {
			if m.Method == method {
				list = append(list, fmt.Sprintf("%s %s", m.Method, m.Params))
			}
		}
	}
	return list
}

// picture is the whole page as PNG.
func (b *browser) picture(file string) {
	var shot struct{ Data []byte }
	b.do("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true}, &shot)
	if err := os.WriteFile(file, shot.Data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
