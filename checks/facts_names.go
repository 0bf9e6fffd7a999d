package checks

import (
	"cmp"
	"fmt"
	"net/netip"
	"strings"
	"time"
)

// TraceLevel is what one zone's servers said on the way from the root to a name.
type TraceLevel struct {
	Zone     string         // "." , "org." …
	Server   netip.AddrPort // that answered; invalid when none did
	Name     string         // of that server
	Asked    int            // questions put to this zone's servers
	Code     Code           // OK when it answered or referred
	Referral string         // the zone below, when it referred
	RTT      time.Duration
}

// Chain is the state of the signatures from the root to a name (RFC 4035, section 4.3).
type Chain string

// States of a chain of signatures.
const (
	ChainNotAsked Chain = ""
	ChainSecure   Chain = "secure"   // every signature fits
	ChainUnsigned Chain = "unsigned" // a zone on the way is not signed, as its parent says
	ChainBroken   Chain = "broken"   // a signature is missing or wrong
	ChainUnknown  Chain = "unknown"  // somebody did not answer
)

// DNSTraceFacts is a name followed from the root servers down, each zone's own
// servers asked, past every resolver.
type DNSTraceFacts struct {
	Host      string
	Levels    []TraceLevel
	Aliases   []string // names that the name is an alias for, in their order
	Code      Code     // OK: its own servers give addresses; NXDomain and NoData are their word too
	Addresses []netip.Addr

	// Intercepted says that a server answered what it cannot know: somebody on the
	// way answers in the place of whoever is asked.
	Intercepted bool
	ForgedBy    netip.AddrPort // whom the question was for
	Forged      []netip.Addr   // the addresses given in its place
	Denied      bool           // in its place, the name was denied

	Chain      Chain
	ChainZone  string    // where the chain breaks, or is not signed
	ChainCode  Code      // how it breaks: Expired, NotYetValid, BadSignature, NoSignature, KeyMismatch
	ChainUntil time.Time // of a signature that is out of date; zero otherwise
}

// Truth reports whether the name's own servers were reached, and what they say: Yes
// when they give addresses, No when they deny the name or have none for it.
func (f DNSTraceFacts) Truth() Tri {
	switch {
	case f.Code == OK && len(f.Addresses) > 0:
		return Yes
	case f.Code == NXDomain, f.Code == NoData:
		return No
	}
	return NotKnown
}

// Evidence implements Facts.
func (f DNSTraceFacts) Evidence() []Evidence {
	var list []Evidence
	for _, l := range f.Levels {
		list = append(list, Evidence{"level", l.text()})
	}
	list = appendIf(list, "alias", strings.Join(f.Aliases, ", "))
	list = appendIf(list, "addresses", joinAddrs(f.Addresses))
	if f.Intercepted {
		said := cmp.Or(joinAddrs(f.Forged), string(NXDomain))
		list = append(list, Evidence{"forged", fmt.Sprintf("%s: %s", f.ForgedBy.Addr(), said)})
	}
	if f.Chain != ChainNotAsked {
		list = append(list, Evidence{"dnssec", strings.TrimSpace(fmt.Sprintf("%s %s", f.Chain, Clean(f.ChainZone)))})
		list = appendIf(list, "signature", string(f.ChainCode))
	}
	if !f.ChainUntil.IsZero() {
		list = append(list, Evidence{"valid", "to " + f.ChainUntil.UTC().Format(time.DateTime)})
	}
	return appendCode(list, f.Code)
}

func (l TraceLevel) text() string {
	if !l.Server.IsValid() {
		return fmt.Sprintf("%s %s (%d asked)", Clean(l.Zone), l.Code, l.Asked)
	}
	text := fmt.Sprintf("%s %s %s, %s", Clean(l.Zone), l.Server.Addr(), Clean(l.Name), milliseconds(l.RTT))
	switch {
	case l.Referral != "":
		return text + " → " + Clean(l.Referral)
	case l.Code != OK:
		return text + ": " + string(l.Code)
	}
	return text
}

// AnswerSet is an answer, and how often it came.
type AnswerSet struct {
	Code      Code
	Addresses []netip.Addr // sorted
	Count     int
}

// RepeatFacts is one nameserver asked the same several times.
type RepeatFacts struct {
	Server           netip.AddrPort
	Name             string
	Sent, Lost       int           // pairs of questions, and those of which neither was answered
	Half             int           // pairs of which only one question was answered
	Min, Median, Max time.Duration // of the answers that came
	Sets             []AnswerSet   // distinct answers, the most frequent first
}

// Evidence implements Facts.
func (f RepeatFacts) Evidence() []Evidence {
	list := []Evidence{{"server", f.Server.String()}, {"name", Clean(f.Name)}}
	list = append(list, Evidence{"lost", fmt.Sprintf("%d / %d", f.Lost+f.Half, f.Sent)})
	if f.Lost < f.Sent {
		list = append(list, Evidence{"time", fmt.Sprintf("%s / %s / %s", milliseconds(f.Min), milliseconds(f.Median), milliseconds(f.Max))})
	}
	for _, s := range f.Sets {
		list = append(list, Evidence{"answer", fmt.Sprintf("%d × %s", s.Count, cmp.Or(joinAddrs(s.Addresses), string(s.Code)))})
	}
	return list
}

// Loses reports whether the nameserver leaves four questions in ten or more without
// an answer, or one of two that are put at once, so that nearly every look-up of go,
// which puts two, waits.
func (f RepeatFacts) Loses() bool { return f.Lost < f.Sent && (f.Lost+f.Half)*10 >= f.Sent*4 }

// Wavers reports whether the nameserver gives addresses one time and denies the
// name, or fails, the next.
func (f RepeatFacts) Wavers() bool {
	gives, denies := false, false
	for _, s := range f.Sets {
		gives = gives || s.Code == OK
		denies = denies || s.Code != OK
	}
	return gives && denies
}
