package ui

import (
	"os"
	"regexp"
	"testing"
)

// picture is a frame in the README, below a mark that names it.
var picture = regexp.MustCompile("(?s)<!-- frame ([a-z0-9-]+) -->\n```\n(.*?)```\n")

// The pictures of the README are frames that the screen really draws; with -update
// they are drawn anew.
func TestReadmePictures(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	drawn := picture.ReplaceAllStringFunc(string(readme), func(old string) string {
		count++
		name := picture.FindStringSubmatch(old)[1]
		frame, err := os.ReadFile("testdata/frames/" + name + ".txt")
		if err != nil {
			t.Error(err)
		}
		return "<!-- frame " + name + " -->\n```\n" + string(frame) + "```\n"
	})
	switch {
	case count != 2:
		t.Errorf("%d pictures, want 2", count)
	case drawn == string(readme):
	case *update:
		if err := os.WriteFile("../README.md", []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("a picture in the README is not as it is drawn now; run go test ./ui -update")
	}
}
