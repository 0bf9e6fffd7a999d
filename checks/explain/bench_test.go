package explain

import (
	"strings"
	"testing"
)

// BenchmarkRead reads the most that is read of what is made to be slow.
func BenchmarkRead(b *testing.B) {
	fill := func(line string) string { return strings.Repeat(line, MaxText/len(line)+1) }
	for name, text := range map[string]string{
		"plain":       fill("compiling the program, which takes its time\n") + whole,
		"wrapped":     fill(strings.Repeat("x", 79)+"\n") + whole,
		"one line":    fill("go: x.example/y@v1.0.0: "),
		"braces":      fill("{\n"),
		"open braces": fill(`{"a":[`),
		"escapes":     fill("\x1b["),
		"titles":      fill("\x1b]0;"),
		"returns":     fill("\r"),
		"failures":    fill(whole[:60] + "\n"),
		"urls":        fill("https://a.example/@"),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Read(text)
			}
		})
	}
}
