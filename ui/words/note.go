package words

import (
	"strconv"

	"gomend/checks"
)

// Note is the circumstance of a finding as a sentence; empty when there is none.
func (w *Words) Note(f checks.Finding) string {
	said, ok := notes[f.Note.Kind]
	if !ok {
		return ""
	}
	n := f.Note
	a := about(f.Target).with("n", strconv.Itoa(n.Hop)).with("text", checks.Clean(n.Text)).with("scope", reaches[n.Scope].in(w.lang))
	if n.Address.IsValid() {
		a = a.with("router", n.Address.String())
	}
	return w.say(said, a)
}

var notes = map[checks.NoteKind]text{
	checks.NoteLastRouter: {"The last router that answered is {router} (hop {n}, {scope}).", "最后一台有回应的路由器是 {router}（第 {n} 跳，{scope}）。"},
	checks.NoteNoRouter:   {"No router on the way answered.", "途中没有一台路由器回应。"},
}

// reaches say whose a router is.
var reaches = map[checks.Scope]text{
	checks.ScopePrivate:  {"private", "内网"},
	checks.ScopeProvider: {"the provider's", "运营商"},
	checks.ScopePublic:   {"public", "公网"},
}

// toldTrace says how far packets came.
func (w *Words) toldTrace(f checks.TraceFacts, a args) string {
	last, ok := f.Last()
	switch {
	case f.Code != checks.OK:
		return ""
	case f.Reached:
		return w.say(text{"Packets get as far as {target|the server} itself.", "数据包能到达 {target|服务器} 本身。"}, a)
	case !ok:
		return w.say(text{"No router on the way to {target|the server} answered.", "去 {target|服务器} 的途中没有一台路由器回应。"}, a)
	}
	a = a.with("router", last.From.String()).with("n", strconv.Itoa(last.TTL)).with("scope", reaches[checks.ScopeOf(last.From)].in(w.lang))
	if last.Code != checks.HopLimit {
		return w.say(text{"The router {router} (hop {n}, {scope}) refuses what goes to {target|the server}.", "路由器 {router}（第 {n} 跳，{scope}）拒绝发往 {target|服务器} 的数据。"}, a)
	}
	return w.say(text{"The last router that answered is {router} (hop {n}, {scope}).", "最后一台有回应的路由器是 {router}（第 {n} 跳，{scope}）。"}, a)
}
