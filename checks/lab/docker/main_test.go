//go:build linux

package docker

import (
	"fmt"
	"os"
	"testing"

	"gomend/checks/lab/labtest"
)

// Variables that make this program something else than the tests.
const (
	serverVariable  = "GOMEND_DOCKER_SERVER"  // a server in a container: its name in servers
	cleanerVariable = "GOMEND_DOCKER_CLEANER" // what removes everything when the tests are over
	abandonVariable = "GOMEND_DOCKER_ABANDON" // tests that are killed half-way
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(serverVariable) != "":
		end(serve(os.Getenv(serverVariable)))
	case os.Getenv(cleanerVariable) != "":
		end(awaitEnd())
	}
	labtest.Main(m)
}

func end(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
