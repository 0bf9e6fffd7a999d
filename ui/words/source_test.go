package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The sets that have no list of their own in package checks are read from its
// source, so that a new code, key or reason without words fails here.

// inspect calls f with every node of the files that match.
func inspect(t *testing.T, pattern string, f func(ast.Node)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool { f(n); return true })
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// constants are the values of a named string type.
func constants(t *testing.T, pattern, typeName string) []string {
	var list []string
	inspect(t, pattern, func(n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) == 0 {
			return
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == typeName {
			if s, ok := literal(spec.Values[0]); ok && s != "" {
				list = append(list, s)
			}
		}
	})
	if len(list) < 4 {
		t.Fatalf("only %d constants of type %s found", len(list), typeName)
	}
	return list
}

// evidenceKeysOf are the keys of evidence that package checks writes.
func evidenceKeysOf(t *testing.T) []string {
	var list []string
	inspect(t, "../../checks/*.go", func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if len(n.Elts) == 2 && (n.Type == nil || isEvidence(n.Type)) {
				if s, ok := literal(n.Elts[0]); ok {
					list = append(list, s)
				}
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "appendIf" && len(n.Args) == 3 {
				if s, ok := literal(n.Args[1]); ok {
					list = append(list, s)
				}
			}
		}
	})
	var keys []string
	for _, s := range list {
		if !strings.ContainsAny(s, " :.") && s != "" {
			keys = append(keys, s)
		}
	}
	if len(keys) < 40 {
		t.Fatalf("only %d keys found", len(keys))
	}
	return keys
}

func isEvidence(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "Evidence"
}

// reasonsOf are the reasons that package route gives as literals.
func reasonsOf(t *testing.T) []string {
	var list []string
	inspect(t, "../../checks/route/*.go", func(n ast.Node) {
		pair, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Reason" {
			if s, ok := literal(pair.Value); ok {
				list = append(list, s)
			}
		}
	})
	if len(list) < 8 {
		t.Fatalf("only %d reasons found", len(list))
	}
	return list
}
