package dns

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func FuzzResolvConf(f *testing.F) {
	f.Add("nameserver 192.0.2.53\nsearch a b\noptions ndots:5 timeout:1 attempts:3 rotate use-vc\n")
	f.Add("nameserver fe80::1%eth0\n;\n#\n\x00options ndots:\ndomain\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := parseResolvConf(text, "box.corp.example")
		if len(c.servers) > maxServers || len(c.search) > maxSearch || c.ndots < 0 || c.ndots > maxNDots ||
			c.timeout < time.Second || c.attempts < 1 || len(c.ignored) > maxIgnored {
			t.Errorf("out of bounds: %+v", c)
		}
		for _, name := range c.nameList("proxy.example") {
			if len(name) > maxName || !strings.HasSuffix(name, ".") {
				t.Errorf("name %q", name)
			}
		}
	})
}

func FuzzNsswitch(f *testing.F) {
	f.Add("hosts: files mdns4_minimal [NOTFOUND=return] dns\n")
	f.Add("hosts: [\nhosts")
	f.Fuzz(func(t *testing.T, text string) {
		if got := hostsOrder(text); !slices.Contains([]string{filesDNS, dnsFiles, onlyFiles, onlyDNS}, got) {
			t.Errorf("order %q", got)
		}
	})
}

func FuzzHosts(f *testing.F) {
	f.Add("127.0.0.1 localhost\n::1 localhost # x\n", "localhost")
	f.Add("1.1.1.1 .\n", ".")
	f.Fuzz(func(t *testing.T, text, name string) {
		addrs, where := hostsFile{"hosts", text}.lookup(name)
		if (len(addrs) > 0) != (where != "") || len(addrs) > maxAddresses {
			t.Errorf("%d addresses at %q", len(addrs), where)
		}
	})
}

// FuzzReply feeds hostile replies. Whatever comes, an answer has addresses if
// and only if it is one, and no control character gets through.
func FuzzReply(f *testing.F) {
	q := question{name: "proxy.golang.example.", qtype: dns.TypeA}
	query, err := q.pack(7)
	if err != nil {
		f.Fatal(err)
	}
	var m dns.Msg
	if err := m.Unpack(query); err != nil {
		f.Fatal(err)
	}
	for _, do := range []behaviour{gives("192.0.2.10"), circle, lame, badVersion, bogus(mute), truncated(mute), rcode(dns.RcodeNameError)} {
		wire, err := do(&m, false).Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(wire)
		f.Add(flip(wire, len(wire)/2))
		f.Add(wire[:len(wire)/2])
	}
	f.Fuzz(func(t *testing.T, wire []byte) {
		r, mine := q.read(7, wire)
		if (r.code == checks.OK) != (len(r.addrs) > 0) || len(r.addrs) > maxAddresses {
			t.Errorf("%q with %d addresses", r.code, len(r.addrs))
		}
		if !mine && r.code != checks.Garbage {
			t.Errorf("not ours, and %q", r.code)
		}
		if r.extended != checks.Clean(r.extended) || mine && r.rcode == "" {
			t.Errorf("unclean: %+v", r)
		}
	})
}
