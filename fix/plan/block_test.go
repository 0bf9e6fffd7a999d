package plan

import "testing"

func TestBlock(t *testing.T) {
	const set = "# >>> gomend proxy >>>\nexport A=1\n# <<< gomend proxy <<<\n"
	for _, tt := range []struct{ name, text, body, want string }{
		{"into nothing", "", "export A=1", set},
		{"at the end", "x\n", "export A=1\n", "x\n" + set},
		{"after a line without an end", "x", "export A=1", "x\n" + set},
		{"in place", "x\n# >>> gomend proxy >>>\nold\n# <<< gomend proxy <<<\ny", "export A=1", "x\n" + set + "y"},
		{"another purpose stays", "# >>> gomend pin >>>\n# <<< gomend pin <<<\n", "export A=1", "# >>> gomend pin >>>\n# <<< gomend pin <<<\n" + set},
		{"line ends of the file", "x\r\n", "a\nb", "x\r\n# >>> gomend proxy >>>\r\na\r\nb\r\n# <<< gomend proxy <<<\r\n"},
		{"away", "x\n" + set + "y\n", "", "x\ny\n"},
		{"away with foreign line ends", "x\r\n# >>> gomend proxy >>>\r\na\r\n# <<< gomend proxy <<<\r\ny", "", "x\r\ny"},
		{"nothing to take away", "x", "", "x"},
		{"half a block is none", "# >>> gomend proxy >>>\nx\n", "", "# >>> gomend proxy >>>\nx\n"},
		{"a mark within a line is none", "echo '# >>> gomend proxy >>>'\n# <<< gomend proxy <<<\n", "", "echo '# >>> gomend proxy >>>'\n# <<< gomend proxy <<<\n"},
	} {
		if got := string(SetBlock([]byte(tt.text), "proxy", tt.body)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzBlock(f *testing.F) {
	f.Add("x\n", "a")
	f.Add("x\r\ny", "a\nb")
	f.Fuzz(func(t *testing.T, text, body string) {
		if _, has := FindBlock([]byte(text), "p"); has || body == "" {
			return
		}
		set := SetBlock([]byte(text), "p", body)
		if _, has := FindBlock(set, "p"); !has {
			t.Fatalf("no block in %q", set)
		}
		got := string(DropBlock(set, "p"))
		if got != text && got != text+"\n" && got != text+"\r\n" {
			t.Errorf("%q became %q", text, got)
		}
	})
}
