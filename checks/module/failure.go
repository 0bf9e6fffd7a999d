package module

import (
	"context"
	"errors"
	"strings"

	"gomend/checks"
)

func failed(a Answer, w *watch, err error, connected bool) Answer {
	a.Err = err
	a.Code = classify(err)
	if errors.Is(context.Cause(w.ctx), errSilent) {
		a.Code = checks.Timeout
	}
	if !connected {
		a.ConnectCode = a.Code
	}
	return a
}

// streamErrors are texts of net/http's bundled HTTP/2, which has no exported types.
var streamErrors = []struct {
	text string
	code checks.Code
}{
	{"frame header looked like an HTTP/1.1 header", checks.Garbage},
	{"http2: frame too large", checks.Garbage},
	{"stream error:", checks.Reset},
	{"server sent GOAWAY", checks.Reset},
	{"received GOAWAY", checks.Reset},
	{"connection broken", checks.Reset},
	{"client conn could not be established", checks.Closed},
	{"client conn not usable", checks.Closed},
	{"client connection lost", checks.Closed},
	{"client connection force closed", checks.Closed},
}

func classify(err error) checks.Code {
	code := checks.Classify(err)
	if code != checks.Unclassified {
		return code
	}
	text := err.Error()
	for _, known := range streamErrors {
		if strings.Contains(text, known.text) {
			return known.code
		}
	}
	return code
}
