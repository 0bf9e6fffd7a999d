package words

// secureFixes: title, why.
var secureFixes = map[string]fixWords{
	"proxy-env-set": {
		text{"Use the proxy {proxy|that works}", "使用代理 {proxy|（已知可用）}"},
		text{"It was seen to work. gomend sets it for this shell and keeps it for new ones; typed by hand, it counts for this shell only.", "已确认它能用。gomend 会为当前 shell 设置，并为新开的 shell 保留；手动输入则只影响当前 shell。"},
	},
	"proxy-set-guide": {
		text{"Set the proxy for this shell", "为当前 shell 设置代理"},
		text{"Put in the address that your company or proxy program names.", "填入公司或代理程序给出的地址。"},
	},
	"proxy-env-unset": {
		text{"Stop using the proxy", "不再使用代理"},
		text{"Go then connects directly. The line that sets it must go too, or it comes back in new shells.", "之后 go 直接连接。设置它的那一行也要去掉，否则新开的 shell 又会有。"},
	},
	"proxy-env-repair": {
		text{"Write {setting|the setting} so that go can use it", "把 {setting|这项设置} 改成 go 能用的写法"},
		text{"The same proxy without the mistake. gomend sets it for this shell and keeps it for new ones; typed by hand, it counts for this shell only.", "还是同一个代理，只改掉错误。gomend 会为当前 shell 设置，并为新开的 shell 保留；手动输入则只影响当前 shell。"},
	},
	"proxy-rewrite": {
		text{"Write the proxy setting anew", "重新写代理设置"},
		text{"The form is http://host:port, without quotes and blanks. Most proxies want http:// also for https pages.", "写成 http://host:port，不要引号和空格。访问 https 网页时，多数代理也写 http://。"},
	},
	"proxy-look": {
		text{"See which proxy is set, and what it answers", "看看设置了哪个代理，它怎么回答"},
		text{"Changes nothing.", "不改动任何东西。"},
	},
	"proxy-auth-guide": {
		text{"Give name and password to the proxy", "给代理提供用户名和密码"},
		text{"Only this shell is affected. Write @ as %40, # as %23 and a colon as %3A in the password. The line may stay in the history of the shell.", "只影响当前 shell。密码里的 @ 写成 %40，# 写成 %23，冒号写成 %3A。这一行可能留在 shell 的历史记录里。"},
	},
	"proxy-relay": {
		text{"Run a local relay that signs in (px, cntlm)", "在本机运行会登录的中转程序（px、cntlm）"},
		text{"For proxies that want NTLM or Kerberos, which go cannot do.", "适用于要求 NTLM 或 Kerberos 的代理，go 自己不会这两种。"},
	},
	"proxy-container": {
		text{"Point the container at the proxy of its host", "让容器使用宿主机的代理"},
		text{"In a container 127.0.0.1 is the container itself. The proxy must accept connections from other hosts.", "在容器里 127.0.0.1 是容器自己。代理要允许来自其他主机的连接。"},
	},
	"no-proxy-set": {
		text{"Reach {host|the host} without the proxy", "不经过代理连接 {host|这台主机}"},
		text{"Adds it to NO_PROXY. gomend sets it for this shell and keeps it for new ones; typed by hand, it counts for this shell only.", "把它加进 NO_PROXY。gomend 会为当前 shell 设置，并为新开的 shell 保留；手动输入则只影响当前 shell。"},
	},
	"no-proxy-look": {
		text{"See what is exempt from the proxy", "看看哪些主机不经过代理"},
		text{"A name covers itself and everything below it. Changes nothing.", "一个域名包含它自己和它下面的所有子域名。不改动任何东西。"},
	},
	"no-proxy-narrow": {
		text{"Send {host|the server} through the proxy again", "让 {host|服务器} 重新经过代理"},
		text{"Takes the entry that covers it out of NO_PROXY. gomend sets it for this shell and keeps it for new ones; typed by hand, it counts for this shell only.", "从 NO_PROXY 里去掉包含它的那一项。gomend 会为当前 shell 设置，并为新开的 shell 保留；手动输入则只影响当前 shell。"},
	},
	"ca-bundle-install": {
		text{"Install the root certificates", "安装根证书"},
		text{"From the system's own source, with apt, apk, dnf, pacman or zypper. Affects everybody on this computer, holds after a restart, and is not taken back.", "从系统自己的来源安装，用 apt、apk、dnf、pacman 或 zypper。影响这台电脑上的所有人，重启后仍有效，不会撤销。"},
	},
	"ca-install-other": {
		text{"Install the root certificates on another Linux", "在其他 Linux 上安装根证书"},
		text{"One line each for Alpine, Fedora, Arch and openSUSE.", "四行分别用于 Alpine、Fedora、Arch 和 openSUSE。"},
	},
	"ssl-cert-env-repair": {
		text{"Stop using {setting|the certificate setting}", "不再使用 {setting|证书设置}"},
		text{"It names no usable certificates; those of the system count again. The line that sets it must go too.", "它指向的地方没有可用的证书。去掉后系统的根证书重新生效，设置它的那一行也要去掉。"},
	},
	"ca-setting-git": {
		text{"Take the certificate setting out of git", "去掉 git 的证书设置"},
		text{"The first line shows the value and its file; note it to go back.", "第一行会显示它的值和所在文件，记下来以便改回去。"},
	},
	"corporate-ca-import": {
		text{"Trust the certificate authority of your company", "信任公司的证书颁发机构"},
		text{"Whoever holds this authority can read all TLS traffic of this computer. Get the file and its fingerprint from your IT department, not from this network: you type the last 8 digits. Affects everybody here and holds after a restart; Java, Node and Python keep lists of their own.", "掌握这个颁发机构的人能读到这台电脑的全部 TLS 流量。文件和指纹要从公司 IT 部门拿，不要从这个网络上取：你需要输入指纹的最后 8 位。影响这里的所有人，重启后仍有效；Java、Node 和 Python 有各自的列表。"},
	},
	"ca-import-image": {
		text{"Trust your company's authority in the image", "在镜像里信任公司的证书颁发机构"},
		text{"Get the file from IT, and compare the fingerprint with them first. Only this image is affected.", "文件要向 IT 索取，并先核对指纹。只影响这个镜像。"},
	},
	"cert-look": {
		text{"Look at the certificate that is shown", "看看对方出示的证书"},
		text{"The issuer often names the firewall or program that stands in between. Changes nothing.", "颁发者常常就是中间的防火墙或软件的名字。不改动任何东西。"},
	},
	"clock-sync": {
		text{"Set the clock from the network", "从网络校准时钟"},
		text{"Affects everybody on this computer. A jump of the time can disturb running programs.", "影响这台电脑上的所有人。时间跳变可能干扰正在运行的程序。"},
	},
	"clock-look": {
		text{"Compare the clock with a server", "把时钟与服务器对照"},
		text{"The Date line shows the server's time. In a container, set the clock of the host.", "Date 那一行是服务器的时间。在容器里要校准宿主机的时钟。"},
	},
	"tls-versions-look": {
		text{"See which TLS the server speaks", "看看服务器支持哪种 TLS"},
		text{"Tells its owner what to update. Changes nothing.", "可以告诉它的管理员该更新什么。不改动任何东西。"},
	},
	"godebug-compat": {
		text{"Let go connect as older versions did (GODEBUG={godebug|})", "让 go 像旧版本那样连接（GODEBUG={godebug|}）"},
		text{"Gets through equipment that cannot bear newer hellos or HTTP/2; the connection stays encrypted and checked. gomend sets it for this shell and keeps it for new ones; typed by hand, it counts for this shell only.", "能通过处理不了新握手或 HTTP/2 的设备，连接仍然加密，也仍会检验。gomend 会为当前 shell 设置，并为新开的 shell 保留；手动输入则只影响当前 shell。"},
	},
	"corporate-ca-import-user": {
		text{"Trust your company's authority for yourself alone", "只为你自己信任公司的证书颁发机构"},
		text{"Needs no administrator: go and git read a list of roots of your own. Whoever owns the authority can read your encrypted traffic. Get the file from IT, and compare the fingerprint with them.", "不需要管理员：go 和 git 改用你自己的根证书列表。掌握这个机构的人能看到你的加密通信。文件要向 IT 索取，并核对指纹。"},
	},
}
