package lab

import (
	"net/http"
	"time"

	"gomend/checks"
)

func init() { Register(contentCases...) }

// Files that are not what they should be, or that do not arrive whole.
var contentCases = []Case{
	{Name: "zip-broken", About: "zips are no zips", Short: true,
		Break: serving(Replacing(".zip", text(http.StatusOK, "this is no zip"), ModuleProxy())),
		Want:  Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "zip-empty", About: "zips are empty files",
		Break: serving(Replacing(".zip", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), ModuleProxy())),
		Want:  Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "zip-cut", About: "the transfer of zips is cut",
		Break: serving(Replacing(".zip", cutShort(), ModuleProxy())),
		Want:  Broken(checks.CauseTransferCut).But(checks.CauseHTTP2Broken), GoSays: "rsc.io/quote"},
	{Name: "http2-broken", About: "zips are cut over HTTP/2 and whole over HTTP/1.1",
		Break: serving(Replacing(".zip", onlyHTTP1(), ModuleProxy())),
		Want:  Broken(checks.CauseHTTP2Broken), GoSays: "stream error"},
	{Name: "http2-reset-at-once", About: "connections are reset as soon as HTTP/2 is agreed on, HTTP/1.1 works",
		Break: overHTTP2(abort),
		Want:  Broken(checks.CauseHTTP2Broken).But(checks.CauseTCPReset), GoSays: "proxy.golang.org"},
	{Name: "odd-http2-off", About: "connections are reset as soon as HTTP/2 is agreed on, and GODEBUG keeps go from offering it", Want: Fine(),
		Break: also(overHTTP2(abort), env("GODEBUG", "http2client=0"))},
	{Name: "http2-refused-streams", About: "every stream of HTTP/2 is refused in a way after which go tries again and again, HTTP/1.1 works",
		Break: overHTTP2(refusedStreams),
		Want:  Broken(checks.CauseHTTP2Broken), GoHangs: true},
	{Name: "info-html", About: "a page with status 200 for .info",
		Break: answer(".info", page(http.StatusOK, "Sign in")), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYBadContent), GoSays: "invalid character '<'"},
	{Name: "info-other-version", About: ".info of another version",
		Break: answer(".info", raw(http.StatusOK, "application/json", `{"Version":"v1.5.1","Time":"2018-02-14T00:51:33Z"}`)), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "instead of requested version"},
	{Name: "info-empty", About: ".info is an empty file",
		Break: answer(".info", raw(http.StatusOK, "application/json", "")), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "unexpected end of JSON input"},
	{Name: "info-204", About: "204 in place of .info",
		Break: answer(".info", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "204"},
	{Name: "info-304", About: "304 in place of .info",
		Break: answer(".info", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotModified) })), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "304"},
	{Name: "mod-html", About: "a page with status 200 for .mod",
		Break: answer(".mod", page(http.StatusOK, "Sign in")), Want: Broken(checks.CauseGOPROXYBadContent, checks.CauseChecksumMismatch), GoSays: "checksum mismatch"},
	{Name: "mod-500", About: "500 for .mod alone",
		Break: answer(".mod", text(http.StatusInternalServerError, "oops")), Want: Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "mod-not-gzip", About: ".mod is said to be compressed, and is not",
		Break: answer(".mod", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			ModuleProxy().ServeHTTP(w, r)
		})), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "gzip: invalid header"},
	{Name: "zip-404", About: "404 for the zip alone",
		Break: answer(".zip", text(http.StatusNotFound, "not found: zip")), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "404"},
	{Name: "zip-500", About: "500 for the zip alone",
		Break: answer(".zip", text(http.StatusInternalServerError, "oops")), Want: Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "zip-html", About: "a page with status 200 for the zip",
		Break: answer(".zip", page(http.StatusOK, "Sign in")), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "zip-truncated", About: "half a zip, with the length of the half",
		Break: answer(".zip", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			data, _ := recordedFile(r.URL.Path)
			w.Write(data[:len(data)/2])
		})), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "mirror-slow-zip", About: "zips come in small pieces, for seconds", Want: Fine(),
		Break: answer(".zip", slowZip(6, 700*time.Millisecond))},
}
