package checks

// Kind names what a check asks. Each kind has words in ui/words.
type Kind string

// The kinds of checks, by layer.
const (
	KindInterfaces Kind = "interfaces" // link, addresses, isolation
	KindPath       Kind = "path"       // the kernel's route to what is dialled first
	KindGateway    Kind = "gateway"    // the next hop answers on the local link
	KindLoss       Kind = "loss"       // how many packets get lost on the way to the server

	KindResolverConfig Kind = "resolver-config" // resolv.conf, nsswitch.conf, hosts
	KindNameserver     Kind = "nameserver"      // one nameserver asked directly
	KindLookup         Kind = "lookup"          // the name as the go command resolves it
	KindLookupCompare  Kind = "lookup-compare"  // the same name asked elsewhere
	KindDNSTrace       Kind = "dns-trace"       // the same name followed from the root servers down
	KindDNSRepeat      Kind = "dns-repeat"      // one nameserver asked the same ten times
	KindDNSHonesty     Kind = "dns-honesty"     // one nameserver asked what shows whether it makes answers up

	KindConnect        Kind = "connect"         // TCP to host and port
	KindConnectCompare Kind = "connect-compare" // TCP to somebody else, or another way
	KindSteady         Kind = "steady"          // the channel to the server, ten times
	KindTrace          Kind = "trace"           // how far connection attempts come
	KindFirewall       Kind = "firewall"        // rules of this machine on what go sends and what answers it

	KindProxySettings Kind = "proxy-settings" // HTTPS_PROXY and its kin, as go reads them
	KindProxyTunnel   Kind = "proxy-tunnel"   // CONNECT or SOCKS to the target
	KindProxyCompare  Kind = "proxy-compare"  // with the proxy instead of without, or the reverse
	KindTrust         Kind = "trust"          // root certificates that go would use
	KindTLS           Kind = "tls"            // handshake with the server
	KindTLSCompare    Kind = "tls-compare"    // another name, another size, plain text
	KindClock         Kind = "clock"

	KindGoCommand        Kind = "go-command"
	KindSettings         Kind = "settings" // GOPROXY, GOSUMDB and the others are usable
	KindModuleInfo       Kind = "module-info"
	KindModuleMod        Kind = "module-mod"
	KindModuleZip        Kind = "module-zip"
	KindChecksumSupport  Kind = "checksum-support" // does the module proxy relay the database?
	KindChecksumDatabase Kind = "checksum-database"
	KindDiscovery        Kind = "discovery"  // the go-import page
	KindRepository       Kind = "repository" // git ls-remote
	KindModuleCache      Kind = "module-cache"
	KindCachedFiles      Kind = "cached-files" // what the module cache holds already
	KindDiskSpace        Kind = "disk-space"
	KindMirrorCompare    Kind = "mirror-compare" // another module proxy hands out a zip
	KindGoDownload       Kind = "go-download"    // the go command's own word
)

var kindLayers = map[Kind]Layer{
	KindInterfaces: LayerNetwork, KindPath: LayerNetwork, KindGateway: LayerNetwork,
	KindLoss: LayerNetwork,

	KindResolverConfig: LayerDNS, KindNameserver: LayerDNS, KindLookup: LayerDNS, KindLookupCompare: LayerDNS,
	KindDNSTrace: LayerDNS, KindDNSRepeat: LayerDNS, KindDNSHonesty: LayerDNS,

	KindConnect: LayerTransport, KindConnectCompare: LayerTransport, KindSteady: LayerTransport, KindTrace: LayerTransport, KindFirewall: LayerTransport,

	KindProxySettings: LayerSecure, KindProxyTunnel: LayerSecure, KindProxyCompare: LayerSecure,
	KindTrust: LayerSecure, KindTLS: LayerSecure, KindTLSCompare: LayerSecure, KindClock: LayerSecure,

	KindGoCommand: LayerModule, KindSettings: LayerModule,
	KindModuleInfo: LayerModule, KindModuleMod: LayerModule, KindModuleZip: LayerModule,
	KindChecksumSupport: LayerModule, KindChecksumDatabase: LayerModule,
	KindDiscovery: LayerModule, KindRepository: LayerModule,
	KindModuleCache: LayerModule, KindCachedFiles: LayerModule, KindDiskSpace: LayerModule, KindMirrorCompare: LayerModule, KindGoDownload: LayerModule,
}

// Layer is the layer that checks of this kind belong to.
func (k Kind) Layer() Layer { return kindLayers[k] }

// Kinds lists every kind, for tests that every kind has words.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(kindLayers))
	for k := range kindLayers {
		kinds = append(kinds, k)
	}
	return kinds
}

// Comparison reports whether the kind only helps to tell causes apart. Its
// failure accuses nobody.
func (k Kind) Comparison() bool {
	switch k {
	case KindLookupCompare, KindDNSTrace, KindDNSRepeat, KindDNSHonesty, KindConnectCompare, KindSteady, KindTrace, KindFirewall, KindProxyCompare, KindTLSCompare, KindMirrorCompare:
		return true
	}
	return false
}

// Name makes the id of a check: the kind and what it asks about.
func (k Kind) Name(target string) string {
	if target == "" {
		return string(k)
	}
	return string(k) + "/" + target
}
