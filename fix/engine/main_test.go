package engine

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"gomend/checks/lab/nettest"
	"gomend/fix/internal/killpoint"
)

// childArg is the first argument of a process that a test starts from this binary;
// after it come a folder for the state of root and a command of the program.
const childArg = "engine-child"

// dieAt names the point at which such a process kills itself.
const dieAt = "ENGINE_TEST_DIE_AT"

func TestMain(m *testing.M) {
	armKillpoint()
	if len(os.Args) < 4 || os.Args[1] != childArg {
		nettest.Main(m, 8)
	}
	place := Place{State: os.Args[2], Args: os.Args[1:3]}
	switch os.Args[3] {
	case HelperCommand:
		os.Exit(Helper(os.Stdin, os.Stdout, place))
	case GuardCommand:
		os.Exit(Guard(os.Args[4], place))
	case "crash":
		os.Exit(crashChild(os.Args[4:]))
	case "sudo":
		os.Exit(sudoChild(os.Args[4:]))
	case "spaces":
		os.Exit(inSpaces(os.Args[4:]))
	}
	os.Exit(9)
}

// armKillpoint makes this process die at the point of that number, and tell how many
// there were where that is beyond the last.
func armKillpoint() {
	at, err := strconv.Atoi(os.Getenv(dieAt))
	if err != nil {
		return
	}
	passed := 0
	killpoint.Hook = func(name string) {
		if passed == at {
			fmt.Fprintln(os.Stderr, "died at", name)
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				self.Kill() // SIGKILL: nothing of this process runs any more
			}
			select {}
		}
		passed++
	}
}
