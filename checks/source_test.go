package checks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestEveryConstantHasALayer holds the tables of layers against the source: a kind
// or cause that they forget would be in no list, and in no other test.
func TestEveryConstantHasALayer(t *testing.T) {
	kinds, causes := constants[Kind](t, "kinds.go", "Kind"), constants[Cause](t, "causes.go", "Cause")
	for name, k := range kinds {
		if k.Layer().Number() == 0 {
			t.Errorf("%s (%q) belongs to no layer", name, k)
		}
	}
	for name, c := range causes {
		if c != NoCause && c.Layer().Number() == 0 {
			t.Errorf("%s (%q) belongs to no layer", name, c)
		}
	}
	if len(Kinds()) != len(kinds) || len(Causes()) != len(causes)-1 {
		t.Errorf("%d kinds and %d causes are listed, %d and %d are declared; two have the same name?",
			len(Kinds()), len(Causes()), len(kinds), len(causes)-1)
	}
}

// constants are the constants of a string type in a file, by name.
func constants[T ~string](t *testing.T, file, typeName string) map[string]T {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]T{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == typeName {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found[spec.Names[0].Name] = T(text)
		}
		return true
	})
	if len(found) < 20 {
		t.Fatalf("found only %d constants of type %s", len(found), typeName)
	}
	return found
}

// usedNames are all names that the packages of checks take from this one.
func usedNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if from, ok := s.X.(*ast.Ident); ok && from.Name == "checks" {
					names[s.Sel.Name] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
