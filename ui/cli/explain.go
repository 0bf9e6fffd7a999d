package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"gomend/checks/explain"
	"gomend/checks/route"
	"gomend/ui/words"
)

// exitExplained and exitNothingFound are the exit statuses of explain: that a text
// holds a failure means that something is broken.
const (
	exitExplained    = 1
	exitNothingFound = 0
)

// settingsTime bounds how long the settings are read: go env answers in a moment.
const settingsTime = 6 * time.Second

// Explanation is what explain --json prints.
type Explanation struct {
	Schema     int                    `json:"schema"`
	Found      bool                   `json:"found"`
	Host       string                 `json:"host,omitempty"`
	URL        string                 `json:"url,omitempty"`
	Purpose    string                 `json:"purpose,omitempty"`
	Module     string                 `json:"module,omitempty"`
	Version    string                 `json:"version,omitempty"`
	Step       string                 `json:"step,omitempty"`
	Address    string                 `json:"address,omitempty"`  // that was dialled, with port
	Resolver   string                 `json:"resolver,omitempty"` // that was asked, with port
	Via        string                 `json:"via,omitempty"`      // the web proxy, host:port
	Status     int                    `json:"status,omitempty"`   // of HTTP
	Reason     string                 `json:"reason,omitempty"`   // the innermost words
	Line       string                 `json:"line,omitempty"`     // that tells most
	Ran        string                 `json:"ran,omitempty"`      // image-build, sandbox, editor, ci
	FarSide    bool                   `json:"far_side"`
	Here       string                 `json:"here"` // yes, no, unknown
	Candidates []ExplanationCandidate `json:"candidates"`
	Summary    string                 `json:"summary"`
	Advice     string                 `json:"advice"`
	Next       string                 `json:"next"`
}

// ExplanationCandidate is one cause that the text fits.
type ExplanationCandidate struct {
	Cause      string `json:"cause"`
	Layer      string `json:"layer"`
	Confidence string `json:"confidence"`
	Summary    string `json:"summary"`
}

func (a *app) explain() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "explain [FILE|-]",
		Short: "Read failing output of go: which host, which step, which causes",
		Long: "Reads failing output of the go command from FILE or standard input, and says which host failed, at which step,\n" +
			"what causes that has, and what settles which one it is. It contacts nobody.\n\n" +
			"Exit status:\n  0  the text holds no failure of go\n  1  it holds one, which was explained\n" +
			"  2  the call was wrong, or FILE cannot be read\n  3  gomend could not finish",
		Example: "  go mod download 2>&1 | gomend explain\n  gomend explain build.log",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("explain: one file at most, got %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.explainText(cmd.Context(), args, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

func (a *app) explainText(ctx context.Context, args []string, asJSON bool) error {
	if a.flags.version {
		return a.run(nil, nil, nil)
	}
	if a.flags.timeout <= 0 {
		return usagef("--timeout %v: want more than zero", a.flags.timeout)
	}
	config, err := a.config()
	if err != nil {
		return err
	}
	lang, err := a.language(config)
	if err != nil {
		return err
	}
	s := &session{app: a, ctx: ctx, config: config, words: words.For(lang)}
	text, err := s.textToExplain(args)
	if err != nil {
		return err
	}
	reading := explain.Read(text)
	var how explain.Comparison
	reading, how = explain.Compare(reading, s.settingsHere(reading))
	if asJSON {
		err = s.printJSON(s.explanation(reading, how))
	} else {
		err = s.printText(s.explained(reading, how))
	}
	status := exitNothingFound
	if reading.Found {
		status = exitExplained
	}
	a.status = &status
	return err
}

// settingsHere are the settings of this folder, read without a word to anybody; nil
// when they cannot be read, or say nothing about the text.
func (s *session) settingsHere(d explain.Reading) *route.Settings {
	if !d.Found {
		return nil
	}
	ctx, cancel := context.WithTimeout(s.ctx, settingsTime)
	defer cancel()
	settings, err := route.Load(ctx, route.LoadOptions{Dir: s.Dir, Env: s.Env})
	if err != nil {
		return nil
	}
	return settings
}

func (s *session) explanation(d explain.Reading, c explain.Comparison) Explanation {
	summary, advice := s.words.Explanation(d, c)
	e := Explanation{
		Schema: schema, Found: d.Found, Host: d.Host, URL: d.URL, Purpose: string(d.Purpose), Module: d.Module, Version: d.Version, Step: string(d.Step),
		Address: d.Address, Resolver: d.Resolver, Via: d.Via, Status: d.Status, Reason: d.Reason, Line: d.Line, Ran: string(d.Ran),
		FarSide: d.FarSide, Here: string(c.Here), Candidates: []ExplanationCandidate{}, Summary: summary, Advice: advice, Next: d.Next(),
	}
	for _, one := range d.Candidates {
		e.Candidates = append(e.Candidates, ExplanationCandidate{string(one.Cause), string(one.Layer), string(one.Confidence), s.words.Candidate(d, one)})
	}
	return e
}
