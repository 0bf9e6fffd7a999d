package words

// sourceFixes: title, why. They are about servers that hand out modules and about
// version control.
var sourceFixes = map[string]fixWords{
	"goproxy-set": {
		text{"Use the mirror {mirrorhost|that answers}", "使用镜像 {mirrorhost|}"},
		text{"Go then downloads modules from there; checksums are still verified. Put private modules into GOPRIVATE first. To take it back: go env -u GOPROXY", "之后 go 从那里下载模块，校验和照样核对。私有模块请先写进 GOPRIVATE。撤销：go env -u GOPROXY"},
	},
	"goproxy-pipe-fallback": {
		text{"Let go try the next mirror after any error", "让 go 在任何错误后都试下一个镜像"},
		text{"After a comma go tries the next entry only on “not found”; after | on every error. Private modules are then asked for there too.", "逗号之后，只有“找不到”时才试下一项；用 | 则任何错误都会试。私有模块也会在那里查询。"},
	},
	"goproxy-look": {
		text{"See what answers at GOPROXY", "看看 GOPROXY 那里是谁在应答"},
		text{"A module proxy answers with a list of versions; anything else is another kind of server. Changes nothing.", "模块代理会返回版本列表，返回别的就不是模块代理。不改动任何东西。"},
	},
	"gosumdb-set": {
		text{"Reach the checksum database another way", "换一条路访问校验和数据库"},
		text{"The same database, through a mirror or under another name; its key is built into go, and downloads are verified as before. To take it back: go env -u GOSUMDB", "还是同一个数据库，只是经过镜像或换个地址；密钥内置在 go 里，下载照样核对。撤销：go env -u GOSUMDB"},
	},
	"ci-cache": {
		text{"Keep the module cache between runs", "在多次运行之间保留模块缓存"},
		text{"The first line shows the folder to keep in CI. What is there is not asked for again.", "第一行显示 CI 里要保留的文件夹。已有的模块不会再下载。"},
	},
	"server-look": {
		text{"See what the server says", "看看服务器怎么说"},
		text{"Shows its answer in full, to send to whoever runs it. Changes nothing.", "显示完整的回答，可以发给它的管理员。不改动任何东西。"},
	},
	"ipv4-look": {
		text{"See whether IPv4 is let through where IPv6 is not", "看看是不是 IPv4 能通而 IPv6 不能"},
		text{"Changes nothing.", "不改动任何东西。"},
	},
	"module-look": {
		text{"Check the path of the module", "检查模块的路径"},
		text{"Shows where it is asked for, and which versions there are. Changes nothing.", "显示它写在哪里、有哪些版本。不改动任何东西。"},
	},
	"version-list": {
		text{"Ask for a version that exists", "换用存在的版本"},
		text{"The first line lists the versions; the second takes the newest and writes it into go.mod.", "第一行列出版本，第二行取最新的并写进 go.mod。"},
	},
	"gosum-mismatch-guide": {
		text{"Compare the checksums", "比较校验和"},
		text{"Shows what was downloaded and what the checksum database says. Do not delete go.sum: it is the evidence.", "显示下载到的内容和校验和数据库的记录。不要删除 go.sum，它就是证据。"},
	},
	"goprivate-set": {
		text{"Mark the module as private (GOPRIVATE)", "把模块标为私有（GOPRIVATE）"},
		text{"Go then fetches {private|them} straight from its host, and asks no public server about it. No checksum is verified for these paths.", "之后 go 直接从主机取 {private|它们}，不再问公共服务。这些路径不再核对校验和。"},
	},
	"goprivate-guide": {
		text{"Mark your private modules (GOPRIVATE)", "标明你的私有模块（GOPRIVATE）"},
		text{"Name host and organisation, several separated by commas, without https://. Keep it narrow: checksums are not verified for these paths.", "写主机和组织名，多个用逗号分开，不写 https://。范围要小：这些路径不再核对校验和。"},
	},
	"toolchain-look": {
		text{"See which Go version is asked for", "看看要求的是哪个 Go 版本"},
		text{"Write it in full in go.mod: go 1.22.0, not go 1.22. Changes nothing by itself.", "在 go.mod 里要写全：go 1.22.0，而不是 go 1.22。命令本身不改动任何东西。"},
	},
	"gotoolchain-auto": {
		text{"Let go fetch the version it needs", "让 go 自己下载需要的版本"},
		text{"GOTOOLCHAIN forbids it now. To take it back: go env -u GOTOOLCHAIN", "现在 GOTOOLCHAIN 不允许。撤销：go env -u GOTOOLCHAIN"},
	},
	"vcs-install": {
		text{"Install git", "安装 git"},
		text{"From the system's own source, with apt, apk, dnf, pacman or zypper, and the SSH client beside it. Stays installed.", "从系统自己的来源安装，用 apt、apk、dnf、pacman 或 zypper，并带上 SSH 客户端。装好后会保留。"},
	},
	"vcs-other": {
		text{"Install git on another Linux", "在其他 Linux 上安装 git"},
		text{"One line each for Fedora, Alpine, Arch and openSUSE.", "四行分别用于 Fedora、Alpine、Arch 和 openSUSE。"},
	},
	"govcs-allow": {
		text{"Allow the program for this one path (GOVCS)", "只为这个路径放行（GOVCS）"},
		text{"Everything else stays as it is by default. To take it back: go env -u GOVCS", "其他路径仍按默认规则。撤销：go env -u GOVCS"},
	},
	"git-try": {
		text{"See whether git can read the repository", "看看 git 能不能读取仓库"},
		text{"Asks for a login if there is one to give. Changes nothing.", "需要时会询问登录。不改动任何东西。"},
	},
	"git-insteadof-ssh": {
		text{"Let git use your SSH key for {githost|this host}", "让 git 用你的 SSH 密钥访问 {githost|这台主机}"},
		text{"The first line shows whether the key is accepted; only then type the second. It affects every repository on that host.", "第一行看密钥是否被接受，接受了再输入第二行。会影响那台主机上的所有仓库。"},
	},
	"netrc-credential": {
		text{"Give git and go a token for {keyhost|this host}", "给 git 和 go 配置 {keyhost|这台主机} 的令牌"},
		text{"The file holds the token in plain text, so only you may read it.", "文件里的令牌是明文，所以只能让你自己读。"},
	},
	"host-key-look": {
		text{"Compare the fingerprint of the host", "核对主机的指纹"},
		text{"It must be the one that the host publishes on its own pages. If a known key has changed, ask before you go on.", "必须与主机在自己网页上公布的一致。如果以前的密钥变了，先问清楚再继续。"},
	},
	"ssh-known-host-add": {
		text{"Store the key of {githost|the host}", "保存 {githost|主机} 的密钥"},
		text{"Only after its fingerprint was compared with the published one.", "先与主机公布的指纹核对，一致才保存。"},
	},
	"ssh-key-guide": {
		text{"See which SSH key is offered", "看看 SSH 给出了哪个密钥"},
		text{"Its public part must be entered in your account on that host. Changes nothing.", "它的公钥要添加到你在那台主机上的账号里。不改动任何东西。"},
	},
	"git-insteadof-https": {
		text{"Let git use HTTPS in place of SSH", "让 git 用 HTTPS 代替 SSH"},
		text{"Affects every repository on that host. Private ones then need a token.", "会影响那台主机上的所有仓库，私有仓库需要令牌。"},
	},
	"git-config-look": {
		text{"See which setting of git leads astray, and its file", "看看是 git 的哪项设置，在哪个文件里"},
		text{"Changes nothing. Take the line out of the file that is shown.", "不改动任何东西。从显示的文件里删掉那一行。"},
	},
	"git-proxy-repair": {
		text{"Take the proxy out of git's settings", "去掉 git 的代理设置"},
		text{"The first line shows the value and its file. Git then uses HTTPS_PROXY, as go does.", "第一行显示它的值和所在文件。之后 git 与 go 一样使用 HTTPS_PROXY。"},
	},
	"goinsecure-set": {
		text{"Accept this one path without encryption (GOINSECURE)", "只为这个路径接受不加密（GOINSECURE）"},
		text{"Anybody on the way can then change the code. Only for an internal host on a network you trust. To take it back: go env -u GOINSECURE", "途中任何人都能改动代码，只用于可信网络里的内部主机。撤销：go env -u GOINSECURE"},
	},
	"https-look": {
		text{"See what the host answers to https", "看看主机对 https 怎么回答"},
		text{"Send the output to its owner: https is the lasting cure. Changes nothing.", "把输出发给它的管理员：配置 https 才是长久之计。不改动任何东西。"},
	},
	"meta-look": {
		text{"See whether the page has a go-import line", "看看网页上有没有 go-import 标记"},
		text{"No output means that there is none. Changes nothing.", "没有输出就是没有。不改动任何东西。"},
	},
	"gotoolchain-local": {
		text{"Use the Go version that is installed", "使用已经安装的 Go 版本"},
		text{"The go line of go.mod is content with it; only the toolchain line asks for a newer one. To take it back: go env -u GOTOOLCHAIN", "go.mod 的 go 行用它就够了，只有 toolchain 行要求更新的版本。撤销：go env -u GOTOOLCHAIN"},
	},
	"dockerfile-patch": {
		text{"Add what the image lacks to the Dockerfile", "把镜像缺少的内容写进 Dockerfile"},
		text{"The lines go behind FROM. An image build sees nothing of the settings of its host. Never copy a login into an image: it stays in there.", "这些行放在 FROM 之后，镜像构建看不到宿主机的设置。不要把登录信息复制进镜像，它会留在里面。"},
	},
	"git-rewrite-repair": {
		text{"Take the rewriting rule out of git's settings", "去掉 git 的地址改写规则"},
		text{"A rule insteadOf sends git to another address than the module names. The first line shows all rules and their files.", "insteadOf 规则把 git 引到了与模块不同的地址。第一行会显示所有规则和所在文件。"},
	},
}
