package dns

import (
	"context"
	"errors"
	"net"
	"time"

	"gomend/checks"
)

// systemLookup asks the operating system, as go does where it has a resolver of
// its own to offer.
func systemLookup(ctx context.Context, f checks.LookupFacts, provisional time.Duration, tell func(checks.LookupFacts)) checks.LookupFacts {
	ctx, cancel := context.WithTimeout(ctx, checks.LookupFinal)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", f.Host)
		f.Code = systemCode(err)
		for _, addr := range addrs {
			f.Addresses = append(f.Addresses, addr.Unmap())
		}
	}()
	so := checks.LookupFacts{Host: f.Host, Code: checks.Timeout}
	select {
	case <-done:
	case <-time.After(provisional):
		tell(so)
		<-done
	}
	if len(f.Addresses) > 0 {
		f.Source = checks.FromDNS
	}
	return f
}

// systemCode maps the system's word: it does not tell more.
func systemCode(err error) checks.Code {
	var dnsErr *net.DNSError
	if !errors.As(err, &dnsErr) {
		return checks.Classify(err)
	}
	switch {
	case dnsErr.IsNotFound:
		return checks.NXDomain
	case dnsErr.IsTimeout:
		return checks.Timeout
	case dnsErr.IsTemporary:
		return checks.ServFail
	}
	return checks.Classify(err)
}
