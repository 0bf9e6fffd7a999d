package lab

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"gomend/checks/lab/netspace"
)

// space is a network namespace beside the one of the process.
type space struct {
	netspace.Space
	net *netlink.Handle
}

func newSpace() (*space, error) {
	fresh, err := netspace.New()
	if err != nil {
		return nil, err
	}
	s := &space{Space: fresh}
	return s, s.Do(s.setUp)
}

// setUp runs in the namespace.
func (s *space) setUp() (err error) {
	if s.net, err = netlink.NewHandle(unix.NETLINK_ROUTE); err != nil {
		return err
	}
	return basics(s.net)
}

// basics are what every namespace gets: loopback, no filter by source address
// (a copy of the machine's setting otherwise), IPv6 addresses usable at once.
func basics(h *netlink.Handle) error {
	setting("ipv4/ip_forward", "0") // first: it resets others
	for name, value := range map[string]string{
		"ipv4/conf/all/rp_filter":        "0",
		"ipv4/conf/default/rp_filter":    "0",
		"ipv6/conf/default/accept_dad":   "0",
		"ipv6/conf/default/accept_ra":    "0",
		"ipv6/conf/all/disable_ipv6":     "0",
		"ipv6/conf/default/disable_ipv6": "0",
		"ipv4/icmp_ratelimit":            "0",
		"ipv6/icmp/ratelimit":            "0",
	} {
		setting(name, value) // those of IPv6 don't exist where the kernel has none
	}
	lo, err := h.LinkByName("lo")
	if err != nil {
		return err
	}
	return h.LinkSetUp(lo)
}

// setting writes a kernel setting of the calling thread's network namespace.
func setting(name, value string) error {
	return os.WriteFile("/proc/sys/net/"+name, []byte(value), 0)
}

// start starts a command in the namespace as an ordinary user.
func (s *space) start(cmd *exec.Cmd) error {
	return s.Do(func() error {
		if err := unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); err != nil {
			return err
		}
		return cmd.Start()
	})
}

// filter adds nft rules to a chain that is hooked in at the name.
func (s *space) filter(hook string, rules []string) error { return s.chain("filter", hook, rules) }

// chain adds nft rules of a type to a hook.
func (s *space) chain(kind, hook string, rules []string) error {
	if len(rules) == 0 {
		return nil
	}
	script := fmt.Sprintf("table inet lab_%s { chain %s { type %s hook %s priority 0; policy accept;\n%s\n}\n}\n",
		hook, hook, kind, hook, strings.Join(rules, "\n"))
	return s.nft(script)
}

// nft loads a script of nft's; nothing for an empty one.
func (s *space) nft(script string) error {
	if script == "" {
		return nil
	}
	return s.Do(func() error {
		cmd := exec.Command("nft", "-f", "-")
		cmd.Stdin = strings.NewReader(script)
		out, err := cmd.CombinedOutput()
		if errors.Is(err, exec.ErrNotFound) {
			return fmt.Errorf("%w: nft is not installed", ErrUnsupported)
		}
		if err != nil {
			return fmt.Errorf("nft: %v: %s\n%s", err, out, script)
		}
		return nil
	})
}

// shell runs commands, which may be those of iproute2, in the namespace.
func (s *space) shell(script string) error {
	if script == "" {
		return nil
	}
	return s.Do(func() error {
		if _, err := exec.LookPath("ip"); err != nil {
			return fmt.Errorf("%w: ip is not installed", ErrUnsupported)
		}
		out, err := exec.Command("sh", "-ec", script).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%v: %s\n%s", err, out, script)
		}
		return nil
	})
}

// address gives an interface an address and takes it up.
func (s *space) address(name string, addrs ...string) error {
	link, err := s.net.LinkByName(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, a := range addrs {
		if a == "" {
			continue
		}
		addr, err := netlink.ParseAddr(a)
		if err != nil {
			return err
		}
		addr.Flags = unix.IFA_F_NODAD
		if err := s.net.AddrAdd(link, addr); err != nil {
			return fmt.Errorf("address %s on %s: %w", a, name, err)
		}
	}
	return s.net.LinkSetUp(link)
}

// route adds a route by way of an interface or a gateway.
func (s *space) route(to, via, dev string) error {
	return s.addRoute(Route{To: to, Via: via, Dev: dev})
}

// routeKinds are the kinds of a [Route].
var routeKinds = map[string]int{
	"": unix.RTN_UNICAST, "prohibit": unix.RTN_PROHIBIT, "blackhole": unix.RTN_BLACKHOLE, "unreachable": unix.RTN_UNREACHABLE,
}

func (s *space) addRoute(r Route) error {
	_, dst, err := netParse(r.To)
	if err != nil {
		return err
	}
	route := &netlink.Route{Dst: dst, Gw: parseIP(r.Via), Type: routeKinds[r.Kind], Priority: r.Metric}
	if r.Dev != "" {
		link, err := s.net.LinkByName(r.Dev)
		if err != nil {
			return err
		}
		route.LinkIndex = link.Attrs().Index
	}
	if r.Via != "" && r.Dev != "" {
		route.Flags = int(netlink.FLAG_ONLINK)
	}
	if err := s.net.RouteAdd(route); err != nil {
		return fmt.Errorf("route to %s: %w", r.To, err)
	}
	return nil
}
