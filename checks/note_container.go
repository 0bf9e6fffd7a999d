package checks

import (
	"net/netip"
	"slices"
	"strings"
)

// hostNames are those by which Docker and Podman call the computer around a
// container (docs.docker.com/desktop/features/networking, podman-run(1)).
var hostNames = []string{"host.docker.internal", "gateway.docker.internal", "host.containers.internal"}

// composed reports whether this is a container with a network of its own that a
// person set up by commands like docker's.
func (f InterfaceFacts) composed() bool {
	return (f.Container == "docker" || f.Container == "podman") && f.OwnLoopback()
}

// embeddedDNS is the nameserver that Docker puts into its containers
// (docs.docker.com/engine/network, "DNS services").
var embeddedDNS = netip.AddrFrom4([4]byte{127, 0, 0, 11})

// containerDNS is Docker's own nameserver, which answered what others told it, or
// kept silent because they did.
func containerDNS(c *Case) (Note, bool) {
	servers := c.Resolver().Nameservers
	return Note{Kind: NoteContainerDNS, Address: embeddedDNS}, c.machine().Container == "docker" && len(servers) == 1 && servers[0] == embeddedDNS
}

// containerNetwork is a network of containers that may be cut off on purpose. Where a
// router behind the gateway answers, it is not.
func containerNetwork(c *Case) (Note, bool) {
	for _, f := range c.traces() {
		if last, answered := f.Last(); answered && last.TTL > 1 {
			return Note{}, false
		}
	}
	m := c.machine()
	if m.Container == "kubernetes" {
		return Note{Kind: NotePodNetwork}, true
	}
	return Note{Kind: NoteContainerNetwork, Text: m.Container}, m.composed()
}

// containerHosts is a hosts file that is made anew for every container.
func containerHosts(c *Case) (Note, bool) {
	m := c.machine()
	return Note{Kind: NoteContainerHosts}, m.composed()
}

// containerName is a name that is known in some container networks only.
func containerName(c *Case) (Note, bool) {
	host := strings.TrimSuffix(c.Route.Host, ".")
	switch {
	case !c.machine().composed():
		return Note{}, false
	case slices.Contains(hostNames, host):
		return Note{Kind: NoteHostName, Text: host}, true
	}
	return Note{Kind: NoteContainerName, Text: host}, host != "" && !strings.Contains(host, ".")
}
