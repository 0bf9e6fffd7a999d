// Package lab builds broken networks out of Linux namespaces, for tests and for
// practice: a client, a router and an internet of its own with nameservers,
// module proxies, a checksum database, a git host and corporate proxies. The
// real go command and the program under test run in the client's namespaces and
// see nothing else. It needs no root; nothing leaves the machine and nothing of
// the machine is changed.
//
// A [Case] says what is broken and what the right verdict is. [Cases] lists all
// of them, [Open] builds the network of one in a process of its own, and
// [Lab.Exec] runs commands inside. That process is this very program started
// again, so main or TestMain calls [Enter] before anything else.
//
// Package labtest has what tests need beside that. The tests of this package run
// a representative part of the cases; GOMEND_LAB=all runs all of them and lets
// the go command take its time, GOMEND_LAB=go runs the go command alone, which
// proves the networks without the program under test, and GOMEND_LAB=chance runs
// those whose outcome depends on which packets happen to be lost.
//
// A new case is an entry in one of the tables (cases_gateway.go, cases_roots.go …):
// what differs from [Healthy], the verdict that it must get, and what the go
// command says. Ways to break things that several cases share are in break_*.go.
package lab
