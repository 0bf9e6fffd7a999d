package cli

import (
	"cmp"
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// document puts everything that a run found into the form of the contract.
func (s *session) document(o outcome) Document {
	return Document{
		Schema:     schema,
		Tool:       s.tool(),
		Started:    o.started.UTC().Format(time.RFC3339),
		DurationMS: o.duration.Milliseconds(),
		System:     s.system(o.board),
		Go:         s.goCommand(),
		Routes:     routesOf(o.board.Routes()),
		Timings:    timingsOf(o.board),
		Checks:     s.checks(o.board),
		Verdict:    s.verdictOf(o.verdict),
		Fixes:      s.plans(o.verdict, o.board),
	}
}

func (a *app) tool() Tool { return Tool{Name: "gomend", Version: a.version()} }

func (s *session) goCommand() Go {
	g := Go{Module: s.subject(), Env: map[string]string{}, Sources: map[string]string{}}
	settings := s.Settings()
	if settings == nil {
		return g
	}
	g.Found, g.Version = settings.GoPath != "", settings.GoVersion
	for name, value := range settings.Env {
		g.Env[name] = checks.Clean(value)
	}
	for name, source := range settings.Sources {
		g.Sources[name] = string(source)
	}
	return g
}

// subject is the module that it is all about: the one named, else the folder's.
func (s *session) subject() string { return checks.Clean(cmp.Or(s.module, mainModule(s.Dir))) }

func routesOf(routes []route.Route) []Route {
	list := make([]Route, 0, len(routes))
	for _, r := range routes {
		list = append(list, Route{
			ID: r.ID, Purpose: string(r.Purpose), URL: checks.Clean(r.Display()), Via: checks.Clean(r.Via.String()),
			Host: checks.Clean(r.Host), Port: r.Port, Position: r.Position,
			Fallback: string(cmp.Or(r.Fallback, route.NoFallback)), Needed: r.Needed,
		})
	}
	return list
}

// checks lists the checks that have something to say, by layer.
func (s *session) checks(b *checks.Board) []Check {
	list := []Check{}
	for _, r := range seen(b) {
		list = append(list, s.checkOf(r))
	}
	return list
}

// seen lists the results that are shown, by layer. A check that turned out not to
// apply is none of them.
func seen(b *checks.Board) []checks.Result {
	list := slices.DeleteFunc(b.Results(), unseen)
	slices.SortStableFunc(list, func(x, y checks.Result) int {
		return cmp.Compare(x.Check.Layer().Number(), y.Check.Layer().Number())
	})
	return list
}

func unseen(r checks.Result) bool { return r.Status == checks.Skip && r.Blocker == "" }

// checkOf is a result of a check, or a check that has none yet.
func (s *session) checkOf(r checks.Result) Check {
	c := Check{
		ID: r.Check.ID, Layer: string(r.Check.Layer()), Route: r.Check.Route, Target: checks.Clean(r.Check.Target),
		Title: s.words.Question(r.Check), Status: string(r.Status), Cause: string(r.Cause),
		Evidence: evidence(r), Command: r.Check.Command, DurationMS: r.Duration.Milliseconds(),
	}
	if r.Status != "" {
		c.Summary = s.words.Summary(r)
	}
	return c
}

func evidence(r checks.Result) []checks.Evidence {
	if r.Facts == nil {
		return []checks.Evidence{}
	}
	return append([]checks.Evidence{}, r.Facts.Evidence()...)
}

func (s *session) verdictOf(v checks.Verdict) Verdict {
	doc := Verdict{
		Status: string(v.Status), Layer: string(v.Layer()), Cause: string(v.Cause), Route: v.Route,
		Target: checks.Clean(v.Target), Confidence: string(sureness(v)),
		Also: []Finding{}, Transient: v.Transient, Reason: string(v.Why),
	}
	doc.Summary, doc.Advice = s.words.Verdict(v)
	for _, f := range v.Also {
		doc.Also = append(doc.Also, Finding{
			Layer: string(f.Layer()), Cause: string(f.Cause), Route: f.Route, Target: checks.Clean(f.Target), Summary: s.words.Finding(f),
		})
	}
	return doc
}

// sureness fills what a verdict without a finding leaves open: healthy is proven
// by go itself, and of an incomplete run nothing is sure.
func sureness(v checks.Verdict) checks.Confidence {
	if v.Status == checks.Healthy {
		return checks.Certain
	}
	return cmp.Or(v.Confidence, checks.Possible)
}
