package diagnose

import (
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

func TestRecovered(t *testing.T) {
	rt := way("p1", "https://proxy.golang.org", 1, route.OnNotFound, false)
	rt.Needed = true
	for _, c := range []struct {
		name string
		kind checks.Kind
		code checks.Code
		want int
	}{
		{"refused", checks.KindConnect, checks.Refused, 1},
		{"the nameserver fails", checks.KindLookup, checks.ServFail, 1},
		{"silent: the step itself has asked to the end", checks.KindConnect, checks.Timeout, 0},
		{"a wrong certificate does not pass by itself", checks.KindTLS, checks.UnknownAuthority, 0},
	} {
		target := "proxy.golang.org:443"
		if c.kind == checks.KindLookup {
			target = "proxy.golang.org"
		}
		b := checks.NewBoard()
		res := ended(c.kind, target, checks.Fail, c.code, "p1")
		res.Routes = []route.Route{rt}
		b.Put(res)
		r := &run{settings: &route.Settings{GoPath: "/usr/bin/go"}, mods: []route.Needed{{Module: route.Module{Path: "rsc.io/quote", Version: "v1.5.2"}}}}
		if got := len(r.recovered(b)); got != c.want {
			t.Errorf("%s: %d more tries, want %d", c.name, got, c.want)
		}
	}
}
