package lab

import (
	"gomend/checks"
)

func init() { Register(mtuCases...) }

// Packets and ClientHellos that are too large for something on the way.
var mtuCases = []Case{
	{Name: "mtu-blackhole", About: "packets over 1300 bytes vanish on the way", NeedTun: true,
		Break: func(n *Net) { n.Link.MTU = 1300 },
		Want:  Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-both", About: "packets over 1400 bytes vanish both ways",
		Break: also(largeCertificate, forward("meta length > 1400 drop")),
		Want:  Broken(checks.CauseMTUBlackhole), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-company", About: "packets over 1300 bytes to the company's module proxy vanish",
		Break: also(internalGOPROXY, forward("ip daddr 198.51.100.10 meta length > 1300 drop", "ip saddr 198.51.100.10 meta length > 1300 drop")),
		Want:  Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-inward", About: "only what comes back in packets over 1400 bytes vanishes",
		Break: also(largeCertificate, forward("ip saddr 203.0.113.0/24 meta length > 1400 drop")),
		Want:  Broken(checks.CauseMTUBlackhole), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-small-answer", About: "packets over 1360 bytes vanish both ways, and the server's answer would fit: small hellos get through, files do not",
		Break: forward("meta length > 1360 drop"),
		Want:  Broken(checks.CauseMTUBlackhole).But(checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-plain", About: "the module proxy is asked by http, and packets over 1300 bytes vanish: small answers come, files do not",
		Break: also(env("GOPROXY", "http://goproxy.corp.example"), host("goproxy.corp.example", func(h *Host) { h.Plain = ModuleProxy() }), forward("meta length > 1300 drop")),
		Want:  Broken(checks.CauseMTUBlackhole).But(checks.CauseGOPROXYServerError), GoHangs: true},
	{Name: "hello-too-large", About: "large packets to the server vanish, small ones pass",
		Break: func(n *Net) { n.Router.Forward = []string{"ip daddr 203.0.113.10 meta length > 700 drop"} },
		Want:  Broken(checks.CauseTLSHelloTooLarge, checks.CauseMTUBlackhole), GoSays: "TLS handshake timeout"},
	{Name: "hello-large-silent", About: "a middlebox waits for ever for the second half of large hellos",
		Break: company(func(h *Host) { h.Raw = largeHello(h, "goproxy.corp.example", silent) }),
		Want:  Broken(checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "hello-large-reset", About: "a middlebox resets connections with large hellos",
		Break: company(func(h *Host) { h.Raw = largeHello(h, "goproxy.corp.example", abort) }),
		Want:  Broken(checks.CauseTLSHelloTooLarge), GoSays: "connection reset"},
}
