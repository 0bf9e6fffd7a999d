package transport

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab/netspace"
	"gomend/checks/lab/nettest"
)

// What the kernel counts tells a filter of this machine from one elsewhere.
func TestProvoke(t *testing.T) {
	withFilters(t, provokes)
}

func provokes(t *testing.T) {
	own, far := bothSides(t)
	for _, test := range []struct {
		name, here, there string
		port              uint16
		query             []byte
		want              checks.SeenHere
		to                string
	}{
		{"open", "", "", 80, nil, checks.NotSeen, ""},
		{"closed", "", "", 81, nil, checks.NotSeen, ""},
		{"reset here", "output tcp dport 80 reject with tcp reset", "", 80, nil, checks.ResetHere, ""},
		{"reset there", "", "input tcp dport 80 reject with tcp reset", 80, nil, checks.NotSeen, ""},
		{"dropped there", "", "input tcp dport 80 drop", 80, nil, checks.NotSeen, ""},
		{"dropped there, and a strict filter here", "input drop", "input tcp dport 80 drop", 80, nil, checks.NotSeen, ""},
		{"answers dropped here", "input tcp sport 80 drop", "", 80, nil, checks.AnswersDropped, ""},
		{"queries dropped there", "", "input udp dport 53 drop", 53, []byte("?"), checks.NotSeen, ""},
		{"kept here", "output tcp dport 80 drop", "", 80, nil, checks.KeptHere, ""},
		{"a query that may not be sent", "output udp dport 53 drop", "", 53, []byte("?"), checks.KeptHere, ""},
		{"silent beyond the gateway", "", "", 80, nil, checks.NotSeen, "10.0.99.1"},
		{"lost between here and the line", "egress tcp dport 80 drop", "", 80, nil, checks.LostHere, "10.0.99.1"},
		{"all lost between here and the line", "egress drop", "", 80, nil, checks.NotSeen, "10.0.99.1"}, // the line may be as dead
		{"queries lost between here and the line", "egress udp dport 53 drop", "", 53, []byte("?"), checks.LostHere, "10.0.99.1"},
		{"others lost between here and the line", "egress tcp dport 81 drop", "", 80, nil, checks.NotSeen, "10.0.99.1"},
		{"answers to queries dropped here", "input udp sport 53 drop", "", 53, []byte("?"), checks.AnswersDropped, ""},
	} {
		filterIn(t, own, test.here)
		filterIn(t, far, test.there)
		got := provoke(t.Context(), netip.AddrPortFrom(netip.MustParseAddr(cmp.Or(test.to, "10.0.1.2")), test.port), test.query, way{"up1", netip.MustParseAddr("10.0.1.2")}, 300*time.Millisecond)
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// What was written and did not leave shows on the connection itself.
func TestKeptBack(t *testing.T) {
	withFilters(t, keepsBack)
}

func keepsBack(t *testing.T) {
	own, far := bothSides(t)
	for _, test := range []struct {
		name, here, there string
		want              bool
	}{
		{"open", "", "", false},
		{"dropped there", "", "input tcp dport 80 meta length > 100 drop", false},
		{"dropped here", "output tcp dport 80 meta length > 100 drop", "", true},
	} {
		filterIn(t, own, test.here)
		filterIn(t, far, test.there)
		_, conn := DialOne(t.Context(), netip.MustParseAddrPort("10.0.1.2:80"), time.Second)
		if conn == nil {
			t.Fatal(test.name)
		}
		conn.Write(make([]byte, 1500))
		time.Sleep(100 * time.Millisecond)
		if got := KeptBack(conn); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
		conn.Close()
	}
}

// withFilters runs a test in a namespace where nft can filter.
func withFilters(t *testing.T, test func(*testing.T)) {
	t.Parallel()
	if _, err := exec.LookPath("nft"); err != nil {
		t.Skip("nft is not installed")
	}
	nettest.InNamespace(t, test)
}

// bothSides lays a line to a server, both ends of which can be filtered.
func bothSides(t *testing.T) (own, far netspace.Space) {
	t.Helper()
	runtime.LockOSThread()
	far = layRouters(t, 1)
	own, err := netspace.Own()
	if err != nil {
		t.Fatal(err)
	}
	serverBehind(t, far)
	return own, far
}

// serverBehind opens a port and answers queries in a namespace.
func serverBehind(t *testing.T, far netspace.Space) {
	t.Helper()
	inNamespace(t, far, func() error {
		l, err := net.Listen("tcp", "10.0.1.2:80")
		if err != nil {
			return err
		}
		udp, err := net.ListenPacket("udp", "10.0.1.2:53")
		if err != nil {
			return err
		}
		t.Cleanup(func() { l.Close(); udp.Close() })
		go func() {
			buf := make([]byte, 512)
			for {
				n, from, err := udp.ReadFrom(buf)
				if err != nil {
					return
				}
				udp.WriteTo(buf[:n], from)
			}
		}()
		return nil
	})
}

// filterIn replaces the rules of a namespace by "hook rule".
func filterIn(t *testing.T, s netspace.Space, rule string) {
	t.Helper()
	script := "flush ruleset\n"
	if hook, rest, ok := strings.Cut(rule, " "); ok && hook == "egress" {
		script += fmt.Sprintf("table netdev t { chain c { type filter hook egress device up1 priority 0\n%s\n}\n}\n", rest)
	} else if ok {
		script += fmt.Sprintf("table inet t { chain c { type filter hook %s priority 0\n%s\n}\n}\n", hook, rest)
	}
	inNamespace(t, s, func() error {
		cmd := exec.Command("nft", "-f", "-")
		cmd.Stdin = strings.NewReader(script)
		out, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	})
}

func TestCounts(t *testing.T) {
	files := map[string]string{
		"snmp":  "Ip: Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers\nIp: 1 64 100 1 2 3 0 4 60\nTcp: InSegs\nTcp: 7\n",
		"snmp6": "Ip6InReceives                   \t50\nIp6InDelivers                   \t45\nIcmp6InMsgs\t3\n",
		"dev":   "Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs\n    lo: 1 2 0 0 0 0 0 0 1 2 0 0 0 0 0 0\n  eth0:10 20 0 0 0 0 0 0 30 40 0 0 0 0 0 0\n",
	}
	c := readCounts(func(name string) string { return files[name] })
	v4, v6 := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::1")
	if c.lost(v4) != 30 || c.lost(v6) != 5 || !c.known(v4) || c.sent["eth0"] != 40 || c.received["lo"] != 2 {
		t.Errorf("got %d, %d, %+v", c.lost(v4), c.lost(v6), c)
	}
	if empty := readCounts(func(string) string { return "" }); empty.known(v4) {
		t.Error("nothing counted is not known")
	}
}

func TestCountRepeats(t *testing.T) {
	files := map[string]string{
		"snmp":    "Ip: Forwarding\nIp: 1\nTcp: InSegs RetransSegs\nTcp: 7 3\n",
		"netstat": "TcpExt: TCPOFOQueue TCPAbortOnData TCPDSACKOldSent\nTcpExt: 20 9 100\nIpExt: InOctets\nIpExt: 5\n",
	}
	if n := countRepeats(func(name string) string { return files[name] }); n != 123 {
		t.Errorf("got %d", n)
	}
	if n := countRepeats(func(string) string { return "" }); n != 0 {
		t.Errorf("of nothing: %d", n)
	}
}
