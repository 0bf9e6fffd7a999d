// Package transport asks whether a host's addresses accept TCP connections, in
// the way in which the go command would open them (net/dial.go:dialParallel,
// RFC 8305). It records each address' answer or silence and concludes nothing.
package transport
