package words

import "gomend/checks"

// ExpertCause is one line about a cause, for somebody who knows the field: what was
// seen, in the field's own terms.
func (w *Words) ExpertCause(c checks.Cause) string {
	for _, table := range expertCauses {
		if t, ok := table[c]; ok {
			return t.in(w.lang)
		}
	}
	return ""
}

var expertCauses = []map[checks.Cause]text{expertNetwork, expertNames, expertTransport, expertSecure, expertModule}

var expertNetwork = map[checks.Cause]text{
	checks.CauseLinkDown:           {"No non-loopback interface with IFF_UP and a carrier.", "没有任何非回环网卡处于 IFF_UP 且有载波。"},
	checks.CauseNoAddress:          {"Carrier present, no global unicast address: DHCP or RA did not deliver.", "有载波，没有全局单播地址：DHCP 或 RA 没有给。"},
	checks.CauseNoDefaultRoute:     {"ENETUNREACH from the FIB for the target.", "FIB 对目标返回 ENETUNREACH。"},
	checks.CauseGatewayUnreachable: {"ARP or ND for the next hop ends in FAILED; EHOSTUNREACH after 3 s.", "下一跳的 ARP/ND 变为 FAILED，3 秒后 EHOSTUNREACH。"},
	checks.CauseNoInternet:         {"Next hop REACHABLE; every address beyond it silent.", "下一跳 REACHABLE，之后的地址全都无应答。"},
	checks.CauseNetworkIsolated:    {"A network namespace with lo alone.", "只有 lo 的网络命名空间。"},
	checks.CauseIPv6Broken:         {"AAAA tried first and silent, A connects (happy eyeballs hides it at a cost of 300 ms).", "先试 AAAA 无应答，A 能连上（happy eyeballs 掩盖了它，代价 300 毫秒）。"},
	checks.CauseMTUBlackhole:       {"Full-sized segments with DF vanish without ICMP type 3 code 4 or packet too big.", "带 DF 的满长段消失，也没有 ICMP 3/4 或 packet too big。"},
	checks.CausePacketLoss:         {"Retransmissions on an idle line beyond what TCP hides.", "线路空闲时的重传超出 TCP 能掩盖的程度。"},
	checks.CauseCaptivePortal:      {"302 or 511 to a sign-in page, or its certificate in place of the server's.", "302 或 511 转到登录页，或用它的证书代替服务器的。"},
}

var expertNames = map[checks.Cause]text{
	checks.CauseResolverNotConfigured: {"No nameserver line: Go falls back to 127.0.0.1:53 and [::1]:53.", "没有 nameserver 行：Go 退回 127.0.0.1:53 和 [::1]:53。"},
	checks.CauseResolverUnreachable:   {"No reply over UDP or TCP from any configured nameserver within 3.3 s.", "3.3 秒内任何已配置的域名服务器对 UDP 和 TCP 都无应答。"},
	checks.CauseResolverRefused:       {"ECONNREFUSED: ICMP port unreachable from the nameserver's address.", "ECONNREFUSED：域名服务器地址返回 ICMP 端口不可达。"},
	checks.CauseDNSRefused:            {"rcode 5: the client is not in allow-query or allow-recursion.", "rcode 5：客户端不在 allow-query 或 allow-recursion 里。"},
	checks.CauseDNSServFail:           {"rcode 2: lame delegation, dead upstream or failed validation.", "rcode 2：授权失效、上游失联或验证失败。"},
	checks.CauseDNSNXDomain:           {"rcode 3 from the configured and from other resolvers.", "已配置的和其他解析器都返回 rcode 3。"},
	checks.CauseDNSNoData:             {"NOERROR with an empty answer for both A and AAAA.", "A 和 AAAA 都是 NOERROR 而答案为空。"},
	checks.CauseDNSBlocked:            {"NXDOMAIN, 0.0.0.0 or a sinkhole here; addresses that serve the name elsewhere.", "这里是 NXDOMAIN、0.0.0.0 或污水池，别处有能服务的地址。"},
	checks.CauseDNSHijacked:           {"The address given does not present the name's certificate; another resolver's does.", "给出的地址拿不出该域名的证书，别的解析器给的可以。"},
	checks.CauseDNSSlow:               {"timeout×attempts spent on a dead first nameserver before the next answers.", "在失联的首个域名服务器上耗掉 timeout×attempts，下一个才回答。"},
	checks.CauseDNSInconsistent:       {"RRsets differ between nameservers or queries, and some do not serve.", "不同服务器或不同次查询的 RRset 不一致，其中有的不能服务。"},
	checks.CauseDNSStaleCache:         {"A cached RRset past its change at the authoritative servers.", "缓存的 RRset 与权威服务器现在的不同。"},
	checks.CauseDNSDNSSECFailed:       {"SERVFAIL that turns into NOERROR with CD=1.", "SERVFAIL，设 CD=1 后变为 NOERROR。"},
	checks.CauseDNSSearchPath:         {"ndots or search expands the name before it is tried as absolute.", "ndots 或 search 先把名称扩展，再按绝对名查询。"},
	checks.CauseHostsOverride:         {"/etc/hosts comes before dns in nsswitch and pins a dead address.", "nsswitch 里 files 在 dns 前，/etc/hosts 钉住了失效地址。"},
}

var expertTransport = map[checks.Cause]text{
	checks.CauseTCPRefused:        {"RST to SYN from every address (ECONNREFUSED).", "所有地址对 SYN 返回 RST（ECONNREFUSED）。"},
	checks.CauseTCPTimeout:        {"SYNs unanswered for 3.3 s on every address: no SYN-ACK, RST or ICMP.", "所有地址 3.3 秒内对 SYN 无应答：没有 SYN-ACK、RST 或 ICMP。"},
	checks.CauseTCPUnreachable:    {"ICMP unreachable or administratively prohibited (EHOSTUNREACH, ENETUNREACH, EACCES).", "ICMP 不可达或管理性禁止（EHOSTUNREACH、ENETUNREACH、EACCES）。"},
	checks.CauseFirewallLocal:     {"The SYN never leaves: an output rule drops or rejects it.", "SYN 没有发出：output 规则丢弃或拒绝了它。"},
	checks.CauseTCPReset:          {"RST after the handshake, whatever is sent.", "三次握手后，不论发什么都 RST。"},
	checks.CauseAddressPartlyDead: {"Some A or AAAA records accept, others are silent or refuse.", "部分 A 或 AAAA 能连上，其余无应答或拒绝。"},
}

var expertSecure = map[checks.Cause]text{
	checks.CauseProxyMalformed:      {"httpproxy.FromEnvironment cannot parse the value, or net/url puts host and port elsewhere.", "httpproxy.FromEnvironment 无法解析该值，或 net/url 把主机和端口分错了。"},
	checks.CauseProxyUnresolvable:   {"No address for the proxy's own host name.", "代理自身的主机名查不到地址。"},
	checks.CauseProxyRefused:        {"RST from the proxy's port.", "代理端口返回 RST。"},
	checks.CauseProxyTimeout:        {"No SYN-ACK from the proxy, or no reply to CONNECT.", "代理没有 SYN-ACK，或对 CONNECT 无应答。"},
	checks.CauseProxyAuthRequired:   {"407 to CONNECT; go sends Basic from the URL only.", "CONNECT 得到 407；go 只会发 URL 里的 Basic 凭据。"},
	checks.CauseProxyForbidden:      {"403 to CONNECT: the ACL denies host or port.", "CONNECT 得到 403：ACL 禁止该主机或端口。"},
	checks.CauseProxyUpstreamFailed: {"502, 503 or 504 to CONNECT.", "CONNECT 得到 502、503 或 504。"},
	checks.CauseProxyNotAProxy:      {"The peer answers, and neither to CONNECT nor to the SOCKS greeting.", "对端有回应，但不懂 CONNECT 或 SOCKS 问候。"},
	checks.CauseProxyNeeded:         {"Direct dials fail; the same target through a known proxy gets 200.", "直连失败；经已知代理连同一目标得到 200。"},
	checks.CauseNoProxyMissing:      {"The proxy fails on an internal host that accepts direct connections.", "代理连不到内部主机，而直连可以。"},
	checks.CauseNoProxyTooBroad:     {"A NO_PROXY entry matches a host that is reachable through the proxy only.", "NO_PROXY 的某项匹配了只能经代理到达的主机。"},
	checks.CauseCABundleMissing:     {"x509.SystemCertPool is empty.", "x509.SystemCertPool 为空。"},
	checks.CauseCASettingBroken:     {"SSL_CERT_FILE or SSL_CERT_DIR replaces the system's roots with nothing.", "SSL_CERT_FILE 或 SSL_CERT_DIR 用空内容替换了系统根证书。"},
	checks.CauseTLSIntercepted:      {"One foreign issuer for several names, none of them of the public PKI.", "多个域名都由同一个非公共 PKI 的签发者签发。"},
	checks.CauseTLSUnknownAuthority: {"x509.UnknownAuthorityError; the chain ends in no known root.", "x509.UnknownAuthorityError；证书链没有到达已知的根。"},
	checks.CauseTLSExpired:          {"notAfter is past by a clock that Date headers confirm.", "notAfter 已过，而时钟有 Date 响应头佐证。"},
	checks.CauseClockSkew:           {"Local time outside of validity that Date headers lie within.", "本机时间在有效期之外，而 Date 响应头在其内。"},
	checks.CauseTLSNameMismatch:     {"x509.HostnameError: the SAN does not cover the name.", "x509.HostnameError：SAN 不含该名称。"},
	checks.CauseTLSReset:            {"RST or FIN after the ClientHello with this SNI; another SNI passes.", "带此 SNI 的 ClientHello 之后 RST 或 FIN；换 SNI 可以通过。"},
	checks.CauseTLSHelloTooLarge:    {"A ClientHello over one MSS (X25519MLKEM768) is silent; without it the server answers.", "超过一个 MSS 的 ClientHello（X25519MLKEM768）无应答，去掉后有应答。"},
	checks.CauseTLSTimeout:          {"No ServerHello within 4 to 10 s of the ClientHello.", "ClientHello 之后 4 到 10 秒内没有 ServerHello。"},
	checks.CauseTLSNotTLS:           {"tls.RecordHeaderError: the first bytes are no TLS record.", "tls.RecordHeaderError：开头的字节不是 TLS 记录。"},
	checks.CauseTLSVersion:          {"Alert protocol_version or handshake_failure: nothing from TLS 1.2 on in common.", "protocol_version 或 handshake_failure 警报：TLS 1.2 以上没有共同点。"},
}
