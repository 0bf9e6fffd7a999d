package lab

import (
	"errors"
	"fmt"
	"net/netip"
)

// clientNets are the networks behind the client's router.
var clientNets = []string{"192.168.77.0/24", "10.8.0.0/24"}

const clientNet6 = "2001:db8:77::/64"

// connectChain lays the lines between the client's router and the last router
// before the internet, which it returns.
func (w *world) connectChain() (*space, error) {
	before := w.router
	for i, hop := range w.plan.Chain {
		s, err := newSpace()
		if err != nil {
			return nil, err
		}
		if err := w.connectHop(i, hop, before, s); err != nil {
			return nil, fmt.Errorf("router %d of the chain: %w", i+1, err)
		}
		before = s
	}
	return before, nil
}

func (w *world) connectHop(i int, hop Hop, before, s *space) error {
	prefix, err := netip.ParsePrefix(hop.Address)
	if err != nil {
		return err
	}
	near := prefix.Addr().Prev().String()
	near6, far6 := fmt.Sprintf("2001:db8:65:%d::1", i), fmt.Sprintf("2001:db8:65:%d::2", i)
	if err := veth(before, "up0", s, "down0"); err != nil {
		return err
	}
	err = errors.Join(
		before.address("up0", netip.PrefixFrom(prefix.Addr().Prev(), prefix.Bits()).String(), near6+"/126"),
		s.address("down0", hop.Address, far6+"/126"),
		before.route("0.0.0.0/0", prefix.Addr().String(), ""),
		before.route("::/0", far6, ""),
		s.route(clientNet6, near6, ""),
		s.Do(func() error {
			setting("ipv6/conf/all/forwarding", "1")
			return setting("ipv4/ip_forward", "1")
		}),
		s.filter("forward", hop.Forward),
	)
	for _, n := range clientNets {
		err = errors.Join(err, s.route(n, near, ""))
	}
	says := hop.Output
	if hop.Mute {
		says = append(says, "icmp type time-exceeded drop", "icmpv6 type time-exceeded drop")
	}
	return errors.Join(err, s.filter("output", says), before.mtu("up0", hop.MTU), s.mtu("down0", hop.MTU))
}

// mtu makes the packets of an interface smaller.
func (s *space) mtu(name string, size int) error {
	if size == 0 {
		return nil
	}
	link, err := s.net.LinkByName(name)
	if err != nil {
		return err
	}
	return s.net.LinkSetMTU(link, size)
}
