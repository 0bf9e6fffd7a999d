package module

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"gomend/checks"
)

// Answer is what came back for one URL.
type Answer struct {
	URL         *url.URL // that answered, after redirects on the same host
	Hops        []string // host:port of redirects, in order
	Hop         *url.URL // set when the answer is a redirect to another host
	Status      int      // 0 when none came
	Protocol    string
	Header      http.Header
	Length      int64 // of the body, as the server tells; 0 when it does not
	Body        []byte
	Cut         bool  // the body went on beyond the limit, or broke off
	Err         error // of the request or of the body
	Code        checks.Code
	ConnectCode checks.Code   // set when no connection came about
	FirstByte   time.Duration // or how long none came; 0 without a connection
	Transfer    time.Duration // of the body, as far as it was read
	Time        time.Duration
	Known       checks.Known // see HTTPFacts
	OfModules   bool
}

// Get asks for a URL. At most limit bytes of the body are read. silent, if not
// nil, is called once when nothing has come after wait.Provisional.
func (c *Client) Get(ctx context.Context, u *url.URL, limit int64, wait checks.Wait, silent func()) Answer {
	start := time.Now()
	end := afterSilence(wait.Provisional, silent)
	defer end()
	var hops []string
	var a Answer
	for range maxRedirects + 1 {
		a = c.exchange(ctx, u, limit, wait)
		a.Time = time.Since(start)
		next := redirectOf(u, a)
		if next == nil {
			a.Hops = hops
			return a
		}
		hops = append(hops, hostPort(next))
		a.Hops = hops
		if u.Scheme == "https" && next.Scheme != "https" {
			a.Code = checks.RedirectInsecure
			return a
		}
		if hostPort(u) != hostPort(next) || u.Scheme != next.Scheme {
			a.Hop = next
			return a
		}
		u = next
	}
	a.Code = checks.RedirectLoop
	return a
}

// afterSilence calls f after d unless end is called first. After end has
// returned f neither runs nor will run.
func afterSilence(d time.Duration, f func()) (end func()) {
	if f == nil {
		return func() {}
	}
	var mu sync.Mutex
	ended := false
	timer := time.AfterFunc(d, func() {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			f()
		}
	})
	return func() {
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		ended = true
	}
}

// redirectOf is where an answer sends the request, nil if it does not.
func redirectOf(from *url.URL, a Answer) *url.URL {
	switch a.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil
	}
	location := a.Header.Get("Location")
	if location == "" {
		return nil
	}
	next, err := from.Parse(location)
	if err != nil || next.Host == "" || next.Scheme != "http" && next.Scheme != "https" {
		return nil
	}
	return next
}

// hostPort is the host and the port that a URL leads to.
func hostPort(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "http":
		port = "80"
	default:
		port = "443"
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}
