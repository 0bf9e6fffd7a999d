package cli

import "runtime"

const (
	onWindows = runtime.GOOS == "windows"
	onMacOS   = runtime.GOOS == "darwin"
)
