package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// markdown is what was found as a report for a colleague or an issue tracker.
// Everything in it comes from the document, in which no secret is shown.
func (s *session) markdown(o outcome) string {
	if o.board == nil {
		return ""
	}
	r := report{Document: s.document(o), session: s}
	r.line("# %s", s.words.ReportTitle)
	r.conclusion()
	r.machine()
	r.settings()
	r.contacts()
	r.findings()
	r.cures()
	r.line("\n%s", s.words.ReportRedacted)
	return r.String()
}

// report is Markdown in the making.
type report struct {
	Document
	*session
	strings.Builder
}

func (r *report) line(format string, values ...any) { fmt.Fprintf(r, format+"\n", values...) }

func (r *report) heading(text string) { r.line("\n## %s\n", text) }

func (r *report) conclusion() {
	r.heading(r.words.ReportVerdict)
	v := r.Verdict
	r.line("**%s** %s", v.Summary, v.Advice)
	if v.Cause != "" {
		r.line("\n`%s` (%s)", v.Cause, v.Confidence)
	}
	for _, f := range v.Also {
		r.line("\n- %s", fmt.Sprintf(r.words.PlainAlso, f.Summary))
	}
}

func (r *report) machine() {
	r.heading(r.words.ReportSystem)
	r.line("- gomend %s, %s", r.Tool.Version, r.outcomeTime())
	r.line("- %s/%s, container: %s, SSH: %t, root: %t", r.System.OS, r.System.Arch, r.System.Container, r.System.SSH, r.System.Root)
	if r.Go.Found {
		r.line("- %s", r.Go.Version)
	}
	if r.Go.Module != "" {
		r.line("- `%s`", r.Go.Module)
	}
}

func (r *report) outcomeTime() string {
	return fmt.Sprintf("%s, %.1f s", r.Started, (time.Duration(r.DurationMS) * time.Millisecond).Seconds())
}

func (r *report) settings() {
	if len(r.Go.Env) == 0 {
		return
	}
	r.heading(r.words.ReportSettings)
	r.line("```")
	for _, name := range slices.Sorted(maps.Keys(r.Go.Env)) {
		if r.Go.Env[name] != "" {
			r.line("%s=%s (%s)", name, r.Go.Env[name], r.Go.Sources[name])
		}
	}
	r.line("```")
}

func (r *report) contacts() {
	if len(r.Routes) == 0 {
		return
	}
	r.heading(r.words.ReportRoutes)
	for _, route := range r.Routes {
		r.line("- %s: `%s` (%s)", route.ID, route.URL, route.Via)
	}
}

func (r *report) findings() {
	r.heading(r.words.ReportChecks)
	for _, c := range r.Checks {
		r.line("- %s: %s %s", c.Status, c.Title, c.Summary)
		if c.Status == "pass" || c.Status == "skip" {
			continue
		}
		for _, e := range c.Evidence {
			r.line("  - %s: `%s`", r.words.EvidenceKey(e.Key), strings.ReplaceAll(e.Value, "`", "'"))
		}
	}
}

func (r *report) cures() {
	if len(r.Fixes) == 0 {
		return
	}
	r.heading(r.words.ReportFixes)
	for _, f := range r.Fixes {
		r.line("- %s\n\n  ```\n  %s\n  ```", f.Title, strings.Join(f.Manual, "\n  "))
	}
}
