package words

import (
	"strings"
	"time"

	"gomend/checks"
)

var phases = map[checks.Phase]text{
	checks.PhaseLookup:    {"lookup", "域名解析"},
	checks.PhaseConnect:   {"connect", "建立连接"},
	checks.PhaseProxy:     {"proxy", "代理"},
	checks.PhaseHandshake: {"handshake", "TLS 握手"},
	checks.PhaseFirstByte: {"first byte", "等待应答"},
	checks.PhaseTransfer:  {"transfer", "传输"},
}

// Timings is the heading above where the time went.
func (w *Words) Timings() string {
	return w.say(text{"Where the time went", "时间用在了哪里"}, nil)
}

// Phase is the name of a phase of a route: "handshake".
func (w *Words) Phase(p checks.Phase) string { return phases[p].in(w.lang) }

// PhaseTime is the time of a phase: "34 ms"; empty for one that was not reached.
func (w *Words) PhaseTime(s checks.Span) string {
	switch {
	case s.Status == checks.Skip:
		return ""
	case s.Time < time.Millisecond:
		return "< 1 ms"
	}
	return w.duration(s.Time)
}

// PhaseEnd says how a phase ended that did not end well; empty for one that did.
func (w *Words) PhaseEnd(s checks.Span) string {
	switch {
	case s.Silent && s.Status == checks.Fail:
		return w.say(text{"silent", "没有应答"}, nil)
	case s.Silent:
		return w.say(text{"silent so far", "暂无应答"}, nil)
	case s.Status == checks.Fail:
		return w.Failed
	case s.Status == checks.Unknown:
		return w.Unclear
	case s.Status == checks.Skip:
		return w.say(text{"not reached", "未到这一步"}, nil)
	}
	return ""
}

// Timeline is where the time went in one line: "lookup 21 ms, connect 3.3 s (silent)".
// Phases that were not reached are left out.
func (w *Words) Timeline(spans []checks.Span) string {
	var parts []string
	for _, s := range spans {
		if s.Status == checks.Skip {
			continue
		}
		part := w.Phase(s.Phase) + " " + w.PhaseTime(s)
		if end := w.PhaseEnd(s); end != "" {
			part += text{" (", "（"}.in(w.lang) + end + text{")", "）"}.in(w.lang)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, text{", ", "，"}.in(w.lang))
}

// TimeTaken is the time of all phases together: "34 ms", "2.1 s".
func (w *Words) TimeTaken(spans []checks.Span) string { return w.duration(checks.Taken(spans)) }

// Milliseconds is a time as a person reads it: "34 ms", "2.1 s".
func (w *Words) Milliseconds(ms int64) string {
	return w.duration(time.Duration(ms) * time.Millisecond)
}
