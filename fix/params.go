package fix

import (
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// Params is what is known of the machine and of the fault. Everything may be
// empty; what a fix cannot do without then shows as a word in capitals, or the fix
// is not offered.
type Params struct {
	GOOS      string // of the machine that is to be mended; empty for linux
	Container string // docker, podman, kubernetes, lxc, wsl, other; empty outside
	Bare      bool   // it is of an image that has no shell, and so no packages
	Root      bool   // the shell is root's, so that sudo is not needed

	Settings map[string]Setting // go env and the proxy variables, by name

	Purpose    route.Purpose // of the route that fails; else taken from the route's id
	URL        string        // of what fails, secret hidden
	Code       checks.Code   // of the step that fails
	Setting    string        // name of the setting that is wrong
	Rewritten  bool          // git's own rules lead the route to another address than the module's
	Repository string        // host that go names to git, where a page names another one than the module's
	Suggestion string        // a value for Setting that go can use, when it is known
	Module     string        // path that cannot be fetched
	Version    string
	GoVersion  string // that is installed: "go1.26.8"
	GoLine     string // the go line of go.mod: "1.25.0"

	Mirrors    []string      // module proxies that answered in this run, fastest first
	MirrorTime time.Duration // of the first of them
	Dead       []string      // module proxies that were tried in this run, in vain
	Relays     []string      // of them, those that were seen to relay the checksum database
	ProxyURL   string        // a proxy that was seen to work, secret hidden
	ProxyFrom  string        // the setting that names it

	SignIn      string   // page to which this network sends visitors, without its query; empty when none was seen
	Address     string   // at which the host of what fails was proved to answer, when its name leads elsewhere
	MTU         int      // size of the largest packets that were seen to get through, in bytes; 0 when not known
	Nameservers []string // that answered in this run and are not the ones set
	DNSOwner    string   // resolved, networkmanager, resolvconf, docker, wsl and others; empty for a plain file
	Firewall    string   // ufw, firewalld, nft, iptables; empty when not known
	Rule        Rule     // of the firewall, that stops it; zero when not known
	Interface   string
	Gateway     string
	HostsLine   string // "file:line" of the hosts entry that misleads
	ModCache    string // GOMODCACHE

	Now time.Time // when the plan is made; zero for now

	Unsafe    []string // names of settings that give up a verification for good
	Forbidden []string // ids of fixes that the configuration locks: neither offered nor made
	Private   []string // patterns of the company's own modules, as GOPRIVATE takes them

	Answers map[AskName]string // what the person typed for an AskError
}

// Rule is where a rule of a firewall stands.
type Rule struct {
	Family, Table, Chain string
	Handle               int // nft's, or the number in an iptables chain; 0 for the chain's policy
}

// Setting is a setting's value and where it comes from.
type Setting struct {
	Value  string
	Source route.Source
}
