package checks

// endless is the look-up that takes go longer than a whole connection may, on a route
// that it needs: it gives up before it has the address that is there.
func endless(b *Board) (Finding, bool) {
	for _, r := range b.Routes() {
		res, _ := b.Result(KindLookup.Name(r.Host))
		f, ok := res.Facts.(LookupFacts)
		if !ok || !r.Needed || f.Delay < GoDial || !f.DelayConfirmed(b) {
			continue
		}
		cause := CauseDNSSearchPath // lost on longer names
		if f.passedOver(b) {
			cause = CauseDNSSlow
		}
		return Finding{Cause: cause, Confidence: Likely, Route: r.ID, Target: res.Check.Target, Check: res.Check.ID}, true
	}
	return Finding{}, false
}
