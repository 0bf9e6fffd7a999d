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

// space is the room on a file system.
type space struct {
	bytes   uint64
	files   uint64 // inodes
	counted bool   // their number is fixed
}

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
	free, err := freeSpace(dir)
	if err == nil {
		f.Free, f.Known = free.bytes, true
	}
	_, code := tryWrite(dir)
	if code == checks.NoSpace || f.Known && (free.bytes < roomNone || free.counted && free.files == 0) && code != checks.ReadOnly {
		f.Code = checks.NoSpace
	}
	return f
}

// Room compares what go fetched beside the module cache with the room that the cache
// has for it.
func Room(cache string, after []string) checks.Check {
	return checks.Check{
		ID: checks.KindDiskSpace.Name("needed"), Kind: checks.KindDiskSpace, Target: cache,
		Command: "df -h " + cache, After: after, Linger: true,
		Run: func(_ context.Context, in *checks.Input) checks.Result {
			needed := fetchedRoom(checks.AllFacts[checks.DownloadFacts](in.Board))
			return roomResult(cache, needed)
		},
	}
}

// fetchedRoom is what the modules take up that go fetched in this run.
func fetchedRoom(downloads []checks.DownloadFacts) (all checks.Room) {
	seen := map[string]bool{}
	for _, f := range downloads {
		if name := f.Module + "@" + f.Version; f.OK && !seen[name] {
			seen[name] = true
			all.Bytes, all.Files = all.Bytes+f.Room.Bytes, all.Files+f.Room.Files
		}
	}
	return all
}

func roomResult(cache string, needed checks.Room) checks.Result {
	dir, err := nearest(cache)
	if err != nil || needed.Files == 0 {
		return checks.Result{Status: checks.Skip}
	}
	free, err := freeSpace(dir)
	if err != nil {
		return checks.Result{Status: checks.Skip}
	}
	f := checks.CacheFacts{Path: dir, Free: free.bytes, Known: true, Needed: needed.Bytes}
	if needed.Bytes <= free.bytes && !(free.counted && needed.Files > free.files) {
		return checks.Result{Status: checks.Pass, Facts: f}
	}
	f.Code = checks.NoSpace
	return checks.Result{Status: checks.Fail, Code: f.Code, Cause: checks.CauseDiskFull, Facts: f}
}
