package words

import (
	"gomend/checks"
	"gomend/checks/route"
)

// Report holds the fixed sentences of the reports: Markdown and the page.
type Report struct {
	Title    string
	Headings Headings
	Labels   Labels

	Redacted   string // passwords are not shown
	Hidden     string // nor are private names
	NotShown   string // how to hide private names
	NothingYet string // was applied
	NoJournal  string // why: the journal could not be read
	AllChecks  string // number of checks
	NoFix      string
	Yes, No    string
	Flow       string // what the drawing shows, for those who cannot see it
}

// Headings are those of the parts of a report.
type Headings struct{ Result, Path, Contacts, Timings, Checks, Fixes, Applied, Settings string }

// Labels name single facts.
type Labels struct {
	Module, Go, System, Checked, Cause, Layer, Route, URL, Via, Purpose, Needed, Total  string
	Step, State, Count, Check, Evidence, Command, Setting, Value, Source, When, Outcome string
}

var reports = map[Lang]Report{
	English: {
		"gomend report",
		Headings{"Result", "The path", "What go will contact", "Where the time went", "Checks", "Fixes", "What was applied before", "Settings"},
		Labels{
			"Module", "Go", "System", "Checked", "Cause", "Step", "Route", "URL", "By way of", "Purpose", "Needed", "Total",
			"Step", "State", "Passed", "Check", "Evidence", "Command", "Setting", "Value", "From", "When", "Outcome",
		},
		"Passwords and tokens have been removed.",
		"Private names have been replaced by placeholders. The same name always has the same one.",
		"Names of hosts, modules and people are shown as they are; gomend report --hide-names replaces private ones.",
		"gomend has not changed anything here.",
		"The journal of fixes could not be read whole: %s",
		"All %d checks",
		"No fix is known for this.",
		"yes", "no",
		"The path from this computer to the module, step by step",
	},
	Chinese: {
		"gomend 报告",
		Headings{"结论", "路径", "go 会连接的主机", "时间用在了哪里", "检查", "修复方法", "以前应用过的修复", "设置"},
		Labels{
			"模块", "Go", "系统", "检查时间", "原因", "步骤", "路线", "网址", "经由", "用途", "必需", "合计",
			"步骤", "状态", "通过", "检查项", "证据", "命令", "设置", "值", "来源", "时间", "结果",
		},
		"密码和令牌已经去掉。",
		"私有的名称已换成代号，同一个名称始终用同一个代号。",
		"主机、模块和用户的名称照原样显示；gomend report --hide-names 会把私有的换成代号。",
		"gomend 没有在这里改动过任何东西。",
		"修复日志没能完整读出：%s",
		"全部 %d 项检查",
		"这个问题没有已知的修复方法。",
		"是", "否",
		"从这台电脑到模块的路径，逐步列出",
	},
}

// Report is the fixed sentences of the reports.
func (w *Words) Report() Report { return reports[w.lang] }

var uses = map[route.Purpose]text{
	route.ModuleProxy:      {"module proxy", "模块代理"},
	route.ChecksumDatabase: {"checksum database", "校验和数据库"},
	route.VersionControl:   {"version control", "版本控制"},
	route.Toolchain:        {"Go toolchain", "Go 工具链"},
	route.Redirect:         {"sent on from a module proxy", "由模块代理转来"},
}

// Purpose says what a route is for.
func (w *Words) Purpose(p route.Purpose) string { return uses[p].in(w.lang) }

// Source says where the value of a setting comes from.
func (w *Words) Source(s route.Source) string { return w.origin(s) }

// Direct is a connection without a proxy, in one word.
func (w *Words) Direct() string { return text{"directly", "直接连接"}.in(w.lang) }

var confidences = map[checks.Confidence]text{
	checks.Certain: {"certain", "确定"}, checks.Likely: {"likely", "很可能"}, checks.Possible: {"possible", "可能"},
}

// Confidence is how sure a verdict is, in one word.
func (w *Words) Confidence(c checks.Confidence) string { return confidences[c].in(w.lang) }

var outcomes = map[checks.VerdictStatus]text{
	checks.Healthy:    {"works", "正常"},
	checks.Degraded:   {"works, with a remark", "能用，但有问题要留意"},
	checks.Broken:     {"broken", "不通"},
	checks.Incomplete: {"not finished", "没有查完"},
}

// Outcome is the status of a verdict in a word or two.
func (w *Words) Outcome(s checks.VerdictStatus) string { return outcomes[s].in(w.lang) }

// Gap stands between two sentences.
func (w *Words) Gap() string { return text{" ", ""}.in(w.lang) }
