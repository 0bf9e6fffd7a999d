package cli

import (
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
)

var pictures = flag.String("pictures", "", "folder for pictures of the page as a browser shows it")

// pageOf is the page of a run, in a file.
func pageOf(t *testing.T, run fakeRun, lang string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, run, "check", "--lang", lang, "--html", file)
		c.main()
		if c.out.Len() > 0 || c.err.Len() > 0 {
			t.Errorf("printed %q, %q", c.out.String(), c.err.String())
		}
	})
	return file
}

// The page holds all that the document holds, and nothing that a browser would run
// or fetch, whatever a server said.
func TestPage(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		for name, run := range map[string]fakeRun{"broken": brokenRun(), "private": privateRun(), "nothing": {}} {
			synctest.Test(t, func(t *testing.T) {
				page, document := newCall(t, run, "check", "--lang", lang, "--html", "-"), newCall(t, run, "check", "--lang", lang, "--json")
				page.main()
				document.main()
				shown, doc := page.out.String(), decode(t, document)
				var told []string
				for _, c := range doc.Checks {
					told = append(told, c.Title, c.Summary, c.Command)
				}
				for _, f := range doc.Fixes {
					told = append(append(told, f.Title), f.Manual...)
				}
				for _, r := range doc.Routes {
					told = append(told, r.ID, r.URL)
				}
				plain := strings.ReplaceAll(html.UnescapeString(shown), "\u00a0", " ")
				for _, s := range append(told, doc.Verdict.Summary, doc.Verdict.Advice, doc.Verdict.Cause) {
					if !strings.Contains(plain, s) {
						t.Errorf("%s in %s does not say %q", name, lang, s)
					}
				}
				for _, bad := range []string{"<script", "<b>", "@import", "url(", " src=", "<img", "<iframe", "geheim"} {
					if strings.Contains(shown, bad) {
						t.Errorf("%s in %s holds %s", name, lang, bad)
					}
				}
			})
		}
	}
}

func TestPageFile(t *testing.T) {
	dir := t.TempDir()
	old := writeFile(t, filepath.Join(dir, "old.html"), "old")
	link := filepath.Join(dir, "link.html")
	if err := os.Symlink(old, link); err != nil {
		t.Skip(err)
	}
	for _, tt := range []struct {
		name, file string
		status     int
		says       string
	}{
		{"new", filepath.Join(dir, "new.html"), 1, ""},
		{"there already", old, 1, ""},
		{"a folder", dir, 2, "is a folder"},
		{"a link", link, 2, "not a regular file; - means standard output"},
		{"a device", os.DevNull, 2, "not a regular file; - means standard output"},
		{"no such folder", filepath.Join(dir, "none", "x.html"), 2, "no such file or directory"},
		{"below a file", filepath.Join(old, "x.html"), 2, "not a directory"},
		{"no name", "", 2, "want the name of a file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, brokenRun(), "check", "--html", tt.file)
				if status := c.main(); status != tt.status {
					t.Errorf("exit status %d, want %d: %s", status, tt.status, c.err.String())
				}
				if !strings.Contains(c.err.String(), tt.says) || tt.says == "" && c.err.Len() > 0 || strings.Count(c.err.String(), "\n") > 1 {
					t.Errorf("standard error %q, want %q", c.err.String(), tt.says)
				}
			})
		})
	}
	left, err := filepath.Glob(filepath.Join(dir, ".gomend-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if text, _ := os.ReadFile(old); !strings.HasPrefix(string(text), "<!doctype html>") {
		t.Errorf("not replaced: %.40s", text)
	}
}

func TestPageExcludes(t *testing.T) {
	for _, args := range []string{"check --html - --json", "check --html - --ndjson"} {
		c := newCall(t, brokenRun(), strings.Fields(args)...)
		if status := c.main(); status != exitUsage || !strings.Contains(c.err.String(), "exclude each other") {
			t.Errorf("%s: exit status %d, %q", args, status, c.err.String())
		}
	}
}

// lowContrast finds text whose colour is too near to what is behind it
// (WCAG 2.2, 1.4.3: at least 4.5 to 1).
const lowContrast = `(() => {
	const parse = c => c.match(/[\d.]+/g).map(Number);
	const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 }); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
	const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] };
	const bad = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement;
		if (!walk.currentNode.data.trim() || !e.getClientRects().length) continue;
		const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) bad.push(ratio.toFixed(2) + " " + e.tagName + "." + e.className + " " + walk.currentNode.data.trim());
	}
	return bad;
})()`

// tooWide finds what reaches beyond the window.
const tooWide = `[...document.querySelectorAll("body *")].filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.tagName + "." + e.className)`

func TestPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	b := newBrowser(t)
	for name, run := range map[string]fakeRun{"broken": brokenRun(), "private": privateRun()} {
		for _, lang := range []string{"en", "zh"} {
			file := pageOf(t, run, lang)
			for _, width := range []int{360, 1280} {
				for _, scheme := range []string{"light", "dark"} {
					what := fmt.Sprintf("%s-%s-%d-%s", name, lang, width, scheme)
					b.open(file, width, 800, scheme)
					b.mustBeWell(t, what, file)
					if *pictures != "" {
						b.picture(filepath.Join(*pictures, what+".png"))
					}
				}
			}
		}
	}
}

func (b *browser) mustBeWell(t *testing.T, what, file string) {
	t.Helper()
	var whole, window int
	b.ask("document.documentElement.scrollWidth", &whole)
	b.ask("innerWidth", &window)
	var wide, faint []string
	b.ask(tooWide, &wide)
	b.ask(lowContrast, &faint)
	if whole > window || len(wide) > 0 {
		t.Errorf("%s: %d pixels wide in a window of %d: %v", what, whole, window, wide)
	}
	if len(faint) > 0 {
		t.Errorf("%s: too little contrast:\n%s", what, strings.Join(faint, "\n"))
	}
	for _, request := range b.heard("Network.requestWillBeSent") {
		if !strings.Contains(request, file) && !strings.Contains(request, `"data:,"`) {
			t.Errorf("%s: the page fetches something: %s", what, request)
		}
	}
	if said := b.heard("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"); len(said) > 0 {
		t.Errorf("%s: the console says: %v", what, said)
	}
}
