package secure

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestForeign(t *testing.T) {
	for _, test := range []struct {
		name     string
		host     string
		status   int
		location string
		kind     string
		want     bool
	}{
		{"the server's own redirect", "proxy.golang.org", 301, "https://proxy.golang.org/", "", false},
		{"another name of the site", "proxy.golang.org", 302, "https://www.golang.org/", "text/html", false},
		{"a path", "proxy.golang.org", 302, "/login", "", false},
		{"another site", "proxy.golang.org", 302, "https://login.hotel.example/?to=proxy.golang.org", "text/html", true},
		{"a page", "proxy.golang.org", 200, "", "text/html", true},
		{"no page", "proxy.golang.org", 404, "", "text/html", false},
		{"an error of storage", "proxy.golang.org", 400, "", "application/xml", false},
		{"sign in first", "proxy.golang.org", 511, "", "text/html", true},
		{"an address' own redirect", "1.1.1.1", 301, "https://1.1.1.1/", "", false},
		{"from an address to another", "1.1.1.1", 302, "http://10.9.1.1/login", "", true},
		{"an IPv6 address' own redirect", "2606:4700:4700::1111", 301, "https://[2606:4700:4700::1111]/", "", false},
	} {
		resp := &http.Response{StatusCode: test.status, Header: http.Header{}}
		if test.location != "" {
			resp.Header.Set("Location", test.location)
		}
		if got := foreign(test.host, resp, test.kind); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// TestContentType: what an answer says it is counts; only where it says nothing, its
// beginning does.
func TestContentType(t *testing.T) {
	for _, test := range []struct {
		status       int
		header, body string
		want         string
	}{
		{200, "text/html; charset=utf-8", "x", "text/html"},
		{200, "", "<html><head></head></html>", "text/html"},
		{200, "", "v1.0.0\n", "text/plain"},
		{200, "application/json", "<html>", "application/json"},
		{404, "", "<html>", ""},
	} {
		resp := &http.Response{StatusCode: test.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(test.body))}
		if test.header != "" {
			resp.Header.Set("Content-Type", test.header)
		}
		if got := contentType(resp); got != test.want {
			t.Errorf("%d %q %q: %q, want %q", test.status, test.header, test.body, got, test.want)
		}
	}
}
