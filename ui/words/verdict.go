package words

import (
	"strings"

	"gomend/checks"
)

// causeWords are a cause as a statement, what it means for a beginner, and what to do.
type causeWords struct{ headline, meaning, advice text }

// causeTables are all causes, one file a layer.
var causeTables = []map[checks.Cause]causeWords{networkCauses, dnsCauses, transportCauses, proxyCauses, tlsCauses, sourceCauses, settingCauses, repositoryCauses}

func causeOf(c checks.Cause) causeWords {
	for _, table := range causeTables {
		if known, ok := table[c]; ok {
			return known
		}
	}
	return unknownCause
}

// unknownCause is for a fault whose root could not be found.
var unknownCause = causeWords{
	text{"Something stops go, and gomend could not find out what.", "有什么挡住了 go，但 gomend 没能查出来。"},
	text{"A step failed in a way that fits no known cause.", "有一步失败了，但不符合任何已知的原因。"},
	text{"Look at the step that failed, and show the report to somebody who knows this network.", "看看失败的那一步，把报告给熟悉这个网络的人看。"},
}

// Verdict is a verdict as a headline, as sure as the verdict is, and advice on
// what to do now.
func (w *Words) Verdict(v checks.Verdict) (headline, advice string) {
	switch v.Status {
	case checks.Healthy:
		return w.healthy(v)
	case checks.Incomplete:
		why, ok := incompletes[v.Why]
		if !ok {
			why = incompletes[checks.WhyInternal]
		}
		return w.say(why.headline, nil), w.say(why.advice, nil)
	}
	a, advised := aboutFinding(v.Finding), wordsOf(v.Finding).advice
	if v.Status == checks.Degraded {
		return w.Finding(v.Finding), w.sentences(w.say(text{"Go gets through, but this will bite again.", "go 能用，但这个问题还会再出现。"}, nil), w.Note(v.Finding), w.say(advised, a))
	}
	if v.Note.Kind == checks.NoteBareImage {
		return w.Finding(v.Finding), w.Note(v.Finding) // nothing can be installed there, whatever else the cause advises
	}
	return w.Finding(v.Finding), w.sentences(w.Note(v.Finding), w.say(advised, a))
}

func (w *Words) healthy(v checks.Verdict) (headline, advice string) {
	if v.Transient {
		return w.say(text{"Everything go needs works now. A fault was there and has gone.", "go 需要的一切现在都正常。刚才有过故障，已经消失。"}, nil),
			w.say(text{"Run your go command again. If it comes back, check at that very moment.", "再运行一次你的 go 命令。如果又出现，请当时就检查。"}, nil)
	}
	return w.say(text{"Everything go needs works.", "go 需要的一切都正常。"}, nil),
		w.say(text{"If go still fails for you, it runs with other settings than those seen here: in a container, with sudo, in an editor or in CI.", "如果 go 仍然失败，那么它运行时的设置与这里不同：在容器里、用了 sudo、在编辑器或 CI 里。"}, nil)
}

// Finding is one conclusion as a sentence, as sure as the conclusion is.
func (w *Words) Finding(f checks.Finding) string { return w.finding(f, aboutFinding(f)) }

func (w *Words) finding(f checks.Finding, a args) string {
	s := w.say(wordsOf(f).headline, a)
	switch {
	case f.Cause == checks.NoCause:
		return s
	case f.Confidence == checks.Likely:
		return w.unsure(text{"Most likely ", "很可能是"}, s)
	case f.Confidence == checks.Possible:
		return w.unsure(text{"Perhaps ", "可能是"}, s)
	}
	return s
}

func (w *Words) unsure(opening text, s string) string {
	if w.lang == Chinese {
		return follow(opening.zh, strings.TrimPrefix(s, "是")) // the opening has that word
	}
	return opening.en + lowerFirst(s)
}

type incompleteWords struct{ headline, advice text }

var incompletes = map[checks.IncompleteReason]incompleteWords{
	checks.WhyInterrupted: {
		text{"Stopped before the checks had ended.", "检查还没做完就停止了。"},
		text{"What has been found so far counts. Check again to get the whole picture.", "目前查到的结果有效。再检查一次才能看到全部。"},
	},
	checks.WhyTimeout: {
		text{"The time ran out before the checks had ended.", "检查还没做完，时间就用完了。"},
		text{"Give it more time: gomend check --timeout 60s", "多给一些时间：gomend check --timeout 60s"},
	},
	checks.WhyInternal: {
		text{"gomend itself could not finish.", "gomend 自己没能完成检查。"},
		text{"This is a fault of gomend, not of your network. Check again; if it stays, send the report.", "这是 gomend 自己的问题，与你的网络无关。再检查一次；如果还这样，请把报告发给开发者。"},
	},
	checks.WhySkipped: {
		text{"Nothing wrong was found, but a step was left out.", "没有发现问题，但有一步被跳过了。"},
		text{"Check everything to be sure.", "全部检查一遍才能确定。"},
	},
	checks.WhyNoWord: {
		text{"The go command found here does not work.", "这里找到的 go 命令无法使用。"},
		text{"See what it prints: go version. Reinstall Go, or put another one first in PATH.", "看看它输出什么：go version。请重新安装 Go，或者把另一个 go 放到 PATH 的最前面。"},
	},
	checks.WhyUnproven: {
		text{"Every check passes, but go itself did not finish in time.", "各项检查都通过了，但 go 自己没能及时完成。"},
		text{"Probably it is only slow. Run your go command, or check again with more time: gomend check --timeout 60s", "多半只是慢。直接运行你的 go 命令，或者多给些时间再检查：gomend check --timeout 60s"},
	},
}
