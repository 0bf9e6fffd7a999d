package words

// Ask is the question for something that only the person knows, without a colon;
// values fill the places in it. See fix.Ask.
func (w *Words) Ask(name string, values map[string]string) string { return w.say(asks[name], values) }

// AskWrong is said when an answer does not fit.
func (w *Words) AskWrong(name string) string {
	if t, ok := asksWrong[name]; ok {
		return t.in(w.lang)
	}
	return text{"That does not fit. Try again.", "不符合，请再输入一次。"}.in(w.lang)
}

var asks = map[string]text{
	"login":       {"Your user name at {host|the host}", "你在 {host|这台主机} 上的用户名"},
	"token":       {"Your password or token for {host|the host} (not shown)", "你在 {host|这台主机} 上的密码或令牌（不显示）"},
	"host-key":    {"The key of {host|the host} is {fingerprint|not known}. Ask its owner for the fingerprint, and type its last 8 characters", "{host|这台主机} 的密钥指纹是 {fingerprint|（未知）}。请向它的管理员索取指纹，并输入最后 8 个字符"},
	"authority":   {"File with the certificate of your company's authority", "公司证书颁发机构的证书文件"},
	"fingerprint": {"The certificate is {subject|of an unknown authority}, SHA-256 {fingerprint|not known}. Ask IT for the fingerprint, and type its last 8 digits", "证书属于 {subject|未知机构}，SHA-256 指纹是 {fingerprint|（未知）}。请向 IT 索取指纹，并输入最后 8 位"},
}

var asksWrong = map[string]text{
	"login":       {"A user name here has no blanks.", "这里的用户名不能有空白。"},
	"token":       {"A password in this file can have no blanks.", "这个文件里的密码不能有空白。"},
	"host-key":    {"That is not how the fingerprint of this key ends. Stop here if the owner insists: somebody may be in between.", "与这个密钥的指纹结尾不符。如果对方确认没有写错，就到此为止，中间可能有人冒充。"},
	"authority":   {"That file does not hold the certificate of an authority.", "这个文件里没有证书颁发机构的证书。"},
	"fingerprint": {"That is not how the fingerprint of this certificate ends. Do not trust it.", "与这个证书的指纹结尾不符，不要信任它。"},
}
