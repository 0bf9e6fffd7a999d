package words

// Screen holds the fixed sentences of the screen and the linear form. Those with
// verbs in them are formats for fmt.Sprintf.
type Screen struct {
	// Header.
	ModeGuided, ModeStep, ModeAuto, ModeOverview string

	// Answer.
	StepHeading   string // number, count, layer
	Starting      string // nothing is known yet
	Checking      string // all layers run
	PressFix      string // below a broken verdict that has fixes
	PressFixes    string // number of fixes
	NoFix         string // below a verdict without a fix
	PressAgain    string // below incomplete
	PressQuit     string // below healthy
	Stopping      string
	Stopped       string
	SilentSoFar   string // seconds
	TooSmall      string
	FixesFound    string // count
	FirstQuestion string // first page: what this program will do
	NothingSent   string // first page: nothing has been sent

	// Path.
	ThisComputer, GoDownload, PathStops, NotYet, Skipped, MoreRows string

	// Details.
	WhyGoNeeds, Fixes, AlsoNoted, Next, IfWorks, IfFails, CommandLabel, Evidence, Meaning, Path, Routes string
	CompareWithMirrors, FindOut, NextStep, Done                                                         string

	// States, as words.
	Waiting, Running, Passed, Noted, Failed, SkippedState, Unclear string

	// Keys.
	KeyLook, KeyMove, KeyStop, KeyAgain, KeyAgainAll, KeyHelp, KeyQuit, KeyFix, KeyCopyCommand, KeyCopyReport string
	KeyDetails, KeyBack, KeyOverview, KeyStep, KeyFirstLast, KeyFollow, KeyScroll, KeyPace, KeyStart          string
	KeyRunStep, KeyRunRest, KeySkip, KeyYes, KeyNo, KeyRedraw, KeySuspend, KeyWriteReport                     string
	OtherLanguage                                                                                             string // its own name for itself

	// Help page and notices.
	HelpTitle, HelpSigns, HelpEverywhere, HelpPath, HelpRun, HelpResult string
	QuitWhileRunning                                                    string
	CopiedCommand, CopiedReport, NothingToCopy                          string
	TmuxHint                                                            string
	WroteReport                                                         string // file
	WriteFailed                                                         string // file

	// Card before a step.
	CardNext, CardChecks, CardSend, CardAllAnswer, CardOneFails string // CardNext: layer; CardChecks: count

	// Fix page.
	FixHeading                                                      string // number, count, title
	FixType, FixCures, FixRisk, FixScope, FixRoot, FixNoRoot, FixBy string

	// Linear form.
	PlainStep, PlainStepSkipped  string // number, layer, state, passed, all; number, layer
	PlainResult, PlainConfidence string
	PlainFix                     string // number, count, title
	PlainAlso                    string
	PlainCommand                 string
	PlainNothing                 string // no fix is known

	// Report.
	ReportTitle, ReportVerdict, ReportSystem, ReportRoutes, ReportChecks, ReportFixes, ReportSettings, ReportRedacted string
}
