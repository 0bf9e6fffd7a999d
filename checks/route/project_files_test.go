package route

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAbsoluteWork: a copy of go.work in another place names the same folders.
func TestAbsoluteWork(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "go.work")
	text := "go 1.21\n\nuse .\nuse (\n\t./a\n\t/srv/b\n)\n\nreplace example.com/x => ../x\n\nreplace example.com/y => example.com/z v1.0.0\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := absoluteWork(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{dir + "\n", filepath.Join(dir, "a") + "\n", "/srv/b", "example.com/x => " + filepath.Join(filepath.Dir(dir), "x"), "example.com/z v1.0.0"} {
		if !strings.Contains(string(data), filepath.ToSlash(want)) {
			t.Errorf("%q is missing in\n%s", want, data)
		}
	}
	if strings.Contains(string(data), "./a") {
		t.Errorf("a relative folder is left in\n%s", data)
	}
}
