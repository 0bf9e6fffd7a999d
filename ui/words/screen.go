package words

// Screen holds the fixed sentences of the screen and the linear form.
// Those with verbs in them are formats for fmt.Sprintf.
type Screen struct {
	// Header.
	ModeAuto, ModeStep, ModeOverview string
	PaceIsAuto, PaceIsStep           string

	// First page and cards.
	WelcomeHead, WelcomeMore, WelcomeTitle, WelcomeText, WelcomeContacts string
	CompareTitle, CompareText                                            string
	StartGuided, StartAuto, StartOverview, StartNot                      string
	RunThisStep, RunTheRest, SkipThisStep                                string
	CardCount                                                            string // count, time
	CardChecks, CardAsks, CardSends, CardAll, CardOne                    string
	IfAllNext                                                            string // number, layer
	IfAllLast, YourNameservers                                           string
	StepDone, StepLeftOut, StepTrouble                                   string // number, count, layer
	StepCounts                                                           string // passed, all
	StepFirst                                                            string // below the heading of the first card
	AskedAgain, SameResult, OtherResult                                  string

	// Answer.
	StepHeading string // number, count, layer
	Starting    string // nothing is known yet
	Checking    string // all layers run
	PressFix    string // below a broken verdict that has one fix
	PressFixes  string // number of fixes
	PressAgain  string // below incomplete
	Stopping    string
	Stopped     string
	SilentSoFar string // a time with its unit
	HasCome     string // an amount: "1.5 of 8.0 MB"
	OfAll       string // what has come, and all with its unit
	TooSmall    string

	// Path.
	ThisComputer, GoDownload, PathStops, NotYet, Skipped, MoreRows string

	// Details.
	WhyGoNeeds, Fixes, AlsoNoted, IfWorks, IfFails, Routes string
	NotNeeded                                              string // of a route that go does not take unless another fails
	FindOut, NextStep, Done                                string

	// States, as words.
	Waiting, Running, Passed, Noted, Failed, SkippedState, Unclear string

	// Keys.
	KeyLook, KeyMove, KeyStop, KeyAgain, KeyHelp, KeyQuit, KeyFix, KeyCopyCommand, KeyCopyReport                      string
	KeyDetails, KeyBack, KeyStep, KeyFirstLast, KeyFollow, KeyScroll                                                  string
	KeyDeeper, KeyRedraw, KeySuspend, KeyWriteReport                                                                  string
	KeyReadOn, KeyTerms, KeyGuided, KeyRunStep, KeyRunRest, KeySkip, KeyPace, KeyOverview, KeyEverything, KeyNextStep string
	OtherLanguage                                                                                                     string // its own name for itself

	// Help page and notices.
	HelpTitle, HelpSigns, HelpEverywhere, HelpCard, HelpPath, HelpRun, HelpResult string
	QuitWhileRunning                                                              string
	CopiedCommand, CopiedReport                                                   string
	TmuxHint                                                                      string
	WroteReport                                                                   string // file
	WriteFailed                                                                   string // file

	// Fix page.
	FixHeading                                                                                         string // number, count, title
	FixChanges, FixSame, FixUndo, FixUndoBy, FixWorkingOut, FixQuestion, FixSudo, FixRuns, FixRunsBack string
	FixHidden, FixOwns                                                                                 string // file
	FixSetsAside                                                                                       string // from, to
	FixShell, FixTake, FixDone, FixStale                                                               string
	FixNoPlan                                                                                          string // error
	KeyApply, KeyNo, KeyKeep, KeyTakeBack, KeyContinue, KeyUndo, HelpFix                               string
	MendVerify, MendTakeBack, MendLeave, SudoAnnounce, TypeToTakeBack                                  string
	CountText                                                                                          string // seconds
	UndoHeading                                                                                        string // title
	UndoApplied, UndoAgainst, UndoQuestion                                                             string
	CureWrong, CureChanged, CureSee                                                                    string
	CureBack                                                                                           string // command
	LeftOverHeading                                                                                    string
	FixType, FixRisk, FixScope, FixRoot, FixNoRoot, FixBy                                              string

	// Linear form.
	AskStep          string // number, layer
	StepAnswers      string // yes/rest/skip/quit, each with what else means the same
	CardTime         string
	PlainLook        string // number, title
	PlainUndo        string // title
	LookAnswers      string // yes/next/quit
	UndoAnswers      string // yes/no
	PlainStep        string // number, count, layer, state, passed, all
	PlainStepSkipped string // number, count, layer
	PlainResult      string // headline
	PlainFix         string // number, count, title
	PlainAlso        string // finding
	PlainCommand     string // command
	PlainNothing     string // no fix is known
}
