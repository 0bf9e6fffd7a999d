package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// writeNew writes text to a new file in the present folder, readable by its
// owner alone, and never replaces one that is there: NAME.md, NAME-2.md …
func writeNew(name, suffix, text string) (string, error) {
	for n := 1; ; n++ {
		file := name + suffix
		if n > 1 {
			file = fmt.Sprintf("%s-%d%s", name, n, suffix)
		}
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		if err != nil {
			return file, err
		}
		_, err = f.WriteString(text)
		return file, errors.Join(err, f.Close())
	}
}
