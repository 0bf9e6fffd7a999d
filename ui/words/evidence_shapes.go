package words

import (
	"regexp"
	"strconv"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// shape is how a value of several facts is put: {1}, {2} … are its groups. Groups
// that are codes, or sources of settings, are put into words as well.
type shape struct {
	form *regexp.Regexp
	text text
}

// shapes are by the key of the evidence. A value of another shape stays as it is.
var shapes = map[string][]shape{
	"connected": {{regexp.MustCompile(`^(\S+) in (\d+ ms)$`), text{"{1} in {2}", "{1}，用时 {2}"}}},
	"silent":    {{regexp.MustCompile(`^(\S+) for (\d+ ms), (\d+) tries$`), text{"{1} for {2}, {3} tries", "{1}，等了 {2}，试了 {3} 次"}}},
	"failed":    {{regexp.MustCompile(`^(\S+) (\S+) after (\d+ ms)$`), text{"{1}: {2}, after {3}", "{1}：{2}（{3} 后）"}}},
	"lost":      {{regexp.MustCompile(`^(\d+) of (\d+) round trips$`), text{"{1} of {2} round trips", "{2} 个来回丢了 {1} 个"}}},
	"valid": {
		{regexp.MustCompile(`^(\d\S+) to (\S+)$`), text{"{1} to {2}", "{1} 至 {2}"}},
		{regexp.MustCompile(`^to (.+)$`), text{"until {1}", "到 {1} 为止"}},
	},
	"nameservers": {{regexp.MustCompile(`^none set; go asks (.+)$`), text{"none set; go asks {1}", "没有设置，go 会问 {1}"}}},
	"server":      answerShapes,
	"compare":     answerShapes,
	"forged":      answerShapes,
	"answer":      {{regexp.MustCompile(`^(\d+) × (.+)$`), text{"{1} × {2}", "{1} 次：{2}"}}},
	"through":     {{regexp.MustCompile(`^(.+) \((.+)\): (\S+)$`), text{"{1} ({2}): {3}", "{1}（{2}）：{3}"}}},
	"received":    {{regexp.MustCompile(`^([\d.]+) of ([\d.]+ MB)$`), text{"{1} of {2}", "{1} / {2}"}}},
	"go": {
		{regexp.MustCompile(`^downloaded it in (\d+ ms)$`), text{"downloaded it in {1}", "下载成功，用时 {1}"}},
		{regexp.MustCompile(`^got nothing more in the end, after (\d+ ms)$`), text{"got nothing more in the end, after {1}", "最后不再有数据，共 {1}"}},
		{regexp.MustCompile(`^had no answer after (\d+ ms)$`), text{"had no answer after {1}", "{1} 后仍没有应答"}},
	},
	"interface": {
		{regexp.MustCompile(`^(\S+) up, no carrier ?(.*)$`), text{"{1} up, no carrier {2|}", "{1} 已启用，但没有连上 {2|}"}},
		{regexp.MustCompile(`^(\S+) up ?(.*)$`), text{"{1} up {2|}", "{1} 已连接 {2|}"}},
		{regexp.MustCompile(`^(\S+) down ?(.*)$`), text{"{1} down {2|}", "{1} 未启用 {2|}"}},
	},
}

// answerShapes are what one nameserver said: addresses, or a failure.
var answerShapes = []shape{{regexp.MustCompile(`^([0-9a-fA-F.:%]+|\[\S+\]|private-address-\d+): (\S+.*)$`), text{"{1}: {2}", "{1}：{2}"}}}

// settingShape is a setting that is wrong, whatever its name: value, reason, source.
var settingShape = shape{regexp.MustCompile(`^(.*) \(([a-z0-9-]+), from ([a-z.-]+)\)$`), text{"{1} ({3})", "{1}（{3}）"}}

// shaped is a value in the shape of its key.
func (w *Words) shaped(e checks.Evidence) (string, bool) {
	list := shapes[e.Key]
	if _, setting := evidenceKeys[e.Key]; !setting {
		list = []shape{settingShape}
	}
	for _, s := range list {
		groups := s.form.FindStringSubmatch(e.Value)
		if groups == nil {
			continue
		}
		a := args{}
		for i, group := range groups[1:] {
			a[strconv.Itoa(i+1)] = w.part(group)
		}
		return w.say(s.text, a), true
	}
	return "", false
}

// part puts a part of a value into words, where it is a word of ours.
func (w *Words) part(value string) string {
	if known, ok := codes[checks.Code(value)]; ok && value != "" {
		return known.short.in(w.lang)
	}
	if known, ok := sources[route.Source(value)]; ok {
		return known.in(w.lang)
	}
	if known, ok := evidenceValues[value]; ok {
		return known.in(w.lang)
	}
	if number, isTime := strings.CutSuffix(value, " ms"); isTime {
		if ms, err := strconv.ParseInt(number, 10, 64); err == nil {
			return w.Milliseconds(ms)
		}
	}
	return value
}
