package preview

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"gomend/fix/plan"
)

func TestOf(t *testing.T) {
	files := map[string]string{"/a": "one\ntwo\nthree\n", "/crlf": "x\r\n", "/proxy": "A=http://u:geheim@proxy.example\n", "/netrc": "password geheim\n"}
	read := func(name string) ([]byte, error) {
		if text, ok := files[name]; ok {
			return []byte(text), nil
		}
		return nil, fs.ErrNotExist
	}
	step := func(path, before, after string) plan.Step {
		f := &plan.File{Path: path, After: []byte(after), Before: plan.State{Hash: plan.HashOf([]byte(before))}}
		if before == "" {
			f.Before = plan.State{Absent: true}
		}
		return plan.Step{Kind: plan.FileReplace, File: f}
	}
	secret := step("/netrc", files["/netrc"], "password geheimer\n")
	secret.File.Secret = true
	list, err := Of(plan.Plan{Steps: []plan.Step{
		step("/a", files["/a"], "one\n2\nthree\n"),
		step("/a", "one\n2\nthree\n", "one\n2\n"), // on top of the first
		step("/new", "", "fresh"),
		step("/crlf", "x\r\n", "y\r\n"),
		step("/proxy", files["/proxy"], "A=http://u:neu@proxy.example\n"),
		secret,
		{Kind: plan.Exec, Root: true, Exec: &plan.Command{Argv: []string{"ip", "route"}, Undo: [][]string{{"ip", "x"}}}},
	}}, read)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		"@@ -1,3 +1,3 @@| one|-two|+2| three",
		"@@ -1,3 +1,2 @@| one| 2|-three",
		"@@ -0,0 +1 @@|+fresh|\\ No newline at end of file",
		"@@ -1 +1 @@|-x␍|+y␍",
		"", "", "",
	} {
		if got := strings.Join(list[i].Diff, "|"); want != "" && got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
	for i, s := range list {
		if text := strings.Join(s.Diff, ""); strings.Contains(text, "geheim") || strings.Contains(text, "neu@") {
			t.Errorf("%d shows a secret: %s", i, text)
		}
	}
	if !list[5].Hidden || len(list[5].Diff) > 0 {
		t.Errorf("%+v", list[5])
	}
	if !slices.Equal(list[6].Command, []string{"ip", "route"}) || !list[6].Root || len(list[6].Undo) != 1 {
		t.Errorf("%+v", list[6])
	}
	if _, err := Of(plan.Plan{Steps: []plan.Step{step("/a", "other", "x")}}, read); !errors.Is(err, ErrChanged) {
		t.Errorf("%v", err)
	}
}
