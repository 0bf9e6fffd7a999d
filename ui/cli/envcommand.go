package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"gomend/fix"
)

func (a *app) envCommand() *cobra.Command {
	name := ""
	cmd := &cobra.Command{
		Use:   "env",
		Short: "Print what only the calling shell can take: eval \"$(gomend env)\"",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			shell, known := a.shell(), true
			if name != "" {
				shell, known = fix.ParseShell(name)
			}
			if !known {
				return usagef("--shell %q: want sh, fish or pwsh", name)
			}
			c, err := a.aftercare()
			if err != nil {
				return err
			}
			vars, err := c.Engine.Env()
			if err != nil {
				return &failure{err}
			}
			for _, line := range shell.Lines(vars) {
				if _, err := fmt.Fprintln(c.Out, line); err != nil {
					return writing(err)
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&name, "shell", "", "sh, fish or pwsh (default: that of SHELL)")
	cmd.RegisterFlagCompletionFunc("shell", cobra.FixedCompletions([]string{"sh", "fish", "pwsh"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}
