package diagnose

import (
	"io"
	"os"
	"strings"

	"gomend/checks/route"
)

// goSumLimit bounds what is read of a go.sum; the largest known ones are below 1 MiB.
const goSumLimit = 16 << 20

// goSum is what this project vouches for: its go.sum, and go.work.sum where
// there is a workspace. A file that cannot be read vouches for nothing.
func goSum(s *route.Settings) []byte {
	var all []byte
	if gowork, _ := s.Get("GOWORK"); gowork != "" && gowork != "off" {
		all = append(all, readUpTo(gowork+".sum", goSumLimit)...)
	}
	if gomod, _ := s.Get("GOMOD"); strings.HasSuffix(gomod, ".mod") {
		all = append(all, readUpTo(strings.TrimSuffix(gomod, ".mod")+".sum", goSumLimit)...)
	}
	return all
}

func readUpTo(name string, limit int64) []byte {
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil
	}
	return append(content, '\n')
}
