package module

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/mod/sumdb/dirhash"

	"gomend/checks"
	"gomend/checks/route"
)

// knownModule is a small one that every module proxy has.
var knownModule = route.Module{Path: "rsc.io/quote", Version: "v1.5.2"}

// Its zip, and what the checksum database vouches for
// (https://sum.golang.org/lookup/rsc.io/quote@v1.5.2).
const (
	mirrorFile = "rsc.io/quote/@v/v1.5.2.zip"
	mirrorSum  = "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y="
	supported  = "sumdb/sum.golang.org/supported"
)

// mirrorWait bounds both questions: a mirror that takes longer is not worth going to.
const mirrorWait = 6 * time.Second

// Mirror asks a module proxy that go does not use for a whole zip, and compares it
// with what the checksum database vouches for; then whether it relays that. It
// accuses nobody.
func (a *Asker) Mirror(r route.Route) checks.Check {
	return checks.Check{
		ID: checks.KindMirrorCompare.Name(checks.Address(r.URL)), Kind: checks.KindMirrorCompare, Route: r.ID, Target: checks.Address(r.URL),
		Command: "curl -sSLo /dev/null -w '%{http_code} %{size_download}\\n' '" + route.Redact(join(r.URL, mirrorFile, mirrorFile)) + "'",
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			ctx, cancel := context.WithTimeout(ctx, mirrorWait)
			defer cancel()
			f := checks.MirrorFacts{URL: route.Redact(r.URL)}
			start := time.Now()
			answer := a.fetch(ctx, in, r, join(r.URL, mirrorFile, mirrorFile))
			f.Time, f.Code = time.Since(start), Judge(WantZip, knownModule, answer)
			if f.Code == checks.OK && (answer.Cut || sumOf(answer.Body) != mirrorSum) {
				f.Code = checks.BadContent
			}
			if f.Code != checks.OK {
				return checks.Result{Status: statusFor(f.Code), Code: f.Code, Facts: f}
			}
			f.Relays = a.fetch(ctx, in, r, join(r.URL, supported, supported)).Status == http.StatusOK
			return checks.Result{Status: checks.Pass, Facts: f}
		},
	}
}

// fetch asks for a URL, and goes along where it leads.
func (a *Asker) fetch(ctx context.Context, in *checks.Input, r route.Route, u *url.URL) Answer {
	answer := a.get(ctx, in, r, u, zipLimit, true)
	for hops := 0; answer.Hop != nil && hops < 3; hops++ {
		r.URL = answer.Hop
		answer = a.get(ctx, in, r, answer.Hop, zipLimit, true)
	}
	return answer
}

// sumOf is the checksum of a zip; empty for what is none.
func sumOf(body []byte) string {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return ""
	}
	files := map[string]*zip.File{}
	var names []string
	for _, f := range z.File {
		files[f.Name], names = f, append(names, f.Name)
	}
	sum, _ := dirhash.Hash1(names, func(name string) (io.ReadCloser, error) { return files[name].Open() })
	return sum
}
