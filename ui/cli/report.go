package cli

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
)

// report is the command that prints a report for a colleague or an issue tracker.
func (a *app) report(root *cobra.Command) *cobra.Command {
	var asJSON, hideNames bool
	cmd := &cobra.Command{
		Use:   "report [module[@version]]",
		Short: "A report in Markdown for a colleague or an issue tracker",
		Args:  func(_ *cobra.Command, args []string) error { return oneModule(root, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.run(cmd, args, func(s *session) error { return s.report(asJSON, hideNames) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the same facts as one JSON document")
	cmd.Flags().BoolVar(&hideNames, "hide-names", false, "replace private hosts, modules, users, folders and addresses by placeholders")
	return cmd
}

func (s *session) report(asJSON, hideNames bool) error {
	o, err := s.diagnose(ignore)
	if err != nil {
		return err
	}
	f := s.findings(o, hideNames)
	if !asJSON {
		return s.printText(s.markdown(f))
	}
	return s.printJSON(f)
}

// printJSON prints one document.
func (s *session) printJSON(document any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	return s.print(text.Bytes())
}
