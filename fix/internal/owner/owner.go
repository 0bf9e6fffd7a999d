// Package owner tells whose a file is, and whom to trust with a path.
package owner

import (
	"os"
	"strings"
	"sync"
)

// Stat is what of a file's description fs.FileInfo leaves to the system; -1 where a
// system has no such numbers.
type Stat struct {
	UID, GID int
	Links    uint64
	Dev, Ino uint64
}

// overflow is the user id of files whose owner has none in this user namespace
// (user_namespaces(7), /proc/sys/kernel/overflowuid).
const overflow = 65534

// System reports whether a user id is root's, or that of the machine's root seen
// from within a user namespace.
func System(uid int) bool { return uid == 0 || uid == overflow && partial() }

// partial reports whether this user namespace knows only some of the machine's users.
var partial = sync.OnceValue(func() bool {
	text, err := os.ReadFile("/proc/self/uid_map")
	return err == nil && strings.Join(strings.Fields(string(text)), " ") != "0 0 4294967295"
})
