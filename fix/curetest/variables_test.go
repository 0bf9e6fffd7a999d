package curetest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"

	"gomend/checks/lab"
	"gomend/fix"
	"gomend/fix/engine"
)

// companyFile is the file that IT hands out, and how its fingerprint ends.
func companyFile(l *lab.Lab) map[fix.AskName]string {
	name := filepath.Join(l.Dir, "home", "user", "company.crt")
	text, _ := os.ReadFile(name)
	block, _ := pem.Decode(text)
	if block == nil {
		return nil
	}
	sum := sha256.Sum256(block.Bytes)
	print := hex.EncodeToString(sum[:])
	return map[fix.AskName]string{fix.AskAuthority: name, fix.AskFingerprint: print[len(print)-8:]}
}

func intercepted(n *lab.Net) {
	In("intercepted").Break(n)
	n.Client.Files["company.crt"] = "{inspection}"
}

// Cures by variables of the shell.
var variableCures = Cases([]Cure{
	{Name: "proxy-env-set", Network: In("proxy-needed-all"), Fix: "proxy-env-set", First: true},
	{Name: "proxy-env-set where all else is refused", Network: atOnceRefused("cure-refused", "proxy-needed-all"), Fix: "proxy-env-set", First: true, Short: true},
	{Name: "proxy-env-set from git", Network: In("proxy-needed-git"), Fix: "proxy-env-set", First: true},
	{Name: "proxy-env-set with a password", Fix: "proxy-env-set", First: true, Want: engine.Unproven, Unhelped: true, Hidden: "hunter2", Network: lab.Case{Name: "cure-proxy-password", Break: func(n *lab.Net) {
		In("proxy-needed-all").Break(n)
		n.Proxy().User, n.Proxy().Password = "me", "hunter2"
		n.Client.Env["ALL_PROXY"] = "http://me:hunter2@proxy.corp.example:3128"
	}}},
	{Name: "proxy-env-unset", Network: In("proxy-typo-direct-works"), Fix: "proxy-env-unset"},
	{Name: "proxy-env-repair quotes", Network: In("proxy-quotes"), Fix: "proxy-env-repair", First: true},
	{Name: "proxy-env-repair scheme", Network: In("proxy-https-scheme"), Fix: "proxy-env-repair"},
	{Name: "no-proxy-set", Network: In("no-proxy-missing"), Fix: "no-proxy-set", First: true},
	{Name: "no-proxy-narrow", Network: In("no-proxy-too-broad"), Fix: "no-proxy-narrow", First: true},
	{Name: "godebug-compat hello", Network: In("hello-large-reset"), Fix: "godebug-compat", First: true},
	{Name: "godebug-compat http2", Network: In("http2-broken"), Fix: "godebug-compat", First: true},
	{Name: "corporate-ca-import-user", Fix: "corporate-ca-import-user", Ask: companyFile, Network: lab.Case{Name: "cure-authority", Break: intercepted}},
	{Name: "ssl-cert-env-repair", Network: In("roots-setting"), Fix: "ssl-cert-env-repair", First: true},
})

func TestVariables(t *testing.T) { tried(t, variableCures) }
