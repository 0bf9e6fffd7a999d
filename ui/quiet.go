package ui

import (
	"bytes"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// askingTerminals are those that Bubble Tea asks for their abilities even behind
// SSH (bubbletea tea.go:shouldQuerySynchronizedOutput).
var askingTerminals = []string{"ghostty", "wezterm", "alacritty", "kitty", "rio"}

// quietEnv is the environment with which Bubble Tea asks the terminal nothing.
// An answer that comes late, over a slow line or after a quick leave, would be
// typed into the shell.
func quietEnv(env []string) []string {
	quiet := []string{"SSH_TTY=quiet"}
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "WT_SESSION", "SSH_TTY":
			continue
		case "TERM":
			for _, known := range askingTerminals {
				if strings.Contains(value, known) {
					pair = "TERM=xterm-256color"
				}
			}
		}
		quiet = append(quiet, pair)
	}
	return quiet
}

// quietFile and quietWriter leave out the one question that no setting prevents:
// which keyboard enhancements are on.
type quietFile struct{ term.File }

func (f quietFile) Write(p []byte) (int, error) { return writeQuietly(f.File, p) }

type quietWriter struct{ io.Writer }

func (w quietWriter) Write(p []byte) (int, error) { return writeQuietly(w.Writer, p) }

func quiet(w io.Writer) io.Writer {
	if f, ok := w.(term.File); ok {
		return quietFile{f}
	}
	return quietWriter{w}
}

func writeQuietly(w io.Writer, p []byte) (int, error) {
	if _, err := w.Write(bytes.ReplaceAll(p, []byte(ansi.RequestKittyKeyboard), nil)); err != nil {
		return 0, err
	}
	return len(p), nil
}
