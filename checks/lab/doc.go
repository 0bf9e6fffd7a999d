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
package lab
