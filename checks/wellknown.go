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
