package words

// settingFixes: title, why. They are about go and its files on this computer.
var settingFixes = map[string]fixWords{
	"go-install": {
		text{"Install Go", "安装 Go"},
		text{"Or take it from https://go.dev/dl/, in mainland China https://golang.google.cn/dl/.", "也可以从 https://golang.google.cn/dl/ 下载安装包。"},
	},
	"go-path": {
		text{"Add Go to PATH", "把 Go 加进 PATH"},
		text{"If Go is installed already: the first line looks for it, the second makes it found in this shell.", "如果 Go 已经安装：第一行找出它在哪里，第二行让当前 shell 找到它。"},
	},
	"goproxy-on": {
		text{"Let go fetch modules again", "让 go 重新下载模块"},
		text{"GOPROXY goes back to its default. Only if off was not set on purpose.", "GOPROXY 恢复默认值。如果 off 是有意设置的，就不要改。"},
	},
	"goproxy-default": {
		text{"Write GOPROXY anew", "重新写 GOPROXY"},
		text{"Only your user is affected. To take it back: go env -u GOPROXY", "只影响你这个用户。撤销：go env -u GOPROXY"},
	},
	"goenv-repair": {
		text{"Write {setting|the setting} so that go can use it", "把 {setting|这项设置} 改成 go 能用的写法"},
		text{"The same value without the mistake. Only your user is affected.", "值不变，只改掉错误。只影响你这个用户。"},
	},
	"goenv-unshadow": {
		text{"Unset the exported {setting|GOPROXY}", "取消导出的 {setting|GOPROXY}"},
		text{"The value stored with go env -w then counts. Take the line also out of the file that grep names, or new shells set it again.", "之后用 go env -w 保存的值生效。grep 显示的文件里也要删掉那一行，否则新开的 shell 又会设置。"},
	},
	"goenv-look": {
		text{"See what is set, and where", "看看设置了什么，在哪里设置的"},
		text{"Shows what differs from the default, what is exported, and what is stored. Changes nothing.", "显示与默认值不同的、导出的和保存的设置。不改动任何东西。"},
	},
	"modules-on": {
		text{"Switch modules on", "打开模块功能"},
		text{"Takes GO111MODULE away; modules are Go's default. Only your user is affected.", "去掉 GO111MODULE，模块功能本来就是默认打开的。只影响你这个用户。"},
	},
	"environment-look": {
		text{"See the settings where go really ran", "看看 go 实际运行时的设置"},
		text{"Sudo, image builds, editors and CI do not see what your shell exports. Changes nothing.", "sudo、镜像构建、编辑器和 CI 看不到你的 shell 导出的变量。不改动任何东西。"},
	},
	"gomod-resync": {
		text{"Let go complete go.sum", "让 go 补全 go.sum"},
		text{"The first line shows what would change; the second changes go.mod and go.sum.", "第一行显示会改什么，第二行才会修改 go.mod 和 go.sum。"},
	},
	"gosum-download": {
		text{"Add the checksums of all modules", "补上所有模块的校验和"},
		text{"Downloads them all and adds what go.sum lacks. go.mod stays as it is.", "下载所有模块，补上 go.sum 缺少的内容，go.mod 不变。"},
	},
	"modcache-elsewhere": {
		text{"Let go keep modules in another folder", "让 go 把模块放到别的文件夹"},
		text{"In your home folder. To take it back: go env -u GOMODCACHE", "放在你的主目录里。撤销：go env -u GOMODCACHE"},
	},
	"godir-ownership-repair": {
		text{"Make go's folders yours again", "把 go 的文件夹改回你名下"},
		text{"Running go with sudo left files of root in your module cache, build cache or settings. Only these folders in your home are touched. Run go without sudo from then on.", "用 sudo 运行 go，在你的模块缓存、编译缓存或设置里留下了 root 的文件。只改你主目录里的这几个文件夹。以后运行 go 不要加 sudo。"},
	},
	"modcache-evict-module": {
		text{"Set the damaged module aside and fetch it again", "把损坏的模块移开，重新下载"},
		text{"The first line shows which one is damaged. The files are only renamed.", "第一行显示哪个模块坏了。文件只是改名，没有删除。"},
	},
	"modcache-clean-all": {
		text{"Empty the module cache", "清空模块缓存"},
		text{"Everything must be downloaded again, for all projects. This cannot be taken back.", "所有项目的模块都要重新下载，无法撤销。"},
	},
	"disk-space-guide": {
		text{"See how much room there is", "看看还有多少空间"},
		text{"For modules, for builds and for temporary files. Changes nothing.", "分别是模块、编译和临时文件所在的位置。不改动任何东西。"},
	},
	"disk-buildcache": {
		text{"Empty the build cache", "清空编译缓存"},
		text{"Often many gigabytes. Nothing is lost; the next build takes longer.", "常常有好几个 GB。不会丢失东西，只是下次编译会慢一些。"},
	},
	"vendor-resync": {
		text{"Fill the vendor folder anew", "重新生成 vendor 文件夹"},
		text{"Downloads the modules and writes them into the repository. It must fit go.mod again afterwards.", "下载模块并写进仓库，之后就与 go.mod 一致了。"},
	},
	"goflags-mod-repair": {
		text{"Take -mod=vendor out of GOFLAGS", "从 GOFLAGS 里去掉 -mod=vendor"},
		text{"The other flags stay. Go then fetches modules again.", "其他参数不变，之后 go 会重新下载模块。"},
	},
	"vendor-skip": {
		text{"Build once without the vendor folder", "这一次不用 vendor 文件夹编译"},
		text{"Changes no setting.", "不改动任何设置。"},
	},
	"verification-restore": {
		text{"Switch the verification of downloads on again", "重新打开下载校验"},
		text{"Settings that are often recommended, and give it up for everything. Modules of your own hosts stay as they are.", "有些常被推荐的设置会让所有下载都不再校验。你自己主机上的模块不受影响。"},
	},
}
