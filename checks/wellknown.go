package checks

import "strings"

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

// publicProxies are module proxies that are open to everybody.
var publicProxies = map[string]bool{
	"proxy.golang.org": true, "goproxy.cn": true, "goproxy.io": true, "mirrors.aliyun.com": true,
}

// PublicProxy reports whether the host is a module proxy that knows no users.
func PublicProxy(host string) bool {
	return publicProxies[strings.ToLower(strings.TrimSuffix(host, "."))]
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
