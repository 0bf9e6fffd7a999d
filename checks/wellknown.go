package checks

import (
	"net/url"
	"strings"
)

// publicHosts are hosts that exist, have certificates of public authorities, and
// are no company's own: what a network says to the contrary is the network's doing.
var publicHosts = map[string]bool{
	"proxy.golang.org":       true,
	"sum.golang.org":         true,
	"sum.golang.google.cn":   true,
	"go.dev":                 true,
	"golang.org":             true,
	"go.googlesource.com":    true,
	"storage.googleapis.com": true,
	"goproxy.cn":             true,
	"goproxy.io":             true,
	"mirrors.aliyun.com":     true,
	"github.com":             true,
	"gitlab.com":             true,
	"bitbucket.org":          true,
	"gopkg.in":               true,
	"google.golang.org":      true,
	"rsc.io":                 true,
	"codeberg.org":           true,
	"go.uber.org":            true,
	"k8s.io":                 true,
	"charm.land":             true,
}

// PublicHost reports whether the host is known to exist in public.
func PublicHost(host string) bool {
	return publicHosts[strings.ToLower(strings.TrimSuffix(host, "."))]
}

// publicProxies are module proxies that are open to everybody, and the path at which
// each has its modules.
var publicProxies = map[string]string{
	"proxy.golang.org": "/", "goproxy.cn": "/", "goproxy.io": "/", "mirrors.aliyun.com": "/goproxy/",
}

// PublicProxy reports whether the host is a module proxy that knows no users.
func PublicProxy(host string) bool {
	_, known := publicProxies[strings.ToLower(strings.TrimSuffix(host, "."))]
	return known
}

// besidePublicProxy reports whether a URL is on the host of such a module proxy, and
// not where that has its modules.
func besidePublicProxy(u *url.URL) bool {
	if u == nil {
		return false
	}
	path, known := publicProxies[strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))]
	return known && strings.TrimRight(u.Path, "/") != strings.TrimRight(path, "/")
}

// publicAuthorities are organisations whose roots the public web trusts
// (https://www.ccadb.org/resources), as their certificates write them.
var publicAuthorities = map[string]bool{
	"Google Trust Services": true, "Google Trust Services LLC": true, "GlobalSign": true, "GlobalSign nv-sa": true,
	"Internet Security Research Group": true, "Let's Encrypt": true, "DigiCert Inc": true, "DigiCert, Inc.": true,
	"Sectigo Limited": true, "COMODO CA Limited": true, "The USERTRUST Network": true, "ZeroSSL": true, "Amazon": true,
	"GoDaddy.com, Inc.": true, "Starfield Technologies, Inc.": true, "Entrust, Inc.": true, "IdenTrust": true,
	"Microsoft Corporation": true, "SSL Corporation": true, "TrustAsia Technologies, Inc.": true, "Certainly": true,
}
