package ui

import (
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// footer names the keys that work now, the most important ones when there is no
// room for all. A notice takes their place.
func (s scene) footer(width int) string {
	if s.notice != "" {
		return fit(" "+s.notice, width, s.ellipsis)
	}
	keys := slices.DeleteFunc(slices.Clone(s.keys), func(b binding) bool { return b.rank == 0 })
	for {
		text := ""
		for i, b := range keys {
			if i > 0 {
				text += "   "
			}
			text += s.cyan.Render(b.Help().Key) + " " + s.faint.Render(b.Help().Desc)
		}
		if len(keys) == 0 || ansi.StringWidth(text)+1 <= width {
			return " " + text
		}
		least := 0
		for i, b := range keys {
			if b.rank > keys[least].rank {
				least = i
			}
		}
		keys = slices.Delete(keys, least, least+1)
	}
}
