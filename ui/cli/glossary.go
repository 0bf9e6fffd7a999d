package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gomend/ui"
	"gomend/ui/words"
)

// glossaryWidth is the width of the printed glossary, in cells.
const glossaryWidth = 78

// glossary prints what the words mean that a beginner meets. It sends nothing.
func (a *app) glossary() *cobra.Command {
	return &cobra.Command{
		Use:   "glossary [word]",
		Short: "What the words mean: DNS, GOPROXY, checksum database, …",
		Args:  cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			config, err := a.config()
			if err != nil {
				return err
			}
			lang, err := a.language(config)
			if err != nil {
				return err
			}
			return a.explainWords(words.For(lang), strings.Join(args, " "))
		},
	}
}

func (a *app) explainWords(w *words.Words, word string) error {
	chapters := w.GlossaryOf(word)
	if len(chapters) == 0 {
		return usagef("glossary: no word like %q; gomend glossary lists all", word)
	}
	lines := ui.GlossaryText(w, chapters, glossaryWidth, a.colour(), a.ascii())
	s := session{app: a, words: w}
	return s.printText(strings.Join(lines, "\n") + "\n")
}
