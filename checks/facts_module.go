package checks

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"gomend/checks/route"
)

// GoFacts is the go command that was found.
type GoFacts struct {
	Path    string
	Version string // "go1.26.8"
	Code    Code   // NotFound, Timeout, Garbage, GoFailed
	Detail  string // what it printed, cleaned, at most one line
}

// Evidence implements Facts.
func (f GoFacts) Evidence() []Evidence {
	var list []Evidence
	list = appendIf(list, "path", f.Path)
	list = appendIf(list, "version", f.Version)
	list = appendIf(list, "detail", f.Detail)
	return appendCode(list, f.Code)
}

// SettingsFacts lists settings that cannot be used as written, or that mislead.
type SettingsFacts struct {
	Problems []route.Problem
	Causes   []Cause // that the fatal ones among them prove, in their order
}

// Evidence implements Facts.
func (f SettingsFacts) Evidence() []Evidence {
	var list []Evidence
	for _, p := range f.Problems {
		list = append(list, Evidence{p.Name, Clean(fmt.Sprintf("%s (%s, from %s)", p.Value, p.Reason, p.Source))})
	}
	return list
}

// Body says what an HTTP body turned out to be.
type Body string

// Kinds of body.
const (
	BodyNone  Body = ""
	BodyJSON  Body = "json"
	BodyHTML  Body = "html"
	BodyText  Body = "text"
	BodyZip   Body = "zip"
	BodyEmpty Body = "empty"
	BodyOther Body = "other"
)

// Known says whether a server has a module that every module proxy has, which fetches
// what it is asked for.
type Known string

// What a server answers about that module.
const (
	KnownUnasked Known = ""
	KnownServed  Known = "served"
	KnownDenied  Known = "not found"
)

// HTTPFacts is one request as the go command makes it, redirects followed.
type HTTPFacts struct {
	URL         string   // asked first, secret hidden
	Final       string   // URL that answered; equal to URL without redirects
	Hops        []string // hosts (host:port) of redirects, in order
	Status      int
	Protocol    string // "HTTP/2.0"
	ContentType string
	Body        Body
	Bytes       int64  // read
	Length      int64  // of the whole body, as the server tells; 0 when it does not
	Detail      string // the server's own words, when text/plain, cleaned, at most one line
	Upstream    bool   // Detail reports that the server could not fetch from its own source
	Known       Known  // for a module that is not there: what of one that every module proxy has
	OfModules   bool   // Detail speaks of modules and versions, as only a module proxy does
	Challenge   string // scheme of WWW-Authenticate
	Server      string
	Speaks      string // what it speaks instead of plain HTTP: tls; empty when that was not seen
	Date        time.Time
	RetryAfter  string
	Code        Code
	ConnectCode Code          // how the connection failed, when no status came (also on a redirect's host)
	FailedHost  string        // host:port at which it failed
	FirstByte   time.Duration // from the request to the answer's head, or how long none came; 0 without a connection
	Transfer    time.Duration // of the body, as far as it was read
	Time        time.Duration // of everything, redirects on the same host and waiting included
}

// Evidence implements Facts.
func (f HTTPFacts) Evidence() []Evidence {
	list := []Evidence{{"url", Clean(f.URL)}}
	if f.Final != "" && f.Final != f.URL {
		list = append(list, Evidence{"redirected-to", Clean(f.Final)})
	}
	if f.Status != 0 {
		list = append(list, Evidence{"status", fmt.Sprint(f.Status)})
	}
	list = appendIf(list, "content-type", f.ContentType)
	list = appendIf(list, "answer", f.Detail)
	list = appendIf(list, "known-module", string(f.Known))
	list = appendIf(list, "server", f.Server)
	list = appendIf(list, "speaks", f.Speaks)
	list = appendIf(list, "retry-after", f.RetryAfter)
	list = appendIf(list, "failed-at", f.FailedHost)
	if f.ConnectCode != OK {
		list = append(list, Evidence{"connection", string(f.ConnectCode)})
	}
	return appendCode(list, f.Code)
}

// RepositoryFacts is what git said about a repository.
type RepositoryFacts struct {
	Module string
	Tool   string // git, hg …
	URL    string // secret hidden
	Scheme string // https, ssh, http, git
	Code   Code   // NotFound (the program), AuthRequired, HostKey, AccessDenied, RepositoryFault, Timeout …
	Detail string // the telling line of the program's stderr, cleaned
	Roots  string // file of authorities that git's own settings name, where it trusts too few
}

// Evidence implements Facts.
func (f RepositoryFacts) Evidence() []Evidence {
	var list []Evidence
	list = appendIf(list, "module", f.Module)
	list = appendIf(list, "repository", f.URL)
	list = appendIf(list, "program", f.Tool)
	list = appendIf(list, "said", f.Detail)
	list = appendIf(list, "sslCAInfo", f.Roots)
	return appendCode(list, f.Code)
}

// CacheFacts is the state of the module cache.
type CacheFacts struct {
	Path  string
	Owner string
	Free  uint64 // bytes on that file system for this user; 0 when not known
	Known bool   // Free is known

	Needed uint64 // bytes that the project takes there; 0 when not known
	Code   Code   // Permission, ReadOnly, NoSpace …
}

// Evidence implements Facts.
func (f CacheFacts) Evidence() []Evidence {
	list := []Evidence{{"path", Clean(f.Path)}}
	list = appendIf(list, "owner", f.Owner)
	if f.Known {
		list = append(list, Evidence{"free", fmt.Sprintf("%d MB", f.Free>>20)})
	}
	if f.Needed > 0 {
		list = append(list, Evidence{"needed", fmt.Sprintf("%d MB", f.Needed>>20)})
	}
	return appendCode(list, f.Code)
}

// Trial says how a run of the go command differs from what a person would type.
type Trial string

// Trials. Only an ordinary one, or one that leaves out dead entries, proves that
// go gets through.
const (
	TrialOrdinary Trial = ""
	TrialRest     Trial = "rest"    // GOPROXY without the entries that are known to be dead
	TrialStored   Trial = "stored"  // without an exported variable that hides a stored one
	TrialHTTP1    Trial = "http1"   // without HTTP/2
	TrialProject  Trial = "project" // all that the project needs, beside its module cache
	TrialCached   Trial = "cached"  // no network: does the module cache hold all that go.mod needs?
)

// DownloadFacts is the go command's own word: what it said when it fetched one
// module into a throw-away cache.
type DownloadFacts struct {
	Module  string
	Version string
	Trial   Trial
	Setting string // the variable that was left out, for TrialStored
	OK      bool
	Killed  bool       // it was no longer waited for
	Stalled bool       // nothing more came of a file for so long that it was given up
	Bytes   int64      // that came of the zip or of the repository, as far as they were seen
	Total   int64      // of the zip; 0 when not known
	Text    string     // its error, cleaned, at most 2 KB
	Cause   Cause      // what the text alone points at; empty when it does not tell
	Plain   bool       // the text leaves no doubt about Cause
	Host    string     // that the text names, without port
	Dialled netip.Addr // that the text names as dialled; invalid when it names none
	Time    time.Duration
	Room    Room // that it takes in the module cache, when OK
}

// Room is what a folder takes up on its file system.
type Room struct {
	Bytes uint64 // of all files
	Files uint64 // files and folders
}

// Evidence implements Facts.
func (f DownloadFacts) Evidence() []Evidence {
	list := []Evidence{{"module", Clean(strings.TrimSuffix(f.Module+"@"+f.Version, "@"))}}
	switch {
	case f.OK:
		list = append(list, Evidence{"go", "downloaded it in " + milliseconds(f.Time)})
	case f.Stalled:
		list = append(list, Evidence{"go", "got nothing more in the end, after " + milliseconds(f.Time)})
	case f.Killed:
		list = append(list, Evidence{"go", "had no answer after " + milliseconds(f.Time)})
	default:
		first, _, _ := strings.Cut(f.Text, "\n")
		list = appendIf(list, "go", first)
	}
	if f.Bytes > 0 && !f.OK {
		list = append(list, Evidence{"received", Megabytes(Progress{f.Bytes, f.Total})})
	}
	return list
}

// Megabytes tells how much has come: "1.5 of 8.0 MB", or "1.5 MB" of who knows
// how much. A megabyte is 10^6 bytes here, as download programs count.
func Megabytes(p Progress) string {
	const mega = 1e6
	if p.Total <= 0 {
		return fmt.Sprintf("%.1f MB", float64(p.Bytes)/mega)
	}
	return fmt.Sprintf("%.1f of %.1f MB", float64(p.Bytes)/mega, float64(p.Total)/mega)
}

// MirrorFacts is whether a module proxy that go does not use would do.
type MirrorFacts struct {
	URL    string // secret hidden
	Code   Code   // OK when it handed out a zip that the checksum database vouches for
	Relays bool   // it relays the checksum database
	Time   time.Duration
}

// Evidence implements Facts.
func (f MirrorFacts) Evidence() []Evidence {
	list := []Evidence{{"url", Clean(f.URL)}}
	if f.Code != OK {
		return appendCode(list, f.Code)
	}
	list = append(list, Evidence{"zip", milliseconds(f.Time)})
	if f.Relays {
		return append(list, Evidence{"checksums", "relayed"})
	}
	return append(list, Evidence{"checksums", "not relayed"})
}
