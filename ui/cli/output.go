package cli

import (
	"bytes"
	"encoding/json"
	"time"

	"gomend/checks"
)

// json prints one document, when everything has ended.
func (a *app) json(s *session) error {
	o, err := s.diagnose(ignore)
	if err != nil {
		return err
	}
	return s.printJSON(s.document(o))
}

func ignore(*checks.Board, checks.Event) error { return nil }

// Line is one line of check --ndjson. Which fields it has depends on its type.
type Line struct {
	Type   string   `json:"type"` // begin, then the kinds of checks.Event, then end
	Time   string   `json:"time"` // RFC 3339 with milliseconds
	Schema int      `json:"schema,omitempty"`
	Tool   *Tool    `json:"tool,omitempty"`
	Check  *Check   `json:"check,omitempty"`
	Routes *[]Route `json:"routes,omitempty"` // the new whole list
	Bytes  int64    `json:"bytes,omitempty"`  // that have come, in lines of type progress
	Total  int64    `json:"total,omitempty"`  // bytes that are to come in all, where that is known

	Verdict    *Verdict   `json:"verdict,omitempty"` // so far; final in the line of type end
	Fixes      *[]FixPlan `json:"fixes,omitempty"`   // only in the last line
	DurationMS int64      `json:"duration_ms,omitempty"`
}

// stamp is a moment as RFC 3339 with milliseconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// ndjson prints a line for each event while it happens. The last line, of type
// end, holds the verdict that the document would have.
func (a *app) ndjson(s *session) error {
	started := time.Now()
	tool := a.tool()
	if err := s.line(Line{Type: "begin", Time: stamp(started), Schema: schema, Tool: &tool}); err != nil {
		return err
	}
	o, err := s.diagnose(func(_ *checks.Board, e checks.Event) error {
		if e.Final {
			return nil // told by the last line
		}
		l := s.event(e)
		l.Time = stamp(started.Add(e.At))
		return s.line(l)
	})
	if err != nil {
		return err
	}
	verdict, fixes := s.verdictOf(o.verdict), s.plans(o.verdict, o.board)
	return s.line(Line{
		Type: "end", Time: stamp(time.Now()), Verdict: &verdict, Fixes: &fixes, DurationMS: o.duration.Milliseconds(),
	})
}

func (s *session) event(e checks.Event) Line {
	l := Line{Type: string(e.Kind)}
	switch e.Kind {
	case checks.EventRoutes:
		routes := routesOf(e.Routes)
		l.Routes = &routes
	case checks.EventVerdict:
		verdict := s.verdictOf(e.Verdict)
		l.Verdict = &verdict
	default:
		c := s.checkOf(e.Result)
		l.Check, l.Bytes, l.Total = &c, e.Progress.Bytes, e.Progress.Total
	}
	return l
}

func (s *session) line(l Line) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(l); err != nil {
		return err
	}
	return s.print(text.Bytes())
}
