package words

var moduleTerms = []term{
	{
		text{"module", "模块"},
		text{"A collection of Go packages with a name and versions, such as rsc.io/quote at v1.5.2. The file go.mod lists the modules that your own needs.",
			"一组有名称、有版本的 Go 包，例如 rsc.io/quote 的 v1.5.2。go.mod 文件列出了你的模块需要哪些模块。"},
		text{"The path usually begins with a host name; versions follow semver, or are pseudo-versions of commits.", "路径通常以主机名开头；版本遵循语义化版本，或者是由提交生成的伪版本。"},
	},
	{
		text{"module proxy", "模块代理"},
		text{"A server that hands out modules, so that go needs neither git nor the author's host. It is another thing than the network proxy of HTTPS_PROXY.",
			"专门提供模块下载的服务器，有了它，go 不需要 git，也不必去连作者的主机。它与 HTTPS_PROXY 那种网络代理是两回事。"},
		text{"GET $base/$module/@v/list, .info, .mod, .zip and /@latest.", "请求有 GET $base/$module/@v/list、.info、.mod、.zip 和 /@latest。"},
	},
	{
		text{"GOPROXY", "GOPROXY"},
		text{"The setting that lists the module proxies, tried from left to right. By default it is https://proxy.golang.org,direct: first the public one, then straight from the source.",
			"列出模块代理的设置，从左到右依次尝试。默认是 https://proxy.golang.org,direct：先用公共的模块代理，再直接找源头。"},
		text{"After a comma the next is tried only on 404 and 410, after | on any error.", "用逗号分隔时，只有 404 和 410 才试下一个；用 | 分隔时，任何错误都会试。"},
	},
	{
		text{"mirror", "镜像"},
		text{"Another server with the same content. When proxy.golang.org cannot be reached, a mirror such as goproxy.cn hands out the same modules, and go still checks that they are genuine.",
			"内容相同的另一台服务器。proxy.golang.org 连不上时，goproxy.cn 这样的镜像给的是同样的模块，go 照样会核对真伪。"},
		text{"The checksum database, not the mirror, is what vouches for the bytes.", "为内容作保证的是校验和数据库，而不是镜像。"},
	},
	{
		text{"direct", "direct（直接下载）"},
		text{"The word in GOPROXY that tells go to fetch from the module's own host, with git or another version control program. Then that host must be reachable, and the program installed.",
			"GOPROXY 里的这个词让 go 用 git 等程序直接从模块所在的主机下载。这时主机要连得上，程序也要装好。"},
		text{"Also the way for everything that GONOPROXY or GOPRIVATE matches.", "GONOPROXY 或 GOPRIVATE 匹配的模块也走这条路。"},
	},
	{
		text{"checksum, go.sum", "校验和（go.sum）"},
		text{"A fingerprint of a download: change one letter, and it is another. go.sum keeps those of your modules, and go refuses what does not match.",
			"下载内容的指纹，改动一个字母，指纹就不同。go.sum 记着你用到的模块的指纹，对不上的 go 不会接受。"},
		text{"h1: is the SHA-256 of a sorted list of file hashes (golang.org/x/mod/sumdb/dirhash).", "以 h1 开头的是各文件哈希排序后再取的 SHA-256（golang.org/x/mod/sumdb/dirhash）。"},
	},
	{
		text{"checksum database, GOSUMDB", "校验和数据库（GOSUMDB）"},
		text{"A public record of the checksums of all public modules, which nobody can change unnoticed. Go asks it about every module that is not yet in go.sum; by default it is sum.golang.org.",
			"公开记录所有公共模块校验和的数据库，谁也没法悄悄改动。go.sum 里还没有的模块，go 都会去问它；默认是 sum.golang.org。"},
		text{"A signed Merkle tree; a module proxy may relay it under /sumdb/. sum.golang.google.cn serves the same.", "一棵带签名的 Merkle 树；模块代理可以在 /sumdb/ 下转发。sum.golang.google.cn 提供的是同一份。"},
	},
	{
		text{"private module, GOPRIVATE", "私有模块（GOPRIVATE）"},
		text{"A module that the public cannot see, such as your company's. GOPRIVATE lists whose modules are private: go then fetches them from their own host and tells no public server their names.",
			"外人看不到的模块，例如公司内部的。GOPRIVATE 写明哪些是私有的：go 会直接从它们的主机下载，也不会把名称告诉公共服务器。"},
		text{"Glob patterns of path prefixes, comma-separated; it is the default of GONOPROXY and GONOSUMDB.", "用逗号分隔的路径前缀通配；它是 GONOPROXY 和 GONOSUMDB 的默认值。"},
	},
	{
		text{"go env, environment variable", "go env 与环境变量"},
		text{"Settings of go come from variables of your shell or from a file that go env -w writes. The shell wins: an exported variable hides the stored one, which explains many a setting that “does not work”.",
			"go 的设置来自 shell 的环境变量，或者 go env -w 写的文件。环境变量优先：导出的变量会覆盖保存的设置，很多“设了没用”就是这个原因。"},
		text{"Environment, then go env GOENV, then $GOROOT/go.env, then the default; go env -changed lists what differs.", "先看环境变量，再看 go env GOENV 指的文件，然后是 $GOROOT/go.env，最后是默认值；go env -changed 列出改过的。"},
	},
	{
		text{"module cache", "模块缓存"},
		text{"The folder in which go keeps all that it has downloaded. If it belongs to another user, is full or damaged, downloads fail although the network is fine.",
			"go 存放下载内容的文件夹。如果它属于别的用户、满了或者损坏了，网络再好也会下载失败。"},
		text{"go env GOMODCACHE, by default $GOPATH/pkg/mod, read-only on purpose; go clean -modcache empties it.", "位置见 go env GOMODCACHE，默认是 $GOPATH/pkg/mod，里面特意设为只读；go clean -modcache 清空它。"},
	},
	{
		text{"toolchain", "工具链"},
		text{"The go command with its compiler. When go.mod asks for a newer Go than yours, go downloads that one by itself, like a module, unless it may not.",
			"go 命令和它的编译器。go.mod 要求的 Go 比你的新时，go 会像下载模块那样自动下载，除非不允许。"},
		text{"GOTOOLCHAIN=auto fetches golang.org/toolchain; local forbids it.", "GOTOOLCHAIN=auto 会下载 golang.org/toolchain，local 则不允许。"},
	},
	{
		text{"vendor folder", "vendor 文件夹"},
		text{"A copy of all needed modules inside the project itself. Go then fetches nothing; if the copy is out of date, it says so and stops.",
			"把需要的模块都复制到项目里的文件夹。这样 go 什么都不用下载；如果内容过期，go 会报错停下。"},
		text{"-mod=vendor is the default where vendor/modules.txt agrees with go.mod; go mod vendor writes it anew.", "vendor/modules.txt 与 go.mod 一致时默认用 -mod=vendor；go mod vendor 重新生成。"},
	},
}
