package cli

import (
	"fmt"
	"strings"

	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

// man prints the manual page, for packagers: gomend man > gomend.1
func man(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "man",
		Short:  "Print the manual page",
		Args:   cobra.NoArgs,
		Hidden: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			page, err := mcobra.NewManPage(1, root)
			if err != nil {
				return err
			}
			page = page.WithLongDescription(paragraphs(longText)).WithSection("Exit status", exitText)
			_, err = fmt.Fprint(cmd.OutOrStdout(), page.Build(roff.NewDocument()))
			return writing(err)
		},
	}
}

// paragraphs joins the lines of each paragraph: roff wraps them itself.
func paragraphs(text string) string {
	list := strings.Split(text, "\n\n")
	for i, p := range list {
		list[i] = strings.ReplaceAll(p, "\n", " ")
	}
	return strings.Join(list, "\n")
}
