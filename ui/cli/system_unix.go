//go:build !windows

package cli

import "os"

// privileged reports whether this process has the system's full rights.
func privileged() bool { return os.Geteuid() == 0 }
