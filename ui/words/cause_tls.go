package words

import "gomend/checks"

// tlsCauses are those causes of the secure layer that are about encryption:
// headline, meaning, advice.
var tlsCauses = map[checks.Cause]causeWords{
	checks.CauseCABundleMissing: {
		text{"This computer has no root certificates.", "这台电脑没有根证书。"},
		text{"Go cannot check any server without them. Small container images often lack them.", "没有根证书，go 没法检验任何服务器。精简的容器镜像里常常没有。"},
		text{"Install the package ca-certificates.", "安装 ca-certificates 软件包。"},
	},
	checks.CauseCASettingBroken: {
		text{"A setting for certificates points at nothing usable.", "证书设置指向的地方没有可用的内容。"},
		text{"SSL_CERT_FILE, SSL_CERT_DIR or git's http.sslCAInfo hides the certificates that this computer has.", "SSL_CERT_FILE、SSL_CERT_DIR 或 git 的 http.sslCAInfo 让这台电脑原有的根证书不起作用。"},
		text{"Unset that setting, or let it name a file that exists.", "取消这项设置，或者让它指向存在的文件。"},
	},
	checks.CauseTLSIntercepted: {
		text{"Something on the way opens the encryption of {host|the server}.", "途中有设备拆开了 {host|服务器} 的加密连接。"},
		text{"A company firewall or a security program shows its own certificate in place of the server's. Go does not know it and stops.", "公司防火墙或安全软件用自己的证书代替了服务器的证书。go 不认识它，就停下了。"},
		text{"In a company, get its root certificate from IT and install it, also in containers. If nobody told you of this, do not trust this network.", "在公司里，向 IT 要根证书并安装，容器里也要装。如果没人告诉过你这件事，就不要信任这个网络。"},
	},
	checks.CauseTLSUnknownAuthority: {
		text{"This computer does not trust the certificate of {host|the server}.", "这台电脑不信任 {host|服务器} 的证书。"},
		text{"The authority behind it is private or too new for this computer, or the server leaves out a part of the chain.", "担保它的机构是私有的，或者对这台电脑来说太新，也可能服务器漏发了证书链的一部分。"},
		text{"Install the authority of that host, from its owner. On an old system, update the package ca-certificates.", "向这台主机的管理员要它的根证书并安装。系统较旧时，更新 ca-certificates 软件包。"},
	},
	checks.CauseTLSExpired: {
		text{"The certificate of {host|the server} is out of date.", "{host|服务器} 的证书不在有效期内。"},
		text{"The clock here is right. The certificate, or one that it rests on, has ended or has not begun.", "这里的时钟是准的。证书或者它所依赖的某个证书已经过期，或者还没有生效。"},
		text{"Tell its owner, and use another mirror until it is renewed.", "告诉它的管理员，更新之前先用别的镜像。"},
	},
	checks.CauseClockSkew: {
		text{"The clock of this computer is wrong.", "这台电脑的时钟不准。"},
		text{"Certificates are good for a certain time. With this clock, good ones look expired or not yet valid.", "证书有有效期。按这个时钟，好的证书看起来像是过期或尚未生效。"},
		text{"Set the clock, best by switching on automatic time. In a container, set it on the host.", "校准时钟，最好打开自动对时。在容器里，要在宿主机上校准。"},
	},
	checks.CauseTLSNameMismatch: {
		text{"The certificate shown for {host|the server} is not for that name.", "为 {host|服务器} 出示的证书不是给这个名称的。"},
		text{"Another server answered than the one go asked for, or its owner made a mistake.", "应答的不是 go 要找的服务器，或者它的管理员配置有误。"},
		text{"Check the host name in the setting. If it is right, ask its owner or use another mirror.", "检查设置里的主机名。没写错的话，问它的管理员，或者换一个镜像。"},
	},
	checks.CauseTLSReset: {
		text{"Connections to {host|the server} are cut during the handshake.", "与 {host|服务器} 握手时连接被切断。"},
		text{"The address can be reached; as soon as the name of the server goes by, the connection is cut. Filters work this way.", "地址连得上，但服务器名称一出现，连接就被切断。按名称过滤的设备就是这样做的。"},
		text{"Use a mirror with another name, or a proxy. In a company, ask the network team to allow the name.", "换用别的名称的镜像，或者使用代理。在公司里，请网络管理员放行这个名称。"},
	},
	checks.CauseTLSHelloTooLarge: {
		text{"A device on the way swallows the large hello that Go sends.", "途中的设备吞掉了 Go 发出的较大的握手消息。"},
		text{"Since Go 1.24 the first message carries a post-quantum key and no longer fits into one packet. A smaller one is answered.", "从 Go 1.24 起，第一条消息带有抗量子密钥，一个数据包装不下。换成小的就有应答。"},
		text{"Leave the key out with GODEBUG=tlsmlkem=0 for now, and have the device updated.", "暂时用 GODEBUG=tlsmlkem=0 去掉这个密钥，并请人更新那台设备。"},
	},
	checks.CauseTLSTimeout: {
		text{"{host|The server} accepts the connection and never answers the handshake.", "{host|服务器} 接受了连接，却一直不回应握手。"},
		text{"The port is open. Something swallows the first encrypted message: a filter, a device with too small packets, or an overloaded server.", "端口是开的，但第一条加密消息没有回音：可能是过滤、途中数据包大小受限，或者服务器过载。"},
		text{"Try again once. If it stays, use another mirror or another way out (proxy, VPN).", "先再试一次。如果还这样，换镜像，或者换一条出口（代理、VPN）。"},
	},
	checks.CauseTLSNotTLS: {
		text{"{host|The server} does not speak TLS on this port.", "{host|服务器} 在这个端口上不使用 TLS。"},
		text{"The answer was not encrypted: the port is wrong, or a device answers in place of the server.", "回来的内容没有加密：端口写错了，或者有设备代替服务器应答。"},
		text{"Check scheme and port in the setting. A sign-in page of the network can be the reason as well.", "检查设置里的协议和端口。也可能是网络的登录页面。"},
	},
	checks.CauseTLSVersion: {
		text{"{host|The server} and Go have no kind of TLS in common.", "{host|服务器} 和 Go 没有共同的 TLS 版本或加密套件。"},
		text{"The two have no version or cipher in common. The server, or a proxy in front of it, is too old.", "双方没有共同的版本或加密套件。是服务器或它前面的代理太旧。"},
		text{"Have the server or the device updated, and use another mirror meanwhile.", "请人更新服务器或设备，暂时换一个镜像。"},
	},
}
