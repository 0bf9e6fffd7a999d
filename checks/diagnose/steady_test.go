package diagnose

import (
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

func TestWavers(t *testing.T) {
	r := way("p1", "https://goproxy.example", 1, route.OnNotFound, false)
	hop := func(kind checks.Kind, status checks.Status, code checks.Code) checks.Result {
		target := "goproxy.example:443"
		return ended(kind, target, status, code, "p1")
	}
	fetched := func(ok bool, cause checks.Cause) checks.Result {
		status := checks.Fail
		if ok {
			status = checks.Pass
		}
		c := ended(checks.KindGoDownload, "rsc.io/quote", status, checks.OK, "p1")
		c.Facts = checks.DownloadFacts{OK: ok, Cause: cause}
		return c
	}
	other := func(code checks.Code) checks.Result {
		c := hop(checks.KindTLSCompare, checks.Pass, checks.OK)
		c.Facts = checks.TLSCompareFacts{OtherName: code, SmallHello: checks.Reset}
		return c
	}
	for _, c := range []struct {
		name string
		have []checks.Result
		want bool
	}{
		{"all is well", []checks.Result{hop(checks.KindTLS, checks.Pass, checks.OK), fetched(true, "")}, false},
		{"all fails", []checks.Result{hop(checks.KindTLS, checks.Fail, checks.Reset), fetched(false, checks.CauseTLSReset)}, false},
		{"a handshake is cut, and go gets through", []checks.Result{hop(checks.KindTLS, checks.Fail, checks.Reset), fetched(true, "")}, true},
		{"go is refused, and the handshake passes", []checks.Result{hop(checks.KindTLS, checks.Pass, checks.OK), fetched(false, checks.CauseTCPRefused)}, true},
		{"go finds no such module", []checks.Result{hop(checks.KindTLS, checks.Pass, checks.OK), fetched(false, checks.CauseModuleNotFound)}, false},
		{"the handshake is cut, and one with another name is not", []checks.Result{hop(checks.KindTLS, checks.Fail, checks.Reset), other(checks.OK)}, true},
		{"the handshake is cut, and so is one with another name", []checks.Result{hop(checks.KindTLS, checks.Fail, checks.Reset), other(checks.Reset)}, false},
		{"the handshake passes by another way, and the proxy of this one refuses", []checks.Result{hop(checks.KindTLS, checks.Pass, checks.OK), hop(checks.KindConnect, checks.Fail, checks.Refused)}, false},
		{"only the connection passes", []checks.Result{hop(checks.KindConnect, checks.Pass, checks.OK), hop(checks.KindTLS, checks.Fail, checks.Reset)}, false},
	} {
		b := checks.NewBoard()
		for _, res := range c.have {
			b.Put(res)
		}
		if got := wavers(b, r); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
