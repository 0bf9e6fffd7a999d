package dns

import (
	"testing"

	"gomend/checks"
)

// TestWhichFailureCounts is about servers that fail each in its own way.
func TestWhichFailureCounts(t *testing.T) {
	for _, test := range []struct {
		name  string
		codes []checks.Code
		want  checks.Code
	}{
		{"silence alone", []checks.Code{checks.Timeout, checks.Timeout}, checks.Timeout},
		{"no route alone", []checks.Code{checks.NetworkUnreachable, checks.NetworkUnreachable}, checks.NetworkUnreachable},
		{"no IPv6, and silence", []checks.Code{checks.NetworkUnreachable, checks.Timeout}, checks.Timeout},
		{"closed ports of the default servers", []checks.Code{checks.Refused, checks.AddressUnavailable}, checks.Refused},
		{"silence and a closed port", []checks.Code{checks.Timeout, checks.Refused}, checks.Refused},
		{"a closed port and a server that fails", []checks.Code{checks.Refused, checks.ServFail}, checks.ServFail},
		{"forbidden on this machine", []checks.Code{checks.NotPermitted, checks.Timeout}, checks.NotPermitted},
		{"garbage", []checks.Code{checks.Timeout, checks.Garbage}, checks.Garbage},
		{"no server at all", nil, checks.Timeout},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := poll{}
			for _, code := range test.codes {
				s := slot{asked: asked{reply: reply{code: code}}, in: true}
				p.slots = append(p.slots, [2]slot{s, s})
			}
			if got := p.codeAt(-1, 0); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestDenialCountsForBothFamilies: once one family says that there is no such name,
// the other is not waited for, and its silence means nothing.
func TestDenialCountsForBothFamilies(t *testing.T) {
	denied := slot{asked: asked{reply: reply{code: checks.NXDomain, rcode: "NXDOMAIN"}}, in: true}
	unheard := slot{asked: asked{reply: reply{code: checks.Timeout}}, abandoned: true}
	heardOut := slot{asked: asked{reply: reply{code: checks.Timeout}}, in: true}
	for _, test := range []struct {
		name  string
		slots [2]slot
		want  checks.Code
	}{
		{"the A query was given up", [2]slot{unheard, denied}, checks.NXDomain},
		{"the AAAA query was given up", [2]slot{denied, unheard}, checks.NXDomain},
		{"the A query was waited for", [2]slot{heardOut, denied}, checks.Timeout},
	} {
		p := poll{r: &Resolver{}, slots: [][2]slot{test.slots}}
		if got := p.conclude().code; got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestDigCommand(t *testing.T) {
	server := PublicResolvers[0]
	for _, test := range []struct{ host, want string }{
		{"proxy.golang.org", "dig @1.1.1.1 proxy.golang.org"},
		{"x; rm -rf ~", "dig @1.1.1.1"},
	} {
		if got := digCommand(server, test.host); got != test.want && got[:3] == "dig" {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
