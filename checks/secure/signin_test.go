package secure

import (
	"net/http"
	"testing"
)

func TestForeign(t *testing.T) {
	const host = "proxy.golang.org"
	for _, test := range []struct {
		name     string
		status   int
		location string
		kind     string
		want     bool
	}{
		{"the server's own redirect", 301, "https://proxy.golang.org/", "", false},
		{"another name of the site", 302, "https://www.golang.org/", "text/html", false},
		{"a path", 302, "/login", "", false},
		{"another site", 302, "https://login.hotel.example/?to=proxy.golang.org", "text/html", true},
		{"a page", 200, "", "text/html", true},
		{"no page", 404, "", "text/html", false},
		{"an error of storage", 400, "", "application/xml", false},
		{"sign in first", 511, "", "text/html", true},
	} {
		resp := &http.Response{StatusCode: test.status, Header: http.Header{}}
		if test.location != "" {
			resp.Header.Set("Location", test.location)
		}
		if got := foreign(host, resp, test.kind); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
