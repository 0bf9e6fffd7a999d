package lab

import (
	"net/http"

	"gomend/checks"
)

func init() { Register(importPageCases...) }

// Pages that say where the code of a module is, and hosts without TLS.
var importPageCases = []Case{
	{Name: "insecure-only", About: "the host serves plain HTTP only", Module: "old.corp.example/team/tool@v1.0.0",
		Break: private(),
		Want:  Broken(checks.CauseInsecureOnly), GoSays: "old.corp.example"},
	{Name: "meta-missing", About: "the page carries no go-import tag", Short: true, Module: "www.corp.example/team/lib@v1.0.0",
		Break: private(),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "no go-import meta tags"},
	{Name: "page-500", About: "the go-import page fails", Module: privateVersion, NeedGit: true,
		Break: goPage(page(http.StatusInternalServerError, "Oops")),
		Want:  Broken(checks.CauseMetaMissing, checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "page-404", About: "the go-import page does not exist", Module: privateVersion, NeedGit: true,
		Break: goPage(page(http.StatusNotFound, "No")),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "404"},
	{Name: "page-login", About: "the go-import page is a sign-in page", Module: privateVersion, NeedGit: true,
		Break: goPage(redirect("https://www.corp.example/login")),
		Want:  Broken(checks.CauseMetaMissing, checks.CauseGitAuthRequired), GoSays: "no go-import meta tags"},
	{Name: "page-401", About: "the go-import page wants credentials", Module: privateVersion, NeedGit: true,
		Break: goPage(WithPassword("gopher", "secret", gitHost(false))),
		Want:  Broken(checks.CauseGitAuthRequired), GoSays: "401"},
	{Name: "page-wrong-prefix", About: "the go-import tag is for another path", Module: privateVersion, NeedGit: true,
		Break: goPage(raw(http.StatusOK, "text/html", `<html><head><meta name="go-import" content="git.corp.example/other git https://git.corp.example/other.git"></head></html>`)),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "did not match import path"},
	{Name: "page-to-plain", About: "the go-import page is sent on to plain HTTP at the same host", Module: privateVersion, NeedGit: true,
		Break: goPage(redirect("http://git.corp.example/team/tool?go-get=1")),
		Want:  Broken(checks.CauseInsecureOnly).But(checks.CauseGOPROXYWrongURL), GoSays: "insecure"},
	{Name: "page-two-tags", About: "two go-import tags for one path", Module: privateVersion, NeedGit: true,
		Break: goPage(raw(http.StatusOK, "text/html", `<html><head><meta name="go-import" content="git.corp.example/team/tool git https://git.corp.example/a.git"><meta name="go-import" content="git.corp.example/team/tool git https://git.corp.example/b.git"></head></html>`)),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "multiple meta tags"},
	{Name: "insecure-only-silent", About: "https is dropped, and port 80 serves the go-import page", Module: "old.corp.example/team/tool@v1.0.0",
		Break: also(private(), func(n *Net) { n.Host("old.corp.example").Wire = WireTLS }, blocked("old.corp.example")),
		Want:  Broken(checks.CauseInsecureOnly, checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "insecure-only-plain", About: "plain HTTP on both ports of the go-import host", Module: "old.corp.example/team/tool@v1.0.0",
		Break: also(private(), func(n *Net) {
			n.Host("old.corp.example").Wire = WirePlain
			n.Host("old.corp.example").Handler = n.Host("old.corp.example").Plain
		}),
		Want: Broken(checks.CauseInsecureOnly, checks.CauseTLSNotTLS), GoSays: "HTTP response to HTTPS client"},
}
