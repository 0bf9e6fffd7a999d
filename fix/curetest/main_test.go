package curetest

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

// whole reports whether every cure is to be tried, not only those that stand for a
// kind of step.
func whole() bool { return os.Getenv("GOMEND_LAB") == "all" }
