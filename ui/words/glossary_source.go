package words

var sourceTerms = []term{
	{
		text{"version control, git", "版本控制（git）"},
		text{"The program that keeps the history of source code. Go calls it when a module comes straight from its own host; git then uses its own settings, proxy and logins.",
			"记录源代码历史的程序。模块直接从自己的主机下载时，go 会调用它；git 用的是它自己的设置、代理和登录。"},
		text{"GOVCS says which programs are allowed for which modules; public ones only git and hg by default.", "GOVCS 规定哪些模块可以用哪些程序；公共模块默认只允许 git 和 hg。"},
	},
	{
		text{"repository", "仓库"},
		text{"The place where the source code of a project is kept, with all its versions. A private one needs a login, and answers strangers as if it did not exist.",
			"存放一个项目的源代码和全部版本的地方。私有仓库要登录，对外人的回答就像不存在一样。"},
		text{"git ls-remote URL shows whether it can be read.", "用 git ls-remote 网址 看能不能读取。"},
	},
	{
		text{"go-import page", "go-import 页面"},
		text{"A web page by which a module path tells where its source code is. Go asks for it with ?go-get=1 when the path alone does not say.",
			"模块路径通过这个网页说明源代码在哪里。单看路径看不出来时，go 会带上参数 go-get=1 去取。"},
		text{"<meta name=\"go-import\" content=\"prefix vcs repo\">, read also from a page with an error status.", "即 <meta name=\"go-import\" content=\"前缀 程序 仓库\">，返回错误状态的页面也会读。"},
	},
	{
		text{"token, credentials", "令牌与凭据"},
		text{"What proves to a server that you may: a password, or better a token, a password made for one purpose. Go never asks for it; git finds it in a helper, go in the file .netrc.",
			"向服务器证明你有权限的东西：密码，或者更好的令牌，也就是专为一个用途生成的密码。go 不会向你询问；git 从凭据助手里找，go 从文件“.netrc”里找。"},
		text{"GOAUTH names other sources; GIT_TERMINAL_PROMPT=0 is why git does not ask.", "GOAUTH 可以指定别的来源；go 设了 GIT_TERMINAL_PROMPT=0，所以 git 不会询问。"},
	},
	{
		text{"SSH key", "SSH 密钥"},
		text{"A pair of files that proves who you are without a password. The public half is deposited with the code host; without it the host says “Permission denied (publickey)”.",
			"一对文件，不用密码就能证明你是谁。公钥要存到代码托管网站上；没有存，对方就会报“Permission denied (publickey)”。"},
		text{"ssh -T git@HOST shows which account a key belongs to.", "用 ssh -T git@主机 看密钥属于哪个账号。"},
	},
	{
		text{"SSH host key", "SSH 主机密钥"},
		text{"By it a computer recognises a server when it connects by SSH. On the first visit it is unknown and must be accepted once; when it has changed, somebody may stand in between.",
			"用 SSH 连接时，电脑靠它认出服务器。第一次连接时它是未知的，要确认一次；如果它变了，中间可能有人冒充。"},
		text{"Kept in known_hosts; go runs ssh with BatchMode=yes, so that an unknown key fails instead of asking. Compare the fingerprint before you accept it.", "保存在 known_hosts 里；go 以 BatchMode=yes 运行 ssh，遇到未知的密钥会直接失败而不询问。接受之前请核对指纹。"},
	},
}
