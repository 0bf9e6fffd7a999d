package module

import (
	"bytes"
	"os"
	"testing"

	"gomend/checks"
)

func TestMirror(t *testing.T) {
	whole, err := os.ReadFile("../lab/testdata/proxy/rsc.io/quote/@v/v1.5.2.zip")
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(whole, []byte("rsc.io/quote@v1.5.2/quote.go"), []byte("rsc.io/quote@v1.5.2/quotx.go"), -1)
	zipped := func(body []byte) page { return page{status: 200, kind: "application/zip", body: string(body)} }
	for _, tt := range []struct {
		name   string
		site   site
		code   checks.Code
		relays bool
	}{
		{"a whole one", site{"/" + mirrorFile: zipped(whole), "/" + supported: text(200, "")}, checks.OK, true},
		{"without the checksum database", site{"/" + mirrorFile: zipped(whole)}, checks.OK, false},
		{"other bytes", site{"/" + mirrorFile: zipped(other), "/" + supported: text(200, "")}, checks.BadContent, false},
		{"half of it", site{"/" + mirrorFile: zipped(whole[:len(whole)/2])}, checks.BadContent, false},
		{"a sign-in page", site{"/" + mirrorFile: html(200)}, checks.BadContent, false},
		{"a web server", site{}, checks.StatusNotFound, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.site, true)
			a, _ := asker(t, s)
			f := perform(t, checks.NewBoard(), a.Mirror(s.route(t, "mirror", "/"))).Facts.(checks.MirrorFacts)
			if f.Code != tt.code || f.Relays != tt.relays {
				t.Errorf("got %q, relays %v; want %q, %v", f.Code, f.Relays, tt.code, tt.relays)
			}
		})
	}
}
