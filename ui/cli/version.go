package cli

import "runtime/debug"

// buildVersion is the version that the go command stamped into the program, or
// "dev" where it stamped none.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}

func (a *app) version() string {
	if a.Version != "" {
		return a.Version
	}
	return buildVersion()
}
