package ui

import (
	"os"
	"strings"
	"testing"
)

// The pictures of the README are frames that the screen really draws.
func TestReadmePictures(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"blocked-80x24-en.txt", "offer-80x24-zh.txt"} {
		frame, err := os.ReadFile("testdata/frames/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(readme), strings.TrimRight(string(frame), "\n")) {
			t.Errorf("%s is not in the README as it is drawn now", name)
		}
	}
}
