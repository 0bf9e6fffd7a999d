package diagnose

import (
	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// plainPages ask port 80 of hosts whose go-import page cannot be had by https.
// The host is one that go contacts in any case.
func (r *run) plainPages(b *checks.Board) []checks.Check {
	var list []checks.Check
	for _, rt := range b.Routes() {
		if rt.Purpose != route.VersionControl || rt.Tool != "" || rt.URL == nil || rt.URL.Scheme != "https" || !rt.Via.Direct() {
			continue
		}
		if stop, bad := trouble(b, rt); !bad || stop != checks.KindConnect && stop != checks.KindTLS {
			continue
		}
		u := *rt.URL
		u.Scheme = "http"
		plain := r.settings.Route(rt.ID+checks.PlainSuffix, route.VersionControl, &u)
		connect := transport.Connect(plain.Host, plain.Port, plain.ID)
		connect.Linger = true
		list = append(list, connect, r.asker.PlainPage(plain, rt.Module, []string{connect.ID}))
	}
	return list
}
