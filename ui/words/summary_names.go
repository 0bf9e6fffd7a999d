package words

import (
	"strconv"

	"gomend/checks"
)

// toldDNSTrace is about a name followed from the root servers down.
func (w *Words) toldDNSTrace(f checks.DNSTraceFacts, a args) string {
	a = a.with("host", f.Host).with("addresses", addresses(f.Addresses)).with("zone", f.ChainZone).with("said", w.code(f.ChainCode))
	switch {
	case f.Chain == checks.ChainBroken:
		return w.say(text{"The chain of signatures for {host} breaks at the zone “{zone}”: {said}.", "{host} 的签名链在区域“{zone}”断开：{said}。"}, a)
	case f.Truth() == checks.Yes && f.Intercepted:
		return w.say(text{"Somebody on the way forges answers. The servers of {host} themselves say {addresses}.", "途中有人伪造答案。{host} 自己的服务器给出的是 {addresses}。"}, a)
	case f.Intercepted:
		return w.say(text{"Somebody on the way answers in the place of {address}, which is no resolver.", "途中有人冒充 {address} 作答，而它本来并不替人查询域名。"}, a.with("address", f.ForgedBy.Addr().String()))
	case f.Truth() == checks.Yes:
		return w.say(text{"The servers of {host} themselves say {addresses}.", "{host} 自己的服务器给出的是 {addresses}。"}, a)
	case f.Code == checks.NXDomain:
		return w.say(text{"From the root down, {host} does not exist.", "从根服务器查下来，{host} 不存在。"}, a)
	case f.Code == checks.NoData:
		return w.say(text{"From the root down, {host} has no address.", "从根服务器查下来，{host} 没有地址。"}, a)
	case len(f.Levels) > 0:
		a = a.with("zone", f.Levels[len(f.Levels)-1].Zone).with("said", w.code(f.Code))
		return w.say(text{"The trace of {host} ends at the servers of the zone “{zone}”: {said}.", "追踪 {host} 到区域“{zone}”的服务器为止：{said}。"}, a)
	}
	return ""
}

// toldRepeat is about one nameserver asked the same several times.
func (w *Words) toldRepeat(f checks.RepeatFacts, a args) string {
	if f.Sent == 0 {
		return ""
	}
	a = a.with("server", f.Server.Addr().String()).with("answered", strconv.Itoa(f.Sent-f.Lost-f.Half)).with("sent", strconv.Itoa(f.Sent)).
		with("median", w.duration(f.Median)).with("max", w.duration(f.Max))
	switch {
	case f.Lost == f.Sent:
		return w.say(text{"{server} answered none of {sent} questions.", "问了 {server} {sent} 次，一次都没有应答。"}, a)
	case f.Wavers():
		return w.say(text{"{server} answers the same question now one way, now another.", "同一个问题，{server} 的回答时好时坏。"}, a)
	case f.Half > 0 && f.Half*2 >= f.Sent:
		return w.say(text{"Of two questions that are put to {server} at once, it answers only one.", "同时问 {server} 两个问题，它只应答一个。"}, a)
	}
	return w.say(text{"{server} answered {answered} of {sent} questions, in {median} as a rule and {max} at most.", "问了 {server} {sent} 次，应答 {answered} 次，一般用 {median}，最长 {max}。"}, a)
}
