package module

import (
	"io"
	"os"
)

// readFileLimit reads at most limit bytes; cut says that there is more.
func readFileLimit(name string, limit int64) (data []byte, cut bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
		return nil, false, os.ErrInvalid // a pipe would hold up, a folder is no file
	}
	data, err = io.ReadAll(io.LimitReader(f, limit+1))
	if int64(len(data)) > limit {
		return data[:limit], true, err
	}
	return data, false, err
}
