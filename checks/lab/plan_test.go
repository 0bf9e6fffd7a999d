package lab

import (
	"testing"

	"github.com/miekg/dns"

	"gomend/checks"
)

func TestResolvers(t *testing.T) {
	z := Zone{}
	z.add("proxy.golang.org", "203.0.113.10", "2001:db8:1::10")
	z.add("corp.example")
	for _, c := range []struct {
		about    string
		resolver Resolver
		name     string
		cd       bool
		rcode    int
		answers  int
	}{
		{"truth", Truth, "Proxy.Golang.org.", false, dns.RcodeSuccess, 1},
		{"no address", Truth, "corp.example.", false, dns.RcodeSuccess, 0},
		{"no such name", Truth, "nobody.example.", false, dns.RcodeNameError, 0},
		{"denied", For(Deny, "golang.org"), "proxy.golang.org.", false, dns.RcodeNameError, 0},
		{"another name is not denied", For(Deny, "sum.golang.org"), "proxy.golang.org.", false, dns.RcodeSuccess, 1},
		{"emptied", Empty, "proxy.golang.org.", false, dns.RcodeSuccess, 0},
		{"lie", Lie("0.0.0.0"), "any.example.", false, dns.RcodeSuccess, 1},
		{"bad signature", BadSignature, "proxy.golang.org.", false, dns.RcodeServerFailure, 0},
		{"bad signature unchecked", BadSignature, "proxy.golang.org.", true, dns.RcodeSuccess, 1},
		{"refused", Rcode(dns.RcodeRefused), "proxy.golang.org.", false, dns.RcodeRefused, 0},
	} {
		q := new(dns.Msg).SetQuestion(c.name, dns.TypeA)
		q.CheckingDisabled = c.cd
		m := c.resolver(z, q)
		if m.Rcode != c.rcode || len(m.Answer) != c.answers || !m.Response || m.Id != q.Id {
			t.Errorf("%s: %v", c.about, m)
		}
	}
	if m := Silence(z, new(dns.Msg).SetQuestion("proxy.golang.org.", dns.TypeA)); m != nil {
		t.Errorf("silence: %v", m)
	}
}

func TestJudge(t *testing.T) {
	refused, slow := checks.CauseTCPRefused, checks.CauseDNSSlow
	for _, c := range []struct {
		about  string
		want   Want
		status checks.VerdictStatus
		cause  checks.Cause
		also   []checks.Cause
		right  bool
	}{
		{"as wanted", Broken(refused), checks.Broken, refused, nil, true},
		{"one of several", Broken(slow, refused), checks.Broken, refused, nil, true},
		{"another cause", Broken(refused), checks.Broken, slow, nil, false},
		{"another status", Broken(refused), checks.Degraded, refused, nil, false},
		{"falsely beside it", Broken(refused).But(slow), checks.Broken, refused, []checks.Cause{slow}, false},
		{"healthy", Fine(), checks.Healthy, "", nil, true},
		{"healthy with a hint", Fine(), checks.Healthy, "", []checks.Cause{slow}, false},
		{"healthy called broken", Fine(), checks.Broken, refused, nil, false},
	} {
		if wrong := c.want.Judge(c.status, c.cause, c.also); (wrong == "") != c.right {
			t.Errorf("%s: %q", c.about, wrong)
		}
	}
}
