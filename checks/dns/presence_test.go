package dns

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// A nameserver that is there is waited for as long as go would; one that answers
// over TCP alone is not slow.
func TestSlowNameserver(t *testing.T) {
	late := quick.wait(0).Final + 15*tick
	good := gives("192.0.2.10")
	for _, test := range []struct {
		name  string
		start func(*testing.T, string, uint16, behaviour) *fake
		do    behaviour
		code  checks.Code
	}{
		{"it takes connections", serve, after(late, good), checks.OK},
		{"it refuses connections", serveUDP, after(late, good), checks.OK},
		{"it is silent", serve, mute, checks.Timeout},
		{"it answers over TCP alone", serve, func(m *dns.Msg, tcp bool) *dns.Msg {
			if tcp {
				return good(m, tcp)
			}
			return after(late, good)(m, tcp)
		}, checks.Timeout},
	} {
		instantly(t, test.name, func(t *testing.T) {
			p := memoryPort()
			test.start(t, "127.0.0.1", p, test.do)
			s := diagnose(t, files(t, p, nameservers("127.0.0.1"), "", ""), host)
			if r := s.lookup(host); r.Code != test.code {
				t.Errorf("%s %q, want %q", r.Status, r.Code, test.code)
			}
			if len(s.provisional) == 0 {
				t.Error("nobody was told of the silence")
			}
		})
	}
}

// What came to a repeated question only is told: go repeats it after 5 s.
func TestRepeatedQuestion(t *testing.T) {
	good := gives("192.0.2.10")
	for name, lost := range map[string]bool{"answered": false, "lost": true} {
		instantly(t, name, func(t *testing.T) {
			var asked atomic.Int32
			p := memoryPort()
			serve(t, "127.0.0.1", p, family(func(m *dns.Msg, tcp bool) *dns.Msg {
				if asked.Add(1) == 1 && lost {
					return nil
				}
				return good(m, tcp)
			}, good))
			s := diagnose(t, files(t, p, nameservers("127.0.0.1"), "", ""), host)
			if f := s.facts(host); f.Again != lost || f.Code != checks.OK {
				t.Errorf("told %v, %q", f.Again, f.Code)
			}
		})
	}
}

// Silence that has ended by the time that go asks again is none.
func TestSilenceThatEnds(t *testing.T) {
	good := gives("192.0.2.10")
	for _, test := range []struct {
		ends time.Duration
		code checks.Code
	}{
		{1600 * time.Millisecond, checks.OK},
		{3 * time.Second, checks.OK},
		{4900 * time.Millisecond, checks.OK},
		{5600 * time.Millisecond, checks.Timeout},
	} {
		instantly(t, test.ends.String(), func(t *testing.T) {
			p, start := memoryPort(), time.Now()
			serve(t, "127.0.0.1", p, func(m *dns.Msg, tcp bool) *dns.Msg {
				if time.Since(start) < test.ends {
					return nil
				}
				return good(m, tcp)
			})
			opt := files(t, p, nameservers("127.0.0.1"), "", "")
			opt.waits = &usualWaits
			if r := diagnose(t, opt, host).lookup(host); r.Code != test.code {
				t.Errorf("%q, want %q", r.Code, test.code)
			}
		})
	}
}
