package words

// Mending holds the sentences of the commands that apply fixes and take them back.
// Those with verbs in them are formats for fmt.Sprintf.
type Mending struct {
	Changes, Aside, HiddenContent, Runs, TakesBack, ForShell, RootBy, Reverts string
	AskApply, AskDangerous, AskKeep, NotAgreed                                string
	StepIs, StepBack, VerifyingNow, RootNow                                   string
	DryRun, AlreadySo, NothingBroken, NoFixKnown, Fitting                     string
	ShellTakes, UndoBy, NextFault, UndoneFix                                  string
	NoHistory, StateKept, StateBack, StateOpen, StateStuck                    string
	WroteConfig, Forgot, AsPerson                                             string
	ByHand, Automatic                                                         string
}

var mending = map[Lang]Mending{
	English: {
		"What changes:", "is set aside as %s", "(it holds a secret, and is not shown)", "runs", "taken back by",
		"for this shell", "Administrator rights: %s", "Unless you keep it, it reverts by itself after %v.",
		"Apply this change? A backup is kept, it is checked again afterwards, and put back if it does not help. [y/N]",
		"This is dangerous. Type the name of the fix (%s) to apply it",
		"It works. Keep it? Without an answer it reverts in %v. [y/N]", "Not applied.",
		"Step %d of %d: %s", "Taken back: step %d", "Checking again, in a new process.", "Asking for administrator rights: %s",
		"Nothing was changed (--dry-run).", "Everything is already as this fix would make it.", "Nothing is broken; there is nothing to fix.",
		"No fix is known for this.", "Fixes that fit: %s",
		"Your shell takes it with: %s", "To take it back: gomend undo", "Next: %s", "Taking back: %s (%s)",
		"Nothing was applied yet.", "applied", "taken back", "left open", "could not be taken back completely",
		"Wrote %s.", "Deleted what it takes to undo %s.", "Started with sudo: looking as %s.",
		"by hand", "gomend does it: gomend fix %s",
	},
	Chinese: {
		"更改内容：", "移到 %s", "（含有机密，不显示）", "运行", "撤销命令",
		"用于当前 shell", "管理员权限：%s", "如不确认保留，%v 后自动还原。",
		"应用此更改吗？会保留备份，之后重新检查；如无效果则还原。[y/N]",
		"此操作有危险。输入修复名称（%s）以应用",
		"有效。保留吗？不回答则 %v 后还原。[y/N]", "未应用。",
		"第 %d/%d 步：%s", "已撤销：第 %d 步", "正在新进程中重新检查。", "正在请求管理员权限：%s",
		"没有做任何更改（--dry-run）。", "一切已是修复后的状态。", "没有故障，无需修复。",
		"没有已知的修复方法。", "适用的修复：%s",
		"让你的 shell 接受更改：%s", "撤销：gomend undo", "下一个故障：%s", "正在撤销：%s（%s）",
		"还没有应用过修复。", "已应用", "已撤销", "未结束", "未能完全撤销",
		"已写入 %s。", "已删除撤销 %s 所需的内容。", "通过 sudo 启动：以 %s 的身份检查。",
		"手动操作", "gomend 可自动执行：gomend fix %s",
	},
}
