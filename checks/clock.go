package checks

import (
	"sync"
	"time"
)

// clock measures a run. It stands still while nothing runs and a person decides
// how to go on, so that the time for that is nobody's.
type clock struct {
	mu      sync.Mutex
	start   time.Time
	stopped time.Time // zero while it runs
}

func (c *clock) elapsed() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped.IsZero() {
		return c.stopped.Sub(c.start)
	}
	return time.Since(c.start)
}

func (c *clock) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped.IsZero() {
		c.stopped = time.Now()
	}
}

func (c *clock) resume() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped.IsZero() {
		c.start = c.start.Add(time.Since(c.stopped))
		c.stopped = time.Time{}
	}
}
