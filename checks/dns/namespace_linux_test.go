package dns

import (
	"testing"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

// TestWithoutNetwork asks a real kernel that has no way to any nameserver.
func TestWithoutNetwork(t *testing.T) { nettest.InNamespace(t, insideNothing) }

func insideNothing(t *testing.T) {
	for _, test := range []struct {
		name, conf string
		want       checks.Code
	}{
		{"a nameserver out there", nameservers("192.0.2.53"), checks.NetworkUnreachable},
		{"by both families", nameservers("192.0.2.53", "2001:db8::53"), checks.NetworkUnreachable},
		{"over TCP", nameservers("192.0.2.53") + "options use-vc\n", checks.NetworkUnreachable},
	} {
		s := diagnose(t, files(t, 0, test.conf, "", ""), host)
		if r := s.lookup(host); r.Status != checks.Fail || r.Code != test.want {
			t.Errorf("%s: %s %q, want %q", test.name, r.Status, r.Code, test.want)
		}
		if _, a := s.nameserver("192.0.2.53"); a.Code != test.want {
			t.Errorf("%s: nameserver %q, want %q", test.name, a.Code, test.want)
		}
	}
}
