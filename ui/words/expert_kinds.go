package words

import "gomend/checks"

// Expert is one line about how a check is made, for somebody who knows the field.
func (w *Words) Expert(k checks.Kind) string { return expertKinds[k].in(w.lang) }

var expertKinds = map[checks.Kind]text{
	checks.KindInterfaces: {"Flags, carrier and global addresses of every interface (rtnetlink).", "各网卡的标志、载波和全局地址（rtnetlink）。"},
	checks.KindPath:       {"RTM_GETROUTE for the very address: device, next hop, source, MTU.", "对该地址查 RTM_GETROUTE：设备、下一跳、源地址、MTU。"},
	checks.KindGateway:    {"The neighbour table after one packet to the next hop: REACHABLE or FAILED.", "向下一跳发一个包后看邻居表：REACHABLE 还是 FAILED。"},
	checks.KindLoss:       {"Retransmissions of short exchanges on an idle line, counted by the kernel (TCP_INFO).", "线路空闲时做短交换，由内核统计重传（TCP_INFO）。"},

	checks.KindResolverConfig: {"resolv.conf, nsswitch.conf and hosts as net's pure Go resolver reads them; defaults where a file is missing.", "按 Go 自带解析器的方式读 resolv.conf、nsswitch.conf 和 hosts；缺文件时用默认值。"},
	checks.KindNameserver:     {"A and AAAA over UDP at 0, 0.3, 0.8 and 1.5 s, over TCP at 0.8 s.", "A 和 AAAA：UDP 在 0、0.3、0.8、1.5 秒发出，TCP 在 0.8 秒。"},
	checks.KindLookup:         {"hosts, search list and nameservers in the order and with the retries of Go's resolver.", "按 Go 解析器的次序和重试，查 hosts、搜索域和域名服务器。"},
	checks.KindLookupCompare:  {"The same question to each configured and to public resolvers; the answers' addresses are dialled.", "把同一问题发给每个已配置的和公共的解析器，并连接各自给出的地址。"},
	checks.KindDNSTrace:       {"Iterative queries from the root servers down, without recursion.", "从根服务器起逐级迭代查询，不用递归。"},
	checks.KindDNSRepeat:      {"Ten identical questions to one nameserver: losses, rcodes, changing answers.", "向同一域名服务器问十次：丢失、rcode、答案是否变化。"},

	checks.KindConnect:        {"TCP to each A and AAAA, three sockets within 0.6 s; RST, ICMP errors and silence are told apart.", "对每个 A 和 AAAA 建 TCP，0.6 秒内三个套接字；区分 RST、ICMP 错误和无应答。"},
	checks.KindConnectCompare: {"The same dial to a server of somebody else, or to another port.", "用同样方式连接别人的服务器或另一个端口。"},
	checks.KindDNSHonesty:     {"A .invalid name, unrelated names, TCP, and a second reply to one query, all from the resolver in use.", "向所用的解析器问 .invalid 名、无关的名、走 TCP，并等同一查询的第二个应答。"},
	checks.KindSteady:         {"Ten TCP and TLS handshakes, 60 ms apart: refused, cut, silent.", "十次 TCP 和 TLS 握手，间隔 60 毫秒：拒绝、切断、无应答。"},
	checks.KindTrace:          {"Connection attempts with growing TTL; ICMP time exceeded read from the error queue (IP_RECVERR).", "以递增的 TTL 尝试连接，从错误队列（IP_RECVERR）读 ICMP 超时。"},
	checks.KindFirewall:       {"nftables and iptables rules that match the flow of this connection, in both directions.", "与该连接双向匹配的 nftables 和 iptables 规则。"},

	checks.KindProxySettings: {"HTTPS_PROXY, HTTP_PROXY, NO_PROXY by golang.org/x/net/http/httpproxy.", "用 golang.org/x/net/http/httpproxy 解释 HTTPS_PROXY、HTTP_PROXY、NO_PROXY。"},
	checks.KindProxyTunnel:   {"CONNECT host:port, or SOCKS5, with the credentials in the URL.", "CONNECT host:port 或 SOCKS5，用 URL 里的凭据。"},
	checks.KindProxyCompare:  {"The target without the proxy, or through one that another setting names.", "不经代理直连目标，或经其他设置里的代理。"},
	checks.KindTrust:         {"SSL_CERT_FILE, SSL_CERT_DIR, then the system's bundles, as crypto/x509 loads them.", "按 crypto/x509 的方式加载 SSL_CERT_FILE、SSL_CERT_DIR 和系统证书包。"},
	checks.KindTLS:           {"The ClientHello of crypto/tls (X25519MLKEM768, ALPN h2); chain, name and dates verified.", "crypto/tls 的 ClientHello（X25519MLKEM768、ALPN h2）；验证证书链、名称和有效期。"},
	checks.KindTLSCompare:    {"Hellos with another SNI, of another size, split in two, and plain HTTP.", "换 SNI、换大小、分两段的握手，以及明文 HTTP。"},
	checks.KindClock:         {"The local clock against Date headers and the validity of certificates.", "本机时钟与 Date 响应头、证书有效期对照。"},

	checks.KindGoCommand:        {"go env -json, with GOTOOLCHAIN=local so that nothing is fetched.", "go env -json，并设 GOTOOLCHAIN=local，不会下载任何东西。"},
	checks.KindSettings:         {"GOPROXY, GOSUMDB, GONOPROXY and kin by the grammar of cmd/go, with the source of each value.", "按 cmd/go 的语法解析 GOPROXY、GOSUMDB、GONOPROXY 等，并记下每个值的来源。"},
	checks.KindModuleInfo:       {"GET $GOPROXY/module/@v/version.info, or @latest.", "GET $GOPROXY/module/@v/version.info 或 @latest。"},
	checks.KindModuleMod:        {"GET $GOPROXY/module/@v/version.mod.", "GET $GOPROXY/module/@v/version.mod。"},
	checks.KindModuleZip:        {"GET $GOPROXY/module/@v/version.zip, redirects followed as go does; length and central directory checked.", "GET $GOPROXY/module/@v/version.zip，像 go 一样跟随重定向，检查长度和目录区。"},
	checks.KindChecksumSupport:  {"GET $GOPROXY/sumdb/NAME/supported.", "GET $GOPROXY/sumdb/NAME/supported。"},
	checks.KindChecksumDatabase: {"lookup/module@version and its tiles; the signed tree note verified with the database's key.", "lookup/module@version 及其 tile，用数据库公钥验证签名的树。"},
	checks.KindDiscovery:        {"GET https://path?go-get=1; meta go-import.", "GET https://path?go-get=1，读 meta go-import。"},
	checks.KindRepository:       {"git ls-remote with GIT_TERMINAL_PROMPT=0 and ssh in batch mode.", "git ls-remote，GIT_TERMINAL_PROMPT=0，ssh 用批处理模式。"},
	checks.KindModuleCache:      {"Owner, mode and lock file of GOMODCACHE.", "GOMODCACHE 的属主、权限和锁文件。"},
	checks.KindCachedFiles:      {"Hashes and zips of what GOMODCACHE holds.", "GOMODCACHE 中已有文件的哈希和 zip。"},
	checks.KindDiskSpace:        {"statfs of GOMODCACHE and TMPDIR: free blocks and inodes.", "对 GOMODCACHE 和 TMPDIR 做 statfs：空闲块与 inode。"},
	checks.KindMirrorCompare:    {"The same zip from another module proxy, for its speed and content.", "从另一个模块代理取同一个 zip，比较速度和内容。"},
	checks.KindGoDownload:       {"go mod download -json with an empty GOMODCACHE in a throw-away folder.", "在临时文件夹里用空的 GOMODCACHE 运行 go mod download -json。"},
}
