package words

import "gomend/checks"

// sourceCauses are those causes of the module layer that are about servers which
// hand out modules: headline, meaning, advice.
var sourceCauses = map[checks.Cause]causeWords{
	checks.CauseGOPROXYWrongURL: {
		text{"What answers at GOPROXY is not a module proxy.", "GOPROXY 指向的地址不是模块代理。"},
		text{"The server can be reached, and answers with a web page or “not found” for modules that exist. The path in GOPROXY is wrong, or a page stands in front.", "服务器连得上，但回答的是网页，或者对存在的模块说没有。GOPROXY 里的路径写错了，或者前面挡着一个页面。"},
		text{"Check the address in GOPROXY to the last slash, or use a mirror that is known to work.", "仔细检查 GOPROXY 里的地址，包括路径；或者换用确认可用的镜像。"},
	},
	checks.CauseGOPROXYUnauthorized: {
		text{"{host|The module proxy} wants a login, or denies yours.", "{host|模块代理} 要求登录，或者拒绝了你的登录。"},
		text{"The module proxy works. It answers 401 or 403 because it does not know you, or you may not read this module.", "模块代理在运行。它不认识你，或者你没有读这个模块的权限，所以回答 401 或 403。"},
		text{"Put name and token for this host into ~/.netrc, or ask whoever runs it for access.", "把这台主机的用户名和令牌写进 ~/.netrc，或者向它的管理员申请权限。"},
	},
	checks.CauseGOPROXYRateLimited: {
		text{"{host|The module proxy} says: too many requests (429).", "{host|模块代理} 说请求太多（429）。"},
		text{"You, or others behind the same address, have asked too often. It passes by itself.", "你或者用同一个地址的人请求得太频繁，过一会儿会自己恢复。"},
		text{"Wait a few minutes. In CI keep the module cache between runs, or use another mirror.", "等几分钟。在 CI 里保留模块缓存，或者换一个镜像。"},
	},
	checks.CauseGOPROXYServerError: {
		text{"{host|The module proxy} has a fault of its own.", "{host|模块代理} 自己出了故障。"},
		text{"The way there works; the fault is on the far side. Nothing on this computer is broken.", "路是通的，故障在对方，这台电脑没有问题。"},
		text{"Try again in a few minutes, or use another mirror.", "过几分钟再试，或者换一个镜像。"},
	},
	checks.CauseGOPROXYUpstreamFailed: {
		text{"{host|The server} could not fetch the module from its own source.", "{host|服务器} 没能从源头取到这个模块。"},
		text{"We reach the server. What it quotes (“server response:”) happened on its side: a host refused it, timed out or needs a login.", "我们连得上服务器。它转述的内容（“server response:”）发生在它那边：源头拒绝、超时或要求登录。"},
		text{"Nothing here needs mending. For a private module set GOPRIVATE; otherwise try again later or use another mirror.", "这里没什么要修的。如果是私有模块，设置 GOPRIVATE；否则稍后再试，或者换一个镜像。"},
	},
	checks.CauseGOPROXYBadContent: {
		text{"{host|The module proxy} hands out broken files.", "{host|模块代理} 给出的文件是坏的。"},
		text{"What came is no valid zip, is empty or is too short. The copy on the server is damaged, not the one here.", "收到的不是有效的 zip，或者是空的、不完整的。坏的是服务器上的副本，不是这里的。"},
		text{"Use another mirror. Emptying the module cache does not help.", "换一个镜像。清空模块缓存没有用。"},
	},
	checks.CauseAddressRefused: {
		text{"{host|The server} refuses this address or country (403).", "{host|服务器} 拒绝这个地址或所在国家（403）。"},
		text{"Small files come from the module proxy; larger ones from a second server, which turns this address away by policy.", "小文件由模块代理直接给，大文件在第二台服务器上，而它按策略拒绝这个地址。"},
		text{"Use another mirror or another way out (proxy, VPN). IPv4 is sometimes let through where IPv6 is not.", "换镜像，或者换一条出口（代理、VPN）。有时 IPv6 不行，IPv4 却可以。"},
	},
	checks.CauseHTTP2Broken: {
		text{"HTTP/2 to {host|the server} breaks half-way; HTTP/1.1 works.", "到 {host|服务器} 的 HTTP/2 中途断开，HTTP/1.1 正常。"},
		text{"A device on the way or the server does not handle HTTP/2 well. Go uses it whenever it is offered.", "途中的设备或服务器没有处理好 HTTP/2，而只要对方支持，go 就会用它。"},
		text{"Switch HTTP/2 off for go with GODEBUG=http2client=0, or use another mirror.", "用 GODEBUG=http2client=0 让 go 不用 HTTP/2，或者换一个镜像。"},
	},
	checks.CauseTransferCut: {
		text{"Long downloads from {host|the server} are cut before their end.", "从 {host|服务器} 下载，时间一长就被切断。"},
		text{"Small files come, large ones break off. A proxy with a limit, a weak line or the server does this.", "小文件没问题，大文件下到一半就断。可能是代理有限制、线路不稳，或者服务器的原因。"},
		text{"Try again: go keeps the modules it already has. If it stays, use another mirror.", "再试一次，已下载的模块会保留。如果还这样，换一个镜像。"},
	},
	checks.CauseModuleNotFound: {
		text{"The module {target|} does not exist at any allowed source.", "在允许的来源里都找不到模块 {target|}。"},
		text{"The servers work and do not have it. The path is misspelt, the repository has moved, or it is private.", "服务器是好的，但没有这个模块。路径写错了、仓库搬走了，或者它是私有的。"},
		text{"Check the path letter by letter. For a private module set GOPRIVATE and give git a login.", "逐字检查模块路径。如果是私有模块，设置 GOPRIVATE，并给 git 配好登录。"},
	},
	checks.CauseVersionNotFound: {
		text{"The module exists, but not in this version: {target|see the check}.", "模块存在，但没有这个版本：{target|见检查项}。"},
		text{"The version is misspelt, was taken back, or is so new that the mirror does not have it yet.", "版本写错了、被撤回了，或者太新，镜像还没有收录。"},
		text{"List the versions there are, and ask for one of them.", "列出已有的版本，换用其中一个。"},
	},
	checks.CauseChecksumMismatch: {
		text{"The downloaded module does not match its checksum.", "下载的模块与校验和不符。"},
		text{"Its bytes differ from what go.sum or the checksum database say. The author moved a tag, a mirror has a wrong copy, or somebody changed it.", "内容与 go.sum 或校验和数据库的记录不同。可能是作者移动了标签，镜像的副本有误，或者有人改动过。"},
		text{"Do not switch the check off. Fetch the module another way and compare; if both differ from go.sum, ask its author.", "不要关闭校验。换一条路下载再比较；如果两次都与 go.sum 不同，请询问作者。"},
	},
	checks.CausePrivateModulePublicRoute: {
		text{"The private module {target|} is asked for in public.", "go 到公共服务上去查私有模块 {target|}。"},
		text{"GOPRIVATE does not cover it, so go asks the public proxy or checksum database, which cannot know it. Its name becomes known there.", "GOPRIVATE 没有包含它，于是 go 去问公共的模块代理或校验和数据库，它们不可能有这个模块，模块名却因此泄露了。"},
		text{"Add its path to GOPRIVATE: the host and the organisation, without https://.", "把它的路径加进 GOPRIVATE：写主机和组织名，不要写 https://。"},
	},
	checks.CauseToolchainUnavailable: {
		text{"go.mod asks for a Go version that cannot be fetched.", "go.mod 要求的 Go 版本无法取得。"},
		text{"The installed Go is older than go.mod wants, and the newer one cannot be fetched: no such version, forbidden (GOTOOLCHAIN=local), or its download fails.", "已安装的 Go 比 go.mod 要求的旧，而新版本拿不到：没有这个版本、被禁止（GOTOOLCHAIN=local），或者下载失败。"},
		text{"Install that Go version, or write a full version such as go 1.22.0 into go.mod.", "安装那个 Go 版本，或者在 go.mod 里写完整的版本，例如 go 1.22.0。"},
	},
}
