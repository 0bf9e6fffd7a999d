package checks

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// ResolverFacts is what the files say that Go's resolver reads
// (net/dnsconfig_unix.go, net/conf.go, net/hosts.go).
type ResolverFacts struct {
	File         string       // the resolv.conf that was read
	FileCode     Code         // NotFound, Permission …
	Nameservers  []netip.Addr // as Go uses them: the first three that are addresses
	Defaulted    bool         // none is set, so that Go asks 127.0.0.1 and ::1
	Ignored      []string     // nameserver lines that are no address, or beyond the third
	Search       []string
	NDots        int
	Timeout      time.Duration
	Attempts     int
	UseTCP       bool
	Rotate       bool
	HostsOrder   string // the words of nsswitch's hosts line that Go honours: "files dns", "dns files", "files", "dns"
	SystemStub   bool   // a nameserver is a stub on this machine (127.0.0.53, 127.0.0.11 …)
	ContainerDNS string // docker, kubernetes, wsl …, when the file says so
	Owner        string // resolved, networkmanager, resolvconf, docker, wsl …: who keeps the file; empty for nobody
	Program      string // that answers at a nameserver's address on this machine, where it shows
}

// Evidence implements Facts.
func (f ResolverFacts) Evidence() []Evidence {
	var servers []string
	for _, s := range f.Nameservers {
		servers = append(servers, s.String())
	}
	list := []Evidence{{"file", Clean(f.File)}}
	if f.Defaulted {
		list = append(list, Evidence{"nameservers", "none set; go asks " + strings.Join(servers, ", ")})
	} else {
		list = append(list, Evidence{"nameservers", strings.Join(servers, ", ")})
	}
	for _, bad := range f.Ignored {
		list = append(list, Evidence{"ignored", Clean(bad)})
	}
	list = appendIf(list, "kept-by", f.Owner)
	list = appendIf(list, "program", f.Program)
	list = appendIf(list, "search", strings.Join(f.Search, " "))
	list = append(list, Evidence{"options", fmt.Sprintf("ndots %d, timeout %v, attempts %d", f.NDots, f.Timeout, f.Attempts)})
	list = appendIf(list, "order", f.HostsOrder)
	return appendCode(list, f.FileCode)
}

// Answer is what one nameserver said about one name, A and AAAA together.
type Answer struct {
	Server    netip.AddrPort
	Name      string // fully qualified name that was asked
	Protocol  string // "udp" or "tcp": the one that brought the answer
	Code      Code   // OK when there is an address
	Addresses []netip.Addr
	Rcode     string // NOERROR, NXDOMAIN, SERVFAIL …; empty when nothing came
	CodeA     Code   // of the A query alone
	CodeAAAA  Code   // of the AAAA query alone
	TCP       Code   // of the same question over TCP, asked when UDP fails; NotAsked
	Again     bool   // a first question of the two was not answered, a repeated one was
	There     bool   // it took a connection, or refused one, whatever it said then
	Extended  string // extended DNS error (RFC 8914), cleaned
	Bogus     bool   // the extended error says that signatures are wrong or missing
	Stale     bool   // the extended error says that the answer is out of date (RFC 8767, serve-stale)
	Unasked   bool   // it is empty, and the server says that it neither has the name nor asks others
	Validated Tri    // with checking disabled (CD), is there an answer? Yes hints at DNSSEC
	Plain     Tri    // without EDNS, is there an answer? Asked where there is none with it
	RTT       time.Duration
	Slower    time.Duration // that the later one of the two answers took
	Asked     time.Duration // how long we listened when nothing came
}

// NotAsked marks a question that was not put.
const NotAsked Code = "not-asked"

// Evidence implements Facts.
func (a Answer) Evidence() []Evidence {
	list := []Evidence{{"server", a.Server.String()}, {"name", Clean(a.Name)}}
	list = appendIf(list, "addresses", joinAddrs(a.Addresses))
	list = appendIf(list, "rcode", a.Rcode)
	list = appendIf(list, "detail", a.Extended)
	if a.Unasked {
		list = append(list, Evidence{"recursion", "no"})
	}
	if a.Plain == Yes {
		list = append(list, Evidence{"without-edns", "answers"})
	}
	if a.RTT > 0 {
		list = append(list, Evidence{"time", milliseconds(a.RTT)})
	}
	if a.TCP != NotAsked && a.TCP != OK {
		list = append(list, Evidence{"tcp", string(a.TCP)})
	}
	return appendCode(list, a.Code)
}

// Source says where the addresses of a host come from.
type Source string

// Sources of addresses.
const (
	FromLiteral Source = "literal" // the host is an address itself
	FromHosts   Source = "hosts"   // the hosts file
	FromDNS     Source = "dns"
	FromNobody  Source = "" // nothing was asked, or nobody answered
)

// LookupFacts is what the go command's resolver makes of a host name.
type LookupFacts struct {
	Host      string
	Source    Source
	HostsLine string // "file:line" of the hosts entry
	Name      string // fully qualified name that gave the answer, after search domains
	Searched  bool   // Name came from a search domain
	Addresses []netip.Addr
	Code      Code
	Again     bool          // the question had to be repeated; go repeats it only after its whole timeout
	Answers   []Answer      // one for each nameserver asked so far, in the order of resolv.conf
	Delay     time.Duration // that go will lose on silent servers before the answer, if they stay silent (DelayConfirmed); 0 if none
}

// Evidence implements Facts.
func (f LookupFacts) Evidence() []Evidence {
	list := []Evidence{{"host", Clean(f.Host)}}
	list = appendIf(list, "addresses", joinAddrs(f.Addresses))
	list = appendIf(list, "source", string(f.Source))
	list = appendIf(list, "line", f.HostsLine)
	if f.Searched {
		list = append(list, Evidence{"found-as", Clean(f.Name)})
	}
	for _, a := range f.Answers {
		if a.Code != OK {
			list = append(list, Evidence{"server", fmt.Sprintf("%s: %s", a.Server.Addr(), a.Code)})
		}
	}
	if f.Delay > 0 {
		list = append(list, Evidence{"delay", f.Delay.String()})
	}
	return appendCode(list, f.Code)
}

// DelayConfirmed reports whether the Delay is real. A lookup passes silent
// servers over after a moment; those that were only slow have answered the check
// that gave them their full time (KindNameserver).
func (f LookupFacts) DelayConfirmed(b *Board) bool {
	if f.Delay == 0 {
		return false
	}
	rtt, _ := b.RTT()
	for _, a := range f.Answers {
		if !a.late(rtt) {
			continue
		}
		r, _ := b.Result(KindNameserver.Name(a.Server.Addr().String()))
		alone, ok := r.Facts.(Answer)
		if ok && r.Status != Unknown && alone.late(rtt) {
			return true
		}
	}
	return !f.passedOver(b) && f.Delay >= SlowAnswer(rtt) // lost on other names of the search list
}

// passedOver reports whether a nameserver was silent or slow about the very name that
// gave the answer.
func (f LookupFacts) passedOver(b *Board) bool {
	rtt, _ := b.RTT()
	return slices.ContainsFunc(f.Answers, func(a Answer) bool { return a.late(rtt) })
}

// DelayInDoubt reports whether a check still runs that is to confirm the Delay.
func (f LookupFacts) DelayInDoubt(b *Board) bool {
	if f.Delay == 0 || f.DelayConfirmed(b) {
		return false
	}
	rtt, _ := b.RTT()
	for _, c := range b.Silent(0) {
		for _, a := range f.Answers {
			if a.late(rtt) && c.ID == KindNameserver.Name(a.Server.Addr().String()) {
				return true
			}
		}
	}
	return false
}

// AskedAgain reports whether a first question was not answered: in the lookup, or when
// a nameserver that the lookup passed over was asked alone.
func (f LookupFacts) AskedAgain(b *Board) bool {
	return f.Again || f.Delay > 0 && slices.ContainsFunc(AllFacts[Answer](b), func(a Answer) bool { return a.Again })
}

// RepeatsInDoubt reports whether a nameserver that did not answer the first question
// is still being asked again and again.
func (f LookupFacts) RepeatsInDoubt(b *Board) bool {
	return f.AskedAgain(b) && slices.ContainsFunc(b.Silent(0), func(c Check) bool { return c.Kind == KindDNSRepeat })
}

// late reports whether go waits long for the answer, on a line with this round
// trip, or in vain.
func (a Answer) late(rtt time.Duration) bool {
	return a.halfSilent() || max(a.RTT, a.Slower) >= SlowAnswer(rtt)
}

// halfSilent reports whether one family at least got no answer.
func (a Answer) halfSilent() bool {
	mute := func(code Code) bool { return code == Timeout || code == Garbage }
	return mute(a.CodeA) || mute(a.CodeAAAA)
}

// CompareLookupFacts is a host name asked at servers other than the configured ones.
type CompareLookupFacts struct {
	Host    string
	Answers []Answer // of public resolvers, those that answered first
	Exists  Tri      // some server gave an address (Yes), or all that answered deny the name (No)
}

// Evidence implements Facts.
func (f CompareLookupFacts) Evidence() []Evidence {
	var list []Evidence
	for _, a := range f.Answers {
		said := joinAddrs(a.Addresses)
		if a.Code != OK {
			said = string(a.Code)
		}
		list = append(list, Evidence{"compare", fmt.Sprintf("%s: %s", a.Server.Addr(), said)})
	}
	return list
}

// Addresses are all addresses that the compared servers gave, without repeats.
func (f CompareLookupFacts) Addresses() []netip.Addr {
	seen := map[netip.Addr]bool{}
	var list []netip.Addr
	for _, a := range f.Answers {
		for _, addr := range a.Addresses {
			if !seen[addr] {
				seen[addr] = true
				list = append(list, addr)
			}
		}
	}
	return list
}

func joinAddrs(addrs []netip.Addr) string {
	parts := make([]string, len(addrs))
	for i, a := range addrs {
		parts[i] = a.String()
	}
	return strings.Join(parts, ", ")
}
