package words

import (
	"strings"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
)

// ApplyOutcome says in a sentence how applying a fix has ended, and why.
func (w *Words) ApplyOutcome(r engine.Result) string {
	return w.sentences(applyOutcomes[r.Outcome].in(w.lang), w.Reason(r.Problem))
}

// UndoOutcome says how taking a fix back has ended.
func (w *Words) UndoOutcome(r engine.Result) string {
	switch r.Outcome {
	case engine.PutBack:
		return w.say(text{"Taken back. Everything is as it was before.", "已撤销，一切恢复原样。"}, nil)
	case engine.Refused:
		return w.Reason(r.Problem)
	}
	return w.ApplyOutcome(r)
}

var applyOutcomes = map[engine.Outcome]text{
	engine.Mended:     {"Cured: the checks ran again, and go gets through.", "已修好：重新检查后，go 已能正常获取模块。"},
	engine.Helped:     {"This helped: what was broken works now, and the next fault shows. The change stays.", "有效：原来的故障已消除，现在看到的是下一个故障。更改保留。"},
	engine.Unproven:   {"Applied.", "已应用。"},
	engine.PutBack:    {"Put back: everything is as it was before.", "已还原：一切恢复原样。"},
	engine.NotPutBack: {"Not everything could be put back.", "有内容未能还原。"},
	engine.Refused:    {"Nothing was changed.", "没有做任何更改。"},
}

// Reason says why something ended as it did; nothing without a reason.
func (w *Words) Reason(p engine.Problem) string {
	a := args{"about": checks.Clean(p.About), "detail": checks.Clean(p.Detail)}
	if p.Reason == engine.FileRefused {
		return w.say(fileReason(p.Detail), a)
	}
	if p.Reason == engine.Unknown && p.About != "" {
		return w.say(unknownID, a)
	}
	return w.say(applyReasons[p.Reason], a)
}

var unknownID = text{"No fix with this id or name was applied: {about} (gomend history lists them).", "没有应用过这个编号或名称的修复：{about}（用 gomend history 查看）。"}

var applyReasons = map[engine.Reason]text{
	engine.NotCured:     {"It did not help: the checks still find the same fault.", "没有效果：检查仍发现同样的故障。"},
	engine.Worse:        {"Something that worked before failed with it.", "应用后，原来正常的项目出现了故障。"},
	engine.NotVerified:  {"The checks could not be finished, so nothing proves that it helps.", "检查未能完成，无法证明它有效。"},
	engine.Interrupted:  {"It was interrupted.", "操作被中断。"},
	engine.NotKept:      {"Nobody said in time to keep it.", "没有在限定时间内确认保留。"},
	engine.Reversed:     {"As you asked.", "按你的要求撤销。"},
	engine.ChangedSince: {"{about} was changed meanwhile by somebody else.", "{about} 在此期间被别人改动过。"},
	engine.Locked:       {"Another gomend is changing something at the moment (process {about|?}). Wait until it has ended.", "另一个 gomend 正在进行更改（进程 {about|?}），请等它结束。"},
	engine.LeftOpen:     {"An earlier fix has not come to its end: gomend undo {about}.", "之前的修复尚未结束，请先运行：gomend undo {about}。"},
	engine.NoRights:     {"It needs administrator rights, and there is no way to get them here: no sudo, doas or run0.", "需要管理员权限，但这里没有 sudo、doas 或 run0，无法取得。"},
	engine.RightsDenied: {"Administrator rights were not given. {detail|}", "未获得管理员权限。{detail|}"},
	engine.NoJournal:    {"The journal cannot be read or written, and without it nothing is changed: {detail}", "日志无法读写，没有日志就不做任何更改：{detail}"},
	engine.StepFailed:   {"{about} failed: {detail}", "{about} 失败：{detail}"},
	engine.NotAllowed:   {"The plan has a step that is not allowed: {about|} {detail|}", "方案中有不被允许的步骤：{about|} {detail|}"},
	engine.Later:        {"A later fix changed the same. Take that back first: gomend undo {about}.", "之后的修复改动了同一处，请先撤销它：gomend undo {about}。"},
	engine.Unknown:      {"There is nothing to take back.", "没有可撤销的内容。"},
	engine.AlreadyBack:  {"It was taken back already.", "它已经撤销过了。"},
	engine.Forgot:       {"What it takes to undo it has been deleted, for it held a secret, or was old.", "撤销所需的内容已被删除（其中含有机密，或时间太久）。"},
	engine.Elsewhere:    {"It counts with the next build of the image; nothing here can try that.", "下次构建镜像时生效，在这里无法验证。"},
	engine.NewShell:     {"It counts once your shell has taken the new variables.", "在你的 shell 接受新变量之后生效。"},
	engine.NoGuard:      {"The timed revert could not be started, so nothing is risked: {detail|}", "定时还原无法启动，因此不冒险更改：{detail|}"},
	engine.Internal:     {"gomend made a mistake: {detail}", "gomend 内部出错：{detail}"},
}

// Conflict says what could not be put back, why, and where its former content is.
func (w *Words) Conflict(c engine.Conflict) string {
	a := args{"about": checks.Clean(c.About), "backup": checks.Clean(c.Backup)}
	t, known := conflictProblems[c.Problem]
	if !known {
		t = fileReason(c.Problem)
	}
	s := w.say(t, a)
	if c.Backup == "" {
		return s
	}
	return w.sentences(s, w.say(text{"What was there before is in {backup}.", "原来的内容在 {backup}。"}, a))
}

var conflictProblems = map[string]text{
	"changed-since": {"{about} was changed since by somebody else, and is left as it is.", "{about} 之后被别人改动过，保持现状。"},
	"step-failed":   {"The command that takes it back failed: {about}.", "撤销命令失败：{about}。"},
	"backup-lost":   {"What {about} held before is lost.", "{about} 原来的内容已丢失。"},
	"left-over":     {"The command that takes it back left something: {about}.", "撤销命令没有完全恢复：{about}。"},
	"not-allowed":   {"{about}", "{about}"},
	"no-rights":     {"It takes administrator rights to take it back.", "撤销需要管理员权限。"},
	"rights-denied": {"It takes administrator rights to take it back, and they were not given.", "撤销需要管理员权限，但未获得。"},
}

// fileReason says why a file is left alone, by a reason of package fsx.
func fileReason(reason string) text {
	if t, ok := fileReasons[reason]; ok {
		return t
	}
	return text{"{about} could not be changed.", "无法更改 {about}。"}
}

var fileReasons = map[string]text{
	"link":       {"{about} is a link to somewhere else, and is not followed.", "{about} 是指向别处的链接，不会跟随。"},
	"foreign":    {"{about} belongs to another user.", "{about} 属于另一个用户。"},
	"shared":     {"Others can write in {about}, so nothing there is changed.", "其他用户可以写入 {about}，因此不更改其中的内容。"},
	"special":    {"{about} is no regular file.", "{about} 不是普通文件。"},
	"hard-link":  {"{about} has other names (hard links), which would be cut off.", "{about} 还有其他名字（硬链接），替换会切断它们。"},
	"too-large":  {"{about} is too large to be a settings file.", "{about} 太大，不像配置文件。"},
	"changed":    {"{about} was changed meanwhile by somebody else.", "{about} 在此期间被别人改动过。"},
	"immutable":  {"Somebody made {about} immutable (chattr +i), certainly on purpose.", "{about} 被设为不可更改（chattr +i），应是有意为之。"},
	"read-only":  {"{about} is on a read-only file system.", "{about} 在只读文件系统上。"},
	"permission": {"You may not change {about}.", "你没有更改 {about} 的权限。"},
	"no-space":   {"There is no space left to write {about}.", "没有空间写入 {about}。"},
	"mounted":    {"{about} is a mount point, and cannot be taken away.", "{about} 是挂载点，无法移除。"},
	"fault":      {"The system would not change {about}.", "系统无法更改 {about}。"},
}

// Obstacle says why a fix has to be done by hand.
func (w *Words) Obstacle(e *fix.ManualError) string {
	return w.say(obstacles[e.Obstacle], args{"about": checks.Clean(e.About)})
}

var obstacles = map[fix.Obstacle]text{
	fix.NoPlan:       {"gomend does not do this by itself here. Type the commands:", "gomend 在这里不会自动执行，请手动输入这些命令："},
	fix.Managed:      {"{about|Another program} manages this setting, and would overwrite what is changed here. Change it there.", "{about|另一个程序} 管理着这项设置，会覆盖这里的更改，请在那里修改。"},
	fix.UnknownOwner: {"Nobody known owns this setting, so nothing is written. By hand:", "不清楚由谁管理这项设置，因此不写入。手动操作："},
	fix.Immutable:    {"{about|The file} cannot be written: immutable, or on a read-only file system.", "{about|该文件} 无法写入：不可更改，或位于只读文件系统。"},
	fix.ForeignLink:  {"{about|A link} leads to where nothing is changed.", "{about|某个链接} 指向不应更改的位置。"},
	fix.InContainer:  {"This has to be done outside of this container.", "这需要在容器外进行。"},
	fix.SetElsewhere: {"It is set in a place that is not known, or not yours: {about|?}.", "它设置在未知的位置，或不属于你的位置：{about|?}。"},
	fix.MissingTool:  {"{about|A program} is needed for it, and is not installed.", "需要 {about|某个程序}，但没有安装。"},
	fix.RootToLook:   {"Only root can see what has to be known ({about|?}). Start it once more as: sudo gomend.", "只有 root 能看到所需的信息（{about|?}）。请改用 sudo gomend 运行。"},
	fix.RemoteRisk:   {"It would cut off this very session ({about|remote}). Do it from the console.", "它会切断当前会话（{about|远程}），请在控制台上操作。"},
	fix.TooOpen:      {"Others may read or change {about|this file}. Close it first: chmod 600 {about|FILE}", "其他人可以读取或修改 {about|这个文件}。请先收紧权限：chmod 600 {about|FILE}"},
	fix.KeyChanged:   {"{about|The host} shows another key than the one that is known or published. Ask its owner; somebody may be in between.", "{about|主机} 出示的密钥与已知或公布的不同。请向它的管理员核实，中间可能有人冒充。"},
	fix.NothingHere:  {"There is nothing to change on this machine: {about|?}.", "这台机器上没有可更改的内容：{about|?}。"},
	fix.Forbidden:    {"Your configuration locks this fix (forbidden_fixes).", "你的配置禁止了这项修复（forbidden_fixes）。"},
}

// Recovered says what became of a fix that an earlier run did not bring to its end.
func (w *Words) Recovered(r engine.Recovered) string {
	a := args{"fix": w.FixTitle(r.Fix, nil), "id": r.ID, "time": r.Deadline.Local().Format("15:04:05")}
	if a["fix"] = strings.TrimRight(a["fix"], ".。"); a["fix"] == "" {
		a["fix"] = r.Fix
	}
	switch {
	case r.Outcome == engine.PutBack:
		return w.say(text{"An earlier run was cut off. It has been put back: {fix}.", "上次运行被中断，已还原：{fix}。"}, a)
	case r.Outcome == engine.Mended:
		return w.say(text{"An earlier run was cut off after it had been verified. It stays: {fix}.", "上次运行在验证之后被中断，更改保留：{fix}。"}, a)
	case r.NeedsRoot:
		return w.say(text{"An earlier run was cut off, and taking it back needs administrator rights: gomend undo {id} ({fix}).", "上次运行被中断，还原需要管理员权限：gomend undo {id}（{fix}）。"}, a)
	case !r.Deadline.IsZero():
		return w.say(text{"An earlier fix reverts by itself at {time}: {fix}.", "之前的修复将在 {time} 自动还原：{fix}。"}, a)
	}
	return w.say(text{"An earlier fix could not be put back completely: {fix}. After a look at it: gomend undo {id}.", "之前的修复未能完全还原：{fix}。查看后可运行：gomend undo {id}。"}, a)
}
