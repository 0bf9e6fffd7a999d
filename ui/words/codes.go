package words

import "gomend/checks"

// codeWords are a failure as a few words, for evidence, as a sentence about the
// check that met it, and what it means for somebody who has never heard of it.
type codeWords struct{ short, summary, meaning text }

// code is a failure as a few words: "no answer".
func (w *Words) code(c checks.Code) string {
	if c == checks.OK {
		return w.Passed
	}
	return codeOf(c).short.in(w.lang)
}

func codeOf(c checks.Code) codeWords {
	if known, ok := codes[c]; ok {
		return known
	}
	return codes[checks.Unclassified]
}

var codes = map[checks.Code]codeWords{
	checks.Timeout: {
		text{"no answer", "无应答"},
		text{"No answer from {target|the other side} in {time}.", "{target|对方} 在 {time} 内没有应答。"},
		text{"Nothing came back at all. A closed port would say no; silence means something on the way, usually a firewall, drops the packets.", "完全没有回音。端口关闭会明确拒绝；沉默说明途中有设备（通常是防火墙）丢弃了数据包。"},
	},
	checks.Refused: {
		text{"refused", "被拒绝"},
		text{"{target|The other side} refused the connection.", "{target|对方} 拒绝了连接。"},
		text{"The address answers, so the way there works. Nothing listens on this port, or a firewall says no.", "地址有回应，说明路是通的。这个端口上没有服务，或者有防火墙明确拒绝。"},
	},
	checks.Reset: {
		text{"cut off", "被重置"},
		text{"The connection to {target|the other side} was cut.", "到 {target|对方} 的连接被中途重置。"},
		text{"The connection was there and then somebody cut it: the server, or a device on the way that watches connections.", "连接本来建立了，随后被人切断：可能是服务器，也可能是途中监视连接的设备。"},
	},
	checks.Closed: {
		text{"closed early", "提前关闭"},
		text{"{target|The other side} closed the connection before it had answered.", "{target|对方} 还没回答就关闭了连接。"},
		text{"The connection was there, and ended without an answer. A device on the way or an overloaded server does this.", "连接本来建立了，没有回答就结束了。途中的设备或过载的服务器会这样。"},
	},
	checks.NetworkUnreachable: {
		text{"no route", "没有路由"},
		text{"There is no route to {target|the server}.", "没有到 {target|服务器} 的路由。"},
		text{"This computer does not know where to send packets for this address, so nothing was sent.", "这台电脑不知道该把发往这个地址的数据包交给谁，所以什么都没发出去。"},
	},
	checks.HostUnreachable: {
		text{"unreachable", "不可达"},
		text{"{target|The server} cannot be reached from here.", "从这里到不了 {target|服务器}。"},
		text{"A router on the way, or this computer itself, says that the address cannot be reached.", "途中的路由器或这台电脑自己说，这个地址到不了。"},
	},
	checks.Prohibited: {
		text{"forbidden here", "本机禁止"},
		text{"This computer does not allow connections to {target|the server}.", "这台电脑不允许连接 {target|服务器}。"},
		text{"The system said no before anything was sent: a route or rule on this computer forbids it.", "还没发出数据，系统就拒绝了：这台电脑上有路由或规则禁止这样连接。"},
	},
	checks.NotPermitted: {
		text{"blocked here", "被本机拦截"},
		text{"A rule on this computer blocks packets to {target|the server}.", "这台电脑上的规则拦住了发往 {target|服务器} 的数据包。"},
		text{"The firewall of this very computer dropped the packet. Nothing left the machine.", "是这台电脑自己的防火墙丢弃了数据包，什么都没有发出去。"},
	},
	checks.NoRoute: {
		text{"discarded here", "被本机丢弃"},
		text{"A route on this computer discards everything for {target|the server}.", "这台电脑上有一条路由，把发往 {target|服务器} 的数据全部丢弃。"},
		text{"Somebody or some program has set a route that leads nowhere for this address.", "有人或某个程序为这个地址设了一条不通的路由。"},
	},
	checks.AddressUnavailable: {
		text{"no own address", "没有可用的本机地址"},
		text{"This computer has no address from which it could reach {target|the server}.", "这台电脑没有能用来连接 {target|服务器} 的地址。"},
		text{"There is no address of the right kind on this computer, for instance no IPv6 address for an IPv6 server.", "这台电脑缺少同类的地址，例如服务器是 IPv6，而本机没有 IPv6 地址。"},
	},
	checks.MessageTooLong: {
		text{"packet too large", "数据包过大"},
		text{"A packet to {target|the server} was too large for the way there.", "发往 {target|服务器} 的数据包太大，途中过不去。"},
		text{"Small packets pass, large ones do not. Downloads hang although connecting works.", "小包能过，大包过不去。所以连得上，下载却会卡住。"},
	},
	checks.Canceled: {
		text{"stopped", "已停止"},
		text{"Stopped before there was an answer.", "还没有结果就停止了。"},
		text{"This was given up before it ended, so it tells nothing.", "这一项没有做完，因此说明不了什么。"},
	},
	checks.HopLimit: {
		text{"ended at a router", "止于某台路由器"},
		text{"The packet ended at a router on the way to {target|the server}, as it should.", "数据包如预期止于去 {target|服务器} 途中的一台路由器。"},
		text{"Such packets are sent on purpose, to find out how far they come.", "这种包是有意发的，用来看能走多远。"},
	},
	checks.Unsupported: {
		text{"not available here", "此系统不支持"},
		text{"This cannot be found out on this system.", "在这个系统上查不出这一项。"},
		text{"The system does not tell programs what would be needed for it. This says nothing about the network.", "系统不提供所需的信息。这与网络好坏无关。"},
	},
	checks.TooManyFiles: {
		text{"too many open files", "打开的文件过多"},
		text{"This computer has too many files or connections open.", "这台电脑打开的文件或连接太多。"},
		text{"The system allows no further connection right now. This says nothing about the network.", "系统现在不允许再开连接。这与网络好坏无关。"},
	},
	checks.NoSpace: {
		text{"disk full", "磁盘已满"},
		text{"There is no space left at {target|the place for downloads}.", "{target|存放下载内容的地方} 没有空间了。"},
		text{"The download itself may be fine; it cannot be stored.", "下载本身可能没问题，只是存不下。"},
	},
	checks.ReadOnly: {
		text{"read-only", "只读"},
		text{"{target|The place for downloads} is read-only.", "{target|存放下载内容的地方} 是只读的。"},
		text{"Nothing can be written there, so nothing that is downloaded can be kept.", "那里不能写入，下载的东西就没法保存。"},
	},
	checks.Permission: {
		text{"no permission", "没有权限"},
		text{"You may not use {target|this place}.", "你没有 {target|这个位置} 的权限。"},
		text{"The files belong to somebody else, often because go was once run with sudo.", "这些文件属于别的用户，常见原因是曾用 sudo 运行过 go。"},
	},
	checks.NotFound: {
		text{"not found", "找不到"},
		text{"{target|What is needed} was not found.", "找不到 {target|需要的东西}。"},
		text{"A file or program that is needed is not where it should be.", "需要的文件或程序不在该在的地方。"},
	},
	checks.Unclassified: {
		text{"failed, reason unclear", "失败，原因不明"},
		text{"It did not work, for a reason that gomend does not know.", "没有成功，原因 gomend 不认识。"},
		text{"This is not enough to name a cause.", "凭这一点还说不出原因。"},
	},
	checks.NXDomain: {
		text{"no such name", "域名不存在"},
		text{"The nameserver says that {host|the name} does not exist.", "域名服务器说 {host|这个域名} 不存在。"},
		text{"The nameserver answers, so it can be reached. Either the name is wrong, or this nameserver denies it.", "域名服务器有回应，说明连得上。要么域名写错了，要么是这台服务器屏蔽了它。"},
	},
	checks.NoData: {
		text{"no address", "没有地址"},
		text{"The name {host|} exists and has no address.", "域名 {host|} 存在，但没有地址。"},
		text{"The name is known, and no address is registered for it that go could connect to.", "域名是有的，但后面没有登记 go 能连接的地址。"},
	},
	checks.ServFail: {
		text{"nameserver failed (SERVFAIL)", "域名服务器出错（SERVFAIL）"},
		text{"The nameserver could not find out the address of {host|the name} (SERVFAIL).", "域名服务器没能查出 {host|这个域名} 的地址（SERVFAIL）。"},
		text{"The nameserver can be reached, and its own search failed: it cannot get out, or the answer did not pass its check.", "域名服务器连得上，但它自己没查成：可能它出不了网，也可能答案没通过它的验证。"},
	},
	checks.DNSRefused: {
		text{"nameserver refuses (REFUSED)", "域名服务器拒绝回答（REFUSED）"},
		text{"The nameserver does not answer questions from here (REFUSED).", "域名服务器不回答来自这里的查询（REFUSED）。"},
		text{"The nameserver can be reached and is not willing to serve this computer.", "域名服务器连得上，但不愿为这台电脑服务。"},
	},
	checks.DNSError: {
		text{"nameserver error", "域名服务器报错"},
		text{"The nameserver answered {host|the question} with an error.", "域名服务器对 {host|这次查询} 回答了错误。"},
		text{"The nameserver can be reached and did not handle the question properly.", "域名服务器连得上，但没能正确处理查询。"},
	},
	checks.Lame: {
		text{"no real answer", "没有实质回答"},
		text{"The nameserver gives no answer about {host|the name} and does not ask others.", "域名服务器答不出 {host|这个域名}，也不去问别的服务器。"},
		text{"This nameserver knows only its own names. It does not fit as the nameserver of a computer.", "这台服务器只知道自己管的域名，不适合当电脑的域名服务器。"},
	},
	checks.TruncatedOnly: {
		text{"answer cut short", "答案被截断"},
		text{"The answer is too long for UDP, and the nameserver is silent over TCP.", "答案太长，UDP 放不下，而域名服务器不响应 TCP。"},
		text{"A firewall often lets DNS pass over UDP only. Long answers then never come.", "防火墙常常只放行 UDP 的 DNS，长的答案就收不到。"},
	},
	checks.Garbage: {
		text{"not understood", "无法识别"},
		text{"{target|The other side} answered something that is not the expected protocol.", "{target|对方} 的回答不是预期的协议。"},
		text{"Something listens there, but it is another kind of server.", "那里有程序在监听，但不是要找的那种服务器。"},
	},
	checks.Sinkhole: {
		text{"blocked address", "被替换成无效地址"},
		text{"{host|The name} leads to an address nobody serves from.", "{host|这个域名} 被指向一个没有服务的地址。"},
		text{"0.0.0.0 and the like are put in on purpose, to block a name.", "0.0.0.0 之类的地址是有意填上的，用来屏蔽某个域名。"},
	},
	checks.Forged: {
		text{"forged", "伪造的答案"},
		text{"Somebody on the way answered about {host|the name} in the place of the server asked.", "途中有人代替被问的服务器回答了 {host|这个域名}。"},
		text{"A device on the way takes questions for nameservers and answers them itself, whoever is asked.", "途中有设备截下发给域名服务器的查询，不管问的是谁都由它自己回答。"},
	},
	checks.BadSignature: {
		text{"the signature does not fit", "签名不符"},
		text{"A signature for {host|the name} does not fit what it signs.", "{host|这个域名} 的签名与内容不符。"},
		text{"The answer was changed after it had been signed, or the owner of the zone signed it wrongly.", "答案在签名之后被改动过，或者区域的管理员签错了。"},
	},
	checks.NoSignature: {
		text{"a signature is missing", "缺少签名"},
		text{"A signature for {host|the name} is missing where the zone above says that there is one.", "上级区域说有签名，{host|这个域名} 却没有。"},
		text{"A device on the way strips signatures, or the owner of the zone has stopped signing without telling the zone above.", "途中的设备去掉了签名，或者区域的管理员停止了签名却没有告知上级。"},
	},
	checks.KeyMismatch: {
		text{"the key is not the one vouched for", "密钥不是上级担保的那个"},
		text{"The key that signs {host|the name} is not the one that the zone above vouches for.", "给 {host|这个域名} 签名的密钥，不是上级区域担保的那个。"},
		text{"The owner of the zone changed its key and not the digest above it, or somebody answers in its place.", "区域的管理员换了密钥却没有更新上级的摘要，或者有人在冒充它。"},
	},
	checks.NotAsked: {
		text{"not asked", "没有询问"},
		text{"This was not asked.", "这一项没有询问。"},
		text{"It would have told nothing here.", "在这里问了也说明不了什么。"},
	},
	checks.Malformed: {
		text{"cannot be used as written", "写法有误"},
		text{"{target|A setting} cannot be used as it is written.", "{target|有一项设置} 的写法有误。"},
		text{"Nothing is wrong with the network here; the value itself needs mending.", "这不是网络的问题，要改的是设置的值。"},
	},
	checks.ProxyAuth: {
		text{"proxy wants a login (407)", "代理要求登录（407）"},
		text{"The proxy wants a login (407).", "代理要求登录（407）。"},
		text{"The proxy works, and it does not know who we are, or does not accept the name and password given.", "代理在运行，但不知道我们是谁，或者不接受给出的用户名和密码。"},
	},
	checks.ProxyForbidden: {
		text{"proxy says no (403)", "代理不放行（403）"},
		text{"The proxy does not allow connections to {host|the server}.", "代理不允许连接 {host|服务器}。"},
		text{"The proxy works and has a rule against this destination.", "代理在运行，但有规则禁止这个目的地。"},
	},
	checks.ProxyUpstream: {
		text{"proxy cannot reach it", "代理连不上目标"},
		text{"The proxy cannot reach {host|the server} itself.", "代理自己连不上 {host|服务器}。"},
		text{"We reach the proxy. What fails lies behind it.", "我们连得上代理，问题在代理的后面。"},
	},
	checks.ProxySignIn: {
		text{"sent to a page", "被转到网页"},
		text{"The proxy sends us to a web page in place of {host|the server}.", "代理没有连接 {host|服务器}，而是把我们转到一个网页。"},
		text{"A person is to sign in there first, or to read there why this destination is not allowed.", "要先在那里登录，或者那里写着为什么不允许这个目的地。"},
	},
	checks.NotAProxy: {
		text{"not a proxy", "不是代理"},
		text{"What answers there does not behave like a proxy.", "那里的应答不像一个代理。"},
		text{"The address or the scheme in the proxy setting is wrong: something else listens there.", "代理设置里的地址或协议写错了：在那里监听的是别的东西。"},
	},
	checks.UnknownAuthority: {
		text{"unknown authority", "颁发机构不受信任"},
		text{"The certificate of {host|the server} comes from an authority that this computer does not trust.", "{host|服务器} 的证书来自这台电脑不信任的机构。"},
		text{"Either somebody in between shows a certificate of their own, or this computer lacks an authority it should know.", "要么中间有人换上了自己的证书，要么这台电脑缺少应有的根证书。"},
	},
	checks.Expired: {
		text{"expired", "已过期"},
		text{"The certificate of {host|the server} is out of date.", "{host|服务器} 的证书已过期。"},
		text{"It has run out, or the clock of this computer is wrong.", "证书过了有效期，或者这台电脑的时钟不准。"},
	},
	checks.NotYetValid: {
		text{"not yet valid", "尚未生效"},
		text{"The certificate of {host|the server} is not valid yet.", "{host|服务器} 的证书还没有生效。"},
		text{"Servers hardly ever use a certificate too early. The clock of this computer is probably behind.", "服务器很少提前使用证书。多半是这台电脑的时钟慢了。"},
	},
	checks.NameMismatch: {
		text{"wrong name", "名称不符"},
		text{"The certificate is for another name than {host|that of the server}.", "证书上的名称不是 {host|这台服务器}。"},
		text{"Another server answered than the one go asked for: a wrong address, a device in between, or a mistake of the owner.", "应答的不是 go 要找的服务器：地址不对，中间有设备，或者是对方配置有误。"},
	},
	checks.BadCertificate: {
		text{"bad certificate", "证书不合格"},
		text{"The certificate of {host|the server} breaks a rule.", "{host|服务器} 的证书不合规定。"},
		text{"The certificate is neither expired nor for another name, and still not acceptable.", "证书没有过期，名称也对，但仍不能接受。"},
	},
	checks.NoRoots: {
		text{"no root certificates", "没有根证书"},
		text{"This computer has no root certificates to check with.", "这台电脑没有可用来检验的根证书。"},
		text{"Without them go cannot trust any server, however good.", "没有根证书，再可靠的服务器 go 也没法信任。"},
	},
	checks.NotTLS: {
		text{"not encrypted", "不是 TLS"},
		text{"{target|The server} does not speak TLS on this port.", "{target|服务器} 在这个端口上不使用 TLS。"},
		text{"The answer was plain text: a wrong port, a sign-in page, or a device that answers in place of the server.", "回来的是明文：端口不对，是登录页面，或者有设备代替服务器应答。"},
	},
	checks.TLSVersion: {
		text{"no version in common", "没有共同的版本"},
		text{"{host|The server} and go have no version or cipher of TLS in common.", "{host|服务器} 与 go 没有共同的 TLS 版本或加密套件。"},
		text{"The other side speaks only old or unusual TLS, which go no longer accepts.", "对方只支持旧的或少见的 TLS 版本，go 已不再接受。"},
	},
	checks.TLSAlert: {
		text{"handshake rejected", "握手被拒绝"},
		text{"{host|The server} rejected the encrypted handshake.", "{host|服务器} 拒绝了 TLS 握手。"},
		text{"The other side speaks TLS and did not like something in our hello.", "对方支持 TLS，但不接受我们握手中的某一点。"},
	},
	checks.StatusUnauthorized: {
		text{"login needed (401)", "需要登录（401）"},
		text{"{host|The server} wants a login (401).", "{host|服务器} 要求登录（401）。"},
		text{"The server is there and does not know who we are, or does not accept the login given.", "服务器在运行，但不知道我们是谁，或者不接受给出的登录。"},
	},
	checks.StatusForbidden: {
		text{"forbidden (403)", "禁止访问（403）"},
		text{"{host|The server} refuses to hand this out (403).", "{host|服务器} 拒绝提供（403）。"},
		text{"The server understood, and says no: by the user, by the address or by the country.", "服务器收到了请求，但不允许：可能因为用户，也可能因为地址或所在国家。"},
	},
	checks.StatusNotFound: {
		text{"not there (404)", "不存在（404）"},
		text{"{host|The server} does not have {module|this} (404).", "{host|服务器} 没有 {module|这个内容}（404）。"},
		text{"The server works. What is asked for does not exist there, or not for us.", "服务器是好的。要的东西那里没有，或者不给我们看。"},
	},
	checks.StatusRateLimited: {
		text{"too many requests (429)", "请求过多（429）"},
		text{"{host|The server} says: too many requests (429).", "{host|服务器} 说请求太多（429）。"},
		text{"You, or others behind the same address, asked too often. It passes by itself.", "你或者用同一个地址的人请求得太频繁，过一会儿会自己恢复。"},
	},
	checks.StatusServerError: {
		text{"server error (5xx)", "服务器出错（5xx）"},
		text{"{host|The server} has a fault of its own (5xx).", "{host|服务器} 自己出错了（5xx）。"},
		text{"The way there works; the fault is on the far side.", "路是通的，问题在对方。"},
	},
	checks.StatusOther: {
		text{"unexpected status", "意外的状态码"},
		text{"{host|The server} gave an unexpected answer.", "{host|服务器} 的回答出乎意料。"},
		text{"A module proxy would not answer this way.", "模块代理不会这样回答。"},
	},
	checks.BadContent: {
		text{"wrong content", "内容不对"},
		text{"{host|The server} answered, but not with what go asked for.", "{host|服务器} 有回应，但给的不是 go 要的内容。"},
		text{"What came is another kind of file: often a web page, a sign-in page or a broken archive.", "收到的是另一种文件：常见的是网页、登录页面或损坏的压缩包。"},
	},
	checks.TooLarge: {
		text{"too large", "太大"},
		text{"The answer of {host|the server} is larger than go accepts.", "{host|服务器} 的回答超过了 go 接受的大小。"},
		text{"Go limits the size of what it reads, to be safe.", "为了安全，go 限制了读取的大小。"},
	},
	checks.RedirectInsecure: {
		text{"sent on unencrypted", "被转到不加密的地址"},
		text{"{host|The server} sends go on to an address without encryption.", "{host|服务器} 让 go 转到不加密的地址。"},
		text{"Go does not follow from https to http.", "go 不会从 https 跟到 http。"},
	},
	checks.RedirectLoop: {
		text{"sent in circles", "循环跳转"},
		text{"{host|The server} sends go around in circles.", "{host|服务器} 让 go 来回跳转。"},
		text{"The server is set up wrongly, or wants a login by way of a web page.", "服务器配置有误，或者要通过网页登录。"},
	},
	checks.ModulesOff: {
		text{"forbidden by a setting", "被设置禁止"},
		text{"A setting forbids this.", "有设置禁止这样做。"},
		text{"Go does not even try. The network has nothing to do with it.", "go 根本没有去试，与网络无关。"},
	},
	checks.GoFailed: {
		text{"go failed", "go 失败"},
		text{"The go command failed.", "go 命令失败了。"},
		text{"Its own words are shown below.", "下面是它自己的输出。"},
	},
	checks.AuthRequired: {
		text{"login needed", "需要登录"},
		text{"The host of {target|the repository} wants a login, and git has none to give.", "{target|仓库} 所在的主机要求登录，而 git 没有可用的凭据。"},
		text{"The repository is private, or does not exist: hosts give the same answer to both.", "仓库是私有的，或者不存在：两种情况主机的回答是一样的。"},
	},
	checks.HostKey: {
		text{"unknown host key", "主机密钥未知"},
		text{"SSH does not know the key of the host, or the key has changed.", "SSH 不认识这台主机的密钥，或者密钥变了。"},
		text{"SSH wants to be sure that this is the right host, and nobody can be asked here.", "SSH 要确认这就是那台主机，而这里没法当面询问。"},
	},
	checks.AccessDenied: {
		text{"key not accepted", "密钥不被接受"},
		text{"The host does not accept your SSH key.", "主机不接受你的 SSH 密钥。"},
		text{"The host is reached; it does not know the key that was offered, or none was offered.", "主机连得上，但它不认识给出的密钥，或者没有给出密钥。"},
	},
	checks.RepositoryFault: {
		text{"repository not readable", "仓库读不了"},
		text{"Git could not read the repository of {target|the module}.", "git 读不了 {target|这个模块} 的仓库。"},
		text{"The repository has moved, is gone, or is not what the path says.", "仓库搬走了、删除了，或者与路径不符。"},
	},
	checks.NoImportTag: {
		text{"no go-import tag", "没有 go-import 标记"},
		text{"The page of {host|the host} does not say where the source code of {target|the module} is.", "{host|主机} 的网页没有写明 {target|这个模块} 的源代码在哪里。"},
		text{"Without that line on the page, go cannot find the repository.", "网页上没有这一行，go 就找不到仓库。"},
	},
}
