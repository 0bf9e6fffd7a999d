package transport

import (
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// counts is what the kernel has counted (proc(5), /proc/net/snmp, snmp6 and dev;
// RFC 4293).
type counts struct {
	v4, v6         map[string]int64
	received, sent map[string]int64 // packets, by interface
}

// readCounts reads the files of /proc/net by name.
func readCounts(file func(string) string) counts {
	c := counts{v4: namedValues(file("snmp"), "Ip:"), v6: map[string]int64{}}
	for line := range strings.Lines(file("snmp6")) {
		if f := strings.Fields(line); len(f) == 2 && strings.HasPrefix(f[0], "Ip6") {
			c.v6[f[0][len("Ip6"):]], _ = strconv.ParseInt(f[1], 10, 64)
		}
	}
	c.received, c.sent = interfaceCounts(file("dev"))
	return c
}

// namedValues reads a pair of lines that begin alike: names, then numbers.
func namedValues(text, prefix string) map[string]int64 {
	values := map[string]int64{}
	var names []string
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || fields[0] != prefix:
		case names == nil:
			names = fields
		default:
			for i := 1; i < min(len(names), len(fields)); i++ {
				values[names[i]], _ = strconv.ParseInt(fields[i], 10, 64)
			}
		}
	}
	return values
}

// interfaceCounts reads /proc/net/dev: the second number is packets received, the
// tenth packets sent.
func interfaceCounts(text string) (received, sent map[string]int64) {
	received, sent = map[string]int64{}, map[string]int64{}
	for line := range strings.Lines(text) {
		name, rest, ok := strings.Cut(line, ":")
		f := strings.Fields(rest)
		if !ok || len(f) < 10 {
			continue
		}
		name = strings.TrimSpace(name)
		received[name], _ = strconv.ParseInt(f[1], 10, 64)
		sent[name], _ = strconv.ParseInt(f[9], 10, 64)
	}
	return received, sent
}

// accounted are what becomes of packets that came in, other than being filtered.
var accounted = []string{"InDelivers", "InHdrErrors", "InAddrErrors", "InUnknownProtos", "InDiscards"}

func (c counts) of(to netip.Addr) map[string]int64 {
	if to.Unmap().Is4() {
		return c.v4
	}
	return c.v6
}

func (c counts) known(to netip.Addr) bool {
	_, ok := c.of(to)["InReceives"]
	return ok
}

// lost is how many packets of the address' protocol came in, and were neither
// delivered nor passed on nor found faulty.
func (c counts) lost(to netip.Addr) int64 {
	v := c.of(to)
	n := v["InReceives"] - v["ForwDatagrams"] - v["OutForwDatagrams"] - v["ReasmReqds"] + v["ReasmOKs"]
	for _, name := range accounted {
		n -= v[name]
	}
	return n
}

// let is how many packets of the address' protocol the kernel has let out, filters
// passed (IPSTATS_MIB_OUTPKTS); kernels before 6.6 do not tell.
func (c counts) let(to netip.Addr) (n int64, known bool) {
	n, known = c.of(to)["OutTransmits"]
	return n, known
}

// readNet reads a file of this thread's network namespace.
func readNet(name string) string {
	text, _ := os.ReadFile("/proc/thread-self/net/" + name)
	return string(text)
}
