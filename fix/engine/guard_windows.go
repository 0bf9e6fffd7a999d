package engine

import (
	"errors"
	"os/exec"
)

const noFollow = 0

func ownSession(*exec.Cmd) {}

// Steps for root are for a person to do here: no helper has been tried.
func startGuard([]string, string) error { return errors.New("no guard on this system") }

func ignoreSignals() {}

func harden() {}

func invokerID([]string) int { return -1 }
