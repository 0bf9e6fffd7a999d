package network

import (
	"net/netip"
	"os"

	"gomend/checks"
)

// publicV4 and publicV6 stand for "the internet" when the kernel is asked for a
// route: one address in each half of the space, so that split defaults (0/1 and
// 128/1, as VPNs make them) count only when both are there. Nothing is sent to them.
var (
	publicV4 = []netip.Addr{netip.AddrFrom4([4]byte{8, 8, 8, 8}), netip.AddrFrom4([4]byte{223, 5, 5, 5})}
	publicV6 = []netip.Addr{netip.MustParseAddr("2001:4860:4860::8888"), netip.MustParseAddr("2a00:1450:4001::1")}
)

// surroundings is what was read of interfaces and routes.
type surroundings struct {
	facts checks.InterfaceFacts
	sure  bool // false when the kernel would not tell all
}

// result judges the interfaces alone. Whether it matters is for the rules: what
// go dials may be on loopback.
func (s surroundings) result() checks.Result {
	r := checks.Result{Status: checks.Pass, Facts: s.facts}
	if cause := judge(s.facts.Interfaces); cause != checks.NoCause {
		r.Status, r.Cause = checks.Fail, cause
		if !s.sure {
			r.Status, r.Cause = checks.Unknown, checks.NoCause
		}
	}
	return r
}

// judge names the first thing that is missing on the way out.
func judge(list []checks.Interface) checks.Cause {
	outside, live := false, false
	for _, i := range list {
		if i.Loopback || i.Internal {
			continue
		}
		outside = true
		live = live || i.Up && i.Carrier
		if i.Usable() {
			return checks.NoCause
		}
	}
	switch {
	case !outside:
		return checks.CauseNetworkIsolated
	case !live:
		return checks.CauseLinkDown
	}
	return checks.CauseNoAddress
}

func readInterfaces() surroundings {
	v4, v6 := exits(publicV4), exits(publicV6)
	list, sure := listInterfaces(append(v4, v6...))
	home := readHome(os.DirFS("/"), os.Getenv)
	return surroundings{
		facts: checks.InterfaceFacts{
			Interfaces: list,
			DefaultV4:  len(v4) > 0,
			DefaultV6:  len(v6) > 0,
			Container:  home.Container,
			Home:       home,
		},
		sure: sure,
	}
}

// exits names the interfaces by which packets to all these addresses would
// leave; empty when there is one that has no way out. It is the kernel's own
// answer, and so covers every table and rule.
func exits(targets []netip.Addr) []string {
	var names []string
	for _, target := range targets {
		path := kernelRoute(target)
		if path.Code != checks.OK || path.Loopback {
			return nil
		}
		names = append(names, path.Interface)
	}
	return names
}
