package secure

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab/nettest"
	"gomend/checks/route"
)

// toLoopback resolves every name but "nowhere" to this machine.
func toLoopback(_ context.Context, host string) ([]netip.Addr, error) {
	if host == "nowhere.example" {
		return nil, &net.DNSError{Name: host, IsNotFound: true}
	}
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

func TestOpen(t *testing.T) {
	ca, stranger := newAuthority(t, "Test CA"), newAuthority(t, "Stranger CA")
	config := func(ca authority) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}
	}
	server := serve(t, speakTLS(config(ca), time.Now()))
	untrusted := serve(t, speakTLS(config(stranger), time.Now()))
	proxy := serve(t, httpProxy(server, nil))
	socks := serve(t, socksProxy(server, "", "", 0, nil))
	denies := serve(t, answer("HTTP/1.1 403 Forbidden\r\n\r\n"))
	closed := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), nettest.Port(t))

	for _, test := range []struct {
		name  string
		host  string
		to    netip.AddrPort
		proxy string
		plain bool
		step  Step
		code  checks.Code
	}{
		{"direct", serverName, server, "", false, "", checks.OK},
		{"through an HTTP proxy", serverName, server, "http://" + proxy.String(), false, "", checks.OK},
		{"through a SOCKS proxy", serverName, server, "socks5://" + socks.String(), false, "", checks.OK},
		{"without TLS", serverName, server, "", true, "", checks.OK},
		{"no such name", "nowhere.example", server, "", false, StepLookup, checks.NXDomain},
		{"the proxy's name does not exist", serverName, server, "http://nowhere.example:3128", false, StepLookup, checks.NXDomain},
		{"refused", serverName, closed, "", false, StepConnect, checks.Refused},
		{"the proxy refuses", serverName, server, "http://" + closed.String(), false, StepConnect, checks.Refused},
		{"the proxy denies", serverName, server, "http://" + denies.String(), false, StepProxy, checks.ProxyForbidden},
		{"unknown authority", serverName, untrusted, "", false, StepTLS, checks.UnknownAuthority},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := Channel{Host: test.host, Port: int(test.to.Port()), TLS: !test.plain, Roots: ca.pool(), Lookup: toLoopback}
			if test.proxy != "" {
				c.Via = proxyVia(t, test.proxy)
			}
			conn, err := Open(t.Context(), c)
			if got := checks.Classify(err); got != test.code {
				t.Fatalf("got %q, %v", got, err)
			}
			var failed *ChannelError
			if errors.As(err, &failed) != (test.step != "") || failed != nil && failed.Step != test.step {
				t.Errorf("got %v, want step %q", err, test.step)
			}
			if conn != nil {
				if _, ok := conn.(*tls.Conn); ok == test.plain {
					t.Errorf("got a %T", conn)
				}
				conn.Close()
			}
		})
	}
}

// For http URLs an HTTP proxy is sent absolute URLs, and no CONNECT.
func TestOpenWithoutTunnel(t *testing.T) {
	said := make(chan string, 1)
	proxy := serve(t, func(conn net.Conn) {
		buffer := make([]byte, 64)
		n, _ := conn.Read(buffer)
		said <- string(buffer[:n])
	})
	conn, err := Open(t.Context(), Channel{Host: serverName, Port: 80, Via: proxyVia(t, "http://"+proxy.String()), Lookup: toLoopback})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "GET http://proxy.example/ HTTP/1.1\r\n")
	if got := <-said; !strings.HasPrefix(got, "GET http://") {
		t.Errorf("the proxy got %q", got)
	}
}

// The dialer must serve net/http as the module checks use it.
func TestDialer(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	server := serve(t, speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now()))
	proxy := serve(t, httpProxy(server, nil))
	d := Dialer{Lookup: toLoopback, Roots: ca.pool, RTT: func() time.Duration { return time.Millisecond }}
	for _, test := range []struct {
		name string
		via  route.Via
	}{
		{"direct", route.Via{}},
		{"through a proxy", proxyVia(t, "http://"+proxy.String())},
	} {
		t.Run(test.name, func(t *testing.T) {
			u := &url.URL{Scheme: "https", Host: netip.AddrPortFrom(netip.IPv4Unspecified(), server.Port()).String(), Path: "/"}
			u.Host = serverName + ":" + u.Port()
			r := route.Route{URL: u, Via: test.via}
			client := &http.Client{Transport: &http.Transport{DialTLSContext: func(ctx context.Context, _, target string) (net.Conn, error) {
				return d.Dial(ctx, r, target)
			}}}
			defer client.CloseIdleConnections()
			resp, err := client.Get(u.String())
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusNoContent || resp.Header.Get("X-Asked") != "GET" {
				t.Errorf("got %+v", resp)
			}
		})
	}
	if _, err := d.Dial(t.Context(), route.Route{}, "no port"); checks.Classify(err) != checks.Malformed {
		t.Errorf("got %v", err)
	}
}

func TestCompareProxy(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	server := serve(t, speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now()))
	proxy := serve(t, httpProxy(server, nil))
	denies := serve(t, answer("HTTP/1.1 403 Forbidden\r\n\r\n"))
	_, port, _ := net.SplitHostPort(server.String())
	target := serverName + ":" + port
	for _, test := range []struct {
		name    string
		via     route.Via
		source  string
		id      string
		code    checks.Code
		proxy   string
		address string
	}{
		{"directly", route.Via{}, "", "proxy-compare/" + target + "/direct", checks.OK, "", "127.0.0.1"},
		{"through a proxy", proxyVia(t, "http://u:p@"+proxy.String()), "ALL_PROXY", "proxy-compare/" + target + "/ALL_PROXY", checks.OK, "http://u:xxxxx@" + proxy.String(), ""},
		{"through a proxy that denies", proxyVia(t, "http://"+denies.String()), "~/.curlrc", "proxy-compare/" + target + "/~/.curlrc", checks.ProxyForbidden, "http://" + denies.String(), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := CompareProxy(target, test.via, test.source, toLoopback, nil, nil)
			b := board(map[string]any{"trust": ca.pool()})
			r := c.Run(t.Context(), checks.NewInput(b, c))
			f := r.Facts.(checks.ProxyCompareFacts)
			if c.ID != test.id || f.Code != test.code || f.Proxy != test.proxy || f.Source != test.source || f.Target != target {
				t.Errorf("%s: got %+v", c.ID, f)
			}
			if (r.Status == checks.Pass) != (test.code == checks.OK) || r.Cause != checks.NoCause {
				t.Errorf("got %s, cause %q", r.Status, r.Cause)
			}
			if test.address != "" && f.Address.String() != test.address {
				t.Errorf("reached %v", f.Address)
			}
		})
	}
}

func TestProxyAddress(t *testing.T) {
	for _, test := range []struct {
		proxy, host string
		port        int
	}{
		{"http://proxy.example:3128", "proxy.example", 3128},
		{"http://proxy.example", "proxy.example", 80},
		{"https://proxy.example", "proxy.example", 443},
		{"socks5://proxy.example", "proxy.example", 1080},
		{"http://[2001:db8::1]:3128", "2001:db8::1", 3128},
	} {
		if host, port := proxyAddress(proxyVia(t, test.proxy)); host != test.host || port != test.port {
			t.Errorf("%s: got %s %d", test.proxy, host, port)
		}
	}
}
