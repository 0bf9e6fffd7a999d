package lab

import (
	"gomend/checks"
)

func init() { Register(cacheCases...) }

// The module cache, and the disk that it is on.
var cacheCases = []Case{
	{Name: "cache-read-only", About: "the module cache cannot be written", Short: true,
		Break: func(n *Net) { n.Client.Cache = CacheReadOnly },
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "permission denied"},
	{Name: "cache-corrupt", About: "the module cache holds a damaged zip",
		Break: func(n *Net) {
			n.Client.Files["go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.zip"] = "this is no zip"
		},
		Want: Broken(checks.CauseModCacheCorrupt), GoSays: "zip"},
	{Name: "disk-full", About: "no room for the module cache", Short: true,
		Break: func(n *Net) { n.Client.Cache = CacheTiny },
		Want:  Broken(checks.CauseDiskFull), GoSays: "no space left on device"},
	{Name: "disk-too-small", About: "room for a large zip, and not for what is in it", Module: largeVersion,
		Break: also(large(pieces(0, 0, sendRest)), func(n *Net) { n.Client.Cache = CacheSmall }),
		Want:  Broken(checks.CauseDiskFull), GoSays: "no space left on device"},
	{Name: "disk-no-inodes", About: "room for the module cache, and no inodes",
		Break: func(n *Net) { n.Client.Cache = CacheFewFiles },
		Want:  Broken(checks.CauseDiskFull), GoSays: "no space left on device"},
	{Name: "cache-file", About: "a file in the place of the module cache",
		Break: prepare("mkdir -p go/pkg && : >go/pkg/mod"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "not a directory"},
	{Name: "cache-link-dangling", About: "the module cache is a link to a disk that is not there",
		Break: also(env("GOMODCACHE", "{home}/link"), prepare("ln -s /mnt/gone $HOME/link")),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "could not create module cache"},
	{Name: "cache-locked-below", About: "a folder of the module cache that another user made",
		Break: prepare("mkdir -p go/pkg/mod/cache/download/rsc.io && chmod 555 go/pkg/mod/cache/download/rsc.io"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "permission denied"},
	{Name: "cache-lock-unwritable", About: "the module cache's lock belongs to another user",
		Break: prepare("mkdir -p go/pkg/mod/cache && : >go/pkg/mod/cache/lock && chmod 444 go/pkg/mod/cache/lock && mkdir -p go/pkg/mod/cache/download/rsc.io/quote/@v && chmod 500 go/pkg/mod/cache/download/rsc.io/quote/@v"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "permission denied"},
	{Name: "cache-relative", About: "GOMODCACHE is a relative path",
		Break: env("GOMODCACHE", "mod"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "absolute"},
	{Name: "sumdb-state-unwritable", About: "the checksum database's state cannot be written",
		Break: prepare("mkdir -p go/pkg/sumdb && chmod 555 go/pkg/sumdb"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "sumdb"},
	{Name: "all-cached", About: "every module is in the module cache, and the network is gone", Want: Degraded(checks.CauseNoInternet, checks.CauseTCPTimeout, checks.CauseResolverUnreachable),
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, noNetwork)},
	{Name: "all-cached-goproxy-off", About: "every module is in the module cache, GOPROXY=off", Want: Degraded(checks.CauseGOPROXYOff),
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, env("GOPROXY", "off"))},
	{Name: "all-replaced", About: "a folder stands for the only module required, and the network is gone", Want: Degraded(checks.CauseNoInternet, checks.CauseTCPTimeout, checks.CauseResolverUnreachable), Command: []string{"mod", "download"},
		Break: also(modFile("require example.com/lib v1.0.0\n\nreplace example.com/lib => ../lib\n"), file("lib/go.mod", "module example.com/lib\n"), noNetwork)},
	{Name: "all-cached-online", About: "every module is in the module cache", Want: Fine(),
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache)},
	{Name: "cache-unpacked", About: "a damaged zip in the module cache of a module that is unpacked", Want: Fine(),
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache,
			file("go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.zip", "damaged"),
			file("go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.ziphash", "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y="),
			file("go/pkg/mod/rsc.io/quote@v1.5.2/go.mod", "module rsc.io/quote\n"))},
	{Name: "cache-sum-damaged", About: "the module cache has all that is needed, and a wrong note of what a zip's sum is",
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache,
			file("go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.ziphash", "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
		Want: Broken(checks.CauseModCacheCorrupt, checks.CauseChecksumMismatch).Perhaps(), GoSays: "checksum mismatch"},
	{Name: "cache-go-mod-damaged", About: "a damaged go.mod in the module cache, which go.sum does not vouch for",
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, file("go/pkg/mod/cache/download/rsc.io/sampler/@v/v1.3.0.mod", "module rsc.io/sampler // half of it\n")),
		Want:  Broken(checks.CauseModCacheCorrupt).But(checks.CauseChecksumMismatch), GoSays: "checksum mismatch"},
	{Name: "one-cached-one-not", About: "one module is cached, the other comes over the network", Want: Fine(),
		Break: also(modFile("require (\n\trsc.io/quote v1.5.2\n\trsc.io/sampler v1.3.0\n)\n"), func(n *Net) {
			for _, suffix := range []string{"info", "mod", "zip"} {
				data, _ := recordedFile("/rsc.io/quote/@v/v1.5.2." + suffix)
				n.Client.Files["go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2."+suffix] = string(data)
			}
		})},
	{Name: "cached-argument", About: "the module named is cached, and the network is gone: asked by name it is to be fetched", Module: DefaultModule, Command: []string{"mod", "download", "rsc.io/sampler@v1.3.0"},
		Want: Broken(checks.CauseNoInternet, checks.CauseResolverUnreachable), GoSays: "lookup proxy.golang.org",
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, noNetwork, prepare("rm -r go/pkg/mod/cache/download/rsc.io/sampler"))},
}
