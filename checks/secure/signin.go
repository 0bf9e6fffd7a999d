package secure

import (
	"bufio"
	"context"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/transport"
)

// signInWait bounds the question; it is less than checks.SilenceFinal, so that it
// never holds up a verdict.
const signInWait = 2600 * time.Millisecond

// SignIn asks a public host for its page without TLS: networks with a sign-in
// page answer such a request themselves, also where they let nothing else out
// (RFC 8952, section 1). It needs the check "lookup/<host>", sends nothing but
// the host's name, and accuses nobody.
func SignIn(host, routeID string) checks.Check {
	lookup := checks.KindLookup.Name(host)
	c := signIn(host, routeID, func(in *checks.Input) []netip.Addr {
		addrs, _ := checks.ValueOf[[]netip.Addr](in, lookup)
		return addrs
	})
	c.Needs = []string{lookup}
	return c
}

// SignInAt asks the same of a public server by its address, where no name can be
// had: it must be one whose own answer leads to itself.
func SignInAt(addr netip.Addr, routeID string) checks.Check {
	return signIn(addr.String(), routeID, func(*checks.Input) []netip.Addr { return []netip.Addr{addr} })
}

func signIn(host, routeID string, addresses func(*checks.Input) []netip.Addr) checks.Check {
	target := net.JoinHostPort(host, "80")
	return checks.Check{
		ID:      checks.KindConnectCompare.Name(target),
		Kind:    checks.KindConnectCompare,
		Route:   routeID,
		Target:  target,
		Command: "curl -sI http://" + hostInURL(host) + "/",
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			rtt, _ := in.RTT()
			ctx, cancel := context.WithTimeout(ctx, signInWait)
			defer cancel()
			dialled, conn := transport.Dial(ctx, host, 80, addresses(in), rtt)
			if conn == nil {
				return checks.Result{Status: checks.Fail, Code: dialled.Code, Facts: checks.SignInFacts{Host: host, Code: dialled.Code}}
			}
			defer conn.Close()
			facts := askPage(ctx, conn, host)
			status := checks.Pass
			if facts.Code != checks.OK {
				status = checks.Fail
			}
			return checks.Result{Status: status, Code: facts.Code, Facts: facts}
		},
	}
}

func askPage(ctx context.Context, conn net.Conn, host string) checks.SignInFacts {
	facts := checks.SignInFacts{Host: host}
	facts.Code = checks.Classify(converse(ctx, conn, func() error {
		req, err := http.NewRequest(http.MethodGet, "http://"+hostInURL(host)+"/", nil)
		if err != nil {
			return err
		}
		req.Close = true
		if err := req.Write(conn); err != nil {
			return err
		}
		resp, err := http.ReadResponse(bufio.NewReader(io.LimitReader(conn, headerLimit)), req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		facts.Status = resp.StatusCode
		facts.Location = checks.Clean(resp.Header.Get("Location"))
		facts.Foreign = foreign(host, resp, contentType(resp))
		return nil
	}))
	return facts
}

// contentType is what an answer says it is, or looks like where it says nothing:
// some sign-in pages come from servers of a few lines.
func contentType(resp *http.Response) string {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.Header.Get("Content-Type") != "" || resp.StatusCode != http.StatusOK {
		return kind
	}
	start, _ := io.ReadAll(io.LimitReader(resp.Body, sniffed))
	kind, _, _ = mime.ParseMediaType(http.DetectContentType(start))
	return kind
}

// sniffed is how much of an answer http.DetectContentType looks at.
const sniffed = 512

// foreign reports whether an answer cannot be the host's own: it says itself that
// one must sign in (RFC 6585, section 6), it leads to another site, or it is a page
// where public module servers and code hosts only lead to https.
func foreign(host string, resp *http.Response, kind string) bool {
	switch {
	case resp.StatusCode == http.StatusNetworkAuthenticationRequired:
		return true
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		to, err := url.Parse(resp.Header.Get("Location"))
		return err == nil && to.Hostname() != "" && site(to.Hostname()) != site(host)
	}
	return resp.StatusCode == http.StatusOK && kind == "text/html"
}

// site is the last two labels of a name, which all public hosts keep to when they
// redirect from plain HTTP, or an address.
func site(host string) string {
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addr.String()
	}
	labels := strings.Split(strings.ToLower(strings.TrimSuffix(host, ".")), ".")
	return strings.Join(labels[max(len(labels)-2, 0):], ".")
}
