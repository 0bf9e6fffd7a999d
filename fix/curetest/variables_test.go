package curetest

import "testing"

// Cures by variables of the shell.
var variableCures = Cases([]Cure{
	{Name: "proxy-env-set", Network: In("proxy-needed-all"), Fix: "proxy-env-set", First: true, Short: true},
	{Name: "proxy-env-set from git", Network: In("proxy-needed-git"), Fix: "proxy-env-set", First: true},
	{Name: "proxy-env-unset", Network: In("proxy-typo-direct-works"), Fix: "proxy-env-unset"},
	{Name: "proxy-env-repair quotes", Network: In("proxy-quotes"), Fix: "proxy-env-repair", First: true},
	{Name: "proxy-env-repair scheme", Network: In("proxy-https-scheme"), Fix: "proxy-env-repair"},
	{Name: "no-proxy-set", Network: In("no-proxy-missing"), Fix: "no-proxy-set", First: true},
	{Name: "no-proxy-narrow", Network: In("no-proxy-too-broad"), Fix: "no-proxy-narrow", First: true},
	{Name: "godebug-compat hello", Network: In("hello-large-reset"), Fix: "godebug-compat", First: true},
	{Name: "godebug-compat http2", Network: In("http2-broken"), Fix: "godebug-compat", First: true},
	{Name: "ssl-cert-env-repair", Network: In("roots-setting"), Fix: "ssl-cert-env-repair", First: true},
})

func TestVariables(t *testing.T) { tried(t, variableCures) }
