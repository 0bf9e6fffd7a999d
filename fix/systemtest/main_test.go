package systemtest

import (
	"os"
	"testing"

	"gomend/checks/lab/labtest"
	"gomend/fix/engine"
)

// operatorArg is the first argument of this program when it is the operator of the
// client; after it comes a folder for the journals, then what to do.
const operatorArg = "system-operator"

func TestMain(m *testing.M) {
	if len(os.Args) < 4 || os.Args[1] != operatorArg {
		labtest.Main(m)
	}
	place := engine.Place{State: os.Args[2], Args: os.Args[1:3]}
	switch os.Args[3] {
	case engine.HelperCommand:
		os.Exit(engine.Helper(os.Stdin, os.Stdout, place))
	case engine.GuardCommand:
		os.Exit(engine.Guard(os.Args[4], place))
	}
	os.Exit(operate(place))
}
