package network

import (
	"net/netip"
	"testing"
	"testing/fstest"

	"gomend/checks"
)

func addrs(list ...string) (prefixes []netip.Prefix) {
	for _, s := range list {
		prefixes = append(prefixes, netip.MustParsePrefix(s))
	}
	return prefixes
}

func TestJudge(t *testing.T) {
	lo := checks.Interface{Name: "lo", Loopback: true, Up: true, Carrier: true, Addresses: addrs("127.0.0.1/8", "::1/128")}
	docker := checks.Interface{Name: "docker0", Internal: true, Up: true, Carrier: true, Addresses: addrs("172.17.0.1/16")}
	down := checks.Interface{Name: "eth0", Addresses: addrs("192.0.2.2/24")}
	unplugged := checks.Interface{Name: "eth0", Up: true, Addresses: addrs("192.0.2.2/24")}
	naked := checks.Interface{Name: "eth0", Up: true, Carrier: true}
	linkLocal := checks.Interface{Name: "eth0", Up: true, Carrier: true, Addresses: addrs("169.254.7.7/16", "fe80::1/64")}
	good := checks.Interface{Name: "eth0", Up: true, Carrier: true, Addresses: addrs("192.0.2.2/24")}
	v6only := checks.Interface{Name: "eth0", Up: true, Carrier: true, Addresses: addrs("fe80::1/64", "2001:db8::2/64")}
	tunnel := checks.Interface{Name: "wg0", Up: true, Carrier: true, Addresses: addrs("10.8.0.2/32")}

	for _, test := range []struct {
		name string
		list []checks.Interface
		want checks.Cause
	}{
		{"only loopback", []checks.Interface{lo}, checks.CauseNetworkIsolated},
		{"nothing at all", nil, checks.CauseNetworkIsolated},
		{"loopback and a bridge of containers", []checks.Interface{lo, docker}, checks.CauseNetworkIsolated},
		{"administratively down", []checks.Interface{lo, down}, checks.CauseLinkDown},
		{"no carrier", []checks.Interface{lo, unplugged}, checks.CauseLinkDown},
		{"no carrier, and a busy bridge of containers", []checks.Interface{lo, unplugged, docker}, checks.CauseLinkDown},
		{"no address", []checks.Interface{lo, naked}, checks.CauseNoAddress},
		{"link-local only", []checks.Interface{lo, linkLocal}, checks.CauseNoAddress},
		{"one down, one without address", []checks.Interface{lo, down, naked}, checks.CauseNoAddress},
		{"healthy", []checks.Interface{lo, good}, checks.NoCause},
		{"IPv6 alone", []checks.Interface{lo, v6only}, checks.NoCause},
		{"cable out, wireless on", []checks.Interface{lo, unplugged, {Name: "wlan0", Up: true, Carrier: true, Addresses: addrs("198.51.100.7/24")}}, checks.NoCause},
		{"point-to-point VPN alone", []checks.Interface{lo, tunnel}, checks.NoCause},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := judge(test.list); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			unsure := surroundings{facts: checks.InterfaceFacts{Interfaces: test.list}}.result()
			if unsure.Status == checks.Fail || unsure.Cause != checks.NoCause {
				t.Errorf("where the kernel would not tell all: %s %q, want no accusation", unsure.Status, unsure.Cause)
			}
		})
	}
}

func TestContainerKind(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		env   map[string]string
		want  string
	}{
		{"plain machine", map[string]string{"proc/1/cgroup": "0::/init.scope\n", "proc/version": "Linux version 6.18"}, nil, ""},
		{"no files at all", nil, nil, ""},
		{"docker", map[string]string{".dockerenv": ""}, nil, "docker"},
		{"podman", map[string]string{"run/.containerenv": "engine=podman"}, nil, "podman"},
		{"docker under WSL", map[string]string{".dockerenv": "", "proc/version": "Linux version 5.15 microsoft-standard-WSL2"}, nil, "docker"},
		{"WSL", map[string]string{"proc/version": "Linux version 5.15 microsoft-standard-WSL2"}, nil, "wsl"},
		{"kubernetes by its variable", map[string]string{".dockerenv": ""}, map[string]string{"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, "kubernetes"},
		{"kubernetes by its cgroup", map[string]string{"proc/1/cgroup": "0::/kubepods.slice/x\n"}, nil, "kubernetes"},
		{"lxc by its variable", nil, map[string]string{"container": "lxc"}, "lxc"},
		{"nspawn", map[string]string{"run/systemd/container": "systemd-nspawn\n"}, nil, "other"},
		{"kubernetes by its hosts file", map[string]string{"etc/hosts": "# Kubernetes-managed hosts file.\n127.0.0.1 localhost\n"}, nil, "kubernetes"},
		{"kubernetes by its account", map[string]string{"run/secrets/kubernetes.io/serviceaccount/namespace": "default"}, nil, "kubernetes"},
		{"lxd", map[string]string{"dev/lxd/sock": ""}, nil, "lxc"},
		{"an image build", map[string]string{"proc/self/mountinfo": "1 0 8:1 /var/lib/docker/buildkit/executor/resolv.conf.tmp /etc/resolv.conf ro - ext4 /dev/sda1 rw\n"}, nil, "docker"},
		{"docker without its mark", map[string]string{"proc/self/mountinfo": "1 0 8:1 /var/lib/docker/containers/ab/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n"}, nil, "docker"},
		{"podman without its mark", map[string]string{"proc/self/mountinfo": "1 0 0:5 /containers/overlay-containers/ab/userdata/resolv.conf /etc/resolv.conf rw - tmpfs tmpfs rw\n"}, nil, "podman"},
		{"a host of containers", map[string]string{
			"proc/self/mountinfo": "1 0 0:5 / /var/lib/docker/containers/ab/mounts/shm rw - tmpfs shm rw\n2 0 0:6 / /var/lib/kubelet/pods/cd/volumes rw - tmpfs tmpfs rw\n",
			"proc/1/cgroup":       "0::/init.scope\n", "proc/version": "Linux version 6.18"}, nil, ""},
		{"a virtual machine made of Docker's image", map[string]string{".dockerenv": "", "proc/self/mountinfo": "1 0 8:1 / / rw - ext4 /dev/vda rw\n"}, nil, ""},
		{"WSL made of Docker's image", map[string]string{".dockerenv": "", "proc/version": "Linux version 5.15 microsoft-standard-WSL2", "proc/self/mountinfo": "1 0 8:1 / / rw - ext4 /dev/sdc rw\n"}, nil, "wsl"},
		{"docker by both", map[string]string{".dockerenv": "", "proc/self/mountinfo": "1 0 8:1 /vol/containers/ab/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n"}, nil, "docker"},
		{"lxc without systemd", map[string]string{"proc/self/mountinfo": "1 0 0:5 /proc/cpuinfo /proc/cpuinfo rw - fuse.lxcfs lxcfs rw\n"}, nil, "lxc"},
		{"a host of LXC", map[string]string{"proc/self/mountinfo": "1 0 0:5 / /var/lib/lxcfs rw - fuse.lxcfs lxcfs rw\n"}, nil, ""},
		{"nerdctl", map[string]string{"proc/self/mountinfo": "1 0 8:1 /var/lib/nerdctl/1935db59/etchosts/default/ab/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n"}, nil, "other"},
		{"unheard-of software that makes hosts and hostname", map[string]string{"proc/self/mountinfo": "1 0 8:1 /x/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n2 0 8:1 /x/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n"}, nil, "other"},
		{"a machine whose resolv.conf is mounted", map[string]string{"proc/self/mountinfo": "1 0 8:1 /resolv.conf /etc/resolv.conf rw - ext4 /dev/sda1 rw\n"}, nil, ""},
		{"gVisor", map[string]string{"proc/version": "Linux version 4.4.0 (gVisor)"}, nil, "other"},
		{"flatpak", map[string]string{".flatpak-info": "[Application]"}, nil, "other"},
		{"WSL 1", map[string]string{"proc/version": "Linux version 4.4.0-Microsoft"}, nil, "wsl"},
		{"an unheard-of container", nil, map[string]string{"container": "zone"}, "other"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := fstest.MapFS{}
			for name, text := range test.files {
				root[name] = &fstest.MapFile{Data: []byte(text)}
			}
			if got := containerKind(root, func(name string) string { return test.env[name] }); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPathResult(t *testing.T) {
	gw := netip.MustParseAddr("192.0.2.1")
	for _, test := range []struct {
		name  string
		facts checks.PathFacts
		want  checks.Status
		then  int
	}{
		{"on the local link", checks.PathFacts{Interface: "eth0"}, checks.Pass, 0},
		{"by a gateway", checks.PathFacts{Interface: "eth0", Gateway: gw}, checks.Pass, 1},
		{"no route", checks.PathFacts{Code: checks.NetworkUnreachable}, checks.Fail, 0},
		{"prohibited", checks.PathFacts{Code: checks.Prohibited}, checks.Fail, 0},
		{"black hole", checks.PathFacts{Code: checks.NoRoute}, checks.Fail, 0},
		{"a sandbox that forbids to ask", checks.PathFacts{Code: checks.NotPermitted}, checks.Unknown, 0},
		{"no file descriptors left", checks.PathFacts{Code: checks.TooManyFiles}, checks.Unknown, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := pathResult(test.facts, "module-proxy-1")
			if r.Status != test.want || r.Code != test.facts.Code || r.Cause != checks.NoCause || len(r.Then) != test.then {
				t.Errorf("got %+v, want %s without a cause and %d checks more", r, test.want, test.then)
			}
			if test.then > 0 && (r.Then[0].ID != "gateway/192.0.2.1" || r.Then[0].Route != "module-proxy-1") {
				t.Errorf("then %s for %s", r.Then[0].ID, r.Then[0].Route)
			}
		})
	}
}

func TestPortableRoute(t *testing.T) {
	got := portableRoute(netip.MustParseAddr("127.0.0.1"))
	if got.Code != checks.OK || !got.Loopback || got.Source.String() != "127.0.0.1" {
		t.Errorf("got %+v", got)
	}
}

func TestTrueInterfacesAndPath(t *testing.T) {
	r := Interfaces().Run(t.Context(), nil)
	facts := r.Facts.(checks.InterfaceFacts)
	loopback := false
	for _, i := range facts.Interfaces {
		loopback = loopback || i.Loopback
	}
	if !loopback {
		t.Errorf("no loopback among %+v", facts.Interfaces)
	}
	path := Path(netip.MustParseAddr("::ffff:127.0.0.1"), "").Run(t.Context(), nil)
	if path.Status != checks.Pass || !path.Facts.(checks.PathFacts).Loopback {
		t.Errorf("path to loopback: %+v", path)
	}
}
