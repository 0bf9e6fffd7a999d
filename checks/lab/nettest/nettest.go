// Package nettest runs tests that wait for a network: many of them at a time, and
// some in a network namespace of their own.
package nettest

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// Main runs the tests of a package, so many at a time instead of one for each
// processor, unless -parallel says otherwise: they wait, mostly.
func Main(m *testing.M, atOnce int) {
	AtOnce(atOnce)
	os.Exit(m.Run())
}

// AtOnce sets how many tests run at a time, for a TestMain that has more to do. It
// leaves fuzzing alone, whose workers compute.
func AtOnce(tests int) {
	flag.Parse()
	if p := flag.Lookup("test.parallel"); p.Value.String() == p.DefValue && flag.Lookup("test.fuzz").Value.String() == "" {
		p.Value.Set(strconv.Itoa(tests))
	}
}
