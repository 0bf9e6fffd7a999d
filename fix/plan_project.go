package fix

import (
	"context"
	"path/filepath"
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
	written, err := m.OutputWith(ctx, drafts, []string{"GOWORK=off", "GOFLAGS="}, "go", "-C", dir, "mod", "tidy", "-modfile={0}")
	if err != nil {
		return nil, err
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
