package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gomend/ui/words"
)

// defaultTimeout ends the whole run; a healthy one takes a second or two, a
// silent network some ten.
const defaultTimeout = 30 * time.Second

// flags are those that all commands share.
type flags struct {
	lang         string
	timeout      time.Duration
	noThirdParty bool
	config       string
	noColor      bool
	ascii        bool
	version      bool
	deep         bool
}

const longText = `gomend finds out why the go command cannot fetch modules.

It works out what go will contact, tests every step of the way (network, DNS,
transport, TLS and proxy, modules), names the root cause and says what cures it.
It changes nothing before you have seen what, and said yes, and it can take everything back.
Without an argument it is about the module in this folder.`

const exitText = `0  go will get through        1  something is broken
2  the call was wrong         3  gomend could not finish`

func (a *app) root() *cobra.Command {
	plain := false
	root := &cobra.Command{
		Use:   "gomend [module[@version]]",
		Short: "Find out why the go command cannot fetch modules",
		Long:  longText + "\n\nExit status:\n  " + strings.ReplaceAll(exitText, "\n", "\n  "),
		Example: "  gomend                       # look around in the terminal\n" +
			"  gomend rsc.io/quote@v1.5.2   # about one module\n" +
			"  gomend check                 # plain text, for logs\n" +
			"  gomend check --json          # for programs",
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			a.began = true
			return a.asPerson(cmd)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if plain || !a.fullTerminal() {
				return a.run(cmd, args, a.linear)
			}
			return a.run(cmd, args, a.screen)
		},
	}
	root.SuggestionsMinimumDistance = 2 // SuggestionsFor takes 0 at its word
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	root.Args = func(cmd *cobra.Command, args []string) error { return oneModule(root, args) }
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w (see %s --help)", err, cmd.CommandPath())
	})
	usage := root.UsageFunc() // a template would keep every method in the binary
	root.SetUsageFunc(func(c *cobra.Command) error {
		err := usage(c)
		c.Print(exitText)
		return err
	})
	root.Flags().BoolVar(&plain, "plain", false, "one fact a line, for screen readers and simple terminals")
	root.Flags().BoolVar(&a.step, "step", false, "wait for a key before each of the five steps")
	a.sharedFlags(root)
	root.AddCommand(a.check(root), a.explain(), a.report(root), a.glossary(), man(root))
	root.AddCommand(a.fixCommand(), a.undoCommand(), a.historyCommand(), a.forgetCommand(), a.envCommand(), a.configCommand())
	root.AddCommand(a.hidden()...)
	strict(root)
	return root
}

// strict makes the two commands that cobra brings refuse what they do not know,
// where by themselves they print help and succeed.
func strict(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = func(_ *cobra.Command, args []string) error {
				if found, _, err := root.Find(args); len(args) > 0 && (err != nil || found == root) {
					return usagef("no help on %q", strings.Join(args, " "))
				}
				return nil
			}
		case "completion":
			cmd.RunE = func(_ *cobra.Command, args []string) error {
				return usagef("completion: want bash, zsh, fish or powershell, got %q", strings.Join(args, " "))
			}
		}
	}
}

func (a *app) sharedFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&a.flags.lang, "lang", "", "language: en or zh (default: of the locale)")
	f.DurationVar(&a.flags.timeout, "timeout", defaultTimeout, "time for the whole run, such as 45s or 2m")
	f.BoolVar(&a.flags.noThirdParty, "no-third-party", false, "contact nobody that go itself would not contact")
	f.BoolVar(&a.flags.deep, "deep", false, "look deeper into names: ten questions to each nameserver, a trace from the root")
	f.StringVar(&a.flags.config, "config", "", "configuration file (default: gomend/config.toml in the configuration folder)")
	f.BoolVar(&a.flags.noColor, "no-color", false, "no colours")
	f.BoolVar(&a.flags.ascii, "ascii", false, "ASCII characters only")
	f.BoolVar(&a.flags.version, "version", false, "print the version")
	root.MarkFlagFilename("config", "toml")
	root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
}

func (a *app) check(root *cobra.Command) *cobra.Command {
	var asJSON, asLines bool
	var page string
	cmd := &cobra.Command{
		Use:   "check [module[@version]]",
		Short: "The same checks without a screen: text, a page, or JSON for programs",
		Args:  func(_ *cobra.Command, args []string) error { return oneModule(root, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			asPage := cmd.Flags().Changed("html")
			switch {
			case asJSON && asLines, asPage && (asJSON || asLines):
				return usagef("--json, --ndjson and --html exclude each other")
			case asPage:
				return a.run(cmd, args, func(s *session) error { return s.html(page) })
			case asJSON:
				return a.run(cmd, args, a.json)
			case asLines:
				return a.run(cmd, args, a.ndjson)
			}
			return a.run(cmd, args, a.plain)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	cmd.Flags().BoolVar(&asLines, "ndjson", false, "print one JSON object for each event, while it happens")
	cmd.Flags().StringVar(&page, "html", "", "write one self-contained page to this `FILE`; - for standard output")
	cmd.MarkFlagFilename("html", "html")
	return cmd
}

// oneModule checks the shape of the arguments. A first word without a dot can be
// no module that is fetched (golang.org/ref/mod#module-path): it will have been
// meant as a command.
func oneModule(root *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usagef("one module at most, got %d arguments: %s", len(args), strings.Join(args, " "))
	}
	if len(args) == 0 {
		return nil
	}
	first, _, _ := strings.Cut(args[0], "/")
	first, _, _ = strings.Cut(first, "@")
	if strings.Contains(first, ".") {
		return nil
	}
	hint := ""
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("; did you mean gomend %s?", near[0])
	}
	return usagef("%q is neither a command nor a module path%s", args[0], hint)
}

// run prepares a diagnosis and hands it to one way of showing it.
func (a *app) run(cmd *cobra.Command, args []string, show func(*session) error) error {
	if a.flags.version {
		_, err := fmt.Fprintf(a.Out, "gomend %s\n", a.version())
		return writing(err)
	}
	s, err := a.session(cmd, args)
	if err != nil {
		return err
	}
	return show(s)
}

// language is the one asked for, then the configured one, then the locale's;
// English where only ASCII can be shown.
func (a *app) language(c Config) (words.Lang, error) {
	asked, ok := words.ParseLang(a.flags.lang)
	switch {
	case a.flags.lang != "" && !ok:
		return "", usagef("--lang %q: want en or zh", a.flags.lang)
	case a.ascii():
		return words.English, nil
	case a.flags.lang != "":
		return asked, nil
	case c.Language != nil:
		return c.Language.Lang, nil
	}
	return words.Detect(a.Env), nil
}
