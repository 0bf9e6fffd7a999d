package words

var secureTerms = []term{
	{
		text{"TLS, handshake", "TLS 与握手"},
		text{"TLS encrypts a connection and proves who is at the other end; https means HTTP over TLS. It begins with a handshake, in which the server shows its certificate.",
			"TLS 给连接加密，并证明对面是谁；https 就是用 TLS 加密的 HTTP。它从握手开始，服务器在这时出示证书。"},
		text{"The server's name goes by in clear (SNI), which is what filters look at.", "服务器名称（SNI）是明文发送的，过滤设备看的就是它。"},
	},
	{
		text{"certificate", "证书"},
		text{"The identity card of a server: its name, its key, how long it is good, and who vouches for that. Go accepts none that is out of date, for another name, or vouched for by a stranger.",
			"服务器的身份证：写着名称、密钥、有效期和由谁担保。过期的、名称不符的、担保机构不认识的，go 都不接受。"},
		text{"X.509; go prints “x509: certificate …” with the reason.", "X.509；go 会报“x509: certificate …”并给出原因。"},
	},
	{
		text{"certificate authority, CA", "证书颁发机构（CA）"},
		text{"An organisation that vouches for certificates. Your computer has a list of those that it trusts, the root certificates; small container images often have none.",
			"为证书作担保的机构。电脑里存着一份信任名单，也就是根证书；精简的容器镜像里常常没有。"},
		text{"Go reads the system's bundle, or SSL_CERT_FILE and SSL_CERT_DIR instead where they are set.", "Go 读取系统的证书包；设置了 SSL_CERT_FILE 或 SSL_CERT_DIR 时则改用它们。"},
	},
	{
		text{"interception", "TLS 拦截"},
		text{"Some companies and security programs open encrypted connections, look inside, and close them again with a certificate of their own. Go accepts that only if their authority was added to this computer, and to every container.",
			"有些公司和安全软件会拆开加密连接查看内容，再用自己的证书重新封上。只有把它们的根证书加到这台电脑和每个容器里，go 才会接受。"},
		text{"The issuer of the chain is the tell-tale: openssl s_client shows it.", "看证书链的颁发者就知道：用 openssl s_client 可以看到。"},
	},
	{
		text{"clock", "时钟"},
		text{"Certificates are good from one date to another. With a clock that is days off, good ones look expired or not yet valid; virtual machines and small boards are the usual place.",
			"证书从某天起到某天止有效。时钟差了几天，好的证书也会显得过期或尚未生效；虚拟机和小型开发板最常见。"},
		text{"timedatectl shows and mends it; HTTP Date headers tell the true time.", "用 timedatectl 查看和校正；HTTP 的 Date 头能告诉你真实的时间。"},
	},
	{
		text{"proxy, HTTPS_PROXY", "代理（HTTPS_PROXY）"},
		text{"A machine that connects in your place, common in companies. With HTTPS_PROXY set, go never connects to https servers by itself: the proxy must be right, or nothing works.",
			"替你去连接的机器，公司里很常见。设置了 HTTPS_PROXY，go 就不会自己连 https 服务器：代理不对，什么都下载不了。"},
		text{"CONNECT through http:// and https:// proxies, or SOCKS5; for plain http URLs HTTP_PROXY counts. ALL_PROXY is not read.", "http:// 和 https:// 代理用 CONNECT，也支持 SOCKS5；明文 http 网址看 HTTP_PROXY。不读 ALL_PROXY。"},
	},
	{
		text{"NO_PROXY", "NO_PROXY"},
		text{"The list of hosts that go connects to without the proxy. Internal hosts belong there; a public one in it is often a mistake.",
			"不经过代理、直接连接的主机名单。内部主机应该写在这里；公共主机写在里面往往是错的。"},
		text{"Comma-separated: corp.example covers it and what is below, .corp.example only what is below; CIDR blocks too. localhost never goes through a proxy.", "用逗号分隔：corp.example 包含它自己和下级，.corp.example 只含下级；也可以写地址和 CIDR。localhost 从不走代理。"},
	},
}
