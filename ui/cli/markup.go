package cli

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Pages are trees of nodes that a library writes out: whatever text holds, it is
// escaped, and a tag is never left open. A template would do as well, but makes the
// program a fifth larger, for it keeps every method of every type.

// node is a part of a page.
type node = *html.Node

// element makes a node with a class, which may be empty, and what it holds.
func element(tag, class string, inside ...node) node {
	n := &html.Node{Type: html.ElementNode, Data: tag}
	if class != "" {
		with(n, "class", class)
	}
	return add(n, inside...)
}

// add puts more nodes into one; nil is nothing.
func add(n node, inside ...node) node {
	for _, child := range inside {
		if child != nil {
			n.AppendChild(child)
		}
	}
	return n
}

// with sets an attribute.
func with(n node, name, value string) node {
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
	return n
}

// text is text; nil for none.
func text(parts ...string) node {
	all := strings.Join(parts, "")
	if all == "" {
		return nil
	}
	return &html.Node{Type: html.TextNode, Data: all}
}

// amount is a number and its unit, which no line break parts.
var amount = regexp.MustCompile(`(\d) (ms|s|min|MB)\b`)

// wording is an element that holds text alone; nil where there is none.
func wording(tag, class, said string) node {
	if said == "" {
		return nil
	}
	if tag != "code" {
		said = amount.ReplaceAllString(said, "$1\u00a0$2")
	}
	return element(tag, class, text(said))
}

// written is a whole page as text.
func written(root node) (string, error) {
	var b strings.Builder
	b.WriteString("<!doctype html>\n")
	if err := html.Render(&b, root); err != nil {
		return "", err
	}
	return b.String() + "\n", nil
}
