package lab

import (
	"time"

	"gomend/checks"
)

func init() { Register(lossCases...) }

// Lines that lose, delay or reorder packets.
var lossCases = []Case{
	{Name: "lossy-15", About: "every seventh packet is lost", NeedTun: true, Chance: true,
		Break: also(linkResolver(gateway, Truth), func(n *Net) { n.Link = Link{Loss: 0.15, Delay: 20 * time.Millisecond} }),
		Want:  Degraded(checks.CausePacketLoss)},
	{Name: "lossy-25", About: "every fourth packet is lost", NeedTun: true, Chance: true,
		Break: also(linkResolver(gateway, Truth), func(n *Net) { n.Link = Link{Loss: 0.25, Delay: 20 * time.Millisecond} }),
		Want:  Degraded(checks.CausePacketLoss)},
	{Name: "lossy-every-sixth", About: "one of six packets is lost, counted", NeedTun: true,
		Break: also(linkResolver(gateway, Truth), func(n *Net) { n.Link = Link{Nth: 6, Delay: 20 * time.Millisecond} }),
		Want:  Degraded(checks.CausePacketLoss)},
	{Name: "lossy-every-fifth", About: "one of five packets is lost, counted", NeedTun: true,
		Break: also(linkResolver(gateway, Truth), func(n *Net) { n.Link = Link{Nth: 5, Delay: 20 * time.Millisecond} }),
		Want:  Degraded(checks.CausePacketLoss)},
	{Name: "odd-every-thirtieth-lost", About: "one of thirty packets is lost, counted", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Nth: 30, Delay: 15 * time.Millisecond} }},
	{Name: "odd-very-far", About: "600 ms round trip", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 300 * time.Millisecond} }},
	{Name: "odd-some-loss", About: "every twentieth packet is lost", NeedTun: true, Chance: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Loss: 0.05, Delay: 15 * time.Millisecond} }},
	{Name: "odd-reordering", About: "packets overtake each other", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 20 * time.Millisecond, Jitter: 30 * time.Millisecond} }},
	{Name: "far", About: "300 ms round trip", Short: true, NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 150 * time.Millisecond} }},
	{Name: "slow-line", About: "64 KiB a second at 100 ms", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 50 * time.Millisecond, Rate: 64 << 10} }},
}
