package module

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// question is one thing asked of a server, over as many requests as it takes.
type question struct {
	kind   checks.Kind
	want   Want
	route  route.Route
	module route.Module
	file   string   // below the base: "@v/v1.0.0.info"; made from the module when empty
	at     *url.URL // where a redirect sent it; nil at first
	depth  int      // redirects to other hosts so far
	cold   bool     // the server may have to fetch it first
	limit  int64    // bytes of the body to be read
}

// closerLook looks closer at an answer, may ask more, and may put the last answer and
// what it means in the place of the first.
type closerLook func(context.Context, *checks.Input, question, *Answer, *checks.Result)

// check makes the check that puts a question; more may be nil.
func (a *Asker) check(q question, needs []string, more closerLook) checks.Check {
	name := q.route.ID + "/" + q.module.String()
	if q.kind == checks.KindChecksumSupport || q.kind == checks.KindChecksumDatabase {
		name = q.route.ID
	}
	if q.depth > 0 {
		name += "/redirected-" + string(rune('0'+min(q.depth, 9)))
	}
	c := checks.Check{ID: q.kind.Name(name), Kind: q.kind, Route: q.route.ID, Target: q.target(), Command: q.command(), Needs: needs}
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		return a.put(ctx, in, q, more)
	}
	return c
}

func (q question) target() string {
	if q.module.Path == "" {
		return q.route.Display()
	}
	return q.module.String()
}

// command is what a person would type. A secret in the URL is hidden.
func (q question) command() string {
	u, err := q.url()
	switch {
	case err != nil:
		return ""
	case u.Scheme == "file":
		return "ls -l " + u.Path
	case q.want == WantZip:
		return "curl -sSLo /dev/null -w '%{http_code} %{size_download}\\n' '" + route.Redact(u) + "'"
	}
	return "curl -sSi '" + route.Redact(u) + "'"
}

func (a *Asker) put(ctx context.Context, in *checks.Input, q question, more closerLook) checks.Result {
	q.module = resolved(in, q.module)
	u, err := q.url()
	if err != nil {
		return checks.Result{Status: checks.Fail, Code: checks.Malformed, Facts: checks.HTTPFacts{URL: q.target(), Code: checks.Malformed}}
	}
	answer := a.get(ctx, in, q.route, u, q.limit, q.cold)
	if answer.Hop != nil && a.Follow != nil {
		return a.follow(q, answer, more)
	}
	code := proxyCode(q.route, u, answer, Judge(q.want, q.module, answer))
	result := checks.Result{
		Status: a.statusOf(code),
		Code:   code,
		Cause:  q.causeOf(answer, code, a.Credentials.helper()),
	}
	if a.wholeOnlyOverHTTP1(ctx, q, u, answer, code) {
		result.Cause = checks.CauseHTTP2Broken
	} else if a.wholeOnlyInSmallPackets(ctx, q, u, answer, code) {
		result.Cause = checks.CauseMTUBlackhole
	}
	if more != nil {
		more(ctx, in, q, &answer, &result)
	}
	said := facts(u, q.route, answer, result.Code)
	if said.Speaks = a.speaks(ctx, q, u, answer); said.Speaks != "" {
		result.Cause = checks.CauseGOPROXYWrongURL
	}
	result.Facts = said
	return result
}

// speaks is what a server speaks that has no answer to plain HTTP; empty when it is
// not known. Many a TLS server hangs up on a request that is not encrypted.
func (a *Asker) speaks(ctx context.Context, q question, u *url.URL, answer Answer) string {
	if u.Scheme == "http" && says(answer, servesTLSOnly) {
		return "tls"
	}
	cut := answer.Code == checks.Reset || answer.Code == checks.Closed || answer.Code == checks.Garbage
	if u.Scheme != "http" || !q.route.Via.Direct() || !cut || answer.Status != 0 || answer.ConnectCode != checks.OK || a.Dialer == nil {
		return ""
	}
	secured := *u
	secured.Scheme = "https"
	r := q.route
	r.URL = &secured
	ctx, cancel := context.WithTimeout(ctx, recogniseWait)
	defer cancel()
	conn, err := a.Dialer.Dial(ctx, r, hostPort(u))
	if conn != nil {
		conn.Close()
	}
	if err == nil || slices.Contains(certificateCodes, checks.Classify(err)) {
		return "tls"
	}
	return ""
}

// recogniseWait bounds a handshake with a server that has just answered.
const recogniseWait = 2 * time.Second

// certificateCodes are failures of a handshake in which the server spoke TLS.
var certificateCodes = []checks.Code{
	checks.UnknownAuthority, checks.NameMismatch, checks.Expired, checks.NotYetValid, checks.BadCertificate, checks.NoRoots,
}

// wholeOnlyOverHTTP1 reports whether an answer that broke off over HTTP/2 comes whole
// over HTTP/1.1, and over a new channel of HTTP/2 does not: else it was the channel.
func (a *Asker) wholeOnlyOverHTTP1(ctx context.Context, q question, u *url.URL, broken Answer, code checks.Code) bool {
	cut := code == checks.Reset || code == checks.Closed || code == checks.Timeout || code == checks.Garbage
	if !cut || broken.Protocol != "HTTP/2.0" || broken.ConnectCode != checks.OK || a.HTTP1 == nil || ctx.Err() != nil {
		return false
	}
	wait := http1Wait
	if broken.Status == 0 && code == checks.Timeout {
		wait = http1Word // what had to be fetched has been fetched by now
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	begin := time.Now()
	if !a.whole(ctx, a.HTTP1, q, u) || a.Dialer == nil {
		return false
	}
	if code == checks.Timeout {
		ctx, cancel = context.WithTimeout(ctx, sameAgain+2*time.Since(begin)) // silence would take all of the time that is left
		defer cancel()
	}
	return !a.whole(ctx, a.Dialer, q, u)
}

// whole reports whether the same question is answered well over a new connection.
func (a *Asker) whole(ctx context.Context, d Dialer, q question, u *url.URL) bool {
	c := NewClient(q.route, nil, d, a.Credentials)
	defer c.Close()
	return Judge(q.want, q.module, c.Get(ctx, u, q.limit, checks.FirstByteWait(0, false), nil)) == checks.OK
}

// wholeOnlyInSmallPackets reports whether an answer that did not come, or not further,
// comes when the server is told to send small packets, and over another connection
// still does not: then large ones get lost. A server that was slow answers both.
func (a *Asker) wholeOnlyInSmallPackets(ctx context.Context, q question, u *url.URL, silent Answer, code checks.Code) bool {
	if code != checks.Timeout || silent.ConnectCode != checks.OK || a.Small == nil || a.Dialer == nil || ctx.Err() != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, http1Word)
	defer cancel()
	var small, large bool
	var wg sync.WaitGroup
	wg.Go(func() { small = a.whole(ctx, a.Small, q, u) })
	wg.Go(func() { large = a.whole(ctx, a.Dialer, q, u) })
	wg.Wait()
	return small && !large
}

// http1Wait bounds the same question over HTTP/1.1: a new channel and an answer
// of at most 64 KiB that the server has at hand.
const http1Wait = 8 * time.Second

// http1Word bounds it where the server has had its time for that answer already.
const http1Word = 3 * time.Second

// sameAgain is what the very same question may take longer over another channel, besides
// twice its time.
const sameAgain = time.Second

// proxyCode tells the HTTP proxy's own status from the server's. On the way to an
// http:// URL they look alike, but some proxies sign their own.
func proxyCode(r route.Route, u *url.URL, a Answer, code checks.Code) checks.Code {
	if !inPlainThroughProxy(r, u) || !signedByProxy(a.Header) {
		return code
	}
	switch code {
	case checks.StatusForbidden:
		return checks.ProxyForbidden
	case checks.StatusServerError:
		return checks.ProxyUpstream
	}
	return code
}

// inPlainThroughProxy reports whether a request is one that an HTTP proxy reads.
func inPlainThroughProxy(r route.Route, u *url.URL) bool {
	return u.Scheme == "http" && isHTTPProxy(r.Via)
}

// signedByProxy reports whether a forward proxy says that it made an answer: Squid's
// header, Proxy-Status with an error (RFC 9209, section 2.1.1), or its name as server.
func signedByProxy(h http.Header) bool {
	server, _, _ := strings.Cut(strings.ToLower(h.Get("Server")), "/")
	return h.Get("X-Squid-Error") != "" || strings.Contains(h.Get("Proxy-Status"), "error=") ||
		server == "tinyproxy" || server == "privoxy"
}

// statusOf leaves a 401 open where programs named by GOAUTH may know a login: they
// are left to the go command.
func (a *Asker) statusOf(code checks.Code) checks.Status {
	if code == checks.StatusUnauthorized && a.Credentials.helper() {
		return checks.Unknown
	}
	return statusFor(code)
}

func statusFor(code checks.Code) checks.Status {
	switch code {
	case checks.OK:
		return checks.Pass
	case checks.Canceled:
		return checks.Unknown
	}
	return checks.Fail
}

// resolved gives a module without an exact version the one that .info named.
func resolved(in *checks.Input, m route.Module) route.Module {
	if Exact(m) {
		return m
	}
	for _, r := range in.Results() {
		if known, ok := r.Value.(route.Module); ok && known.Path == m.Path && r.Check.Target == m.String() {
			return known
		}
	}
	return m
}

// get sends one request, or reads a file where the route is a folder.
func (a *Asker) get(ctx context.Context, in *checks.Input, r route.Route, u *url.URL, limit int64, cold bool) Answer {
	if u.Scheme == "file" {
		return readFile(u, limit)
	}
	rtt, _ := in.RTT()
	silent := func() {
		in.Provisional(checks.Result{Status: checks.Unknown, Code: checks.Timeout,
			Facts: checks.HTTPFacts{URL: route.Redact(u), Code: checks.Timeout}})
	}
	return a.client(in, r).Get(ctx, u, limit, checks.FirstByteWait(rtt, cold), silent)
}

// follow hands a redirected question to the route of the new host. This server
// has done its part.
func (a *Asker) follow(q question, answer Answer, more closerLook) checks.Result {
	f := facts(answer.URL, q.route, answer, checks.OK)
	if q.depth+1 >= maxRedirects {
		f.Code = checks.RedirectLoop
		return checks.Result{Status: checks.Fail, Code: checks.RedirectLoop, Facts: f}
	}
	below, r := a.Follow(q.route, answer.Hop)
	next := q
	next.route, next.at, next.depth = r, answer.Hop, q.depth+1
	var needs []string
	if id := a.handoff(r); id != "" {
		needs = []string{id}
	}
	return checks.Result{
		Status: checks.Pass,
		Facts:  f,
		Then:   append(below, a.check(next, needs, more)),
		Routes: []route.Route{r},
	}
}

// facts of one answer; asked is the URL that was asked first.
func facts(asked *url.URL, r route.Route, a Answer, code checks.Code) checks.HTTPFacts {
	f := checks.HTTPFacts{
		URL: route.Redact(asked), Final: route.Redact(a.URL), Hops: a.Hops,
		Status: a.Status, Protocol: a.Protocol, Bytes: int64(len(a.Body)), Length: a.Length,
		Code: code, ConnectCode: a.ConnectCode, FirstByte: a.FirstByte, Transfer: a.Transfer, Time: a.Time,
	}
	if a.Hop != nil {
		f.Final = route.Redact(a.Hop)
	}
	if a.Code != checks.OK && asked.Host != "" {
		f.FailedHost = hostPort(a.URL)
	}
	if a.Status == 0 {
		return f
	}
	f.Known, f.OfModules = a.Known, a.OfModules
	said := words(a)
	f.Upstream, _ = upstreamFault(said)
	line, _, _ := strings.Cut(said, "\n")
	f.Detail = checks.Clean(line)
	f.Body = bodyKind(a.Body)
	f.ContentType = checks.Clean(a.Header.Get("Content-Type"))
	f.Server = checks.Clean(a.Header.Get("Server"))
	f.RetryAfter = checks.Clean(a.Header.Get("Retry-After"))
	challenge, _, _ := strings.Cut(a.Header.Get("WWW-Authenticate"), " ")
	f.Challenge = checks.Clean(challenge)
	f.Date, _ = http.ParseTime(a.Header.Get("Date"))
	return f
}
