package fix

import (
	"slices"

	"gomend/checks"
)

// lookFirst are causes where acting before looking can do harm, or cannot be
// right: a changed checksum, key or certificate may be an attack, and a path may
// simply be misspelt.
var lookFirst = map[checks.Cause]bool{
	checks.CauseChecksumMismatch:    true,
	checks.CauseGitHostKey:          true,
	checks.CauseGitSSHDenied:        true,
	checks.CauseTLSIntercepted:      true,
	checks.CauseTLSUnknownAuthority: true,
	checks.CauseModuleNotFound:      true,
	checks.CauseOtherEnvironment:    true,
}

// setDNS are the ways to use other nameservers, one for each owner of that setting.
var setDNS = ids("dns-set-resolved", "dns-set-networkmanager", "dns-set-resolvconf", "dns-set-plain", "dns-set-macos", "dns-set-windows")

// containerDNS are the same for containers and images.
var containerDNS = ids("docker-run-dns", "podman-net", "compose-override", "k8s-dns-servers", "buildkit-dns")

func ids(list ...string) []string { return list }

// cures names the fixes for each cause, the one that helps most people first.
var cures = map[checks.Cause][]string{
	checks.CauseLinkDown:           {"link-up-guide", "container-network-mode", "pod-network-look", "router-look"},
	checks.CauseNoAddress:          {"dhcp-renew", "container-network-mode", "pod-network-look", "link-up-guide", "router-look"},
	checks.CauseNoDefaultRoute:     {"dhcp-renew", "container-network-mode", "pod-network-look", "default-route-guide"},
	checks.CauseGatewayUnreachable: {"dhcp-renew", "container-network-mode", "pod-network-look", "router-look", "default-route-guide"},
	checks.CauseNoInternet:         {"proxy-env-set", "container-network-mode", "pod-network-look", "router-look", "offline-file-proxy", "vendor-workaround"},
	checks.CauseNetworkIsolated:    {"container-network-mode", "pod-network-look", "container-build-network", "link-up-guide", "vendor-workaround"},
	checks.CauseIPv6Broken:         {"ipv6-unreachable-default", "ipv6-disable-interface", "ipv6-look", "ipv6-prefer-v4"},
	checks.CauseMTUBlackhole:       {"mtu-route-advmss", "mtu-lower-link", "mtu-container", "mtu-probing", "docker-daemon-mtu", "mss-clamp-nft", "loss-look"},
	checks.CausePacketLoss:         {"goproxy-set", "loss-look"},
	checks.CauseCaptivePortal:      {"captive-portal-login", "modcache-evict-module"},

	checks.CauseResolverNotConfigured: slices.Concat(ids("resolv-conf-repair"), setDNS, containerDNS, ids("dns-look", "dns-set-wsl")),
	checks.CauseResolverUnreachable:   slices.Concat(setDNS, containerDNS, ids("docker-daemon-dns", "dns-look", "dns-set-wsl")),
	checks.CauseResolverRefused:       slices.Concat(setDNS, containerDNS, ids("resolv-conf-repair", "docker-daemon-dns", "dns-look", "dns-set-wsl")),
	checks.CauseDNSRefused:            slices.Concat(setDNS, containerDNS, ids("dns-look")),
	checks.CauseDNSServFail:           slices.Concat(setDNS, containerDNS, ids("try-again", "dns-look")),
	checks.CauseDNSNXDomain:           {"container-join-network", "goproxy-set", "name-check"},
	checks.CauseDNSNoData:             {"goproxy-set", "name-check"},
	checks.CauseDNSBlocked:            slices.Concat(ids("goproxy-set", "gosumdb-set"), setDNS, ids("hosts-pin-address"), containerDNS, ids("dns-look")),
	checks.CauseDNSHijacked:           slices.Concat(ids("goproxy-set", "gosumdb-set"), setDNS, ids("hosts-pin-address"), containerDNS, ids("dns-look")),
	checks.CauseDNSSlow:               slices.Concat(setDNS, containerDNS, ids("dns-look")),
	checks.CauseDNSInconsistent:       slices.Concat(setDNS, ids("nsswitch-guide"), containerDNS, ids("dns-look")),
	checks.CauseDNSStaleCache:         {"dns-flush-cache", "dns-cache-look"},
	checks.CauseDNSDNSSECFailed:       {"clock-look", "resolved-dnssec-relax", "dns-set-plain", "dns-set-macos", "dns-set-windows", "dns-look"},
	checks.CauseDNSSearchPath:         {"k8s-dns-snippet", "search-domain-container", "search-domain-drop"},
	checks.CauseHostsOverride:         {"container-extra-hosts", "pod-hosts-look", "hosts-remove-override"},

	checks.CauseTCPRefused:        {"goproxy-set", "gosumdb-set", "proxy-env-set", "ssh-over-443", "git-insteadof-https", "ask-network-team"},
	checks.CauseTCPTimeout:        {"goproxy-set", "gosumdb-set", "proxy-env-set", "ssh-over-443", "git-insteadof-https", "dockerfile-patch", "goproxy-pipe-fallback", "ask-network-team"},
	checks.CauseTCPUnreachable:    {"goproxy-set", "gosumdb-set", "proxy-env-set", "route-look", "ask-network-team"},
	checks.CauseFirewallLocal:     {"route-look", "fw-allow-ufw", "fw-allow-firewalld", "fw-allow-nft", "fw-allow-iptables", "fw-allow-windows", "fw-allow-pf", "fw-look", "fw-app-guide"},
	checks.CauseTCPReset:          {"goproxy-set", "gosumdb-set", "proxy-env-set", "try-again", "ask-network-team"},
	checks.CauseAddressPartlyDead: {"goproxy-set", "try-again"},

	checks.CauseProxyMalformed:      {"proxy-env-repair", "proxy-rewrite", "proxy-env-unset"},
	checks.CauseProxyUnresolvable:   {"proxy-container", "container-join-network", "proxy-env-unset", "proxy-env-set", "proxy-look"},
	checks.CauseProxyRefused:        {"proxy-container", "proxy-env-unset", "proxy-env-set", "proxy-look"},
	checks.CauseProxyTimeout:        {"proxy-container", "proxy-env-unset", "proxy-env-set", "proxy-look"},
	checks.CauseProxyAuthRequired:   {"proxy-auth-guide", "proxy-relay"},
	checks.CauseProxyForbidden:      {"goproxy-set", "gosumdb-set", "no-proxy-look", "ask-network-team"},
	checks.CauseProxyUpstreamFailed: {"goproxy-set", "gosumdb-set", "proxy-look", "try-again"},
	checks.CauseProxyNotAProxy:      {"proxy-env-repair", "proxy-rewrite", "proxy-look"},
	checks.CauseProxyNeeded:         {"proxy-env-set", "proxy-set-guide"},
	checks.CauseNoProxyMissing:      {"no-proxy-set", "no-proxy-look"},
	checks.CauseNoProxyTooBroad:     {"no-proxy-narrow", "no-proxy-look"},
	checks.CauseCABundleMissing:     {"dockerfile-patch", "ca-bundle-install", "ca-install-other"},
	checks.CauseCASettingBroken:     {"ssl-cert-env-repair", "ca-setting-git"},
	checks.CauseTLSIntercepted:      {"cert-look", restoring, "corporate-ca-import-user", "corporate-ca-import", "ca-import-image"},
	checks.CauseTLSUnknownAuthority: {"cert-look", "ca-bundle-install", "corporate-ca-import-user", "corporate-ca-import", "ca-import-image"},
	checks.CauseTLSExpired:          {"goproxy-set", "gosumdb-set", "cert-look"},
	checks.CauseClockSkew:           {"clock-sync", "clock-look"},
	checks.CauseTLSNameMismatch:     {"goproxy-set", "gosumdb-set", "cert-look"},
	checks.CauseTLSReset:            {"goproxy-set", "gosumdb-set", "proxy-env-set", "ask-network-team"},
	checks.CauseTLSHelloTooLarge:    {"godebug-compat", "mtu-container", "goproxy-set"},
	checks.CauseTLSTimeout:          {"goproxy-set", "gosumdb-set", "proxy-env-set", "try-again", "ask-network-team"},
	checks.CauseTLSNotTLS:           {"goproxy-set", "cert-look", "goproxy-look"},
	checks.CauseTLSVersion:          {"goproxy-set", "gosumdb-set", "tls-versions-look"},

	checks.CauseGoMissing:                {"go-path", "go-install"},
	checks.CauseGOPROXYOff:               {"goproxy-on", "vendor-resync", "goenv-look"},
	checks.CauseGOPROXYMalformed:         {"goenv-repair", "goproxy-default", "goenv-look"},
	checks.CauseGOPROXYWrongURL:          {"goenv-repair", "goproxy-set", "goproxy-look"},
	checks.CauseGOPROXYUnauthorized:      {"netrc-credential", "goproxy-set", "goproxy-look"},
	checks.CauseGOPROXYRateLimited:       {"goproxy-set", "ci-cache", "try-again"},
	checks.CauseGOPROXYServerError:       {"goproxy-set", "gosumdb-set", "goproxy-pipe-fallback", "try-again", "server-look"},
	checks.CauseGOPROXYUpstreamFailed:    {"goproxy-set", "try-again", "server-look"},
	checks.CauseGOPROXYBadContent:        {"goproxy-set", "gosumdb-set", "goproxy-look"},
	checks.CauseAddressRefused:           {"goproxy-set", "gosumdb-set", "ipv4-look"},
	checks.CauseHTTP2Broken:              {"godebug-compat", "goproxy-set"},
	checks.CauseTransferCut:              {"goproxy-set", "gosumdb-set", "try-again"},
	checks.CauseGOPATHMode:               {"modules-on", "goenv-look"},
	checks.CauseOtherEnvironment:         {"environment-look", "dockerfile-patch", "goenv-look"},
	checks.CauseGoEnvConflict:            {"goenv-unshadow", "goenv-look"},
	checks.CauseGOSUMDBMalformed:         {"goenv-repair", "gosumdb-set", "goenv-look"},
	checks.CauseSettingMalformed:         {"goenv-repair", "goenv-look"},
	checks.CauseChecksumMismatch:         {"gosum-mismatch-guide", restoring, "modcache-evict-module"},
	checks.CausePrivateModulePublicRoute: {"goprivate-set", "goprivate-guide", "goenv-look"},
	checks.CauseVCSMissing:               {"dockerfile-patch", "goproxy-set", "vcs-install", "vcs-other"},
	checks.CauseVCSDisallowed:            {"goproxy-set", "govcs-allow"},
	checks.CauseGitAuthRequired:          {"git-insteadof-ssh", "dockerfile-patch", "netrc-credential", "git-try"},
	checks.CauseGitHostKey:               {"host-key-look", "ssh-known-host-add"},
	checks.CauseGitSSHDenied:             {"ssh-key-guide", "git-insteadof-https"},
	checks.CauseGitConfigBroken:          {"git-proxy-repair", "git-rewrite-repair", "git-config-look"},
	checks.CauseInsecureOnly:             {"https-look", "goinsecure-set"},
	checks.CauseMetaMissing:              {"goproxy-set", "meta-look", "module-look"},
	checks.CauseModuleNotFound:           {"module-look", "goprivate-set", "git-try"},
	checks.CauseVersionNotFound:          {"version-list", "module-look"},
	checks.CauseToolchainUnavailable:     {"gotoolchain-auto", "gotoolchain-local", "dockerfile-patch", "toolchain-look", "go-install"},
	checks.CauseGoSumIncomplete:          {"gomod-resync", "gosum-download"},
	checks.CauseModCacheUnwritable:       {"modcache-container", "modcache-shell", "godir-ownership-repair", "modcache-elsewhere"},
	checks.CauseModCacheCorrupt:          {"modcache-evict-module", "modcache-clean-all"},
	checks.CauseDiskFull:                 {"disk-buildcache", "disk-space-guide", "modcache-clean-all"},
	checks.CauseVendorMode:               {"goflags-mod-repair", "vendor-resync", "vendor-skip"},
}
