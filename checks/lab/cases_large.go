package lab

import (
	"net/http"
	"time"

	"gomend/checks"
)

func init() { Register(largeCases...) }

// Files that take their time: what flows is healthy however slowly, and what stops
// in the middle is not, though its beginning was good.
var largeCases = []Case{
	{Name: "large", About: "a large zip", Module: largeVersion, Want: Fine(), Break: large(pieces(0, 0, sendRest))},
	{Name: "large-slow", About: "a large zip that takes ten seconds", Module: largeVersion, Want: Fine(), Break: large(pieces(10, time.Second, sendRest))},
	{Name: "large-pauses", About: "a large zip that pauses for five seconds in the middle", Module: largeVersion, Want: Fine(), Break: large(pieces(1, 5*time.Second, sendRest))},
	{Name: "large-slow-line", About: "a large zip over 1 MB a second and 100 ms", Module: largeVersion, NeedTun: true, Want: Fine(),
		Break: also(large(pieces(0, 0, sendRest)), func(n *Net) { n.Link = Link{Delay: 50 * time.Millisecond, Rate: 1e6} })},
	{Name: "large-cut", About: "a large zip breaks off in the middle", Module: largeVersion,
		Break: large(pieces(5, 0, cutOff)),
		Want:  Broken(checks.CauseTransferCut).But(checks.CauseHTTP2Broken), GoSays: "example.com/big@v1.0.0"},
	{Name: "large-cut-http1", About: "a large zip breaks off in the middle, over HTTP/1.1", Module: largeVersion,
		Break: also(large(pieces(5, 0, cutOff)), host("goproxy.corp.example", withoutHTTP2)),
		Want:  Broken(checks.CauseTransferCut).But(checks.CauseHTTP2Broken), GoSays: "unexpected EOF"},
	{Name: "large-cut-http2", About: "a large zip breaks off over HTTP/2 alone", Module: largeVersion,
		Break: large(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor == 2 {
				pieces(5, 0, cutOff).ServeHTTP(w, r)
				return
			}
			pieces(0, 0, sendRest).ServeHTTP(w, r)
		})),
		Want: Broken(checks.CauseHTTP2Broken), GoSays: "stream error"},
	{Name: "large-stalls", About: "a large zip stops in the middle, and the connection stays", Module: largeVersion, GoHangs: true,
		Break: large(pieces(5, 0, stallForEver)),
		Want:  Broken(checks.CauseTransferCut).But(checks.CauseHTTP2Broken)},
	{Name: "large-blackholed", About: "the line dies in the middle of a large zip: a firewall forgets the connection", Module: largeVersion, GoHangs: true,
		Break: also(large(pieces(0, 0, sendRest)), forward("ip saddr 198.51.100.10 tcp sport 443 ct bytes > 2000000 drop", "ip daddr 198.51.100.10 tcp dport 443 ct bytes > 2000000 drop")),
		Want:  Broken(checks.CauseTransferCut)},
}
