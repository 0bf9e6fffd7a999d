package words

import (
	"strings"

	"gomend/checks"
)

// kindWords are what a kind of check asks, its short name in a list, why go needs
// it, and what is said when it passes: the fact, and what that rules out.
type kindWords struct{ question, row, why, pass, meaning text }

// kindOf finds a check's words: those of its kind, unless it has some of its own.
func kindOf(c checks.Check) kindWords {
	if own, ok := trials[c.ID]; ok {
		return own
	}
	return kinds[c.Kind]
}

// Question is what a check asks: "Can we open port 443 on proxy.golang.org?".
func (w *Words) Question(c checks.Check) string {
	return w.say(kindOf(c).question, about(c.Target))
}

// Row is the short name of a check in a list: "proxy.golang.org:443".
func (w *Words) Row(c checks.Check) string { return w.say(kindOf(c).row, about(c.Target)) }

// Why says why go needs what a check asks for, and what go does without it.
func (w *Words) Why(c checks.Check) string {
	why := w.say(kindOf(c).why, about(c.Target))
	for prefix, purpose := range purposes {
		if strings.HasPrefix(c.Route, prefix) && servesRoute(c.Kind) {
			return w.sentences(w.say(purpose, nil), why)
		}
	}
	return why
}

// servesRoute is about the kinds whose reason depends on what the host is for.
func servesRoute(k checks.Kind) bool {
	switch k {
	case checks.KindLookup, checks.KindConnect, checks.KindProxyTunnel, checks.KindTLS:
		return true
	}
	return false
}

// sentences puts sentences behind each other, leaving out empty ones.
func (w *Words) sentences(parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	if w.lang == Chinese {
		return strings.Join(list, "")
	}
	return strings.Join(list, " ")
}

// purposes say what a host is for, by the beginning of the route's id.
var purposes = map[string]text{
	"module-proxy":      {"Go downloads modules from this server.", "Go 从这台服务器下载模块。"},
	"checksum-database": {"Go asks this server whether a download is genuine.", "Go 向这台服务器核对下载的内容是否真实。"},
	"version-control":   {"Go fetches source code straight from this host.", "Go 直接从这台主机取源代码。"},
	"toolchain":         {"Go downloads the Go version that go.mod asks for from here.", "Go 从这里下载 go.mod 要求的 Go 版本。"},
	"redirect":          {"The module proxy sends go on to this server for the files themselves.", "模块代理会让 go 转到这台服务器去取文件。"},
}
