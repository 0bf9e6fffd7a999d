//go:build unix

package module

import (
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// overdue is a context whose time is over when somebody says so.
type overdue struct {
	context.Context
	done chan struct{}
}

func (c overdue) Done() <-chan struct{} { return c.done }

func (c overdue) Err() error {
	select {
	case <-c.done:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// TestHangingGit: the whole process group goes when the run is given up.
func TestHangingGit(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes: ", err)
	}
	dir := script(t, "git", "exec 3>"+pipe+"\necho >&3\nsleep 60 & sleep 60")
	repo, _ := url.Parse("https://git.example/x.git")
	check := Repository(route.Route{ID: "v", URL: repo}, quote, []string{"PATH=" + dir + ":" + os.Getenv("PATH")}, nil)
	ctx := overdue{t.Context(), make(chan struct{})}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		held, err := os.Open(pipe)
		if err != nil {
			return
		}
		defer held.Close()
		held.Read(make([]byte, 1))
		close(ctx.done)
		io.Copy(io.Discard, held) // ends when nobody has it open for writing
	}()
	if got := check.Run(ctx, checks.NewInput(checks.NewBoard(), check)); got.Code != checks.Timeout {
		t.Errorf("got %+v", got)
	}
	select {
	case <-gone:
	case <-time.After(20 * time.Second):
		t.Error("a child of git lives on")
	}
}
