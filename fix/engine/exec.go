package engine

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"gomend/checks/route"
	"gomend/fix/fsx"
	"gomend/fix/internal/child"
	"gomend/fix/plan"
)

// Limits of the programs of steps: package managers and services take their time.
const (
	stepLimit  = 10 * time.Minute
	probeLimit = 20 * time.Second
)

// run runs the program of a step; it may leave a service running.
func (w *worker) run(ctx context.Context, argv []string, stdin string) ([]byte, error) {
	return w.start(ctx, argv, stepLimit, func(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
		if stdin != "" {
			cmd.Stdin = strings.NewReader(stdin)
		}
		return child.RunAndLeave(ctx, cmd)
	})
}

// probe is the SHA-256 of what a program prints that only reads.
func (w *worker) probe(ctx context.Context, argv []string) (string, error) {
	out, err := w.start(ctx, argv, probeLimit, child.Run)
	return plan.HashOf(out), err
}

func (w *worker) start(ctx context.Context, argv []string, limit time.Duration, run func(context.Context, *exec.Cmd) ([]byte, error)) ([]byte, error) {
	program, err := w.rules.find(argv[0], w.env)
	if err != nil {
		return nil, &Problem{Reason: StepFailed, About: argv[0], Detail: err.Error()}
	}
	if err := throughLink(argv); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, argv[1:]...)
	cmd.Env, cmd.Dir = w.env, w.dir
	out, err := run(ctx, cmd)
	if err == nil {
		return out, nil
	}
	failed := &Problem{Reason: StepFailed, About: filepath.Base(argv[0]), Detail: err.Error()}
	var ended *child.Error
	if errors.As(err, &ended) {
		failed.Detail = route.RedactText(ended.Detail)
		if failed.Detail == "" {
			failed.Detail = ended.Err.Error()
		}
	}
	return out, failed
}

// throughLink refuses chmod where the name is a link: it would change what the link
// leads to, whatever that is.
func throughLink(argv []string) error {
	if filepath.Base(argv[0]) != "chmod" {
		return nil
	}
	path := argv[len(argv)-1]
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return &Problem{Reason: FileRefused, About: path, Detail: string(fsx.Link)}
	}
	return nil
}
