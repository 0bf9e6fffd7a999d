package network

import "gomend/checks"

// notAsked are codes that tell of this program's limits, not of the route.
var notAsked = map[checks.Code]bool{
	checks.NotPermitted: true, checks.TooManyFiles: true, checks.Unclassified: true, checks.Canceled: true,
}

// pathResult fails without a cause: that there is no route may follow from a
// missing link or address, which the rules know.
func pathResult(facts checks.PathFacts, routeID string) checks.Result {
	r := checks.Result{Status: checks.Pass, Code: facts.Code, Facts: facts}
	switch {
	case notAsked[facts.Code]:
		r.Status = checks.Unknown
	case facts.Code != checks.OK:
		r.Status = checks.Fail
	case facts.Gateway.IsValid():
		r.Then = []checks.Check{Gateway(facts.Gateway, facts.Interface, routeID)}
	}
	return r
}
