package words

import "strings"

// fixWords are the title of a fix, and why it helps, what it changes and for whom.
type fixWords struct{ title, why text }

// FixTitle is the title of a fix, without a full stop: "Use the mirror goproxy.cn".
// Values fill the places in it: mirror, setting, host, proxy, file, module ….
func (w *Words) FixTitle(id string, values map[string]string) string {
	return w.say(fixOf(id).title, values)
}

// FixWhy says why a fix helps, what it changes and for whom.
func (w *Words) FixWhy(id string, values map[string]string) string {
	why := w.say(fixOf(id).why, values)
	if values["time"] == "" || !strings.Contains(fixOf(id).title.en, "{mirrorhost") {
		return why // the time is the mirror's
	}
	return w.sentences(w.say(text{"It answers in {time} from here.", "从这里连接，它在 {time} 内应答。"}, values), why)
}

func fixOf(id string) fixWords {
	for _, table := range []map[string]fixWords{networkFixes, dnsFixes, firewallFixes, containerFixes, secureFixes, sourceFixes, settingFixes} {
		if known, ok := table[id]; ok {
			return known
		}
	}
	return fixWords{}
}

// Rights says whether a fix needs administrator rights.
func (w *Words) Rights(needsRoot bool) string {
	if needsRoot {
		return w.FixRoot
	}
	return w.FixNoRoot
}

// Scope says whom a fix affects, by the contract's word for it.
func (w *Words) Scope(scope string) string { return scopes[scope].in(w.lang) }

// Risk is the risk of a fix as one word, by the contract's word for it.
func (w *Words) Risk(risk string) string { return risks[risk].in(w.lang) }

var scopes = map[string]text{
	"process":    {"only this shell", "只影响当前 shell"},
	"user":       {"only your user", "只影响你这个用户"},
	"repository": {"this repository", "影响这个仓库"},
	"system":     {"everybody on this computer", "影响这台电脑上的所有人"},
	"container":  {"this container or image", "影响这个容器或镜像"},
}

var risks = map[string]text{
	"safe":      {"safe", "安全"},
	"caution":   {"with care", "需谨慎"},
	"dangerous": {"dangerous", "危险"},
}
