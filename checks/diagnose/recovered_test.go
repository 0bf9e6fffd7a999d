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

// TestLastTryTakesThatWay: a public module that arrives says nothing of a private one's server.
func TestLastTryTakesThatWay(t *testing.T) {
	public := way("p1", "https://proxy.golang.org", 1, route.OnNotFound, false)
	private := way("v1", "https://git.corp.example/x?go-get=1", 0, route.NoFallback, false)
	private.Purpose, private.Module = route.VersionControl, route.Module{Path: "git.corp.example/x", Version: "v1.0.0"}
	public.Needed, private.Needed = true, true
	r := &run{settings: &route.Settings{GoPath: "/usr/bin/go"}, mods: []route.Needed{{Module: route.Module{Path: "rsc.io/quote", Version: "v1.5.2"}}, {Module: private.Module, Private: true}}}
	for _, c := range []struct{ host, id, want string }{
		{"git.corp.example", "v1", "git.corp.example/x@v1.0.0"},
		{"proxy.golang.org", "p1", "rsc.io/quote@v1.5.2"},
	} {
		b := checks.NewBoard()
		res := ended(checks.KindLookup, c.host, checks.Fail, checks.NXDomain, c.id)
		res.Routes = []route.Route{public, private}
		b.Put(res)
		list := r.recovered(b)
		if len(list) != 1 || list[0].Target != c.want {
			t.Errorf("%s: tries %+v, want %s", c.host, list, c.want)
		}
	}
}
