// Package systemtest tries the fixes that need root on the broken networks of
// package lab, whose client has a root of its own: the real go command fails, the
// fix is planned, applied by root's helper, kept while the guard watches, go gets
// through, and taken back all is as before, to the byte.
package systemtest
