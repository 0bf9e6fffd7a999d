package fix

import (
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// TestRepositoryHost: a module's path may name another host than the one that keeps
// its repository, and git and ssh ask the latter.
func TestRepositoryHost(t *testing.T) {
	vanity := Params{Purpose: route.VersionControl, Module: "go.corp.example/tool", Repository: "git.corp.example"}
	for _, c := range []struct {
		name          string
		cause         checks.Cause
		target        string
		p             Params
		git, ssh, key string
	}{
		{"its own", checks.CauseGitAuthRequired, "https://git.corp.example/team/tool", Params{Purpose: route.VersionControl, Module: "git.corp.example/team/tool"},
			"git.corp.example", "git.corp.example", "git.corp.example"},
		{"a page names another", checks.CauseGitAuthRequired, "https://git.corp.example/tool.git", vanity, "git.corp.example", "git.corp.example", "git.corp.example"},
		{"over SSH", checks.CauseGitHostKey, "ssh://git@git.corp.example/tool.git", with(vanity, "ssh://git@git.corp.example/tool.git", false),
			"git.corp.example", "git.corp.example", "git.corp.example"},
		{"led to a third one", checks.CauseGitAuthRequired, "https://mirror.corp.example/tool.git", with(vanity, "https://mirror.corp.example/tool.git", true),
			"git.corp.example", "git.corp.example", "mirror.corp.example"},
		{"led to a third one over SSH", checks.CauseGitHostKey, "ssh://git@mirror.corp.example/tool.git", with(vanity, "ssh://git@mirror.corp.example/tool.git", true),
			"git.corp.example", "mirror.corp.example", "mirror.corp.example"},
	} {
		v := newSituation(broken(c.cause, "version-control-1-repository", c.target).Finding, c.p).values
		if v["githost"] != c.git || v["sshhost"] != c.ssh || v["keyhost"] != c.key {
			t.Errorf("%s: git %q, ssh %q, key %q", c.name, v["githost"], v["sshhost"], v["keyhost"])
		}
	}
}

func with(p Params, url string, rewritten bool) Params {
	p.URL, p.Rewritten = url, rewritten
	return p
}

// TestRepaired: a slip in writing is taken back, and where there is none nothing is
// suggested.
func TestRepaired(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"GOFLAGS", "mod=mod", "-mod=mod"},
		{"GOFLAGS", "'-mod=mod' v", "-mod=mod -v"},
		{"GOAUTH", "netrc;", "netrc"},
		{"GOAUTH", "netrc;;git /home/me", "netrc; git /home/me"},
		{"GOVCS", "git", ""},
		{"GODEBUG", "cmdgonetlimit=0", ""},
	} {
		s := newSituation(checks.Finding{Cause: checks.CauseSettingMalformed}, Params{Setting: c.name, Settings: map[string]Setting{c.name: {Value: c.value}}})
		if got := s.values["suggestion"]; got != c.want {
			t.Errorf("%s=%s: %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

// TestGitSettings: what is known of git's settings decides which one is mended first.
func TestGitSettings(t *testing.T) {
	for _, c := range []struct {
		name string
		p    Params
		want string
	}{
		{"its own proxy", Params{Setting: route.GitProxySetting, Code: checks.Refused}, "git-proxy-repair"},
		{"a rule for the address", Params{Rewritten: true, Code: checks.NXDomain}, "git-rewrite-repair"},
		{"git cannot connect, who knows why", Params{Code: checks.Refused}, "git-proxy-repair"},
		{"a protocol that git is not to use", Params{Code: checks.Malformed}, "git-config-look"},
		{"a list of authorities of its own", Params{Code: checks.UnknownAuthority}, "git-config-look"},
		{"the same behind a rule", Params{Rewritten: true, Code: checks.UnknownAuthority}, "git-rewrite-repair"},
	} {
		list := For(broken(checks.CauseGitConfigBroken, "version-control-1", "git.corp.example"), c.p)
		if len(list) == 0 || list[0].ID != c.want {
			t.Errorf("%s: %+v, want %s first", c.name, list, c.want)
		}
	}
}
