package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gomend/ui/words"
)

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "config", Short: "The configuration file",
		RunE: func(_ *cobra.Command, args []string) error { return usagef("config: want init, got %q", args) },
	}
	cmd.AddCommand(&cobra.Command{
		Use: "init", Short: "Write a configuration file with comments, where there is none", Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return a.configInit() },
	})
	return cmd
}

// configInit writes the file that --config names, or the person's own. It never
// writes over one.
func (a *app) configInit() error {
	lang, err := a.language(Config{})
	if err != nil {
		return err
	}
	name := a.flags.config
	if name == "" {
		name = userConfig(a.Env)
	}
	if name == "" {
		return usagef("no place for a configuration file is known: set HOME, or name one with --config")
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return &failure{err}
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &failure{fmt.Errorf("%s exists already, and is left as it is", name)}
	}
	if err != nil {
		return &failure{err}
	}
	_, err = f.WriteString(words.ConfigTemplate(lang))
	if err = errors.Join(err, f.Close()); err != nil {
		return &failure{err}
	}
	_, err = fmt.Fprintf(a.Out, words.For(lang).WroteConfig+"\n", name)
	return writing(err)
}
