package fix

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// project is the folder of go.mod.
func (s situation) project() (string, error) {
	gomod := s.Settings["GOMOD"].Value
	if !filepath.IsAbs(gomod) || !strings.HasSuffix(gomod, ".mod") {
		return "", &ManualError{Obstacle: NothingHere, About: "go.mod"}
	}
	return filepath.Dir(gomod), nil
}

// planTidy lets go complete copies of go.mod and go.sum (go help mod tidy; go help
// modules, -modfile).
func planTidy(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	dir, err := s.project()
	if err != nil {
		return nil, err
	}
	if _, err := m.LookPath("go"); err != nil {
		return nil, &ManualError{Obstacle: MissingTool, About: "go"}
	}
	var files []ownFile
	var drafts []plan.Draft
	for _, name := range []string{"go.mod", "go.sum"} {
		file, err := openOwn(m, filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		files, drafts = append(files, file), append(drafts, plan.Draft{Name: name, Text: file.text})
	}
	if whole, marked := withoutMarks(files[1].text); marked {
		return files[1].replace(plan.FileReplace, whole), nil
	}
	written, err := m.OutputWith(ctx, drafts, []string{"GOWORK=off", "GOFLAGS="}, "go", "-C", dir, "mod", "tidy", "-modfile={0}")
	if err != nil {
		return nil, err
	}
	if strings.Contains(string(files[0].text), "require") && !strings.Contains(string(written[0]), "require") {
		return nil, &ManualError{Obstacle: SetElsewhere, About: files[0].path} // no package here uses what is required
	}
	var steps []plan.Step
	for i, file := range files {
		if written[i] != nil {
			steps = append(steps, file.replace(plan.FileReplace, written[i])...)
		}
	}
	for i := range steps {
		steps[i].Same = []string{"go", "mod", "tidy"}
	}
	return steps, nil
}

// withoutMarks is go.sum without what a merge has left in it, each line once.
func withoutMarks(text []byte) (whole []byte, marked bool) {
	seen := map[string]bool{}
	var b strings.Builder
	for _, line := range lines(text) {
		body := strings.TrimSpace(line)
		if strings.HasPrefix(body, "<<<<<<<") || strings.HasPrefix(body, "=======") || strings.HasPrefix(body, ">>>>>>>") || strings.HasPrefix(body, "|||||||") {
			marked = true
			continue
		}
		if !seen[body] {
			b.WriteString(line)
		}
		seen[body] = true
	}
	return []byte(b.String()), marked
}

// planVendor fills the vendor folder anew, file by file. What it takes is fetched, so
// go has to get through; a folder that is too large for a plan is for a person.
func planVendor(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	dir, err := s.project()
	if err != nil {
		return nil, err
	}
	command := "mod"
	if work := s.Settings["GOWORK"].Value; filepath.IsAbs(work) {
		dir, command = filepath.Dir(work), "work"
	}
	tree, err := m.OutputTree(ctx, []string{"GOFLAGS=", "GO111MODULE="}, "go", "-C", dir, command, "vendor", "-o", "{0}")
	if errors.Is(err, plan.ErrTooLarge) {
		return nil, &ManualError{Obstacle: NoPlan}
	}
	if err != nil {
		return nil, err
	}
	vendor := filepath.Join(dir, "vendor")
	var steps []plan.Step
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		file, err := openOwn(m, filepath.Join(vendor, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		steps = append(steps, file.replace(plan.FileReplace, tree[name])...)
	}
	stale, err := s.stale(ctx, m, vendor, tree)
	return append(steps, stale...), err
}

// stale are the files of a folder that a new one does not have.
func (s situation) stale(ctx context.Context, m plan.Machine, folder string, tree map[string][]byte) ([]plan.Step, error) {
	if _, err := m.Lstat(folder); err != nil {
		return nil, nil
	}
	out, err := m.Output(ctx, "find", folder, "-type", "f", "-print0")
	if err != nil {
		return nil, err
	}
	var steps []plan.Step
	for path := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		name, err := filepath.Rel(folder, path)
		if err != nil || path == "" {
			continue
		}
		if _, kept := tree[filepath.ToSlash(name)]; kept {
			continue
		}
		file, err := openOwn(m, path)
		if err != nil {
			return nil, err
		}
		steps = append(steps, plan.Step{Kind: plan.FileRemove, File: &plan.File{Path: file.path, Before: file.state()}})
	}
	return steps, nil
}
