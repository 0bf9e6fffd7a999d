// Package route works out what the go command will contact, and how: which
// hosts, through which proxy, with which fallback. It follows the go command's
// own rules (cmd/go/internal/modfetch, cmd/go/internal/cfg,
// golang.org/x/net/http/httpproxy) and sends nothing.
package route

import "net/url"

// Purpose says what a route is for.
type Purpose string

// Purposes of routes.
const (
	ModuleProxy      Purpose = "module-proxy"
	ChecksumDatabase Purpose = "checksum-database"
	VersionControl   Purpose = "version-control"
	Toolchain        Purpose = "toolchain"
	Redirect         Purpose = "redirect" // a host that a needed URL redirects to
)

// Fallback says when the go command goes on to the next entry of GOPROXY
// (cmd/go/internal/modfetch/proxy.go:TryProxies).
type Fallback string

// Ways of falling back.
const (
	NoFallback Fallback = "none"
	OnNotFound Fallback = "not-found" // comma: after 404 and 410 only
	OnAnyError Fallback = "any-error" // pipe
)

// Route is one way the go command will take for some request.
type Route struct {
	ID       string // stable within a run: "module-proxy-1", "checksum-database" …
	Purpose  Purpose
	URL      *url.URL // base of what is asked; may hold a secret: show Display only
	Asked    *url.URL // what go tells git to ask, where git's configuration rewrites it to URL; else nil
	Via      Via
	Host     string // what is dialled first: the proxy's host, where there is one; empty for file://
	Port     int
	Position int // in the GOPROXY list, from 1; 0 when it is not of that list
	Fallback Fallback
	Needed   bool   // the go command fails if this route fails
	Module   Module // one that takes this route
	Relay    bool   // for checksum-database: asked through the module proxy at Position
	Insecure bool   // GOINSECURE covers the module, so that its page is read without verification
	Tool     string // for version-control: git, hg, svn …; empty when a go-import page must tell
}

// Rewritten reports whether git's configuration sends the request to another host
// than the go command named.
func (r Route) Rewritten() bool {
	if r.Asked == nil || r.URL == nil {
		return false
	}
	return r.Asked.Hostname() != r.URL.Hostname() || r.Asked.Scheme == r.URL.Scheme && r.Asked.Port() != r.URL.Port()
}

// Display is the URL with its secrets hidden.
func (r Route) Display() string { return Redact(r.URL) }

// Via is the proxy that a request goes through; the zero value is none.
type Via struct {
	URL    *url.URL // nil for a direct connection; may hold a secret: show String only
	Scheme string   // http, https, socks5, socks5h, as net/http treats it
	Source string   // the variable that names it: "HTTPS_PROXY"
}

// Direct reports whether there is no proxy.
func (v Via) Direct() bool { return v.URL == nil }

// String is "direct" or the proxy's URL with its secret hidden.
func (v Via) String() string {
	if v.Direct() {
		return "direct"
	}
	return Redact(v.URL)
}

// Module is a module path and a version; the version may be empty.
type Module struct{ Path, Version string }

// String is path@version, or the path alone.
func (m Module) String() string {
	if m.Version == "" {
		return m.Path
	}
	return m.Path + "@" + m.Version
}

// Source says where a setting's value comes from.
type Source string

// Sources of settings, in the go command's order of precedence
// (cmd/go/internal/cfg/cfg.go:EnvOrAndChanged).
const (
	FromEnvironment Source = "environment"
	FromEnvFile     Source = "go-env-file" // written by go env -w
	FromGoEnv       Source = "go.env"      // GOROOT's
	FromDefault     Source = "default"
)

// Problem is a setting that the go command cannot use, or that does not do what
// its author will have meant.
type Problem struct {
	Name   string // of the setting: GOPROXY, HTTPS_PROXY, go.mod …
	Value  string // secret hidden
	Source Source
	File   string // that holds it, when Source is a file
	Kind   ProblemKind
	Reason string // stable lower-case identifier of what is wrong, such as "semicolon" or "quoted"; words are made of it
	Fatal  bool   // the go command fails because of it
}

// ProblemKind sorts problems by the cause that they lead to.
type ProblemKind string

// Kinds of problems.
const (
	GoproxyMalformed ProblemKind = "goproxy-malformed"
	GoproxyOff       ProblemKind = "goproxy-off"
	GosumdbMalformed ProblemKind = "gosumdb-malformed"
	ProxyMalformed   ProblemKind = "proxy-malformed"
	ProxyMisleading  ProblemKind = "proxy-misleading" // e.g. ALL_PROXY or HTTP_PROXY alone: not read for https
	EnvConflict      ProblemKind = "go-env-conflict"  // an exported variable hides a stored one
	GopathMode       ProblemKind = "gopath-mode"
	VendorMode       ProblemKind = "vendor-mode"
	GomodUnreadable  ProblemKind = "go-mod"         // go.mod or go.work cannot be read
	GosumIncomplete  ProblemKind = "go-sum"         // go.sum cannot be read, or lacks what go may not add
	VCSDisallowed    ProblemKind = "vcs-disallowed" // GOVCS forbids the program that the module needs
	// ToolchainUnavailable: go.mod or go.work wants a newer Go, and GOTOOLCHAIN forbids fetching it.
	ToolchainUnavailable ProblemKind = "toolchain"
	ReplacementMissing   ProblemKind = "replacement"   // go.mod replaces a module by a folder that is none
	OtherMalformed       ProblemKind = "other-setting" // GOFLAGS, GOTOOLCHAIN, GOVCS, GOAUTH …
	Note                 ProblemKind = "note"          // works, and is worth a word
)
