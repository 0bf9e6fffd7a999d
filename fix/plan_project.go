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
