package lab

import (
	"net"
	"time"

	"gomend/checks"
)

func init() { Register(manyCases...) }

// twoRequires are modules that one module proxy has.
const twoRequires = "require (\n\trsc.io/quote v1.5.2\n\trsc.io/sampler v1.3.0\n)\n"

// What go does many times at once: look names up, connect, download.
var manyCases = []Case{
	{Name: "many", About: "several modules at once", Want: Fine(), Break: modFile(twoRequires)},
	{Name: "many-lookups-one", Chance: true, About: "the nameserver answers one of two questions that come at once",
		Break: also(modFile(twoRequires), isp(FirstOfTwo(30*time.Millisecond, Truth))),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "many-lookups-few", About: "the nameserver answers four questions at a time, and leaves those beyond unanswered", Want: Fine(),
		Break: also(modFile(twoRequires), isp(AtOnce(4, 30*time.Millisecond, Truth)))},
	{Name: "many-connections-eight", About: "the module proxy takes eight connections at a time", Want: Fine(),
		Break: also(modFile(twoRequires), connections("proxy.golang.org", 8, func(c net.Conn) { abort(c) }))},
	{Name: "many-connections-none", About: "the module proxy resets every connection: it is full",
		Break: also(modFile(twoRequires), connections("proxy.golang.org", 0, func(c net.Conn) { abort(c) })),
		Want:  Broken(checks.CauseTCPReset, checks.CauseTLSReset), GoSays: "reset"},
	{Name: "many-connections-wait", About: "the module proxy takes three connections at a time, and lets those beyond wait for a second", Want: Fine(),
		Break: also(modFile(twoRequires), connections("proxy.golang.org", 3, func(c net.Conn) { time.Sleep(time.Second); abort(c) }))},
}
