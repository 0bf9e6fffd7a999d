package diagnose

import (
	"slices"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/secure"
)

// plainDirect tries internal servers directly that are asked without TLS through an HTTP
// proxy and answer with a failure: the proxy reads such requests, and may have answered.
func (r *run) plainDirect(b *checks.Board) []checks.Check {
	var list []checks.Check
	for _, rt := range b.Routes() {
		if rt.URL == nil || rt.URL.Scheme != "http" || rt.Via.Direct() || checks.PublicHost(rt.URL.Hostname()) || !refusedByEither(b, rt) {
			continue
		}
		c := secure.ComparePlain(checks.Address(rt.URL), dialer{board: func() *checks.Board { return r.board }, turn: &r.elsewhere.turn}.lookup)
		c.Route, c.Linger = rt.ID, true
		list = append(list, c)
	}
	return list
}

// signIns asks a public server for its page where a page came from a module proxy that
// is asked without TLS: if that is not the server's own either, somebody on the way answers.
func (r *run) signIns(b *checks.Board) []checks.Check {
	for _, rt := range b.Routes() {
		if r.opt.NoThirdParty || rt.URL == nil || rt.URL.Scheme != "http" || !rt.Via.Direct() || !pageCame(b, rt) {
			continue
		}
		c := secure.SignInAt(plainLandmark(b).Addr(), rt.ID)
		c.Linger = true
		return []checks.Check{c}
	}
	return nil
}

// pageCame reports whether a page stood in place of what a module proxy was asked for.
func pageCame(b *checks.Board, rt route.Route) bool {
	return slices.ContainsFunc(b.Results(), func(res checks.Result) bool {
		f, ok := res.Facts.(checks.HTTPFacts)
		return ok && res.Check.Route == rt.ID && res.Code == checks.BadContent && f.Body == checks.BodyHTML
	})
}

// refusedByEither reports whether a request was refused by the proxy or by the server
// behind it.
func refusedByEither(b *checks.Board, rt route.Route) bool {
	return slices.ContainsFunc(b.Results(), func(res checks.Result) bool {
		return res.Check.Route == rt.ID && res.Status == checks.Fail && slices.Contains(checks.RefusedByEither, res.Code)
	})
}
