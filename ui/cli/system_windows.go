package cli

import "golang.org/x/sys/windows"

// privileged reports whether this process has the system's full rights.
func privileged() bool { return windows.GetCurrentProcessToken().IsElevated() }
