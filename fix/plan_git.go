package fix

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// ofOwner are the beginnings of addresses of one owner at a host: over HTTPS, and the
// two forms over SSH. Both sides of a rule end with a slash, or it would fit longer
// host names as well.
func (s situation) ofOwner() (https, ssh, short string) {
	host, path := s.values["githost"], ""
	if parts := strings.Split(s.Module, "/"); len(parts) > 2 && parts[0] == host {
		path = parts[1] + "/"
	}
	return "https://" + host + "/" + path, "ssh://git@" + host + "/" + path, "git@" + host + ":" + path
}

// planInsteadOfSSH lets git fetch over SSH what modules name by https.
func planInsteadOfSSH(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	https, ssh, _ := s.ofOwner()
	if !hasKey(ctx, m, s.values["githost"]) {
		return nil, &ManualError{Obstacle: NothingHere, About: "~/.ssh/id_ed25519"}
	}
	return s.rewriting(ctx, m, ssh, https)
}

// hasKey reports whether ssh has any key to offer a host: in an agent, or in one of
// the files that it would read.
func hasKey(ctx context.Context, m plan.Machine, host string) bool {
	if out, err := m.Output(ctx, "ssh-add", "-l"); err == nil && len(out) > 0 {
		return true
	}
	srv, err := sshServer(ctx, m, host)
	if err != nil {
		return false
	}
	out, _ := m.Output(ctx, "ssh", "-G", "git@"+host)
	for line := range strings.Lines(string(out)) {
		file, ok := strings.CutPrefix(strings.TrimSpace(line), "identityfile ")
		if rest, home := strings.CutPrefix(file, "~/"); home {
			file = filepath.Join(filepath.Dir(srv.folder(m)), rest)
		}
		if _, err := m.Lstat(file); ok && err == nil {
			return true
		}
	}
	return false
}

// planInsteadOfHTTPS is the way back, where port 22 is closed. A rule that leads the
// other way has to go first: git rewrites once.
func planInsteadOfHTTPS(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	https, ssh, short := s.ofOwner()
	entries, err := gitEntries(ctx, m)
	if err != nil {
		return nil, err
	}
	var wrong []gitEntry
	for _, e := range entries {
		base, ok := e.rewrites()
		if ok && strings.HasPrefix(https, e.value) && (strings.HasPrefix(base, "ssh://") || strings.HasPrefix(base, "git@")) {
			wrong = append(wrong, e)
		}
	}
	if len(wrong) > 0 {
		return dropEntries(ctx, m, wrong)
	}
	return s.rewriting(ctx, m, https, ssh, short)
}

// rewriting adds the rules that are not there yet.
func (s situation) rewriting(ctx context.Context, m plan.Machine, base string, prefixes ...string) ([]plan.Step, error) {
	if s.values["githost"] == "" {
		return nil, &ManualError{Obstacle: SetElsewhere}
	}
	entries, err := gitEntries(ctx, m)
	if err != nil {
		return nil, err
	}
	var edits []gitEdit
	for _, prefix := range prefixes {
		there := slices.ContainsFunc(entries, func(e gitEntry) bool {
			to, ok := e.rewrites()
			return ok && to == base && e.value == prefix
		})
		if !there {
			edits = append(edits, add("url."+base+".insteadOf", prefix))
		}
	}
	return gitSteps(ctx, m, globalGit(m), edits...)
}

// planRewriteRepair takes the rule away that leads git astray from the module's address.
func planRewriteRepair(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	entries, err := gitEntries(ctx, m)
	if err != nil {
		return nil, err
	}
	https := "https://" + s.values["githost"] + "/"
	var wrong []gitEntry
	for _, e := range entries {
		if base, ok := e.rewrites(); ok && fitsAddress(e.value, https) && (s.host == "" || s.host == s.values["githost"] || strings.Contains(base, s.host)) {
			wrong = append(wrong, e)
		}
	}
	return dropEntries(ctx, m, wrong)
}

// fitsAddress reports whether a rule for one beginning is about a host's addresses.
func fitsAddress(prefix, https string) bool {
	return strings.HasPrefix(https, prefix) || strings.HasPrefix(prefix, https)
}

// planGitProxy takes the proxy away that only git has. One that the system sets is
// overridden for this host: an empty value means none (git-config(1), http.proxy).
func planGitProxy(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	entries, err := gitEntries(ctx, m)
	if err != nil {
		return nil, err
	}
	https := "https://" + s.values["githost"] + "/"
	var own []gitEntry
	foreign := false
	for _, e := range entries {
		url, ok := e.proxied()
		switch {
		case !ok || e.value == "" || e.scope == "local" || e.scope == "worktree" || !fitsAddress(url, https):
		case e.own(m):
			own = append(own, e)
		default:
			foreign = true
		}
	}
	steps, err := dropEntries(ctx, m, own)
	if err != nil || !foreign {
		return steps, err
	}
	override, err := gitSteps(ctx, m, globalGit(m), add("http."+https+".proxy", ""))
	return append(steps, override...), err
}

// dropEntries takes entries away from the files that hold them. One that is in none
// of the person's own is for whoever set it.
func dropEntries(ctx context.Context, m plan.Machine, entries []gitEntry) ([]plan.Step, error) {
	var files []string
	edits := map[string][]gitEdit{}
	for _, e := range entries {
		if !e.own(m) {
			where := e.file
			if where == "" {
				where = "GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS"
			}
			return nil, &ManualError{Obstacle: SetElsewhere, About: where}
		}
		if !slices.Contains(files, e.file) {
			files = append(files, e.file)
		}
		if !slices.ContainsFunc(edits[e.file], func(known gitEdit) bool { return slices.Equal(known.args, drop(e).args) }) {
			edits[e.file] = append(edits[e.file], drop(e))
		}
	}
	var steps []plan.Step
	for _, name := range files {
		list, err := gitSteps(ctx, m, name, edits[name]...)
		if err != nil {
			return nil, err
		}
		steps = append(steps, list...)
	}
	return steps, nil
}
