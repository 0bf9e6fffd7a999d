package lab

import (
	"strings"
)

// Ways to set up the client: settings, files, the module cache.

// env sets variables in the client's environment: name, value, name, value …
func env(pairs ...string) func(*Net) {
	return func(n *Net) {
		for i := 0; i < len(pairs); i += 2 {
			n.Client.Env[pairs[i]] = pairs[i+1]
		}
	}
}

// stored sets variables as go env -w does.
func stored(pairs ...string) func(*Net) {
	return func(n *Net) {
		for i := 0; i < len(pairs); i += 2 {
			n.Client.GoEnv[pairs[i]] = pairs[i+1]
		}
	}
}

// goEnvFile writes the file of go env -w as it is given, with all its flaws.
func goEnvFile(content string) func(*Net) {
	return func(n *Net) { n.Client.Files[".config/go/env"] = content }
}

func modFile(lines string) func(*Net) {
	return func(n *Net) { n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\n" + lines }
}

func file(name, content string) func(*Net) {
	return func(n *Net) { n.Client.Files[name] = content }
}

func prepare(script string) func(*Net) { return func(n *Net) { n.Client.Prepare = script } }

func script(name, text string) func(*Net) { return func(n *Net) { n.Client.Scripts[name] = text } }

// fullCache puts the default module and what it needs into the module cache, as
// go mod download leaves it.
func fullCache(n *Net) {
	for _, path := range recordedPaths() {
		if strings.Contains(path, "/@v/") {
			data, _ := recordedFile(path)
			n.Client.Files["go/pkg/mod/cache/download"+path] = string(data)
		}
	}
}

// fileMirror puts a copy of the module proxy into the home folder and cuts the line.
func fileMirror(n *Net) {
	copyProxy(n, func(path string) bool { return !strings.HasPrefix(path, "/sumdb/") })
	env("GOPROXY", "file://{home}/mirror", "GOSUMDB", "off")(n)
}

// fileRelay is fileMirror with the checksum database beside the modules.
func fileRelay(n *Net) {
	copyProxy(n, func(string) bool { return true })
	n.Client.Files["mirror/sumdb/sum.golang.org/supported"] = ""
	env("GOPROXY", "file://{home}/mirror")(n)
}

func copyProxy(n *Net, wanted func(string) bool) {
	n.Client.NoLink = true
	for _, path := range recordedPaths() {
		if wanted(path) {
			data, _ := recordedFile(path)
			n.Client.Files["mirror"+path] = string(data)
		}
	}
}

const quoteRequire = "require rsc.io/quote v1.5.2\n"

// quoteSum is a complete go.sum of the default module.
const quoteSum = `golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c h1:qgOY6WgZOaTkIIMiVjBQcw93ERBE4m30iBm00nkL0i8=
golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c/go.mod h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=
rsc.io/quote v1.5.2 h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=
rsc.io/quote v1.5.2/go.mod h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=
rsc.io/sampler v1.3.0 h1:7uVkIFmeBqHfdjD+gZwtXXI+RODJ2Wc4O7MPEh/QiW4=
rsc.io/sampler v1.3.0/go.mod h1:T1hPZKmBbMNahiBKFy5HrXp6adAjACjK9JXDnKaTXpA=
`
