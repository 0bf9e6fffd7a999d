package module

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// Import is a go-import tag: where the repository of a module is.
type Import struct {
	Prefix string // module or import path that the repository is the root of
	VCS    string // git, hg, svn, bzr, fossil, or mod for a module proxy
	Repo   string // URL
	Subdir string
}

// Discovery reads the go-import page of a module, https://PATH?go-get=1, on a
// route to that host. Once the tag is known, next is asked for the checks and
// routes of the repository; it may be nil. The result's value is the Import.
func (a *Asker) Discovery(r route.Route, m route.Module, next func(Import) ([]checks.Check, []route.Route), needs []string) checks.Check {
	q := question{kind: checks.KindDiscovery, want: WantPage, route: r, module: m, at: pageURL(m.Path), limit: textLimit}
	return a.check(q, needs, func(ctx context.Context, in *checks.Input, q question, answer *Answer, result *checks.Result) {
		a.afterPage(ctx, in, q, *answer, result)
		if tag, ok := result.Value.(Import); ok && next != nil {
			result.Then, result.Routes = next(tag)
		}
	})
}

// PlainPage asks port 80 of a module's host for its go-import page, as the go
// command does only where GOINSECURE allows it (cmd/go/internal/web/http.go). It
// follows no redirect: a server that sends everybody to https has https. It passes
// when the page carries the tag.
func (a *Asker) PlainPage(r route.Route, m route.Module, needs []string) checks.Check {
	u := pageURL(m.Path)
	u.Scheme = "http"
	return checks.Check{
		ID: checks.KindDiscovery.Name(r.ID + "/" + m.String()), Kind: checks.KindDiscovery, Route: r.ID, Target: m.String(),
		Command: "curl -sSi '" + u.String() + "'", Needs: needs, Linger: true,
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			answer := a.get(ctx, in, r, u, textLimit, false)
			code := Judge(WantPage, m, answer)
			if _, err := importTag(answer.Body, m.Path); code == checks.OK && (err != nil || answer.Hop != nil) {
				code = checks.NoImportTag
			}
			return checks.Result{Status: statusFor(code), Code: code, Facts: facts(u, r, answer, code)}
		},
	}
}

// pageURL is cmd/go/internal/vcs/vcs.go:urlForImportPath.
func pageURL(path string) *url.URL {
	host, rest, _ := strings.Cut(path, "/")
	return &url.URL{Scheme: "https", Host: host, Path: "/" + rest, RawQuery: "go-get=1"}
}

func (a *Asker) afterPage(ctx context.Context, in *checks.Input, q question, answer Answer, result *checks.Result) {
	if answer.Status == 0 || result.Code != checks.OK {
		return
	}
	tag, err := importTag(answer.Body, q.module.Path)
	if err == nil && tag.Prefix != q.module.Path {
		err = a.confirm(ctx, in, q, tag)
	}
	if err == nil {
		result.Value = tag
		return
	}
	result.Status, result.Code, result.Cause = checks.Fail, checks.NoImportTag, checks.CauseMetaMissing
	if answer.Status != http.StatusOK { // the status says more than the missing tag
		result.Code = statusCode(answer)
		result.Cause = pageCauses[result.Code]
	}
}

// pageCauses are the causes that the status of a page without a tag proves.
var pageCauses = map[checks.Code]checks.Cause{
	checks.StatusNotFound:     checks.CauseMetaMissing,
	checks.StatusUnauthorized: checks.CauseGitAuthRequired,
	checks.StatusForbidden:    checks.CauseGitAuthRequired,
}

// pageAstray is about a page that leads where go does not follow: a host that sends
// go from https to its own plain page has it in plain only.
func (q question) pageAstray(a Answer, code checks.Code) checks.Cause {
	if code == checks.RedirectInsecure && q.at != nil && len(a.Hops) > 0 {
		if host, _, err := net.SplitHostPort(a.Hops[len(a.Hops)-1]); err == nil && host == q.at.Hostname() {
			return checks.CauseInsecureOnly
		}
	}
	return checks.CauseMetaMissing
}

// confirm asks the page of the tag's prefix, which must carry the same tag
// (cmd/go/internal/vcs/vcs.go:repoRootForImportDynamic).
func (a *Asker) confirm(ctx context.Context, in *checks.Input, q question, tag Import) error {
	answer := a.get(ctx, in, q.route, pageURL(tag.Prefix), textLimit, false)
	if answer.Code != checks.OK || answer.Hop != nil {
		return errNoTag
	}
	second, err := importTag(answer.Body, q.module.Path)
	if err != nil || second != tag {
		return errNoTag
	}
	return nil
}

var errNoTag = errors.New("no go-import tag for the path")

// importTag finds the tag that fits a path (cmd/go/internal/vcs/vcs.go:matchGoImport).
// A mod tag goes before others of the same prefix; two that fit are an error.
func importTag(page []byte, path string) (Import, error) {
	tags, err := parseTags(bytes.NewReader(page))
	if len(tags) == 0 && err != nil {
		return Import{}, err
	}
	var fit []Import
	for _, tag := range tags {
		if path == tag.Prefix || strings.HasPrefix(path, tag.Prefix+"/") {
			fit = append(fit, tag)
		}
	}
	switch {
	case len(fit) == 0:
		return Import{}, errNoTag
	case len(fit) > 1 && (fit[0].VCS != "mod" || fit[1].VCS == "mod"):
		return Import{}, errNoTag
	}
	return fit[0], checkTag(fit[0])
}

// checkTag refuses what the go command refuses: unknown programs and URLs
// without a scheme or of a file (vcs.go:validateRepoRoot).
func checkTag(tag Import) error {
	switch tag.VCS {
	case "git", "hg", "svn", "bzr", "fossil", "mod":
	default:
		return errNoTag
	}
	u, err := url.Parse(tag.Repo)
	if err != nil || u.Scheme == "" || u.Scheme == "file" {
		return errNoTag
	}
	return nil
}

// parseTags is cmd/go/internal/vcs/discovery.go:parseMetaGoImports: tags with mod
// first, up to the end of the head or the beginning of the body.
func parseTags(r io.Reader) ([]Import, error) {
	d := xml.NewDecoder(r)
	d.CharsetReader = charsetReader
	d.Strict = false
	var mods, others []Import
	for {
		token, err := d.RawToken()
		if err == io.EOF || err != nil && len(mods)+len(others) > 0 {
			break
		}
		if err != nil {
			return nil, err
		}
		if end, ok := token.(xml.EndElement); ok && strings.EqualFold(end.Name.Local, "head") {
			break
		}
		start, ok := token.(xml.StartElement)
		if ok && strings.EqualFold(start.Name.Local, "body") {
			break
		}
		tag, ok := tagOf(start)
		switch {
		case !ok:
		case tag.VCS == "mod":
			mods = append(mods, tag)
		default:
			others = append(others, tag)
		}
	}
	return withoutSuperseded(mods, others), nil
}

func withoutSuperseded(mods, others []Import) []Import {
	list := mods
	for _, tag := range others {
		superseded := false
		for _, mod := range mods {
			superseded = superseded || mod.Prefix == tag.Prefix
		}
		if !superseded {
			list = append(list, tag)
		}
	}
	return list
}

func tagOf(e xml.StartElement) (Import, bool) {
	if !strings.EqualFold(e.Name.Local, "meta") || attribute(e, "name") != "go-import" {
		return Import{}, false
	}
	words := strings.Fields(attribute(e, "content"))
	switch len(words) {
	case 3:
		return Import{Prefix: words[0], VCS: words[1], Repo: words[2]}, true
	case 4:
		return Import{Prefix: words[0], VCS: words[1], Repo: words[2], Subdir: words[3]}, true
	}
	return Import{}, false
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}

// charsetReader takes what the go command takes.
func charsetReader(charset string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "utf-8", "ascii":
		return input, nil
	}
	return nil, fmt.Errorf("charset %q", charset)
}
