package fix

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"

	"gomend/fix/plan"
)

// cacheFolder is GOMODCACHE as it stands on the machine.
func (s situation) cacheFolder() (string, error) {
	if !filepath.IsAbs(s.ModCache) {
		return "", &ManualError{Obstacle: SetElsewhere, About: "GOMODCACHE"}
	}
	return s.ModCache, nil
}

// parts are the files of one version in the module cache (cmd/go/internal/modfetch,
// cache.go). That of the checksum database is never among them.
var parts = []string{".info", ".mod", ".zip", ".ziphash", ".partial"}

// planEvict sets what is cached of one version aside, so that go fetches it again.
func planEvict(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	cache, err := s.cacheFolder()
	if err != nil {
		return nil, err
	}
	path, err := module.EscapePath(s.Module)
	if err != nil || s.Module == "" {
		return nil, &ManualError{Obstacle: SetElsewhere, About: cache}
	}
	versions, err := s.versionsIn(ctx, m, filepath.Join(cache, "cache", "download", path, "@v"))
	if err != nil {
		return nil, err
	}
	aside, err := free(m, filepath.Join(cache, "cache", "gomend-quarantine"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, v := range versions {
		for _, part := range parts {
			names = append(names, filepath.Join("cache", "download", path, "@v", v+part))
		}
		names = append(names, path+"@"+v)
	}
	var steps []plan.Step
	for _, name := range names {
		if _, err := m.Lstat(filepath.Join(cache, name)); err == nil {
			steps = append(steps, plan.Step{Kind: plan.Quarantine, Move: &plan.Move{From: filepath.Join(cache, name), To: filepath.Join(aside, name)}})
		}
	}
	return steps, nil
}

// versionsIn are the versions to set aside, escaped: the one that is known to be
// damaged, or all that are cached.
func (s situation) versionsIn(ctx context.Context, m plan.Machine, folder string) ([]string, error) {
	if s.Version != "" {
		v, err := module.EscapeVersion(s.Version)
		return []string{v}, err
	}
	out, err := m.Output(ctx, "ls", "-1", folder)
	if err != nil {
		return nil, &ManualError{Obstacle: NothingHere, About: folder}
	}
	var list []string
	for name := range strings.FieldsSeq(string(out)) {
		if v, ok := strings.CutSuffix(name, ".mod"); ok {
			list = append(list, v)
		}
	}
	return list, nil
}

// most is how many things gomend sets aside in one place.
const most = 1000

// free is a name below a folder, or beside a file, that nothing has yet.
func free(m plan.Machine, name string) (string, error) {
	for i := 1; i < most; i++ {
		try := filepath.Join(name, number1(i))
		if _, err := m.Lstat(try); errors.Is(err, fs.ErrNotExist) {
			return try, nil
		}
	}
	return "", &ManualError{Obstacle: SetElsewhere, About: name}
}

// planCleanCache sets the whole module cache aside, where it can come back from.
func planCleanCache(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	cache, err := s.cacheFolder()
	if err != nil {
		return nil, err
	}
	if _, err := m.Lstat(cache); err != nil {
		return nil, nil
	}
	aside, err := free(m, cache+".gomend")
	if err != nil {
		return nil, err
	}
	return []plan.Step{{Kind: plan.Quarantine, Move: &plan.Move{From: cache, To: aside}, Same: []string{"mv", cache, aside}}}, nil
}
