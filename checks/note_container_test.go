package checks

import (
	"net/netip"
	"testing"

	"gomend/checks/route"
)

func TestContainerNotes(t *testing.T) {
	in := func(kind string, names ...string) Result {
		f := InterfaceFacts{Container: kind}
		for _, name := range names {
			f.Interfaces = append(f.Interfaces, Interface{Name: name})
		}
		return result(KindInterfaces, "", Pass, OK, f)
	}
	servers := func(list ...string) Result {
		f := ResolverFacts{}
		for _, s := range list {
			f.Nameservers = append(f.Nameservers, netip.MustParseAddr(s))
		}
		return result(KindResolverConfig, "", Pass, OK, f)
	}
	for _, c := range []struct {
		name  string
		cause Cause
		host  string // dialled first
		have  []Result
		want  NoteKind
	}{
		{"Docker's nameserver fails", CauseDNSServFail, pubHost, []Result{in("docker"), servers("127.0.0.11")}, NoteContainerDNS},
		{"its address outside of Docker", CauseDNSServFail, pubHost, []Result{in(""), servers("127.0.0.11")}, NoNote},
		{"another nameserver in Docker", CauseDNSServFail, pubHost, []Result{in("docker"), servers("198.51.100.53")}, NoNote},
		{"a network that leads nowhere", CauseNoInternet, pubHost, []Result{in("docker", "eth0")}, NoteContainerNetwork},
		{"the gateway answers, nothing behind it", CauseNoInternet, pubHost, []Result{in("podman", "eth0"), lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), routersTo("203.0.113.80", "172.18.0.1")}, NoteContainerNetwork},
		{"a router behind the gateway answers", CauseNoInternet, pubHost, []Result{in("docker", "eth0"), lookupOK(pubHost, "203.0.113.80"), dial(pub, "203.0.113.80", 443, Timeout), routersTo("203.0.113.80", "172.18.0.1", "100.64.0.1")}, NoteLastRouter},
		{"a container that shares the network of its host", CauseNoInternet, pubHost, []Result{in("docker", "eth0", "docker0")}, NoNote},
		{"a pod", CauseNoInternet, pubHost, []Result{in("kubernetes", "eth0")}, NotePodNetwork},
		{"LXC, which is like a machine", CauseNoInternet, pubHost, []Result{in("lxc", "eth0")}, NoNote},
		{"the name of a service", CauseDNSNXDomain, "athens", []Result{in("docker")}, NoteContainerName},
		{"the name of a service, on no container", CauseDNSNXDomain, "athens", []Result{in("")}, NoNote},
		{"a public name", CauseDNSNXDomain, pubHost, []Result{in("docker")}, NoNote},
		{"the host's name", CauseProxyUnresolvable, "host.docker.internal", []Result{in("docker")}, NoteHostName},
		{"the host's name for Podman", CauseProxyUnresolvable, "host.containers.internal", []Result{in("podman")}, NoteHostName},
		{"a line of the hosts file", CauseHostsOverride, pubHost, []Result{in("docker")}, NoteContainerHosts},
		{"a line of a pod's hosts file", CauseHostsOverride, pubHost, []Result{in("kubernetes")}, NoNote},
	} {
		b := NewBoard()
		for _, r := range c.have {
			b.Put(r)
		}
		taken := route.Route{Host: c.host}
		if c.host == pubHost {
			taken = proxyRoute
		}
		if got := (&Case{Board: b, Route: taken, Fail: c.have[len(c.have)-1]}).note(c.cause).Kind; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
