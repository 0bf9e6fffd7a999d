package plan

import (
	"context"
	"errors"
	"io/fs"
)

// LinkError says that a file is reached by a symbolic link that no change follows:
// out of the home folder, not the person's own, or in a place of the system.
type LinkError struct{ Link, Target string }

// Error implements error.
func (e *LinkError) Error() string { return e.Link + " is a link to " + e.Target }

// ErrTooLarge says that what a program made does not fit into a plan.
var ErrTooLarge = errors.New("too large for a plan")

// ErrNotRoot says that only root could tell.
var ErrNotRoot = errors.New("only root may read that")

// Machine is what a planner may look at. It only reads: making a plan changes
// nothing, asks for no rights, and contacts nobody.
type Machine interface {
	// Env is a variable of the environment that the person's own go command has.
	Env(name string) string
	// Home is the person's home folder, absolute; under sudo that of the invoking user.
	Home() string
	// UID is the person's own user id, also under sudo; -1 on Windows.
	UID() int
	// ReadFile reads a file of at most a few MiB.
	ReadFile(name string) ([]byte, error)
	// Lstat describes a file without following a link at its end.
	Lstat(name string) (fs.FileInfo, error)
	// Resolve follows the links of name as far as a change may follow them: for a
	// file in the home folder to a target there that is the person's own; a *LinkError
	// otherwise. What does not exist yet may be resolved as well.
	Resolve(name string) (string, error)
	// LookPath finds a program, absolute.
	LookPath(program string) (string, error)
	// Output runs a program that only reads, within seconds, and returns what it
	// printed on standard output.
	Output(ctx context.Context, argv ...string) ([]byte, error)
	// OutputAsRoot is Output for what only root may read, such as the rules of a
	// firewall: ErrNotRoot where this process has not root's rights already.
	OutputAsRoot(ctx context.Context, argv ...string) ([]byte, error)
	// OutputOn runs a program on copies: each file is copied into a throw-away folder,
	// and the arguments name the copies by {0}, {1}, …. It returns the copies' content
	// afterwards. So the program that owns a format writes it, and the plan still
	// holds the exact bytes. A file that is missing is missing in the folder as well.
	OutputOn(ctx context.Context, files []string, env []string, argv ...string) ([][]byte, error)
	// OutputWith is OutputOn for what files would hold, where nothing of them exists yet.
	OutputWith(ctx context.Context, drafts []Draft, env []string, argv ...string) ([][]byte, error)
	// OutputTree runs a program that fills a folder, which the arguments name by {0}, and
	// returns the files in it by their names in there, with slashes.
	OutputTree(ctx context.Context, env []string, argv ...string) (map[string][]byte, error)
}

// Draft is a file in the throw-away folder that a program runs on. The names in one
// folder differ.
type Draft struct {
	Name string // without folder
	Text []byte // nil: it is missing
}
