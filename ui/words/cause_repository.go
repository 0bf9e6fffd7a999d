package words

import "gomend/checks"

// repositoryCauses are those causes of the module layer that are about fetching
// from version control: headline, meaning, advice.
var repositoryCauses = map[checks.Cause]causeWords{
	checks.CauseVCSMissing: {
		text{"git, or another version control program, is not installed.", "没有安装 git 或别的版本控制程序。"},
		text{"Without a module proxy, go lets that program fetch the source code.", "不经过模块代理时，go 要靠这个程序去取源代码。"},
		text{"Install git, or let go use a module proxy, which needs no git.", "安装 git，或者让 go 使用模块代理，那样不需要 git。"},
	},
	checks.CauseVCSDisallowed: {
		text{"GOVCS forbids this version control program.", "GOVCS 不允许使用这个版本控制程序。"},
		text{"By default go allows only git and hg for public modules.", "公共模块默认只允许用 git 和 hg。"},
		text{"Fetch the module through a module proxy, or allow the program for this one path in GOVCS.", "通过模块代理下载这个模块，或者在 GOVCS 里只为这个路径放行。"},
	},
	checks.CauseGitAuthRequired: {
		text{"The host of {target|the repository} wants a login, and git has none.", "{target|仓库} 所在的主机要求登录，而 git 没有凭据。"},
		text{"The repository is private, or it does not exist: hosts give the same answer to both.", "仓库是私有的，或者不存在：两种情况主机的回答是一样的。"},
		text{"Give git a login (SSH key or token). In CI and image builds it must be passed in as a secret.", "给 git 配好登录（SSH 密钥或令牌）。在 CI 和镜像构建里要作为机密传进去。"},
	},
	checks.CauseGitHostKey: {
		text{"SSH does not know the key of the host, or it has changed.", "SSH 不认识主机的密钥，或者密钥变了。"},
		text{"SSH makes sure that it talks to the right host. On a new machine the key is simply not stored yet; a changed one can be an attack.", "SSH 要确认连上的是正确的主机。新机器上只是还没有保存密钥；如果密钥变了，可能是有人冒充。"},
		text{"Compare the fingerprint with the one that the host publishes, then store it.", "把指纹与主机公布的核对，一致再保存。"},
	},
	checks.CauseGitSSHDenied: {
		text{"The host does not accept your SSH key.", "主机不接受你的 SSH 密钥。"},
		text{"The host is reached. It does not know the key that was offered, or no key was offered (ssh-agent not running, sudo, tmux).", "主机连得上，但它不认识给出的密钥，或者没有给出密钥（ssh-agent 没运行、用了 sudo 或 tmux）。"},
		text{"See which key SSH offers, and enter its public part in your account on that host.", "看看 SSH 给出的是哪个密钥，把它的公钥添加到你在那台主机上的账号里。"},
	},
	checks.CauseGitConfigBroken: {
		text{"git's own settings send it astray.", "git 自己的设置把它引到了错误的地方。"},
		text{"http.proxy, insteadOf, protocol.allow or http.sslCAInfo in git's configuration decides which way git goes, whatever go wants.", "git 走哪条路由它自己的 http.proxy、insteadOf、protocol.allow 或 http.sslCAInfo 决定，go 管不着。"},
		text{"Find the line with its file, and take it out.", "找到那一行和它所在的文件，把它删掉。"},
	},
	checks.CauseInsecureOnly: {
		text{"{host|The host} offers only unencrypted HTTP, which go does not accept.", "{host|主机} 只提供不加密的 HTTP，go 不接受。"},
		text{"Go wants https, and falls back to http only for hosts named in GOINSECURE.", "go 要求 https，只有 GOINSECURE 里写明的主机才会退回 http。"},
		text{"Best let its owner set up https. For an internal host on a network you trust, name exactly this path in GOINSECURE.", "最好请主机的管理员配置 https。如果是可信网络里的内部主机，就在 GOINSECURE 里只写这一个路径。"},
	},
	checks.CauseMetaMissing: {
		text{"The page for {target|the module} does not say where its source code is.", "{target|模块} 的网页没有写明源代码在哪里。"},
		text{"Go asked the host of the module path and found no go-import line. Often the page wants a login, or the path is wrong.", "go 向模块路径里的主机查询，没有找到 go-import 标记。常常是网页要求登录，或者路径写错了。"},
		text{"Check the path. For groups on GitLab, write the whole path and end it with .git; or use a module proxy.", "检查路径。GitLab 的子组要写完整路径并在末尾加上“.git”；也可以使用模块代理。"},
	},
}
