package fix

import (
	"maps"
	"strings"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// catalogue is every fix, put together from one file a layer.
var catalogue = merge(networkFixes, dnsFixes, transportFixes, proxyFixes, tlsFixes, sourceFixes, settingFixes, repositoryFixes, imageFixes)

func merge(parts ...map[string]recipe) map[string]recipe {
	whole := map[string]recipe{}
	for _, part := range parts {
		maps.Copy(whole, part)
	}
	return whole
}

// Conditions of recipes.

// inContainer fits where an image and what started it say how things are, and what
// is changed inside goes with the container. LXC and WSL are machines in that.
func inContainer(s situation) bool {
	return s.Container != "" && s.Container != "wsl" && s.Container != "lxc"
}

func notInContainer(s situation) bool { return !inContainer(s) }

// byCommand fits where a person starts containers by commands like docker's.
func byCommand(s situation) bool { return inContainer(s) && !inPod(s) }

// byDocker fits where Docker's daemon may be what makes the container.
func byDocker(s situation) bool { return byCommand(s) && s.Container != "podman" }

func inPod(s situation) bool { return s.Container == "kubernetes" }

// hasPackages fits unless the image has nothing to install packages with.
func hasPackages(s situation) bool { return !s.Bare }

// ownClock fits where the clock is this system's to set.
func ownClock(s situation) bool { return notInContainer(s) && s.Container != "lxc" }

func hasMirror(s situation) bool {
	_, ok := s.mirror()
	return ok && s.Purpose != route.ChecksumDatabase && (s.Purpose != route.VersionControl || directFirst(s))
}

// directFirst fits when go asks no module proxy at all. Otherwise what it fetches
// from version control is private, or unknown to the proxy, and no mirror helps.
func directFirst(s situation) bool {
	return strings.HasPrefix(s.Settings["GOPROXY"].Value, "direct")
}

func checksumRoute(s situation) bool { return s.Purpose == route.ChecksumDatabase }

func knowsProxy(s situation) bool { return s.ProxyURL != "" }

// knowsModule fits when a path is known that can be one: a pattern is made of it.
func knowsModule(s situation) bool { return module.CheckPath(s.Module) == nil }

func overSSH(s situation) bool { return s.port == "22" }

// overSSHOrDenied fits where SSH is what fails, or what does not let in.
func overSSHOrDenied(s situation) bool {
	return overSSH(s) || s.finding.Cause == checks.CauseGitSSHDenied || strings.HasPrefix(s.URL, "ssh://")
}

func dnsOwner(owner string) func(situation) bool {
	return func(s situation) bool { return s.DNSOwner == owner && notInContainer(s) }
}

func firewall(owner string) func(situation) bool {
	return func(s situation) bool { return s.Firewall == owner }
}

// notByRoute fits unless it is a route that refuses: no firewall rule helps there.
func notByRoute(s situation) bool { return s.finding.Note.Kind != checks.NoteOwnRoute }

// byRoute fits where a firewall is blamed, and a route is what refuses.
func byRoute(s situation) bool {
	return s.finding.Cause != checks.CauseFirewallLocal || !notByRoute(s)
}

// gitRewrites fits unless it is known to be another of git's own settings.
func gitRewrites(s situation) bool {
	return s.Rewritten || s.Setting != route.GitProxySetting && !stopsAnyWay(s)
}

// stopsAnyWay fits where git stops whichever way it goes: at a protocol that it is not
// to use (protocol.allow), or at whom it trusts (http.sslCAInfo).
func stopsAnyWay(s situation) bool {
	return s.Code == checks.Malformed || s.Code == checks.UnknownAuthority
}

func hasSuggestion(s situation) bool { return s.values["suggestion"] != "" && s.Setting != "" }

// gitProxies fits when a proxy of git's own may lead astray.
func gitProxies(s situation) bool {
	return s.Setting == route.GitProxySetting || s.Setting == "" && !s.Rewritten && !stopsAnyWay(s)
}

// also fits where both do.
func also(a, b func(situation) bool) func(situation) bool {
	return func(s situation) bool { return a(s) && b(s) }
}
