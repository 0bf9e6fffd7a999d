package module

import (
	"context"
	"errors"
	"io"
	"time"
)

// Limits of a body; the go command has none.
const (
	bodyStall = 10 * time.Second // between two pieces of a body
	bodyTotal = 30 * time.Second // for the whole part that is read
)

// errSilent ends a request whose server was silent for too long.
var errSilent = errors.New("silent for too long")

// watch ends a request that is silent: first while connecting, then while the
// server thinks, then between pieces of the body.
type watch struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

func newWatch(ctx context.Context, limit time.Duration) *watch {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watch{ctx: ctx, cancel: cancel}
	w.timer = time.AfterFunc(limit, func() { cancel(errSilent) })
	return w
}

func (w *watch) reset(limit time.Duration) { w.timer.Reset(limit) }

func (w *watch) stop() {
	w.timer.Stop()
	w.cancel(nil)
}

// readBody reads at most limit bytes.
func readBody(body io.Reader, limit int64, w *watch) ([]byte, error) {
	var kept []byte
	piece := make([]byte, 16<<10)
	end := time.Now().Add(bodyTotal)
	for int64(len(kept)) < limit {
		w.reset(max(min(bodyStall, time.Until(end)), 0))
		n, err := body.Read(piece[:min(int64(len(piece)), limit-int64(len(kept)))])
		kept = append(kept, piece[:n]...)
		if err == io.EOF {
			return kept, nil
		}
		if err != nil {
			return kept, err
		}
	}
	return kept, nil
}
