package words

import "gomend/checks"

// EvidenceKey is the label of a piece of evidence. Names of settings, and keys that
// are not known, stay as they are.
func (w *Words) EvidenceKey(key string) string {
	if label, ok := evidenceKeys[key]; ok {
		return label.in(w.lang)
	}
	return key
}

// EvidenceValue is the value of a piece of evidence. What is ours in it is put into
// words; names, numbers and what others said stay as they are.
func (w *Words) EvidenceValue(e checks.Evidence) string {
	switch e.Key {
	case "default-route", "trust", "directly", "kept-back", "packets", "trace", "machine", "rules", "seen", "checksums":
		if said, ok := evidenceValues[e.Value]; ok {
			return said.in(w.lang)
		}
	}
	if known, ok := codes[checks.Code(e.Value)]; ok {
		return known.short.in(w.lang)
	}
	if said, ok := w.shaped(e); ok {
		return said
	}
	return e.Value
}

var evidenceValues = map[string]text{
	"IPv4 yes, IPv6 yes":           {"IPv4 yes, IPv6 yes", "IPv4 有，IPv6 有"},
	"IPv4 yes, IPv6 no":            {"IPv4 yes, IPv6 no", "IPv4 有，IPv6 无"},
	"IPv4 no, IPv6 yes":            {"IPv4 no, IPv6 yes", "IPv4 无，IPv6 有"},
	"IPv4 no, IPv6 no":             {"IPv4 no, IPv6 no", "IPv4 无，IPv6 无"},
	"works":                        {"works", "能用"},
	"relayed":                      {"relayed", "会转发"},
	"not relayed":                  {"not relayed", "不转发"},
	"by this machine's own kernel": {"by this computer itself", "被这台电脑自己拦下"},
	"small ones arrive, full-sized ones do not": {"small ones arrive, full-sized ones do not", "小包能到，满包到不了"},
	"reset-here":                {"refused by this computer itself", "由这台电脑自己拒绝"},
	"answers-dropped":           {"the answers arrive and are dropped here", "应答到了，却在本机被丢弃"},
	"lost-here":                 {"lost here, before the interface", "在本机到接口之间丢失"},
	"kept-here":                 {"sending is not permitted", "不允许发送"},
	"may be read by root alone": {"may be read by root alone", "只有 root 能读"},
	"not available here":        {"not available here", "此系统不支持"},
	"no router answered":        {"no router answered", "没有路由器回应"},
	"answers":                   {"answers an echo request, or at a closed port", "回应了 ping 或发往关闭端口的包"},
	"the certificate of the issuer did not come along": {"the certificate of the issuer did not come along", "颁发者的证书没有一起发来"},
	"by an authority that was added to this machine":   {"by an authority that was added to this computer", "来自后来加到这台电脑上的机构"},
}

var evidenceKeys = map[string]text{
	"interface":     {"interface", "接口"},
	"default-route": {"default route", "默认路由"},
	"system":        {"system", "系统"},
	"kept-by":       {"kept by", "管理者"},
	"container":     {"container", "容器"},
	"to":            {"to", "目的地址"},
	"gateway":       {"gateway", "网关"},
	"source":        {"source", "来源"},
	"failure":       {"failure", "失败"},
	"neighbour":     {"neighbour", "邻居状态"},
	"lost":          {"lost", "丢失"},
	"packets":       {"packets", "数据包"},
	"file":          {"file", "文件"},
	"nameservers":   {"nameservers", "域名服务器"},
	"ignored":       {"ignored", "忽略"},
	"search":        {"search", "搜索域"},
	"options":       {"options", "选项"},
	"order":         {"order", "顺序"},
	"server":        {"server", "服务器"},
	"name":          {"name", "名称"},
	"addresses":     {"addresses", "地址"},
	"address":       {"address", "地址"},
	"rcode":         {"rcode", "rcode"},
	"recursion":     {"asks others", "会问别的服务器"},
	"without-edns":  {"without EDNS", "不带 EDNS 时"},
	"detail":        {"detail", "细节"},
	"received":      {"received", "已收到"},
	"time":          {"time", "用时"},
	"tcp":           {"over TCP", "用 TCP"},
	"host":          {"host", "主机"},
	"line":          {"line", "所在行"},
	"found-as":      {"found as", "实际查到"},
	"delay":         {"delay", "耽误"},
	"compare":       {"compare", "对照"},
	"level":         {"zone", "区域"},
	"alias":         {"alias of", "别名指向"},
	"forged":        {"forged", "伪造"},
	"dnssec":        {"signatures", "签名链"},
	"signature":     {"signature", "签名"},
	"connected":     {"connected", "已连接"},
	"silent":        {"silent", "无应答"},
	"failed":        {"failed", "失败"},
	"kept-back":     {"kept back", "未发出"},
	"refused-by":    {"refused by", "拒绝者"},
	"firewall":      {"firewall", "防火墙"},
	"chain":         {"chain", "链"},
	"handle":        {"handle", "编号"},
	"rule":          {"rule", "规则"},
	"rules":         {"rules", "规则"},
	"seen":          {"seen", "观察到"},
	"router":        {"router", "路由器"},
	"trace":         {"way", "途中"},
	"no-such-name":  {"for a name that cannot exist", "不可能存在的名字也给出"},
	"same-address":  {"the same address for", "同一地址也给了"},
	"address-of":    {"the address belongs to", "地址属于"},
	"second-answer": {"second answer", "第二个答案"},
	"over-tcp":      {"over TCP", "改用 TCP"},
	"times-refused": {"refused", "被拒绝"},
	"times-cut":     {"cut", "被切断"},
	"times-silent":  {"without an answer", "无应答"},
	"machine":       {"machine there", "那台机器"},
	"tries":         {"tries", "尝试"},
	"proxy":         {"proxy", "代理"},
	"target":        {"target", "目标"},
	"status":        {"status", "状态码"},
	"socks-reply":   {"SOCKS reply", "SOCKS 应答"},
	"wants":         {"wants", "要求"},
	"answered":      {"answered", "应答"},
	"speaks":        {"speaks", "使用协议"},
	"version":       {"version", "版本"},
	"subject":       {"subject", "主体"},
	"issuer":        {"issuer", "颁发者"},
	"valid-for":     {"valid for", "适用于"},
	"valid":         {"valid", "有效期"},
	"trust":         {"trusted", "信任"},
	"other-name":    {"other name", "换名称"},
	"small-hello":   {"small hello", "小握手"},
	"small-packets": {"in small packets", "用小数据包"},
	"plain-text":    {"plain text", "不加密"},
	"other-address": {"other address", "换地址"},
	"directly":      {"directly", "直接连接"},
	"through":       {"through", "经过"},
	"roots":         {"roots", "根证书"},
	"zip":           {"zip", "zip"},
	"checksums":     {"checksum database", "校验和数据库"},
	"files":         {"files", "文件"},
	"here":          {"here", "本机"},
	"there":         {"there", "对方"},
	"from":          {"from", "来自"},
	"path":          {"path", "路径"},
	"url":           {"URL", "网址"},
	"redirected-to": {"sent on to", "转到"},
	"content-type":  {"content type", "内容类型"},
	"answer":        {"answer", "回答"},
	"known-module":  {"a module that all have", "通用模块"},
	"retry-after":   {"retry after", "多久后再试"},
	"failed-at":     {"failed at", "失败处"},
	"connection":    {"connection", "连接"},
	"module":        {"module", "模块"},
	"repository":    {"repository", "仓库"},
	"program":       {"program", "程序"},
	"said":          {"said", "输出"},
	"sslCAInfo":     {"http.sslCAInfo", "http.sslCAInfo"},
	"owner":         {"owner", "所有者"},
	"free":          {"free", "剩余空间"},
	"needed":        {"needed", "需要"},
	"go":            {"go", "go"},
	"crashed":       {"crashed", "崩溃"},
	"SSL_CERT_FILE": {"SSL_CERT_FILE", "SSL_CERT_FILE"},
	"SSL_CERT_DIR":  {"SSL_CERT_DIR", "SSL_CERT_DIR"},
}
