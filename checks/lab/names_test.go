package lab_test

import (
	"testing"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/labtest"
)

// TestTraceNamesTheLevel looks at what a trace tells beside the verdict.
func TestTraceNamesTheLevel(t *testing.T) {
	if mode != "all" {
		t.Skip("GOMEND_LAB=all runs it")
	}
	for _, tt := range []struct{ name, key, value string }{
		{"names-dnssec-expired", "dnssec", "broken golang.org."},
		{"names-dnssec-expired", "signature", string(checks.Expired)},
		{"names-dnssec-sound", "dnssec", "secure"},
		{"names-forged", "addresses", "203.0.113.10, 2001:db8:1::10"},
		{"names-intercepted", "failure", string(checks.Forged)},
	} {
		t.Run(tt.name+"/"+tt.key, func(t *testing.T) {
			t.Parallel()
			atOnce <- struct{}{}
			defer func() { <-atOnce }()
			c, _ := lab.Find(tt.name)
			report := labtest.Check(t, labtest.Open(t, c), c, c.Flags...)
			for _, res := range report.Checks {
				if res.ID != checks.KindDNSTrace.Name("proxy.golang.org") {
					continue
				}
				for _, e := range res.Evidence {
					if e.Key == tt.key && e.Value == tt.value {
						return
					}
				}
			}
			t.Errorf("no %s %q in\n%s", tt.key, tt.value, report.Brief())
		})
	}
}
