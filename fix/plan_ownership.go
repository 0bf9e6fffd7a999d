package fix

import (
	"bytes"
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"gomend/fix/internal/owner"
	"gomend/fix/plan"
)

// planOwnership gives go's own folders back to the person: after sudo go … they
// hold files of root, and go without sudo cannot write there.
func planOwnership(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	info, err := m.Lstat(m.Home())
	if err != nil {
		return nil, err
	}
	gid := owner.Of(info).GID
	var steps []plan.Step
	for _, o := range s.goFolders(m) {
		o.UID, o.GID = m.UID(), gid
		if o.Count, err = foreign(ctx, m, o); err != nil {
			return nil, err
		}
		if o.Count > 0 {
			steps = append(steps, plan.Step{Kind: plan.Chown, Root: true, Owner: &o})
		}
	}
	return steps, nil
}

// goFolders are the module cache, the build cache and the folder of the env file,
// where these are below the home folder, and the folders that lead to them. Any
// place else may be meant for others.
func (s situation) goFolders(m plan.Machine) []plan.Owner {
	var list []plan.Owner
	above := map[string]bool{}
	for _, dir := range []string{s.ModCache, s.Settings["GOCACHE"].Value, envFolder(s.Settings["GOENV"].Value)} {
		rel, err := filepath.Rel(m.Home(), dir)
		if dir == "" || !filepath.IsAbs(dir) || err != nil || !filepath.IsLocal(rel) || rel == "." {
			continue
		}
		for up := filepath.Dir(dir); up != m.Home() && !above[up]; up = filepath.Dir(up) {
			above[up] = true
			list = append(list, plan.Owner{Path: up, Alone: true})
		}
		list = append(list, plan.Owner{Path: dir})
	}
	return list
}

// envFolder is the folder of the env file where it is go's own, else the file.
func envFolder(file string) string {
	if dir := filepath.Dir(file); filepath.Base(dir) == "go" {
		return dir
	}
	if file == "off" {
		return ""
	}
	return file
}

// foreign counts what others own there, as find does: it sees what the person may see.
func foreign(ctx context.Context, m plan.Machine, o plan.Owner) (int, error) {
	if !exists(m, o.Path) {
		return 0, nil
	}
	argv := []string{"find", o.Path, "-xdev"}
	if o.Alone {
		argv = append(argv, "-prune")
	}
	out, err := m.Output(ctx, append(argv, "!", "-user", strconv.Itoa(m.UID()), "-print0")...)
	count := bytes.Count(out, []byte{0})
	if count > 0 || strings.TrimSpace(string(out)) != "" {
		err = nil // a folder that could not be entered is root's own, and counted
	}
	return count, err
}
