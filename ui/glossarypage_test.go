package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"gomend/ui/words"
)

func TestGlossaryText(t *testing.T) {
	for _, tt := range []struct {
		lang  words.Lang
		ascii bool
		want  string
	}{
		{words.English, false, `
Glossary

Modules ────────────────────────────────

checksum database, GOSUMDB
  A public record of the checksums of
  all public modules, which nobody can
  change unnoticed. Go asks it about
  every module that is not yet in
  go.sum; by default it is
  sum.golang.org.
  A signed Merkle tree; a module proxy
  may relay it under /sumdb/.
  sum.golang.google.cn serves the same.`},
		{words.Chinese, false, `
术语表

模块 ───────────────────────────────────

校验和数据库（GOSUMDB）
  公开记录所有公共模块校验和的数据库，谁
  也没法悄悄改动。go.sum 里还没有的模
  块，go 都会去问它；默认是
  sum.golang.org。
  一棵带签名的 Merkle 树；模块代理可以在
  /sumdb/ 下转发。sum.golang.google.cn
  提供的是同一份。`},
	} {
		w := words.For(tt.lang)
		got := GlossaryText(w, w.GlossaryOf("gosumdb"), 40, false, tt.ascii)
		if strings.Join(got, "\n") != strings.TrimPrefix(tt.want, "\n") {
			t.Errorf("%s: got:\n%s\nwant:%s", tt.lang, strings.Join(got, "\n"), tt.want)
		}
	}
}

// The page holds every term, and nothing but the look differs from what is printed.
func TestGlossaryPage(t *testing.T) {
	for _, lang := range words.Langs {
		w := words.For(lang)
		got := scene{look: newLook(false, false), w: w}.glossaryPage(mostText)
		want := GlossaryText(w, w.Glossary(), mostText, false, false)
		if ansi.Strip(strings.Join(got, "\n")) != strings.Join(want, "\n") {
			t.Errorf("%s: the page and the printed glossary differ", lang)
		}
		for _, c := range w.Glossary() {
			for _, term := range c.Terms {
				if !strings.Contains(strings.Join(want, "\n"), term.Name) {
					t.Errorf("%s: %s is missing", lang, term.Name)
				}
			}
		}
	}
}

func TestGlossaryFitsEveryWidth(t *testing.T) {
	for _, lang := range words.Langs {
		for _, ascii := range []bool{false, true} {
			w := words.For(lang)
			for width := 20; width <= 90; width += 7 {
				for _, text := range GlossaryText(w, w.Glossary(), width, true, ascii) {
					if n := ansi.StringWidth(text); n > width {
						t.Fatalf("%d columns instead of %d: %s", n, width, text)
					}
				}
			}
		}
	}
}
