//go:build !unix

package route

import "errors"

func makePipe(string) error { return errors.ErrUnsupported }
