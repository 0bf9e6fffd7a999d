package words

import "strings"

// term is a word that a beginner meets: its name, what it is in two or three
// sentences, and one line for the expert. The names in Chinese are those used in
// all other sentences.
type term struct{ name, plain, expert text }

// Term is one entry of the glossary.
type Term struct{ Name, Plain, Expert string }

// Chapter is a part of the glossary.
type Chapter struct {
	Title string
	Terms []Term
}

// Glossary lists all terms, in the order of the path.
func (w *Words) Glossary() []Chapter {
	var list []Chapter
	for _, c := range []struct {
		title text
		terms []term
	}{
		{text{"Network", "网络"}, networkTerms},
		{text{"Names", "域名"}, nameTerms},
		{text{"Connections", "连接"}, connectionTerms},
		{text{"Encryption and proxies", "加密与代理"}, secureTerms},
		{text{"Modules", "模块"}, moduleTerms},
		{text{"Source code", "源代码"}, sourceTerms},
	} {
		chapter := Chapter{Title: c.title.in(w.lang)}
		for _, t := range c.terms {
			chapter.Terms = append(chapter.Terms, Term{t.name.in(w.lang), t.plain.in(w.lang), t.expert.in(w.lang)})
		}
		list = append(list, chapter)
	}
	return list
}

// GlossaryOf lists the terms whose name holds a word, in either language; all for
// an empty one.
func (w *Words) GlossaryOf(word string) []Chapter {
	other := For(w.lang.Other()).Glossary()
	var found []Chapter
	for i, chapter := range w.Glossary() {
		kept := Chapter{Title: chapter.Title}
		for j, t := range chapter.Terms {
			names := strings.ToLower(t.Name + "\n" + other[i].Terms[j].Name)
			if strings.Contains(names, strings.ToLower(word)) {
				kept.Terms = append(kept.Terms, t)
			}
		}
		if len(kept.Terms) > 0 {
			found = append(found, kept)
		}
	}
	return found
}

// GlossaryTitle is the heading of the glossary.
func (w *Words) GlossaryTitle() string { return text{"Glossary", "术语表"}.in(w.lang) }
