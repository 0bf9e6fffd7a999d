package lab

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"gomend/checks/lab/netspace"
)

// Addresses of the line between router and internet, and of the tunnel.
const (
	wanRouter    = "100.64.0.1"
	wanInternet  = "100.64.0.2"
	wanRouter6   = "2001:db8:64::1"
	wanInternet6 = "2001:db8:64::2"
	vpnClient    = "10.8.0.2"
	vpnRouter    = "10.8.0.1"
)

// buildNet makes the namespaces, the lines between them, addresses, routes and
// filters. The process itself is in the internet.
func (w *world) buildNet() error {
	internet, err := netlink.NewHandle(unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	own, err := netspace.Own()
	if err != nil {
		return err
	}
	here := &space{Space: own, net: internet}
	if err := basics(internet); err != nil {
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	if w.router, err = newSpace(); err != nil {
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	if w.client, err = newSpace(); err != nil {
		return err
	}
	return errors.Join(
		w.connectInternet(here),
		w.connectClient(),
		w.connectVPN(),
		w.populate(here),
		w.configureRouter(),
		w.configureClient(),
	)
}

// connectInternet lays the line between the last router and the internet.
func (w *world) connectInternet(here *space) error {
	last, err := w.connectChain()
	if err != nil {
		return err
	}
	if w.plan.Link.Plain() {
		if err := veth(last, "wan0", here, "isp0"); err != nil {
			return err
		}
	} else if err := tunnel(last, "wan0", here, "isp0", w.plan.Link); err != nil {
		return err
	}
	err = errors.Join(
		last.address("wan0", wanRouter+"/30", wanRouter6+"/126"),
		here.address("isp0", wanInternet+"/30", wanInternet6+"/126"),
		last.route("0.0.0.0/0", wanInternet, ""),
		last.route("::/0", wanInternet6, ""),
		here.route(clientNet6, wanRouter6, ""),
	)
	for _, n := range clientNets {
		err = errors.Join(err, here.route(n, wanRouter, ""))
	}
	return err
}

func (w *world) connectClient() error {
	if w.plan.Client.NoLink {
		return nil
	}
	if err := veth(w.router, "lan0", w.client, "eth0"); err != nil {
		return err
	}
	if err := w.router.address("lan0", w.plan.Router.Address, w.plan.Router.Address6); err != nil {
		return err
	}
	if err := w.router.address("lan0", w.plan.Router.More...); err != nil {
		return err
	}
	for addr := range w.plan.Router.Resolvers {
		if prefix := addr + bits(addr); !strings.HasPrefix(w.plan.Router.Address, addr+"/") {
			if err := w.router.address("lan0", prefix); err != nil {
				return err
			}
		}
	}
	return w.connectCables()
}

// connectCables lays the client's further cables.
func (w *world) connectCables() error {
	for i, c := range w.plan.Client.Cables {
		far := fmt.Sprintf("lan%d", i+1)
		if err := veth(w.router, far, w.client, c.Name); err != nil {
			return err
		}
		if err := w.client.address(c.Name, c.Address); err != nil {
			return err
		}
		if c.Cut {
			continue
		}
		if err := w.router.address(far, c.Router); err != nil {
			return err
		}
	}
	return nil
}

// connectVPN lays a tunnel from the client past its own link.
func (w *world) connectVPN() error {
	if !w.plan.Client.VPN {
		return nil
	}
	if err := tunnel(w.client, "tun0", w.router, "vpn0", Link{}); err != nil {
		return err
	}
	return errors.Join(
		w.client.address("tun0", vpnClient+"/24"),
		w.router.address("vpn0", vpnRouter+"/24"),
		w.client.route("0.0.0.0/1", "", "tun0"),
		w.client.route("128.0.0.0/1", "", "tun0"),
	)
}

// populate gives the internet the addresses of its servers.
func (w *world) populate(here *space) error {
	var list []string
	for _, h := range w.plan.Hosts {
		list = append(list, h.Addresses...)
	}
	for _, p := range w.plan.Proxies {
		list = append(list, p.Address)
	}
	list = slices.AppendSeq(list, maps.Keys(w.plan.Resolvers))
	slices.Sort(list)
	for _, a := range slices.Compact(list) {
		if err := here.address("lo", a+bits(a)); err != nil {
			return err
		}
	}
	return nil
}

// bits is the prefix length of an address alone.
func bits(addr string) string {
	if strings.Contains(addr, ":") {
		return "/128"
	}
	return "/32"
}

func (w *world) configureRouter() error {
	forward := "1"
	if w.plan.Router.Closed {
		forward = "0"
	}
	err := w.router.Do(func() error {
		setting("ipv6/conf/all/forwarding", forward)
		if w.plan.Router.ProxyARP {
			setting("ipv4/conf/lan0/proxy_arp", "1")
			setting("ipv4/neigh/lan0/proxy_delay", "0")
		}
		return setting("ipv4/ip_forward", forward)
	})
	if err != nil {
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	return errors.Join(w.router.chain("nat", "prerouting", w.plan.Router.Redirect), w.router.filter("forward", w.plan.Router.Forward), w.router.filter("input", w.plan.Router.Input))
}

func (w *world) configureClient() error {
	c := w.plan.Client
	if !c.NoLink && !c.LinkDown {
		if err := w.client.address("eth0", c.Address, c.Address6); err != nil {
			return err
		}
	}
	for _, r := range []struct{ to, via string }{{"0.0.0.0/0", c.Gateway}, {"::/0", c.Gateway6}} {
		if r.via == "" || c.NoLink || c.LinkDown {
			continue
		}
		if err := w.client.route(r.to, r.via, "eth0"); err != nil {
			return err
		}
	}
	for _, r := range c.Routes {
		if err := w.client.addRoute(r); err != nil {
			return err
		}
	}
	w.client.Do(func() error { // most distributions let every user send echo requests
		group := strconv.Itoa(clientUser)
		return setting("ipv4/ping_group_range", group+" "+group)
	})
	return errors.Join(w.client.filter("output", c.Firewall), w.client.filter("input", c.Inbound), w.client.nft(c.Tables))
}

// vethIndex keeps the two ends of a cable from having the same interface number:
// the kernel then takes its time (up to a second) to notice that the other end is
// up, and IPv6 does not work before that (net/core/link_watch.c:linkwatch_urgent_event).
var vethIndex = 100

// veth lays a cable between two namespaces.
func veth(a *space, aName string, b *space, bName string) error {
	link := netlink.NewLinkAttrs()
	vethIndex++
	link.Name, link.Index = aName, vethIndex
	err := a.net.LinkAdd(&netlink.Veth{LinkAttrs: link, PeerName: bName, PeerNamespace: netlink.NsFd(b.Space)})
	if err != nil {
		return fmt.Errorf("%w: veth %s-%s: %v", ErrUnsupported, aName, bName, err)
	}
	return nil
}

// openServers opens every nameserver, host and proxy.
func (w *world) openServers() error {
	zones := map[bool]Zone{false: w.plan.zone(false), true: w.plan.zone(true)}
	for addr, r := range w.plan.Resolvers {
		company := addr == ispResolver || addr == spareResolver
		if err := openResolver(addr, r, w.plan.Router.Forge, zones[company]); err != nil {
			return err
		}
	}
	for name, h := range w.plan.Hosts {
		for _, addr := range h.Addresses {
			if err := openHost(name, addr, h); err != nil {
				return err
			}
		}
	}
	for _, p := range w.plan.Proxies {
		if p.Wire == WireClosed {
			continue
		}
		l, err := net.Listen("tcp", net.JoinHostPort(p.Address, strconv.Itoa(p.Port)))
		if err != nil {
			return err
		}
		p.serve(l, zones[true])
	}
	if p := w.plan.Client.Loopback; p != nil {
		err := w.client.Do(func() error {
			l, err := net.Listen("tcp", net.JoinHostPort(p.Address, strconv.Itoa(p.Port)))
			if err == nil {
				p.serve(l, zones[true])
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return errors.Join(
		w.client.Do(func() error { return openResolvers(w.plan.Client.Resolvers, zones[true]) }),
		w.router.Do(func() error { return openResolvers(w.plan.Router.Resolvers, zones[true]) }),
	)
}

func openResolvers(list map[string]Resolver, z Zone) error {
	for addr, r := range list {
		if err := openResolver(addr, r, nil, z); err != nil {
			return err
		}
	}
	return nil
}

func openResolver(addr string, r, forge Resolver, z Zone) error {
	udp, err := net.ListenPacket("udp", net.JoinHostPort(addr, "53"))
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	if err != nil {
		return err
	}
	tcp, err := net.Listen("tcp", net.JoinHostPort(addr, "53"))
	if err != nil {
		return err
	}
	serveDNS(udp, tcp, r, forge, z)
	return nil
}

func openHost(name, addr string, h *Host) error {
	if h.Plain != nil {
		l, err := net.Listen("tcp", net.JoinHostPort(addr, "80"))
		if err != nil {
			return err
		}
		plain := *h
		plain.Handler = h.Plain
		go plain.server().Serve(l)
	}
	if h.SSH != nil {
		l, err := net.Listen("tcp", net.JoinHostPort(addr, "22"))
		if err != nil {
			return err
		}
		go each(l, h.SSH)
	}
	if h.Wire == WireClosed {
		return nil
	}
	l, err := net.Listen("tcp", net.JoinHostPort(addr, "443"))
	if err != nil {
		return err
	}
	h.serve(l, name)
	return nil
}

func netParse(prefix string) (net.IP, *net.IPNet, error) { return net.ParseCIDR(prefix) }

func parseIP(s string) net.IP { return net.ParseIP(s) }
