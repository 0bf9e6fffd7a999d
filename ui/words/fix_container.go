package words

// containerFixes: title, why. They are about containers, images and pods.
var containerFixes = map[string]fixWords{
	"docker-run-dns": {
		text{"Give the container the nameservers {dns1|A} and {dns2|B}", "给容器指定域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"Those that it uses are the host's or were named when it was started, and do not serve it. Only the container you start is affected.", "它用的是宿主机的或启动时指定的域名服务器，在容器里不管用。只影响你启动的容器。"},
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
		text{"Give the container a network that leads outside", "给容器配一个通外面的网络"},
		text{"It has none (--network none), or one that leads nowhere (--internal). The second line is for a container that runs. Only that container is affected.", "它没有网络（--network none），或者它的网络不通外面（--internal）。第二行用于正在运行的容器。只影响这个容器。"},
	},
	"pod-network-look": {
		text{"See what the cluster allows this pod", "看看集群允许这个 Pod 访问什么"},
		text{"A NetworkPolicy for egress has to allow the nameservers and port 443. Ask those who run the cluster.", "出站的 NetworkPolicy 要放行域名服务器和 443 端口。请找管理集群的人。"},
	},
	"k8s-dns-servers": {
		text{"Give the pod the nameservers {dns1|A} and {dns2|B}", "给 Pod 指定域名服务器 {dns1|A} 和 {dns2|B}"},
		text{"Put these lines into the spec of the pod. It then no longer finds the services of the cluster by their names.", "把这几行写进 Pod 的 spec。之后它就不能按名字找到集群里的服务了。"},
	},
	"modcache-container": {
		text{"Start the container with folders that go may write to", "启动容器时给 go 可以写入的文件夹"},
		text{"They are in memory and gone with the container; a volume in their place (-v NAME:/tmp) stays.", "它们在内存里，随容器一起消失；换成卷（-v NAME:/tmp）就能保留。"},
	},
	"modcache-shell": {
		text{"Let go use folders below /tmp in this shell", "在这个 shell 里让 go 使用 /tmp 下的文件夹"},
		text{"They are gone with the container.", "它们随容器一起消失。"},
	},
	"container-extra-hosts": {
		text{"Start the container without the line for {host|this name}", "启动容器时去掉 {host|这个名称} 那一行"},
		text{"The hosts file of a container is written when it starts. Look for --add-host in the command, or extra_hosts in the Compose file.", "容器的 hosts 文件在启动时写好。看看启动命令里的 --add-host，或 Compose 文件里的 extra_hosts。"},
	},
	"pod-hosts-look": {
		text{"Start the pod without the line for {host|this name}", "启动 Pod 时去掉 {host|这个名称} 那一行"},
		text{"The hosts file of a pod is written when it starts, from hostAliases in its spec.", "Pod 的 hosts 文件在启动时写好，来自 spec 里的 hostAliases。"},
	},
	"container-join-network": {
		text{"Put both containers into one network", "让两个容器在同一个网络里"},
		text{"The name of a container is known only in networks that it is part of, and never in Docker's default one.", "容器的名字只有在它所在的网络里才认得，Docker 的默认网络里从来不认得。"},
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
