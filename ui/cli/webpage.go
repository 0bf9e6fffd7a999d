package cli

import (
	_ "embed"
	"fmt"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/ui/words"
)

// styleSheet is all that the page brings along: no script, font or picture, from
// here or elsewhere.
//
//go:embed webpage.css
var styleSheet string

// nothingElse forbids a browser to fetch anything for the page, whatever got into it.
const nothingElse = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

// webpage is a report as one page for people who would rather look than read.
func (s *session) webpage(f findings) (string, error) {
	p := webpage{findings: f, w: s.words, Report: s.words.Report(), joint: s.colon(), comma: s.comma()}
	language := "en"
	if s.words.Lang() == words.Chinese {
		language = "zh-CN"
	}
	root := with(element("html", ""), "lang", language)
	return written(add(root, p.head(), p.body()))
}

// webpage is a page in the making.
type webpage struct {
	findings
	words.Report
	w            *words.Words
	joint, comma string // between a label and its value, and between facts
}

func (p *webpage) head() node {
	meta := func(name, value string) node {
		return with(with(element("meta", ""), "name", name), "content", value)
	}
	return element("head", "",
		with(element("meta", ""), "charset", "utf-8"),
		with(with(element("meta", ""), "http-equiv", "Content-Security-Policy"), "content", nothingElse),
		meta("viewport", "width=device-width, initial-scale=1"),
		meta("color-scheme", "light dark"),
		with(with(element("link", ""), "rel", "icon"), "href", "data:,"),
		wording("title", "", strings.TrimSpace(p.Title+" "+p.Go.Module)),
		element("style", "", text(styleSheet)))
}

func (p *webpage) body() node {
	return element("body", "",
		element("header", "", p.titleLine(), p.answer()),
		element("main", "",
			p.section("path", p.Headings.Path, p.flow()),
			p.section("fixes", p.Headings.Fixes, p.fixes()),
			p.section("timings", p.Headings.Timings, p.bars()),
			p.section("checks", p.Headings.Checks, p.layers()...),
			p.section("applied", p.Headings.Applied, p.deeds()),
			p.section("contacts", p.Headings.Contacts, p.contacts()),
			p.section("settings", p.Headings.Settings, p.settings())),
		p.foot())
}

// section is a part of the page with its heading; nil when it holds nothing.
func (p *webpage) section(id, heading string, inside ...node) node {
	s := with(with(element("section", ""), "id", id), "aria-labelledby", id+"-heading")
	add(s, with(wording("h2", "", heading), "id", id+"-heading"))
	for _, n := range inside {
		if n != nil {
			return add(s, inside...)
		}
	}
	return nil
}

func (p *webpage) titleLine() node {
	line := element("p", "about", wording("span", "name", "gomend"))
	for _, fact := range []string{p.Go.Module, p.Go.Version, p.machine(), p.Started} {
		add(line, text(" "), wording("span", "", fact))
	}
	return line
}

// answer is what is the matter, and what to do about it.
func (p *webpage) answer() node {
	v := p.Verdict
	status := statusOf(checks.VerdictStatus(v.Status))
	outcome := p.w.Outcome(checks.VerdictStatus(v.Status))
	if v.Cause != "" {
		outcome += p.comma + p.w.Confidence(checks.Confidence(v.Confidence)) + p.comma
	}
	state := element("p", "state", text(outcome))
	if v.Cause != "" {
		add(state, wording("code", "", v.Cause))
	}
	box := element("div", "answer "+string(status),
		element("h1", "", p.sign(status), wording("span", "", v.Summary)),
		wording("p", "", v.Advice), state)
	if len(v.Also) > 0 {
		list := element("ul", "also")
		for _, also := range v.Also {
			add(list, wording("li", "", fmt.Sprintf(p.w.PlainAlso, also.Summary)))
		}
		add(box, list)
	}
	return box
}

// sign only repeats what a word beside it says.
func (p *webpage) sign(s checks.Status) node {
	return with(wording("span", "sign "+string(s), signOf(s)), "aria-hidden", "true")
}

// flow is the path from this computer to the module. The line is whole as far as
// the path works.
func (p *webpage) flow() node {
	list := with(element("ol", "flow"), "aria-label", p.Flow)
	add(list, element("li", "end", with(wording("span", "dot", "●"), "aria-hidden", "true"), wording("span", "step", p.w.ThisComputer)))
	open := true
	for _, step := range p.Steps {
		stops := p.Verdict.Status == string(checks.Broken) && string(checks.Layers[step.Number-1]) == p.Verdict.Layer
		class := "reached"
		if !open {
			class = "beyond"
		}
		item := element("li", class+" "+string(step.Status), p.sign(step.Status),
			wording("span", "step", fmt.Sprintf("%d %s", step.Number, step.Name)), wording("span", "count", p.count(step)))
		if stops {
			add(item, wording("span", "stop", p.w.PathStops))
			open = false
		}
		add(list, item)
	}
	class := "end reached"
	if !open || p.Verdict.Status == string(checks.Incomplete) {
		class = "end beyond"
	}
	return add(list, element("li", class, with(wording("span", "dot", "◇"), "aria-hidden", "true"), wording("span", "step", p.w.GoDownload)))
}

func (p *webpage) count(step Step) string {
	if step.Status == checks.Skip {
		return p.w.Skipped
	}
	return p.w.Status(step.Status) + p.comma + fmt.Sprintf("%d/%d", step.Passed, len(step.Checks))
}

// fixes are the cures, the recommended one first.
func (p *webpage) fixes() node {
	if len(p.Fixes) == 0 && p.Verdict.Status != string(checks.Broken) {
		return nil
	}
	if len(p.Fixes) == 0 {
		return wording("p", "", p.NoFix)
	}
	list := element("ol", "fixes")
	for _, f := range p.Fixes {
		item := element("li", "", wording("h3", "", f.Title), wording("p", "", f.Why))
		if !f.guide {
			add(item, wording("p", "small", p.w.FixScope+p.joint+p.w.Scope(f.Scope)+p.comma+p.w.Rights(f.NeedsRoot)))
		}
		add(list, add(item, changes(f.Preview), typed(f.Manual)))
	}
	return list
}

// changes shows what a fix changes; each line begins with its sign.
func changes(lines []string) node {
	if len(lines) == 0 {
		return nil
	}
	block := element("pre", "changes")
	for _, line := range lines {
		class := "old"
		if strings.HasPrefix(line, "+") {
			class = "new"
		}
		sign, rest, _ := strings.Cut(line, " ")
		add(block, element("span", class, wording("span", "", sign+" "), wording("span", "", rest+"\n")))
	}
	return block
}

// typed is what a person would type.
func typed(lines []string) node {
	if len(lines) == 0 {
		return nil
	}
	return element("pre", "", wording("code", "", strings.Join(lines, "\n")))
}

// deeds is what was applied before; nil when nothing was.
func (p *webpage) deeds() node {
	list := element("ul", "deeds")
	for _, a := range p.Applied {
		add(list, element("li", "", wording("strong", "", a.Title), text(" "), wording("span", "small", a.State+p.comma+a.Started)))
	}
	if p.JournalFault != "" {
		add(list, wording("li", "", fmt.Sprintf(p.NoJournal, p.JournalFault)))
	}
	if list.FirstChild == nil {
		return nil
	}
	return list
}

func (p *webpage) contacts() node {
	var rows [][]node
	for _, r := range p.Routes {
		via, needed := wording("code", "", r.Via), p.No
		if r.Via == (route.Via{}).String() {
			via = text(p.w.Direct())
		}
		if r.Needed {
			needed = p.Yes
		}
		rows = append(rows, []node{text(r.ID), text(p.w.Purpose(route.Purpose(r.Purpose))), wording("code", "", r.URL), via, text(needed)})
	}
	return table([]string{p.Labels.Route, p.Labels.Purpose, p.Labels.URL, p.Labels.Via, p.Labels.Needed}, rows)
}

func (p *webpage) settings() node {
	var rows [][]node
	for _, name := range p.settingNames() {
		rows = append(rows, []node{wording("code", "", name), wording("code", "", p.Go.Env[name]), text(p.w.Source(route.Source(p.Go.Sources[name])))})
	}
	return table([]string{p.Labels.Setting, p.Labels.Value, p.Labels.Source}, rows)
}

// table is a table that becomes a list of cards on a narrow screen, where each cell
// is led by its column's name.
func table(names []string, rows [][]node) node {
	if len(rows) == 0 {
		return nil
	}
	head := with(element("tr", ""), "role", "row")
	for _, name := range names {
		add(head, with(with(wording("th", "", name), "scope", "col"), "role", "columnheader"))
	}
	body := with(element("tbody", ""), "role", "rowgroup")
	for _, cells := range rows {
		row := with(element("tr", ""), "role", "row")
		for i, cell := range cells {
			add(row, with(with(element("td", "", cell), "data-label", names[i]), "role", "cell"))
		}
		add(body, row)
	}
	return with(element("table", "", with(element("thead", "", head), "role", "rowgroup"), body), "role", "table")
}

func (p *webpage) foot() node {
	note := p.NotShown
	if p.NamesHidden {
		note = p.Hidden
	}
	return element("footer", "",
		wording("p", "", p.Redacted+p.w.Gap()+note),
		wording("p", "", fmt.Sprintf("gomend %s, %s, %.1f s", p.Tool.Version, p.Started, seconds(p.DurationMS))))
}
