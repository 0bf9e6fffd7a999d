package dns

import (
	"math/rand/v2"
	"net/netip"
	"slices"
)

// server is a nameserver of a zone.
type server struct {
	name string // fully qualified
	addr netip.Addr
}

// cut is a zone and the servers that answer for it.
type cut struct {
	zone    string // fully qualified
	servers []server
	names   []string // of servers whose addresses are not known yet
}

// rootHints are the servers of the root zone (https://www.internic.net/domain/named.root).
var rootHints = rootServers([]struct{ letter, v4, v6 string }{
	{"a", "198.41.0.4", "2001:503:ba3e::2:30"},
	{"b", "170.247.170.2", "2801:1b8:10::b"},
	{"c", "192.33.4.12", "2001:500:2::c"},
	{"d", "199.7.91.13", "2001:500:2d::d"},
	{"e", "192.203.230.10", "2001:500:a8::e"},
	{"f", "192.5.5.241", "2001:500:2f::f"},
	{"g", "192.112.36.4", "2001:500:12::d0d"},
	{"h", "198.97.190.53", "2001:500:1::53"},
	{"i", "192.36.148.17", "2001:7fe::53"},
	{"j", "192.58.128.30", "2001:503:c27::2:30"},
	{"k", "193.0.14.129", "2001:7fd::1"},
	{"l", "199.7.83.42", "2001:500:9f::42"},
	{"m", "202.12.27.33", "2001:dc3::35"},
})

func rootServers(table []struct{ letter, v4, v6 string }) []server {
	var list []server
	for _, family := range []func(int) string{
		func(i int) string { return table[i].v4 },
		func(i int) string { return table[i].v6 },
	} {
		for i, row := range table {
			list = append(list, server{row.letter + ".root-servers.net.", netip.MustParseAddr(family(i))})
		}
	}
	return list
}

// RootServers lists the addresses of the root servers, IPv4 first.
func RootServers() []netip.Addr {
	var list []netip.Addr
	for _, s := range rootHints {
		list = append(list, s.addr)
	}
	return list
}

// reachable keeps servers to which the kernel has a way, IPv4 first, each family
// in another order at every call, so that no server gets all questions.
func reachable(servers []server) []server {
	var families [2][]server
	ways := map[bool]bool{}
	for _, s := range servers {
		v6 := s.addr.Is6()
		way, known := ways[v6]
		if !known {
			way = hasWay(s.addr)
			ways[v6] = way
		}
		if way && v6 {
			families[1] = append(families[1], s)
		} else if way {
			families[0] = append(families[0], s)
		}
	}
	for _, list := range families {
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	return slices.Concat(families[0], families[1])
}
