package module

import (
	"context"
	"strings"

	"gomend/checks"
)

// Room below which downloads fail at once, or soon: modules of some MB are
// common, and the zip and its content are kept side by side.
const (
	roomNone  = 1 << 20   // bytes
	roomScant = 100 << 20 // bytes
)

// DiskSpace looks at the room where modules are kept and unpacked: the module
// cache first, then other places, such as the folder for temporary files, which
// only give a warning. It reports the one with the least.
func DiskSpace(paths []string) checks.Check {
	return checks.Check{
		ID: checks.KindDiskSpace.Name(""), Kind: checks.KindDiskSpace, Target: strings.Join(paths, " "),
		Command: "df -h " + strings.Join(paths, " "),
		Run:     func(context.Context, *checks.Input) checks.Result { return diskResult(paths) },
	}
}

func diskResult(paths []string) checks.Result {
	var least checks.CacheFacts
	for i, path := range paths {
		f := roomAt(path)
		if f.Code == checks.NoSpace && i > 0 { // builds want room there, go mod download does not
			return checks.Result{Status: checks.Warn, Code: f.Code, Facts: f}
		}
		if f.Code == checks.NoSpace {
			return checks.Result{Status: checks.Fail, Code: f.Code, Cause: checks.CauseDiskFull, Facts: f}
		}
		if i == 0 || f.Known && (!least.Known || f.Free < least.Free) {
			least = f
		}
	}
	result := checks.Result{Status: checks.Pass, Facts: least}
	switch {
	case !least.Known:
		result.Status = checks.Unknown
	case least.Free < roomScant:
		result.Status = checks.Warn
	}
	return result
}

// roomAt measures one place. A file of a few KB is written too: quotas and
// reserved blocks do not show in the number.
func roomAt(path string) checks.CacheFacts {
	dir, err := nearest(path)
	if err != nil {
		return checks.CacheFacts{Path: path}
	}
	f := checks.CacheFacts{Path: dir}
	free, inodesLeft, err := freeSpace(dir)
	if err == nil {
		f.Free, f.Known = free, true
	}
	_, code := tryWrite(dir)
	if code == checks.NoSpace || f.Known && (free < roomNone || !inodesLeft) && code != checks.ReadOnly {
		f.Code = checks.NoSpace
	}
	return f
}
