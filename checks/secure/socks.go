package secure

import (
	"io"
	"net"
	"net/netip"

	"gomend/checks"
)

// Numbers of SOCKS5 (RFC 1928, RFC 1929).
const (
	socksVersion      = 5
	socksConnect      = 1
	socksNoAuth       = 0
	socksPassword     = 2
	socksNoneFits     = 0xff
	socksIPv4         = 1
	socksName         = 3
	socksIPv6         = 4
	socksAuthVersion  = 1
	socksTextLimit    = 255
	socksReplyGranted = 0
)

// socksReplies is what a SOCKS server's reply means (RFC 1928, section 6); all
// others are ProxyUpstream: it tried, and did not get through.
var socksReplies = map[byte]checks.Code{
	socksReplyGranted: checks.OK,
	2:                 checks.ProxyForbidden, // not allowed by ruleset
	7:                 checks.ProxyForbidden, // command not supported
}

// socks speaks SOCKS5 to the proxy, which resolves the name
// (net/http/socks_bundle.go:connect). Every failure that is not the network's is
// a refusal.
func (n negotiation) socks(t *tap, f *checks.ProxyFacts) error {
	method, err := n.socksGreet(t)
	if err != nil {
		return err
	}
	if method == socksPassword {
		if err := n.socksAuthenticate(t); err != nil {
			return err
		}
	}
	f.Stage = checks.StageRequest
	request, err := socksRequest(n.target)
	if err != nil {
		return err
	}
	if _, err := t.Write(request); err != nil {
		return err
	}
	var reply [4]byte
	if _, err := io.ReadFull(t, reply[:]); err != nil {
		return err
	}
	if reply[0] != socksVersion {
		return refusal{checks.NotAProxy}
	}
	f.Reply = int(reply[1])
	code, listed := socksReplies[reply[1]]
	switch {
	case !listed:
		return refusal{checks.ProxyUpstream}
	case code != checks.OK:
		return refusal{code}
	}
	return socksBound(t, reply[3])
}

// socksGreet offers the ways to authenticate and returns the server's choice.
func (n negotiation) socksGreet(t *tap) (method byte, err error) {
	greeting := []byte{socksVersion, 1, socksNoAuth}
	user := n.via.URL.User
	if user != nil {
		greeting = []byte{socksVersion, 2, socksNoAuth, socksPassword}
	}
	if _, err := t.Write(greeting); err != nil {
		return 0, err
	}
	var choice [2]byte
	if _, err := io.ReadFull(t, choice[:]); err != nil {
		return 0, err
	}
	switch {
	case choice[0] != socksVersion:
		return 0, refusal{checks.NotAProxy}
	case user == nil && choice[1] == socksPassword:
		return 0, refusal{checks.ProxyAuth} // which go does not notice before it is cut off
	case choice[1] == socksNoneFits, user != nil && choice[1] != socksNoAuth && choice[1] != socksPassword:
		return 0, refusal{checks.ProxyAuth}
	case user == nil:
		return socksNoAuth, nil // net/http does not look at the choice then
	}
	return choice[1], nil
}

func (n negotiation) socksAuthenticate(t *tap) error {
	name := n.via.URL.User.Username()
	password, _ := n.via.URL.User.Password()
	if name == "" || len(name) > socksTextLimit || len(password) > socksTextLimit {
		return refusal{checks.ProxyAuth} // net/http does not even send it
	}
	message := append([]byte{socksAuthVersion, byte(len(name))}, name...)
	message = append(append(message, byte(len(password))), password...)
	if _, err := t.Write(message); err != nil {
		return err
	}
	var answer [2]byte
	if _, err := io.ReadFull(t, answer[:]); err != nil {
		return err
	}
	if answer[0] != socksAuthVersion || answer[1] != socksReplyGranted {
		return refusal{checks.ProxyAuth}
	}
	return nil
}

func socksRequest(target string) ([]byte, error) {
	host, port, err := splitPort(target)
	if err != nil || len(host) > socksTextLimit {
		return nil, refusal{checks.Malformed}
	}
	request := []byte{socksVersion, socksConnect, 0}
	if addr, err := netip.ParseAddr(host); err != nil {
		request = append(append(request, socksName, byte(len(host))), host...)
	} else if addr = addr.Unmap(); addr.Is4() {
		request = append(append(request, socksIPv4), addr.AsSlice()...)
	} else {
		request = append(append(request, socksIPv6), addr.AsSlice()...)
	}
	return append(request, byte(port>>8), byte(port)), nil
}

// socksBound reads past the address at which the server is bound.
func socksBound(t *tap, kind byte) error {
	length := 0
	switch kind {
	case socksIPv4:
		length = net.IPv4len
	case socksIPv6:
		length = net.IPv6len
	case socksName:
		var size [1]byte
		if _, err := io.ReadFull(t, size[:]); err != nil {
			return err
		}
		length = int(size[0])
	default:
		return refusal{checks.NotAProxy}
	}
	_, err := io.ReadFull(t, make([]byte, length+2))
	return err
}
