package checks

import "slices"

// configuredServersDisagree fits when one nameserver of this machine gives an
// address and another denies the name, or gives only other addresses than those
// that go would dial.
func configuredServersDisagree(c *Case) bool {
	l := c.Lookup()
	if l.Source == FromHosts || l.Searched {
		return false
	}
	gives, denies := false, false
	for _, a := range c.configuredAnswers() {
		switch {
		case c.onlyOverTCP(a):
			// go does not ask this way
		case a.Code == OK && len(a.Addresses) > 0:
			same := c.Is(KindLookup) || overlap(a.Addresses, l.Addresses)
			gives, denies = gives || same, denies || !same
		case a.Code == NXDomain || a.Code == NoData || a.Code == Sinkhole:
			denies = true
		}
	}
	return gives && denies
}

// onlyOverTCP reports whether an answer came over TCP from a nameserver that gives
// another by UDP, by which go asks: that tells of the way to it, where who sees the
// question can answer it, and not of nameservers.
func (c *Case) onlyOverTCP(a Answer) bool {
	if a.Protocol != "tcp" || slices.ContainsFunc(c.Lookup().Answers, func(asked Answer) bool { return asked.Protocol == "tcp" }) {
		return false
	}
	return slices.ContainsFunc(c.configuredAnswers(), func(other Answer) bool {
		said := slices.Contains([]Code{OK, NXDomain, NoData, Sinkhole}, other.Code)
		return other.Server == a.Server && other.Protocol != "tcp" && said && !overlap(other.Addresses, a.Addresses)
	})
}

// configuredKnowRight fits when this machine's nameservers give an address that others
// give, too, or at which the server was seen. If all that they give is wrong, they do
// not disagree: somebody makes their answers up.
func configuredKnowRight(c *Case) bool {
	right := append(c.CompareLookup().Addresses(), c.NameTrace().Addresses...)
	for _, r := range c.Results() {
		if f, ok := r.Facts.(TLSCompareFacts); ok && r.Check.Target == c.Target() && f.OtherAddress == OK {
			right = append(right, f.Address.Addr())
		}
	}
	return slices.ContainsFunc(c.configuredAnswers(), func(a Answer) bool { return overlap(a.Addresses, right) })
}

// configuredAnswers are what this machine's nameservers said about the host
// dialled first.
func (c *Case) configuredAnswers() []Answer {
	l := c.Lookup()
	list := slices.Clone(l.Answers)
	for _, a := range AllFacts[Answer](c.Board) {
		if a.Name == l.Name || a.Name == l.Host+"." {
			list = append(list, a)
		}
	}
	for _, f := range AllFacts[RepeatFacts](c.Board) {
		if f.Name != l.Name && f.Name != l.Host+"." {
			continue
		}
		for _, s := range f.Sets {
			list = append(list, Answer{Server: f.Server, Name: f.Name, Code: s.Code, Addresses: s.Addresses})
		}
	}
	return append(list, c.OwnLookup().Answers...)
}
