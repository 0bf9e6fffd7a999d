package cli

import (
	"io"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
)

// goModLimit bounds what is read of a go.mod, in bytes; real ones are far smaller.
const goModLimit = 1 << 20

// mainModule is the path of the module that a folder belongs to; empty when there
// is none. It is a name to show and nothing more, so that it needs no go command.
func mainModule(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		if f, err := os.Open(filepath.Join(dir, "go.mod")); err == nil {
			text, _ := io.ReadAll(io.LimitReader(f, goModLimit))
			f.Close()
			return modfile.ModulePath(text)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
