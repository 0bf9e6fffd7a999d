package checks

import "sync"

// Gate holds back the checks of layers until a person lets them go, one layer
// after the other. It is safe for concurrent use; a nil gate holds back nothing.
type Gate struct {
	mu      sync.Mutex
	open    int // layers up to this number may run
	skipped map[Layer]bool
	changed chan struct{}
}

// ByRequest is the Blocker of checks whose layer a person chose to leave out.
const ByRequest = "by-request"

// NewGate makes a gate that holds back every layer.
func NewGate() *Gate { return &Gate{skipped: map[Layer]bool{}, changed: make(chan struct{}, 1)} }

// Open lets the checks of a layer, and of all below it, run.
func (g *Gate) Open(l Layer) { g.set(func() { g.open = max(g.open, l.Number()) }) }

// OpenAll lets everything run.
func (g *Gate) OpenAll() { g.Open(LayerModule) }

// Close holds back what has not yet begun of a layer and of all above it.
func (g *Gate) Close(l Layer) { g.set(func() { g.open = min(g.open, l.Number()-1) }) }

// Skip leaves a layer out, for good.
func (g *Gate) Skip(l Layer) { g.set(func() { g.skipped[l] = true }) }

// Skips reports whether a layer is left out.
func (g *Gate) Skips(l Layer) bool {
	if g == nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.skipped[l]
}

// holds reports whether a check must wait. The go command is asked for its
// settings in any case: that sends nothing, and tells whom the others will ask.
func (g *Gate) holds(c Check) bool {
	if g == nil || c.Kind == KindGoCommand {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return c.Layer().Number() > g.open
}

func (g *Gate) set(change func()) {
	g.mu.Lock()
	change()
	g.mu.Unlock()
	select {
	case g.changed <- struct{}{}:
	default: // the runner has not yet looked at the change before
	}
}

// wake is where the runner hears of changes.
func (g *Gate) wake() <-chan struct{} {
	if g == nil {
		return nil
	}
	return g.changed
}
