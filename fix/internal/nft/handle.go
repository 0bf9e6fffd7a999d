package nft

import (
	"strconv"
	"strings"

	"gomend/fix/plan"
)

// NeedsHandle reports whether a command line stands for the removal of a rule
// that is known by its comment, and what lists the chain that it is in.
func NeedsHandle(argv []string) (list []string, ok bool) {
	if len(argv) != 8 || argv[0] != "nft" || argv[1] != "delete" || argv[2] != "rule" || argv[6] != "handle" || !strings.HasPrefix(argv[7], plan.HandleOf) {
		return nil, false
	}
	return []string{"nft", "-j", "list", "chain", argv[3], argv[4], argv[5]}, true
}

// WithHandle is such a command line with the handle in place, from what the
// listing printed; false when the rule has gone already.
func WithHandle(argv []string, listed []byte) ([]string, bool) {
	rules, err := Parse(listed)
	if err != nil {
		return nil, false
	}
	handle, ok := rules.Handle(argv[3], argv[4], argv[5], strings.TrimPrefix(argv[7], plan.HandleOf))
	if !ok {
		return nil, false
	}
	return append(append([]string{}, argv[:7]...), strconv.Itoa(handle)), true
}
