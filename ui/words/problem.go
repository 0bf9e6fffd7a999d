package words

import (
	"strconv"

	"gomend/checks"
	"gomend/checks/route"
)

// problem says what is wrong with the value of a setting, and where it comes from.
func (w *Words) problem(p route.Problem) string {
	a := args{"name": p.Name, "value": p.Value, "source": w.source(p)}
	reason, ok := reasons[p.Reason]
	if special, found := kindReasons[kindReason{p.Kind, p.Reason}]; found {
		reason, ok = special, true
	}
	if !ok {
		reason = text{"{name} cannot be used as it is written", "{name} 的写法有误"}
		if !p.Fatal {
			reason = text{"{name} may not do what was meant", "{name} 的效果可能与本意不同"}
		}
	}
	s := w.say(reason, a)
	if shown := checks.Clean(p.Value); shown != "" {
		s += w.say(text{": “{value}”", "：“{value}”"}, args{"value": shown})
	}
	from := w.say(text{"({source}).", "（{source}）。"}, a)
	if w.lang == Chinese {
		return s + from
	}
	return s + " " + from
}

// source says where a value comes from, by its file where that is known.
func (w *Words) source(p route.Problem) string {
	if p.File != "" {
		return w.say(text{"from {file}", "来自 {file}"}, args{"file": checks.Clean(p.File)})
	}
	return w.origin(p.Source)
}

// origin says which kind of place a setting comes from.
func (w *Words) origin(s route.Source) string {
	if known, ok := sources[s]; ok {
		return known.in(w.lang)
	}
	return w.say(text{"source not known", "来源不明"}, nil)
}

var sources = map[route.Source]text{
	route.FromEnvironment: {"exported in the environment", "来自环境变量"},
	route.FromEnvFile:     {"stored with go env -w", "由 go env -w 保存"},
	route.FromGoEnv:       {"from go.env of the Go installation", "来自 Go 安装目录的 go.env"},
	route.FromDefault:     {"Go's default", "Go 的默认值"},
}

// problems is the first problem, and how many more there are.
func (w *Words) problems(f checks.SettingsFacts) string {
	if len(f.Problems) == 0 {
		return ""
	}
	first := f.Problems[0]
	for _, p := range f.Problems {
		if p.Fatal {
			first = p
			break
		}
	}
	if n := len(f.Problems) - 1; n > 0 {
		return w.sentences(w.problem(first), w.say(text{"And {n} more.", "另外还有 {n} 处。"}, args{"n": strconv.Itoa(n)}))
	}
	return w.problem(first)
}

// kindReason is a reason that means something else for settings of one kind.
type kindReason struct {
	kind   route.ProblemKind
	reason string
}
