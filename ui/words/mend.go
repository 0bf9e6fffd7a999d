package words

import (
	"gomend/checks"
	"gomend/fix/plan"
)

// Lesson is what a cause means, for somebody who has just been cured of it.
func (w *Words) Lesson(v checks.Verdict) string {
	return w.say(wordsOf(v.Finding).meaning, aboutFinding(v.Finding))
}

// StepText says what a step of a plan does.
func (w *Words) StepText(k plan.Kind, about, command string) string {
	return w.say(stepTexts[k], args{"about": about, "command": command})
}

var stepTexts = map[plan.Kind]text{
	plan.FileReplace:  {"write {about}", "写入 {about}"},
	plan.FileRemove:   {"remove {about}", "删除 {about}"},
	plan.BlockSet:     {"write a block into {about}", "在 {about} 中写入一段"},
	plan.Exec:         {"{command}", "{command}"},
	plan.GoEnvSet:     {"{command}", "{command}"},
	plan.GitConfigSet: {"{command}", "{command}"},
	plan.Quarantine:   {"set {about} aside", "把 {about} 挪开"},
	plan.Chown:        {"make {about} yours", "把 {about} 改为归你所有"},
	plan.Snippet:      {"note what your shell has to take", "记下你的 shell 要接受的设置"},
	plan.Guide:        {"something for you to do", "要由你来做的事"},
}
