package cli

import "runtime"

const (
	goos      = runtime.GOOS
	onWindows = runtime.GOOS == "windows"
	onMacOS   = runtime.GOOS == "darwin"
)
