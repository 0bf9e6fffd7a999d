package words

import "gomend/checks"

// layerWords are the name of a layer, its name on a narrow screen, and what it asks.
type layerWords struct{ name, short, why text }

var layers = map[checks.Layer]layerWords{
	checks.LayerNetwork: {
		text{"Network", "网络"}, text{"Net", "网络"},
		text{"A packet must be able to leave this computer and come back.", "数据包要能离开这台电脑，也要能回来。"},
	},
	checks.LayerDNS: {
		text{"DNS", "域名解析"}, text{"DNS", "DNS"},
		text{"Go knows names. It must learn the address behind each of them.", "Go 只知道域名，要先查到域名对应的地址。"},
	},
	checks.LayerTransport: {
		text{"Transport & firewall", "传输与防火墙"}, text{"TCP", "TCP"},
		text{"An address is not enough: the connection must also be let through.", "有地址还不够，连接也要能通过。"},
	},
	checks.LayerSecure: {
		text{"TLS & proxy", "TLS 与代理"}, text{"TLS", "TLS"},
		text{"The connection must be encrypted, and lead to the right server.", "连接要加密，而且对面要真的是那台服务器。"},
	},
	checks.LayerModule: {
		text{"Go modules", "Go 模块"}, text{"Go", "Go"},
		text{"The server must hand out the module, and go must accept it.", "服务器要能提供模块，go 也要认可它。"},
	},
}

// Layer is the name of a layer: "Transport & firewall".
func (w *Words) Layer(l checks.Layer) string { return layers[l].name.in(w.lang) }

// LayerShort is the name of a layer on a narrow screen: "TCP".
func (w *Words) LayerShort(l checks.Layer) string { return layers[l].short.in(w.lang) }

// LayerWhy is one line that says what the layer is for.
func (w *Words) LayerWhy(l checks.Layer) string { return layers[l].why.in(w.lang) }

// Status is a status as one word.
func (w *Words) Status(s checks.Status) string {
	switch s {
	case checks.Pass:
		return w.Passed
	case checks.Warn:
		return w.Noted
	case checks.Fail:
		return w.Failed
	case checks.Skip:
		return w.SkippedState
	}
	return w.Unclear
}
