package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/ui/words"
)

// markdown is a report for a colleague or an issue tracker. No secret is in the
// findings; text from outside stands in code spans, or is escaped, so that it
// cannot pass for a part of the report.
func (s *session) markdown(f findings) string {
	r := markdown{findings: f, w: s.words, Report: s.words.Report()}
	r.line("# %s\n", r.Title)
	r.result()
	r.about()
	r.path()
	r.timings()
	r.troubles()
	r.cures()
	r.applied()
	r.contacts()
	r.settings()
	r.allChecks()
	r.line("\n%s", r.Redacted)
	if f.NamesHidden {
		r.line("%s", r.Hidden)
	} else {
		r.line("%s", r.NotShown)
	}
	return r.String()
}

// markdown is a report in the making.
type markdown struct {
	findings
	words.Report
	w *words.Words
	strings.Builder
}

func (r *markdown) line(format string, values ...any) { fmt.Fprintf(r, format+"\n", values...) }

func (r *markdown) heading(text string) { r.line("\n## %s\n", text) }

// row is a row of a table; head is one that begins it.
func (r *markdown) row(cells ...string) { r.line("| %s |", strings.Join(cells, " | ")) }

func (r *markdown) head(cells ...string) {
	r.row(cells...)
	r.line("|%s", strings.Repeat(" --- |", len(cells)))
}

func (r *markdown) result() {
	v := r.Verdict
	r.line("%s **%s**", signOf(statusOf(checks.VerdictStatus(v.Status))), escaped(v.Summary))
	if v.Advice != "" {
		r.line("\n%s", escaped(v.Advice))
	}
	for _, also := range v.Also {
		r.line("\n- %s", escaped(fmt.Sprintf(r.w.PlainAlso, also.Summary)))
	}
}

// about says what was checked, where and when.
func (r *markdown) about() {
	r.line("")
	r.head(" ", " ")
	outcome := r.w.Outcome(checks.VerdictStatus(r.Verdict.Status))
	if r.Verdict.Cause != "" {
		outcome += " " + code(r.Verdict.Cause) + " (" + r.w.Confidence(checks.Confidence(r.Verdict.Confidence)) + ")"
	}
	r.row(r.Headings.Result, outcome)
	if r.Go.Module != "" {
		r.row(r.Labels.Module, code(r.Go.Module))
	}
	if r.Go.Found {
		r.row(r.Labels.Go, escaped(r.Go.Version))
	}
	r.row(r.Labels.System, escaped(r.machine()))
	r.row(r.Labels.Checked, escaped(fmt.Sprintf("%s, %.1f s, gomend %s", r.Started, seconds(r.DurationMS), r.Tool.Version)))
}

// machine is the system in a few words.
func (f *findings) machine() string {
	parts := []string{f.System.OS + "/" + f.System.Arch}
	if f.System.Container != "none" {
		parts = append(parts, f.System.Container)
	}
	if f.System.SSH {
		parts = append(parts, "SSH")
	}
	if f.System.Root {
		parts = append(parts, "root")
	}
	return strings.Join(parts, ", ")
}

func seconds(ms int64) float64 { return (time.Duration(ms) * time.Millisecond).Seconds() }

func (r *markdown) path() {
	r.heading(r.Headings.Path)
	r.head(r.Labels.Step, r.Labels.State, r.Labels.Count)
	for _, step := range r.Steps {
		r.row(fmt.Sprintf("%d %s", step.Number, escaped(step.Name)), r.state(step.Status), fmt.Sprintf("%d/%d", step.Passed, len(step.Checks)))
	}
}

// state is a status as sign and word.
func (r *markdown) state(s checks.Status) string { return signOf(s) + " " + r.w.Status(s) }

func (r *markdown) timings() {
	var rows [][]string
	for _, t := range r.Timings {
		cells := []string{escaped(t.Route)}
		for _, name := range checks.Phases {
			cells = append(cells, r.phase(t, name))
		}
		if t.begun() {
			rows = append(rows, append(cells, r.w.Milliseconds(t.DurationMS)))
		}
	}
	if len(rows) == 0 {
		return
	}
	r.heading(r.Headings.Timings)
	head := []string{r.Labels.Route}
	for _, name := range checks.Phases {
		head = append(head, r.w.Phase(name))
	}
	r.head(append(head, r.Labels.Total)...)
	for _, cells := range rows {
		r.row(cells...)
	}
}

// phase is the cell of one phase: empty where the route has none or it was not reached.
func (r *markdown) phase(t Timing, name checks.Phase) string {
	i := slices.IndexFunc(t.Phases, func(p Phase) bool { return p.Phase == string(name) })
	if i < 0 || t.Phases[i].Status == string(checks.Skip) {
		return "-"
	}
	p := t.Phases[i]
	text := escaped(r.w.PhaseTime(p.span()))
	if end := r.w.PhaseEnd(p.span()); end != "" {
		text = signOf(p.span().Status) + " " + text + " " + end
	}
	return text
}

// troubles are the checks that have something to say, with what that rests on.
func (r *markdown) troubles() {
	began := false
	for _, step := range r.Steps {
		for _, c := range step.Checks {
			if !c.Telling {
				continue
			}
			if !began {
				r.heading(r.Headings.Checks)
				began = true
			}
			r.trouble(c)
		}
	}
}

func (r *markdown) trouble(c Shown) {
	r.line("- %s **%s** %s", signOf(c.Status), escaped(c.Title), escaped(c.Summary))
	for _, e := range c.Evidence {
		r.line("  - %s: %s", escaped(r.w.EvidenceKey(e.Key)), code(r.w.EvidenceValue(e)))
	}
	if c.Command != "" {
		r.line("  - %s: %s", r.Labels.Command, code(c.Command))
	}
}

func (r *markdown) cures() {
	if len(r.Fixes) == 0 && r.Verdict.Status != string(checks.Broken) {
		return
	}
	r.heading(r.Headings.Fixes)
	if len(r.Fixes) == 0 {
		r.line("%s", r.NoFix)
	}
	for i, f := range r.Fixes {
		r.line("%d. **%s**", i+1, escaped(f.Title))
		if f.Why != "" {
			r.line("\n   %s", escaped(f.Why))
		}
		r.block(f.Manual)
	}
}

// block is lines to type below an entry of a list.
func (r *markdown) block(lines []string) {
	if len(lines) == 0 {
		return
	}
	r.line("\n   ```sh")
	for _, text := range lines {
		r.line("   %s", strings.ReplaceAll(text, "```", "'''"))
	}
	r.line("   ```")
}

func (r *markdown) applied() {
	r.heading(r.Headings.Applied)
	if r.JournalFault != "" {
		r.line("%s\n", fmt.Sprintf(r.NoJournal, code(r.JournalFault)))
	} else if len(r.Applied) == 0 {
		r.line("%s", r.NothingYet)
	}
	for _, a := range r.Applied {
		r.line("- %s **%s** %s (%s)", escaped(a.Started), escaped(a.Title), escaped(a.State), code(a.Fix))
	}
}

func (r *markdown) contacts() {
	if len(r.Routes) == 0 {
		return
	}
	r.heading(r.Headings.Contacts)
	r.head(r.Labels.Route, r.Labels.Purpose, r.Labels.URL, r.Labels.Via, r.Labels.Needed)
	for _, t := range r.Routes {
		via := code(t.Via)
		if t.Via == (route.Via{}).String() {
			via = r.w.Direct()
		}
		r.row(escaped(t.ID), r.w.Purpose(route.Purpose(t.Purpose)), code(t.URL), via, r.yes(t.Needed))
	}
}

func (r *markdown) yes(is bool) string {
	if is {
		return r.Yes
	}
	return r.No
}

func (r *markdown) settings() {
	names := r.settingNames()
	if len(names) == 0 {
		return
	}
	r.heading(r.Headings.Settings)
	r.head(r.Labels.Setting, r.Labels.Value, r.Labels.Source)
	for _, name := range names {
		r.row(code(name), code(r.Go.Env[name]), r.w.Source(route.Source(r.Go.Sources[name])))
	}
}

// settingNames are the settings that have a value.
func (f *findings) settingNames() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(f.Go.Env)), func(name string) bool { return f.Go.Env[name] == "" })
}

// allChecks lists every check, folded away where the reader's program can do that.
func (r *markdown) allChecks() {
	count := 0
	for _, step := range r.Steps {
		count += len(step.Checks)
	}
	r.line("\n<details><summary>%s</summary>\n", fmt.Sprintf(r.AllChecks, count))
	for _, step := range r.Steps {
		for _, c := range step.Checks {
			r.line("- %s %s %s (%s)", mark(c.Status), escaped(c.Title), escaped(c.Summary), r.w.Milliseconds(c.DurationMS))
		}
	}
	r.line("\n</details>")
}

// mark is a sign at the beginning of an entry, where a dash would begin another list.
func mark(s checks.Status) string {
	if s == checks.Skip {
		return `\-`
	}
	return signOf(s)
}

// escaped is text in which nothing is read as Markdown or HTML.
func escaped(text string) string { return markup.Replace(text) }

var markup = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "\n", " ",
)

// code is text as a code span, also inside a table.
func code(text string) string {
	text = strings.NewReplacer("`", "'", "|", `\|`, "\n", " ").Replace(text)
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return "`" + text + "`"
}
