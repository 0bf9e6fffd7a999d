package words

var nameTerms = []term{
	{
		text{"DNS", "域名解析（DNS）"},
		text{"The telephone book of the internet: it tells the address behind a name such as proxy.golang.org. Go asks it before every connection; without an answer it says “no such host”.",
			"互联网的电话簿：给出 proxy.golang.org 这样的域名，它就告诉你对应的地址。Go 每次连接前都要查，查不到就报“no such host”。"},
		text{"Go's own resolver reads resolv.conf, hosts and nsswitch.conf itself and asks for A and AAAA at once.", "Go 自带的解析器自己读 resolv.conf、hosts 和 nsswitch.conf，并同时查询 A 和 AAAA 记录。"},
	},
	{
		text{"nameserver, resolver", "域名服务器"},
		text{"The machine that answers questions about names. Your network or your company runs one; its address stands in the settings of this computer.",
			"负责回答域名查询的机器，一般由你所在的网络或公司提供。它的地址写在这台电脑的设置里。"},
		text{"At most three nameserver lines of /etc/resolv.conf count; each may take 5 s, twice, unless options say otherwise.", "/etc/resolv.conf 里最多三行 nameserver 有效；默认每台等 5 s，共试两轮。"},
	},
	{
		text{"hosts file", "hosts 文件"},
		text{"A list of names and addresses on this computer itself. It goes before DNS, so an old line in it keeps sending you to the wrong place.",
			"存在这台电脑上的域名与地址对照表，优先于域名解析。里面留着一行旧内容，就会一直把你带到错误的地方。"},
		text{"/etc/hosts, before dns where nsswitch.conf says “files dns”.", "即 /etc/hosts；nsswitch.conf 写着“files dns”时先查它。"},
	},
	{
		text{"NXDOMAIN", "NXDOMAIN（域名不存在）"},
		text{"The answer “there is no such name”. It can be true (a typing error), or a filter says so about a name that exists.",
			"意思是“没有这个域名”。可能是真的没有（比如写错了），也可能域名存在，但被过滤设备说成不存在。"},
		text{"rcode 3; a second resolver tells the two apart (RFC 8020).", "返回码 3；换一台域名服务器问，就能分清这两种情况（RFC 8020）。"},
	},
	{
		text{"SERVFAIL", "SERVFAIL（解析失败）"},
		text{"The answer “I could not find out”. The nameserver works, but those that it had to ask do not, or it does not believe them.",
			"意思是“没能查出来”。域名服务器在工作，但它要去问的服务器有问题，或者它不相信得到的答案。"},
		text{"rcode 2; an answer with checking disabled (dig +cd) hints at DNSSEC.", "返回码 2；如果 dig +cd 能得到答案，多半与 DNSSEC 有关。"},
	},
	{
		text{"DNSSEC", "DNSSEC（域名签名）"},
		text{"Signatures that prove that an answer about a name is genuine. A wrong clock, or a network that changes answers, makes them fail.",
			"用签名证明域名的答案是真的。时钟不准，或者网络改动了答案，签名就通不过。"},
		text{"A validating resolver turns a bogus answer into SERVFAIL, with extended error 6 to 12 (RFC 8914).", "会验证的域名服务器遇到伪造的答案就返回 SERVFAIL，并带扩展错误码 6 到 12（RFC 8914）。"},
	},
	{
		text{"search domain", "搜索域"},
		text{"An ending that the computer adds to names by itself, such as corp.example. When somebody answers for every name below it, a public name can lead to the wrong server.",
			"电脑自动给域名补上的后缀，例如 corp.example。如果有人对这个后缀下的任何域名都作答，公共域名就可能被带到错误的服务器。"},
		text{"search and ndots in resolv.conf; Kubernetes sets ndots:5, so most names are tried with every suffix first.", "即 resolv.conf 里的 search 和 ndots；Kubernetes 设的是 ndots:5，多数域名会先带着各个后缀查一遍。"},
	},
}
