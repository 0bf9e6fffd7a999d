package words

// containerFixes: title, why. They are about containers, images and pods.
var containerFixes = map[string]fixWords{
	"docker-run-dns": {
		text{"Give the container the nameservers {dns1|A} and {dns2|B}", "给容器指定域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"It has taken over a nameserver that exists only on the host. Only the container you start is affected.", "它沿用了只在宿主机上有的域名服务器。只影响你启动的容器。"},
	},
	"compose-override": {
		text{"Give the service other nameservers in compose.override.yaml", "在 compose.override.yaml 里给服务换域名服务器"},
		text{"A new file beside compose.yaml; put the name of your service in. The build then uses the network of the host. Delete the file to take it back.", "放在 compose.yaml 旁边的新文件，填上你的服务名。构建时会使用宿主机的网络。删掉文件即可撤销。"},
	},
	"buildkit-dns": {
		text{"Give image builds other nameservers", "给镜像构建换域名服务器"},
		text{"A builder of its own does not read the settings of the Docker daemon. The first two lines are a file named buildkitd.toml.", "单独的构建器不读 Docker 守护进程的设置。前两行写进名为 buildkitd.toml 的文件。"},
	},
	"podman-net": {
		text{"Give the Podman container other nameservers", "给 Podman 容器换域名服务器"},
		text{"Without root, names go through the host's own resolver, which may not answer there. Only what you start this way is affected.", "不用 root 时，域名经宿主机的解析服务查询，它可能不应答。只影响这样启动的容器。"},
	},
	"docker-daemon-dns": {
		text{"Give all containers other nameservers", "给所有容器换域名服务器"},
		text{"Put the second line into the file that the first one shows. The restart stops running containers.", "把第二行写进第一行显示的文件。重启会停掉正在运行的容器。"},
	},
	"k8s-dns-snippet": {
		text{"Lower ndots for the pod", "调低 Pod 的 ndots"},
		text{"Put these lines into the spec of the pod. Names with a dot are then looked up as they are.", "把这几行写进 Pod 的 spec。带点的域名就会按原样查询。"},
	},
	"search-domain-container": {
		text{"Start the container without a search domain", "启动容器时不用搜索域"},
		text{"Names are then looked up as they are written. Only the container you start is affected.", "之后域名按原样查询。只影响你启动的容器。"},
	},
	"container-network-mode": {
		text{"Start the container with a network", "带网络启动容器"},
		text{"It was started without one (--network none). Only the container you start is affected.", "它启动时没有配网络（--network none）。只影响你启动的容器。"},
	},
	"container-build-network": {
		text{"Build the image with a network", "构建镜像时带上网络"},
		text{"Some builders switch the network off for each step.", "有些构建工具会关掉每一步的网络。"},
	},
	"mtu-container": {
		text{"Use a container network with smaller packets", "使用数据包更小的容器网络"},
		text{"The bridge of the containers allows larger packets than the way out. Only containers on the new network are affected.", "容器网桥允许的数据包比出口能过的大。只影响加入新网络的容器。"},
	},
	"docker-daemon-mtu": {
		text{"Make the packets of all containers smaller", "把所有容器的数据包改小"},
		text{"Put the second line into the file that the first one shows. It counts for new networks; the restart stops running containers.", "把第二行写进第一行显示的文件。只对新建的网络有效，重启会停掉正在运行的容器。"},
	},
	"mss-clamp-nft": {
		text{"Make the host shorten the packets of its containers", "让宿主机把容器的数据包改短"},
		text{"On the host; containers need nothing then. Gone after a restart, or with: sudo nft delete table inet gomend_mss", "在宿主机上运行，容器不用改。重启后失效，也可以这样撤销：sudo nft delete table inet gomend_mss"},
	},
}
