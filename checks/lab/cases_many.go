package lab

import (
	"net"
	"net/http"
	"strings"
	"time"

	"gomend/checks"
)

func init() { Register(manyCases...) }

// twoRequires are modules that one module proxy has.
const twoRequires = "require (\n\trsc.io/quote v1.5.2\n\trsc.io/sampler v1.3.0\n)\n"

// What go does many times at once: look names up, connect, download.
var manyCases = []Case{
	{Name: "many", About: "several modules at once", Want: Fine(), Break: modFile(twoRequires)},
	{Name: "many-one-zip-broken", About: "the zip of one of several modules is no zip", Short: true,
		Break: also(modFile(twoRequires), answer("/rsc.io/sampler/@v/v1.3.0.zip", text(http.StatusOK, "this is no zip"))),
		Want:  Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "many-one-zip-refused", About: "the zip of one of several modules is refused",
		Break: also(modFile(twoRequires), answer("/rsc.io/sampler/@v/v1.3.0.zip", text(http.StatusForbidden, "quarantined"))),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "403"},
	{Name: "many-one-redirected", About: "the zip of one of several modules is elsewhere, and that host is dropped",
		Break: also(modFile(twoRequires), func(n *Net) {
			n.Host("proxy.golang.org").Handler = Replacing("/rsc.io/sampler/@v/v1.3.0.zip", RedirectingZips(), ModuleProxy())
		}, blocked("storage.googleapis.com")),
		Want: Broken(checks.CauseTCPTimeout), GoHangs: true},
	{Name: "many-one-sum-other", About: "go.sum speaks of another zip of one of several modules",
		Break: also(modFile(twoRequires), file("work/go.sum", strings.ReplaceAll(quoteSum, "h1:7uVkIFme", "h1:AAAAAAAA"))),
		Want:  Broken(checks.CauseChecksumMismatch), GoSays: "checksum mismatch"},
	{Name: "many-graph", About: "a module that only others require is missing, and go.mod is of the old kind that needs them all",
		Break: also(func(n *Net) { n.Client.ModFile = "module example.com/hello\n\ngo 1.16\n\n" + quoteRequire },
			answer("/golang.org/x/text/@v/", text(http.StatusNotFound, "not found"))),
		Want: Broken(checks.CauseModuleNotFound, checks.CauseVersionNotFound), GoSays: "golang.org/x/text"},
	{Name: "many-lookups-one", Chance: true, About: "the nameserver answers one of two questions that come at once",
		Break: also(modFile(twoRequires), isp(FirstOfTwo(30*time.Millisecond, Truth))),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "many-lookups-pair", About: "the nameserver answers one of two questions about a name, and the other only when it is put again",
		Break: also(modFile(twoRequires), isp(OneOfPair(250*time.Millisecond, Truth))),
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
