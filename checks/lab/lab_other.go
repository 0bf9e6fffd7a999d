//go:build !linux

package lab

import (
	"context"
	"fmt"
	"runtime"
)

// Lab is a network that exists. There is none on this system.
type Lab struct{ Dir string }

// Enter is called first of all by programs that call Open.
func Enter() {}

// Open builds the network of a case. Its error is ErrUnsupported here.
func Open(context.Context, Case) (*Lab, error) {
	return nil, fmt.Errorf("%w: namespaces are Linux's, and this is %s", ErrUnsupported, runtime.GOOS)
}

// Exec runs a command on the client.
func (l *Lab) Exec(context.Context, Command) Result { return Result{Exit: -1, Failed: "no lab"} }

// Close ends everything that runs in the lab.
func (l *Lab) Close() error { return nil }
