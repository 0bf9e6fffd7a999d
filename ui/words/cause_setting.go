package words

import "gomend/checks"

// settingCauses are those causes of the module layer that lie on this computer:
// headline, meaning, advice.
var settingCauses = map[checks.Cause]causeWords{
	checks.CauseGoMissing: {
		text{"The go command was not found.", "找不到 go 命令。"},
		text{"Go is not installed, or its folder is missing from PATH.", "Go 没有安装，或者它所在的文件夹不在 PATH 里。"},
		text{"Install Go from https://go.dev/dl/ (in mainland China https://golang.google.cn/dl/), or add its bin folder to PATH.", "从 https://golang.google.cn/dl/ 安装 Go，或者把它的 bin 文件夹加进 PATH。"},
	},
	checks.CauseGOPROXYOff: {
		text{"A setting forbids go to fetch modules: GOPROXY=off.", "有设置禁止 go 下载模块：GOPROXY=off。"},
		text{"Go does not even try, so the network has nothing to do with it.", "go 根本没有去试，与网络无关。"},
		text{"Take the setting away, unless it is there on purpose. Then the modules must come from a vendor folder.", "去掉这项设置。如果是有意设置的，模块就要放在 vendor 文件夹里。"},
	},
	checks.CauseGOPROXYMalformed: {
		text{"GOPROXY cannot be used as it is written.", "GOPROXY 的写法有误。"},
		text{"Go reads the list literally. Entries are separated by a comma or |, and each is a URL, direct or off.", "go 按字面读取这个列表。各项用逗号或 | 分开，每一项是网址、direct 或 off。"},
		text{"Write it anew, without quotes and blanks: https://proxy.golang.org,direct", "重新写一遍，不要引号和空格：https://goproxy.cn,direct"},
	},
	checks.CauseGOSUMDBMalformed: {
		text{"GOSUMDB cannot be used as it is written.", "GOSUMDB 的写法有误。"},
		text{"It must name a checksum database that go knows. “on” or the name of a module proxy does not work here.", "它必须是 go 认识的校验和数据库。“on”和模块代理的名字都不是。"},
		text{"Take the setting away, so that go uses its default; or write sum.golang.google.cn.", "去掉这项设置，让 go 用默认值；或者写成 sum.golang.google.cn。"},
	},
	checks.CauseSettingMalformed: {
		text{"A setting of go cannot be used as it is written.", "go 的某项设置写法有误。"},
		text{"Go stops before it contacts anybody, whatever the network is like.", "不管网络怎样，go 还没联系任何主机就停下了。"},
		text{"Look at the setting that is named, and take it away or write it anew.", "看看指出的那项设置，去掉它或者重新写。"},
	},
	checks.CauseGoEnvConflict: {
		text{"A variable of the shell hides the setting stored with go env -w.", "shell 里的变量覆盖了用 go env -w 保存的设置。"},
		text{"What is exported goes first, so the stored value has no effect, and the exported one is the one that fails.", "导出的变量优先，所以保存的值不起作用，而失败的正是导出的那个。"},
		text{"Unset the variable, and take the line out of the file that exports it.", "取消这个变量，并从导出它的文件里删掉那一行。"},
	},
	checks.CauseGOPATHMode: {
		text{"Modules are switched off (GO111MODULE=off).", "模块功能被关掉了（GO111MODULE=off）。"},
		text{"Go then works as before 2018: it ignores GOPROXY and fetches everything with git.", "这样 go 会像 2018 年以前那样工作：不看 GOPROXY，全部用 git 去取。"},
		text{"Switch modules on again.", "重新打开模块功能。"},
	},
	checks.CauseOtherEnvironment: {
		text{"go ran with other settings than those seen here.", "go 运行时的设置与这里看到的不同。"},
		text{"The failing host does not follow from the settings of this shell. An image build, sudo, an editor or CI has its own.", "从这里的设置推不出失败的那台主机。镜像构建、sudo、编辑器和 CI 各有自己的设置。"},
		text{"Look at go env where it failed, and set the values there.", "到失败的地方看 go env，并在那里设置。"},
	},
	checks.CauseGoSumIncomplete: {
		text{"go.sum lacks entries that this command may not add.", "go.sum 缺少条目，而这条命令不能补上。"},
		text{"The network is fine. go.mod and go.sum do not fit together, for instance after a merge.", "网络没问题，是 go.mod 与 go.sum 对不上，例如合并代码之后。"},
		text{"Let go complete it: go mod tidy", "让 go 补全：go mod tidy"},
	},
	checks.CauseModCacheUnwritable: {
		text{"The module cache cannot be written.", "模块缓存无法写入。"},
		text{"The folder belongs to another user or is read-only, often because go was once run with sudo.", "文件夹属于别的用户或是只读的，常见原因是曾用 sudo 运行过 go。"},
		text{"Take the folder back, or let go use another one.", "把文件夹的所有权改回来，或者让 go 用另一个文件夹。"},
	},
	checks.CauseModCacheCorrupt: {
		text{"The module cache holds a damaged file.", "模块缓存里有损坏的文件。"},
		text{"An earlier download was cut, or a sign-in page was stored as a module. It keeps failing also on a good network.", "以前的下载中断了，或者把登录页面当成模块存了下来。网络再好也会一直失败。"},
		text{"Remove that module from the cache and fetch it again.", "从缓存里删掉那个模块，再重新下载。"},
	},
	checks.CauseDiskFull: {
		text{"The disk is full where modules are kept.", "存放模块的磁盘满了。"},
		text{"Downloads break off or look damaged because they cannot be stored.", "下载的内容存不下，看起来就像中断或损坏。"},
		text{"Make room: the build cache can be emptied safely.", "腾出空间：编译缓存可以放心清空。"},
	},
	checks.CauseVendorMode: {
		text{"go may only use the vendor folder, and that is missing or out of date.", "go 只能用 vendor 文件夹，而它不存在或已过时。"},
		text{"With -mod=vendor go fetches nothing. The folder must fit go.mod exactly.", "用了 -mod=vendor，go 不会下载任何东西，文件夹必须与 go.mod 完全一致。"},
		text{"Fill the folder anew, or take -mod=vendor out of GOFLAGS.", "重新生成这个文件夹，或者从 GOFLAGS 里去掉 -mod=vendor。"},
	},
}
