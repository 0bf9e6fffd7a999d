package words

import "strings"

// configEntries are the keys of the configuration file, what each is for, and an
// example.
var configEntries = []struct {
	about   text
	example string
}{
	{text{"Language of the screen and of the commands: en or zh. Without it, that of the locale.", "界面与命令的语言：en 或 zh。不设置则跟随系统语言。"}, `language = "en"`},
	{text{"Module proxies to try before the well-known ones, the best first.", "优先尝试的模块代理，按顺序排列。"}, `mirrors = ["https://goproxy.example"]`},
	{text{"The company's proxy, tried where a direct connection is blocked.", "公司代理，直连受阻时尝试。"}, `proxy = "http://proxy.corp.example:3128"`},
	{text{"Nameservers that are asked for comparison, in place of the well-known ones.", "用于对照的域名服务器，替代公共的服务器。"}, `public_resolvers = ["192.0.2.53"]`},
	{text{"Hosts and paths of your own modules, as GOPRIVATE takes them. They are never offered to public servers.", "自有模块的主机与路径，写法同 GOPRIVATE。不会建议把它们交给公共服务器。"}, `private_hosts = ["*.corp.example"]`},
	{text{"Fixes that must not be offered or applied. The file for all users locks them for everybody.", "禁止提供或应用的修复。系统级文件中的设置对所有用户生效。"}, `forbidden_fixes = ["goproxy-set"]`},
}

// ConfigTemplate is a configuration file in which nothing is set.
func ConfigTemplate(l Lang) string {
	var b strings.Builder
	b.WriteString("# gomend\n")
	for _, e := range configEntries {
		b.WriteString("\n# " + e.about.in(l) + "\n#" + e.example + "\n")
	}
	return b.String()
}
