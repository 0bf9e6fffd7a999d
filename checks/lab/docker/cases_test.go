//go:build linux

package docker

import (
	"gomend/checks"
	"gomend/checks/lab"
)

// fault is something that people meet in containers, or a healthy one that looks odd.
type fault struct {
	name, about string
	image       string   // slimImage unless named
	layers      []string // of a Dockerfile, on top of the image
	run         string   // arguments of docker run; {server}, {network-host} and {port} stand for addresses and the port on the host
	module      string   // to fetch; lab.DefaultModule unless named
	modFile     bool     // go.mod says what to fetch
	alone       bool     // gomend asks nobody whom go would not: what others say would be silence in all of these networks
	hangs       bool     // go takes longer than it is waited for
	container   string   // for which it is to be taken; docker unless named
	want        lab.Want
	goSays      string // part of what go prints
	saying      string // part of what gomend says
	fix         string // that is offered first
	apply       string // a fix that gomend applies in a container, and that go proves
	cures       bool   // its docker run, started with the same arguments, lets go through
}

// The networks. Each has a nameserver of ours: without one, Docker's would ask the
// machine's for what it does not know, and so leave the machine.
const (
	compose = "--network gomend-lab-compose --dns {mirror}"
	tunnel  = "--network gomend-lab-tunnel --dns {narrow}"
)

func office(nameserver string) string {
	return "--network gomend-lab-office --dns {" + nameserver + "}"
}

// faults, those that take longest first.
var faults = []fault{
	{name: "internal-network", about: "a network made with --internal, and a server outside of it", hangs: true,
		run:  office("faraway"),
		want: lab.Broken(checks.CauseNoInternet, checks.CauseNoDefaultRoute).But(checks.CauseFirewallLocal), saying: "a network made with --internal", fix: "container-network-mode"},
	{name: "dns-silent", about: "Docker's nameserver asks one that never answers",
		run:  office("silent"),
		want: lab.Broken(checks.CauseResolverUnreachable, checks.CauseNoInternet).Perhaps(), goSays: "lookup proxy.golang.org", saying: "Docker's own nameserver", fix: "docker-run-dns"},
	{name: "dns-nobody", about: "Docker's nameserver asks an address where none runs", alone: true,
		run:  office("idle"),
		want: lab.Broken(checks.CauseResolverUnreachable, checks.CauseDNSServFail), goSays: "lookup proxy.golang.org", saying: "Docker's own nameserver", fix: "docker-run-dns"},
	{name: "dns-first-dead", about: "the first nameserver that Docker's asks never answers, the second does",
		run:  "--network gomend-lab-office --dns {silent} --dns {internet}",
		want: lab.Degraded(checks.CauseDNSSlow), saying: "Docker's own nameserver"},
	{name: "narrow-path", about: "what is larger than 1300 bytes vanishes on the way",
		run:  tunnel,
		want: lab.Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge), goSays: "TLS handshake timeout"},

	{name: "healthy-names", about: "a network of one's own, the servers found by Docker's nameserver alone",
		run: compose, want: lab.Fine()},
	{name: "healthy-forwarded", about: "names that Docker's nameserver asks another one for",
		run: office("internet"), want: lab.Fine()},
	{name: "healthy-compose", about: "GOPROXY is the name of another container",
		run: compose + " --env GOPROXY=http://goproxy", want: lab.Fine()},
	{name: "healthy-proxy", about: "HTTPS_PROXY is the name of another container",
		run: compose + " --env HTTPS_PROXY=http://squid:3128", want: lab.Fine()},
	{name: "healthy-extra-hosts", about: "extra_hosts pins the name to an address where the server runs",
		run: office("silent") + " --add-host proxy.golang.org:{internet}", want: lab.Fine()},

	{name: "healthy-sidecar", about: "the proxy on 127.0.0.1 runs in a container that shares its network with this one",
		run: "--network container:gomend-lab-mirror --env HTTPS_PROXY=http://127.0.0.1:3128", want: lab.Fine()},
	{name: "healthy-second-nameserver", about: "Docker's nameserver asks one that fails, and then another one",
		run: "--network gomend-lab-office --dns {failing} --dns {internet}", want: lab.Fine()},
	{name: "healthy-search", about: "search domains and ndots as in a cluster",
		run: office("internet") + " --dns-search default.svc.cluster.local --dns-search cluster.local --dns-opt ndots:5", want: lab.Fine()},

	{name: "pod-cut-off", about: "a pod whose network leads nowhere outside", hangs: true, container: "kubernetes",
		run:  office("faraway") + " --env KUBERNETES_SERVICE_HOST=10.96.0.1",
		want: lab.Broken(checks.CauseNoInternet, checks.CauseNoDefaultRoute), saying: "NetworkPolicy"},
	{name: "podman-host-proxy", about: "Podman's mark, and a proxy on the host's 127.0.0.1", container: "podman",
		layers: []string{`RUN echo 'engine="podman-4.9.3"' > /run/.containerenv`},
		run:    compose + " --env HTTPS_PROXY=http://127.0.0.1:{port}",
		want:   lab.Broken(checks.CauseProxyRefused), goSays: "proxyconnect tcp", saying: "127.0.0.1 is the container itself", fix: "proxy-container"},
	{name: "no-network", about: "docker run --network none", run: "--network none",
		want: lab.Broken(checks.CauseNetworkIsolated), goSays: "lookup proxy.golang.org", fix: "container-network-mode"},
	{name: "host-proxy", about: "the proxy runs on the host's 127.0.0.1",
		run:  compose + " --env HTTPS_PROXY=http://127.0.0.1:{port}",
		want: lab.Broken(checks.CauseProxyRefused).But(checks.CauseFirewallLocal), goSays: "proxyconnect tcp: dial tcp 127.0.0.1", saying: "127.0.0.1 is the container itself", fix: "proxy-container"},
	{name: "host-proxy-local-only", about: "the host's address is used, and the proxy listens on 127.0.0.1 alone",
		run:  compose + " --env HTTPS_PROXY=http://{compose-host}:{port}",
		want: lab.Broken(checks.CauseProxyRefused), goSays: "connection refused", fix: "proxy-container"},
	{name: "host-name-unknown", about: "host.docker.internal, which Docker on Linux does not know by itself",
		run:  office("internet") + " --env HTTPS_PROXY=http://host.docker.internal:{port}",
		want: lab.Broken(checks.CauseProxyUnresolvable), goSays: "lookup host.docker.internal", saying: "--add-host=host.docker.internal:host-gateway", fix: "proxy-container"},
	{name: "service-elsewhere", about: "GOPROXY is the name of a container that is not in this network",
		run:  office("internet") + " --env GOPROXY=http://athens:3000",
		want: lab.Broken(checks.CauseDNSNXDomain), goSays: "lookup athens", saying: "the name of a container or service", fix: "container-join-network"},
	{name: "dns-refused", about: "Docker's nameserver asks one that refuses", alone: true,
		run:  office("refusing"),
		want: lab.Broken(checks.CauseDNSRefused), goSays: "lookup proxy.golang.org", saying: "Docker's own nameserver", fix: "docker-run-dns"},
	{name: "dns-failing", about: "Docker's nameserver asks one that fails", alone: true,
		run:  office("failing"),
		want: lab.Broken(checks.CauseDNSServFail), goSays: "lookup proxy.golang.org", saying: "Docker's own nameserver", fix: "docker-run-dns"},
	{name: "extra-hosts", about: "extra_hosts pins the name to an address where no server runs",
		run:  office("internet") + " --add-host proxy.golang.org:{idle}",
		want: lab.Broken(checks.CauseHostsOverride), goSays: "connection refused", saying: "--add-host", fix: "container-extra-hosts", apply: "hosts-remove-override"},
	{name: "no-roots", about: "an image of one program, without root certificates", image: bareImage,
		run:  compose,
		want: lab.Broken(checks.CauseCABundleMissing), goSays: "x509", saying: "no shell and no packages", fix: "dockerfile-patch"},
	{name: "company-roots", about: "a company's box opens TLS, and the image does not have its authority",
		run:  office("box"),
		want: lab.Broken(checks.CauseTLSIntercepted), goSays: "x509: certificate signed by unknown authority", fix: "cert-look"},
	{name: "local-toolchain", about: "go.mod wants a newer Go than the image has, which says GOTOOLCHAIN=local", modFile: true,
		layers: []string{"WORKDIR /src", `RUN echo 'module example.com/m\n\ngo 1.99.0' > go.mod`},
		run:    compose,
		want:   lab.Broken(checks.CauseToolchainUnavailable), goSays: "GOTOOLCHAIN=local"},
	{name: "goproxy-off", about: "the image says GOPROXY=off", layers: []string{"ENV GOPROXY=off"},
		run:  compose,
		want: lab.Broken(checks.CauseGOPROXYOff), goSays: "GOPROXY=off", fix: "goproxy-on", cures: true},
	{name: "no-git", about: "a module is fetched directly, and the image has no git", layers: []string{"ENV GOPROXY=direct GOSUMDB=off"},
		run: office("internet"), module: "github.com/acme/tool@v1.0.0",
		want: lab.Broken(checks.CauseVCSMissing), goSays: "git", fix: "goproxy-set"},
	{name: "cache-of-root", about: "docker run --user, and a module cache that belongs to root",
		run:  compose + " --user 1000:1000 --env HOME=/home/gopher",
		want: lab.Broken(checks.CauseModCacheUnwritable), goSays: "permission denied", fix: "modcache-shell", cures: true},
	{name: "read-only", about: "docker run --read-only",
		run:  compose + " --read-only --tmpfs /tmp",
		want: lab.Broken(checks.CauseModCacheUnwritable), goSays: "read-only file system", fix: "modcache-shell", cures: true},
}
