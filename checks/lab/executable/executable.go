// Package executable writes programs for tests to run.
package executable

import (
	"os"
	"syscall"
)

// Write writes a program, or a script, that is run soon. No process is started
// meanwhile: it would inherit the open file, and while somebody has a program open to
// write, nobody can run it (execve(2), ETXTBSY; go.dev/issue/22315).
func Write(name string, content []byte) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return os.WriteFile(name, content, 0o755)
}
