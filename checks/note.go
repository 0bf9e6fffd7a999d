package checks

import (
	"net/netip"
	"slices"
)

// Note is a circumstance that belongs to a finding's words: where it dies, which
// rule it is, whose loopback a proxy stands on.
type Note struct {
	Kind    NoteKind
	Address netip.Addr // of the router that answered last
	Hop     int        // that router's place on the way, from 1
	Scope   Scope      // of that router
	Text    string     // a rule, a container, a program; cleaned
}

// NoteKind says what a note tells.
type NoteKind string

// The kinds of notes.
const (
	NoNote         NoteKind = ""
	NoteLastRouter NoteKind = "last-router" // the last router that answered is Address
	NoteNoRouter   NoteKind = "no-router"   // not even the first router answered
	NoteRule       NoteKind = "rule"        // the rule Text stops it
	NoteOwnReset   NoteKind = "own-reset"   // this machine itself refuses, whatever the server says
	NoteOwnDrop    NoteKind = "own-drop"    // the answers arrive, and are dropped here
)

// NoteKinds lists every kind of note, for tests that each has words.
var NoteKinds = []NoteKind{NoteLastRouter, NoteNoRouter, NoteRule, NoteOwnReset, NoteOwnDrop}

// noteRule leads from a cause and the evidence to a note; the first that fits counts.
type noteRule struct {
	causes []Cause
	note   func(*Case) (Note, bool)
}

var noteRules = []noteRule{
	{[]Cause{CauseNoInternet, CauseTCPTimeout, CauseProxyTimeout, CauseResolverUnreachable}, lastRouter},
	{[]Cause{CauseFirewallLocal}, ownRule},
}

// note finds the circumstance to tell beside a cause.
func (c *Case) note(cause Cause) Note {
	for _, r := range noteRules {
		if !slices.Contains(r.causes, cause) {
			continue
		}
		if n, ok := r.note(c); ok {
			return n
		}
	}
	return Note{}
}

// lastRouter is the furthest router that answered on the way to what the failing
// step dialled.
func lastRouter(c *Case) (Note, bool) {
	for _, f := range c.traces() {
		if f.Code != OK || f.Reached {
			continue
		}
		if hop, ok := f.Last(); ok {
			return Note{Kind: NoteLastRouter, Address: hop.From, Hop: hop.TTL, Scope: ScopeOf(hop.From)}, true
		}
		return Note{Kind: NoteNoRouter}, true
	}
	return Note{}, false
}

// ownRule is the rule of this machine that stops it, or how it shows that one does.
func ownRule(c *Case) (Note, bool) {
	for _, f := range c.firewalls() {
		switch {
		case f.Place() != "" && f.Blocked != No:
			return Note{Kind: NoteRule, Text: f.Place() + ": " + f.Rule}, true
		case f.Seen == ResetHere:
			return Note{Kind: NoteOwnReset}, true
		case f.Seen == AnswersDropped:
			return Note{Kind: NoteOwnDrop}, true
		}
	}
	return Note{}, false
}
