package checks

import "slices"

// Cause names the root of a fault. The list is closed and part of the contract
// with scripts: causes are added, never renamed.
type Cause string

// NoCause is the cause of what is healthy.
const NoCause Cause = ""

// Causes of the network layer.
const (
	CauseLinkDown           Cause = "link-down"
	CauseNoAddress          Cause = "no-address"
	CauseNoDefaultRoute     Cause = "no-default-route"
	CauseGatewayUnreachable Cause = "gateway-unreachable"
	CauseNoInternet         Cause = "no-internet"
	CauseNetworkIsolated    Cause = "network-isolated"
	CauseIPv6Broken         Cause = "ipv6-broken"
	CauseMTUBlackhole       Cause = "mtu-blackhole"
	CausePacketLoss         Cause = "packet-loss"
	CauseCaptivePortal      Cause = "captive-portal"
)

// Causes of the dns layer.
const (
	CauseResolverNotConfigured Cause = "resolver-not-configured"
	CauseResolverUnreachable   Cause = "resolver-unreachable"
	CauseResolverRefused       Cause = "resolver-refused"
	CauseDNSRefused            Cause = "dns-refused"
	CauseDNSServFail           Cause = "dns-servfail"
	CauseDNSNXDomain           Cause = "dns-nxdomain"
	CauseDNSNoData             Cause = "dns-no-data"
	CauseDNSBlocked            Cause = "dns-blocked"
	CauseDNSHijacked           Cause = "dns-hijacked"
	CauseDNSSlow               Cause = "dns-slow"
	CauseDNSInconsistent       Cause = "dns-inconsistent"
	CauseDNSStaleCache         Cause = "dns-stale-cache"
	CauseDNSDNSSECFailed       Cause = "dns-dnssec-failed"
	CauseDNSSearchPath         Cause = "dns-search-path"
	CauseHostsOverride         Cause = "hosts-override"
)

// Causes of the transport layer.
const (
	CauseTCPRefused        Cause = "tcp-refused"
	CauseTCPTimeout        Cause = "tcp-timeout"
	CauseTCPUnreachable    Cause = "tcp-unreachable"
	CauseFirewallLocal     Cause = "firewall-local"
	CauseTCPReset          Cause = "tcp-reset"
	CauseAddressPartlyDead Cause = "address-partly-dead"
)

// Causes of the secure layer.
const (
	CauseProxyMalformed      Cause = "proxy-malformed"
	CauseProxyUnresolvable   Cause = "proxy-unresolvable"
	CauseProxyRefused        Cause = "proxy-refused"
	CauseProxyTimeout        Cause = "proxy-timeout"
	CauseProxyAuthRequired   Cause = "proxy-auth-required"
	CauseProxyForbidden      Cause = "proxy-forbidden"
	CauseProxyUpstreamFailed Cause = "proxy-upstream-failed"
	CauseProxyNotAProxy      Cause = "proxy-not-a-proxy"
	CauseProxyNeeded         Cause = "proxy-needed"
	CauseNoProxyMissing      Cause = "no-proxy-missing"
	CauseNoProxyTooBroad     Cause = "no-proxy-too-broad"
	CauseCABundleMissing     Cause = "ca-bundle-missing"
	CauseCASettingBroken     Cause = "ca-setting-broken"
	CauseTLSIntercepted      Cause = "tls-intercepted"
	CauseTLSUnknownAuthority Cause = "tls-unknown-authority"
	CauseTLSExpired          Cause = "tls-expired"
	CauseClockSkew           Cause = "clock-skew"
	CauseTLSNameMismatch     Cause = "tls-name-mismatch"
	CauseTLSReset            Cause = "tls-reset"
	CauseTLSHelloTooLarge    Cause = "tls-hello-too-large"
	CauseTLSTimeout          Cause = "tls-timeout"
	CauseTLSNotTLS           Cause = "tls-not-tls"
	CauseTLSVersion          Cause = "tls-version"
)

// Causes of the module layer.
const (
	CauseGoMissing                Cause = "go-missing"
	CauseGOPROXYOff               Cause = "goproxy-off"
	CauseGOPROXYMalformed         Cause = "goproxy-malformed"
	CauseGOPROXYWrongURL          Cause = "goproxy-wrong-url"
	CauseGOPROXYUnauthorized      Cause = "goproxy-unauthorized"
	CauseGOPROXYRateLimited       Cause = "goproxy-rate-limited"
	CauseGOPROXYServerError       Cause = "goproxy-server-error"
	CauseGOPROXYUpstreamFailed    Cause = "goproxy-upstream-failed"
	CauseGOPROXYBadContent        Cause = "goproxy-bad-content"
	CauseAddressRefused           Cause = "address-refused"
	CauseHTTP2Broken              Cause = "http2-broken"
	CauseTransferCut              Cause = "transfer-cut"
	CauseGOPATHMode               Cause = "gopath-mode"
	CauseOtherEnvironment         Cause = "other-environment"
	CauseGoEnvConflict            Cause = "go-env-conflict"
	CauseGOSUMDBMalformed         Cause = "gosumdb-malformed"
	CauseSettingMalformed         Cause = "setting-malformed" // GOFLAGS, GOVCS, GOAUTH …
	CauseChecksumMismatch         Cause = "checksum-mismatch"
	CausePrivateModulePublicRoute Cause = "private-module-public-route"
	CauseVCSMissing               Cause = "vcs-missing"
	CauseVCSDisallowed            Cause = "vcs-disallowed"
	CauseGitAuthRequired          Cause = "git-auth-required"
	CauseGitHostKey               Cause = "git-host-key"
	CauseGitSSHDenied             Cause = "git-ssh-denied"
	CauseGitConfigBroken          Cause = "git-config-broken"
	CauseInsecureOnly             Cause = "insecure-only"
	CauseMetaMissing              Cause = "meta-missing"
	CauseModuleNotFound           Cause = "module-not-found"
	CauseVersionNotFound          Cause = "version-not-found"
	CauseToolchainUnavailable     Cause = "toolchain-unavailable"
	CauseGoSumIncomplete          Cause = "gosum-incomplete"
	CauseModCacheUnwritable       Cause = "modcache-unwritable"
	CauseModCacheCorrupt          Cause = "modcache-corrupt"
	CauseDiskFull                 Cause = "disk-full"
	CauseVendorMode               Cause = "vendor-mode"
)

// causeLayers is the layer at whose step each cause is found.
var causeLayers = map[Cause]Layer{
	CauseLinkDown:                 LayerNetwork,
	CauseNoAddress:                LayerNetwork,
	CauseNoDefaultRoute:           LayerNetwork,
	CauseGatewayUnreachable:       LayerNetwork,
	CauseNoInternet:               LayerNetwork,
	CauseNetworkIsolated:          LayerNetwork,
	CauseIPv6Broken:               LayerNetwork,
	CauseMTUBlackhole:             LayerNetwork,
	CausePacketLoss:               LayerNetwork,
	CauseCaptivePortal:            LayerNetwork,
	CauseResolverNotConfigured:    LayerDNS,
	CauseResolverUnreachable:      LayerDNS,
	CauseResolverRefused:          LayerDNS,
	CauseDNSRefused:               LayerDNS,
	CauseDNSServFail:              LayerDNS,
	CauseDNSNXDomain:              LayerDNS,
	CauseDNSNoData:                LayerDNS,
	CauseDNSBlocked:               LayerDNS,
	CauseDNSHijacked:              LayerDNS,
	CauseDNSSlow:                  LayerDNS,
	CauseDNSInconsistent:          LayerDNS,
	CauseDNSStaleCache:            LayerDNS,
	CauseDNSDNSSECFailed:          LayerDNS,
	CauseDNSSearchPath:            LayerDNS,
	CauseHostsOverride:            LayerDNS,
	CauseTCPRefused:               LayerTransport,
	CauseTCPTimeout:               LayerTransport,
	CauseTCPUnreachable:           LayerTransport,
	CauseFirewallLocal:            LayerTransport,
	CauseTCPReset:                 LayerTransport,
	CauseAddressPartlyDead:        LayerTransport,
	CauseProxyMalformed:           LayerSecure,
	CauseProxyUnresolvable:        LayerSecure,
	CauseProxyRefused:             LayerSecure,
	CauseProxyTimeout:             LayerSecure,
	CauseProxyAuthRequired:        LayerSecure,
	CauseProxyForbidden:           LayerSecure,
	CauseProxyUpstreamFailed:      LayerSecure,
	CauseProxyNotAProxy:           LayerSecure,
	CauseProxyNeeded:              LayerSecure,
	CauseNoProxyMissing:           LayerSecure,
	CauseNoProxyTooBroad:          LayerSecure,
	CauseCABundleMissing:          LayerSecure,
	CauseCASettingBroken:          LayerSecure,
	CauseTLSIntercepted:           LayerSecure,
	CauseTLSUnknownAuthority:      LayerSecure,
	CauseTLSExpired:               LayerSecure,
	CauseClockSkew:                LayerSecure,
	CauseTLSNameMismatch:          LayerSecure,
	CauseTLSReset:                 LayerSecure,
	CauseTLSHelloTooLarge:         LayerSecure,
	CauseTLSTimeout:               LayerSecure,
	CauseTLSNotTLS:                LayerSecure,
	CauseTLSVersion:               LayerSecure,
	CauseGoMissing:                LayerModule,
	CauseGOPROXYOff:               LayerModule,
	CauseGOPROXYMalformed:         LayerModule,
	CauseGOPROXYWrongURL:          LayerModule,
	CauseGOPROXYUnauthorized:      LayerModule,
	CauseGOPROXYRateLimited:       LayerModule,
	CauseGOPROXYServerError:       LayerModule,
	CauseGOPROXYUpstreamFailed:    LayerModule,
	CauseGOPROXYBadContent:        LayerModule,
	CauseAddressRefused:           LayerModule,
	CauseHTTP2Broken:              LayerModule,
	CauseTransferCut:              LayerModule,
	CauseGOPATHMode:               LayerModule,
	CauseOtherEnvironment:         LayerModule,
	CauseGoEnvConflict:            LayerModule,
	CauseGOSUMDBMalformed:         LayerModule,
	CauseSettingMalformed:         LayerModule,
	CauseChecksumMismatch:         LayerModule,
	CausePrivateModulePublicRoute: LayerModule,
	CauseVCSMissing:               LayerModule,
	CauseVCSDisallowed:            LayerModule,
	CauseGitAuthRequired:          LayerModule,
	CauseGitHostKey:               LayerModule,
	CauseGitSSHDenied:             LayerModule,
	CauseGitConfigBroken:          LayerModule,
	CauseInsecureOnly:             LayerModule,
	CauseMetaMissing:              LayerModule,
	CauseModuleNotFound:           LayerModule,
	CauseVersionNotFound:          LayerModule,
	CauseToolchainUnavailable:     LayerModule,
	CauseGoSumIncomplete:          LayerModule,
	CauseModCacheUnwritable:       LayerModule,
	CauseModCacheCorrupt:          LayerModule,
	CauseDiskFull:                 LayerModule,
	CauseVendorMode:               LayerModule,
}

// Layer is the layer that the cause belongs to; empty for no or an unknown cause.
func (c Cause) Layer() Layer { return causeLayers[c] }

// Causes lists every cause, for tests that each has words and a fix.
func Causes() []Cause {
	list := make([]Cause, 0, len(causeLayers))
	for c := range causeLayers {
		list = append(list, c)
	}
	slices.Sort(list)
	return list
}
