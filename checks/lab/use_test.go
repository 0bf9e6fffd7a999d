package lab_test

import (
	"context"
	"flag"
	"strings"
	"testing"

	"gomend/checks/lab"
	"gomend/checks/lab/built"
	"gomend/checks/lab/labtest"
)

var (
	use  = flag.String("use", "", "name of a case whose network gomend is to be used in, at this terminal")
	with = flag.String("with", "", "arguments of gomend there, for -use")
)

// TestUse puts gomend, or the command after "--", into the network of a case, at
// the terminal of a person who wants to see what people see:
//
//	go test -c -o /tmp/lab.test ./checks/lab && /tmp/lab.test -test.run '^TestUse$' -use tcp-timeout -with --lang=zh
func TestUse(t *testing.T) {
	if *use == "" {
		t.Skip("no case was named with -use")
	}
	c, ok := lab.Find(*use)
	if !ok {
		t.Fatalf("no case is named %s", *use)
	}
	argv := append([]string{built.Program(t)}, strings.Fields(*with)...)
	if program, args, found := strings.Cut(*with, "-- "); found && program == "" {
		argv = strings.Fields(args)
	} else if m := c.Fetch(); m != "" {
		argv = append(argv, m)
	}
	r := labtest.Open(t, c).Exec(context.Background(), lab.Command{Argv: argv, Attach: true})
	if r.Failed != "" {
		t.Error(r.Failed)
	}
}
