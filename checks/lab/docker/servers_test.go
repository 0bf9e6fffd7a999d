//go:build linux

package docker

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"

	"github.com/miekg/dns"

	"gomend/checks/lab"
)

// server is one container beside the client.
type server struct {
	network string
	aliases []string // by which Docker's own nameserver knows it
	rights  []string // capabilities beside the usual ones
	front   lab.Front
	idle    bool // nothing listens
}

// outside is an address in none of the networks (RFC 5737).
const outside = "203.0.113.10"

var servers = map[string]server{
	"internet": {network: "office", front: lab.Front{Resolver: lab.Truth}},
	"silent":   {network: "office", front: lab.Front{Resolver: lab.Silence}},
	"refusing": {network: "office", front: lab.Front{Resolver: lab.Rcode(dns.RcodeRefused)}},
	"failing":  {network: "office", front: lab.Front{Resolver: lab.Rcode(dns.RcodeServerFailure)}},
	"faraway":  {network: "office", front: lab.Front{Resolver: lab.Lie(outside)}},
	"mirror":   {network: "compose", aliases: []string{"proxy.golang.org", "goproxy", "squid"}, front: lab.Front{Resolver: lab.Truth}},
	// Some kernels let nobody else filter what a socket gets.
	"box":    {network: "office", front: lab.Front{Resolver: lab.Truth, Signer: lab.InspectionCA}},
	"idle":   {network: "office", idle: true},
	"narrow": {network: "tunnel", rights: []string{"NET_ADMIN"}, aliases: []string{"proxy.golang.org", "sum.golang.org"}, front: lab.Front{Resolver: lab.Truth, Limit: 1300}},
}

// networks are made with these options. None of them leads outside.
var networks = map[string][]string{
	"office":  nil,
	"compose": nil,
	"tunnel":  {"--opt", "com.docker.network.driver.mtu=1500"},
}

// ready is the line that a server prints after the roots.
const ready = "ready\n"

// serve is the server in its container. It prints the roots that its clients trust,
// and ends with its standard input.
func serve(name string) error {
	s, ok := servers[name]
	if !ok {
		return fmt.Errorf("no server is named %s", name)
	}
	plan := lab.Healthy()
	plan.Hosts["goproxy"] = &lab.Host{Handler: lab.ModuleProxy(), Plain: lab.ModuleProxy()}
	var err error
	if s.front.Address, err = ownAddress(); err != nil {
		return err
	}
	if !s.idle {
		err = plan.Serve(s.front)
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s%s", lab.RootsPublic.Bundle(), ready)
	io.Copy(io.Discard, os.Stdin)
	return nil
}

// ownAddress is that of the container in its network.
func ownAddress() (netip.Addr, error) {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return netip.Addr{}, err
	}
	for _, a := range list {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Is4() && !p.Addr().IsLoopback() {
			return p.Addr(), nil
		}
	}
	return netip.Addr{}, fmt.Errorf("no address but loopback among %v", list)
}
