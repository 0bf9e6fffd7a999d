package words

import "gomend/checks"

// trials are the words of what go is asked to do besides fetching one module, by
// the id of the check.
var trials = map[string]kindWords{
	checks.KindGoDownload.Name(string(checks.TrialProject)): {
		text{"Does go get all that this project needs?", "go 能下载这个项目需要的一切吗？"},
		text{"all modules of {target|go.mod}", "{target|go.mod} 的全部模块"},
		text{"One module that arrives says nothing of the others, which may come from elsewhere.", "一个模块能下载，不代表其他模块也能：它们可能来自别处。"},
		text{"Go fetched all that this project needs.", "go 下载了这个项目需要的一切。"},
		text{"Every module of this project can be fetched from here.", "这个项目的每个模块都能从这里下载。"},
	},
	checks.KindGoDownload.Name(string(checks.TrialCached)): {
		text{"Has go all that this project needs already?", "这个项目需要的一切，go 是不是已经有了？"},
		text{"without the network", "不用网络"},
		text{"What is in the module cache, or vendored, go does not fetch again.", "模块缓存或 vendor 里已有的，go 不会再下载。"},
		text{"Go has all that this project needs, without fetching.", "这个项目需要的一切 go 都已经有了，不用下载。"},
		text{"A build works even without a network.", "即使没有网络，也能构建。"},
	},
}
