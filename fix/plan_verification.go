package fix

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"gomend/checks/route"
	"gomend/fix/plan"
)

// restoring is the fix that takes bad advice back. It is offered beside whatever else
// is the matter, where there is room.
const restoring = "verification-restore"

func unsafeSettings(s situation) bool { return len(s.Unsafe) > 0 }

// verificationLines are the ways back, one for each setting that gives up a
// verification.
func verificationLines(s situation) []string {
	var list []string
	for _, name := range s.Unsafe {
		switch name {
		case "GOSUMDB":
			list = append(list, "@go -u GOSUMDB")
		case "GOPRIVATE", "GONOSUMDB", "GOINSECURE":
			if narrow := route.Narrowed(s.Settings[name].Value); narrow != "" {
				list = append(list, "@go "+name+"="+narrow)
			} else {
				list = append(list, "@go -u "+name)
			}
		case "GIT_SSL_NO_VERIFY":
			list = append(list, "@env -u GIT_SSL_NO_VERIFY")
		case "http.sslVerify":
			list = append(list, "git config --global --unset-all http.sslVerify")
		}
	}
	return list
}

// planVerification switches on again what was switched off: in go's settings, in
// variables, and in the configuration of git and ssh.
func planVerification(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	steps, err := planSettings(ctx, m, s)
	if err != nil {
		return nil, err
	}
	if slices.Contains(s.Unsafe, "http.sslVerify") {
		entries, err := gitEntries(ctx, m)
		if err != nil {
			return nil, err
		}
		var wrong []gitEntry
		for _, e := range entries {
			if strings.HasPrefix(e.key, "http.") && strings.HasSuffix(e.key, ".sslverify") && e.scope != "local" && slices.Contains([]string{"false", "no", "off", "0"}, strings.ToLower(e.value)) {
				wrong = append(wrong, e)
			}
		}
		list, err := dropEntries(ctx, m, wrong)
		if err != nil {
			return nil, err
		}
		steps = append(steps, list...)
	}
	trusting, err := planKeyChecking(ctx, m)
	return append(steps, trusting...), err
}

// uncheckedKeys is what lets ssh connect to whoever answers (ssh_config(5)).
var uncheckedKeys = regexp.MustCompile(`(?i)^\s*StrictHostKeyChecking[\s=]+"?(no|off)"?\s*$`)

// planKeyChecking lets ssh compare keys of hosts again.
func planKeyChecking(ctx context.Context, m plan.Machine) ([]plan.Step, error) {
	if _, err := m.LookPath("ssh"); err != nil {
		return nil, nil
	}
	srv, err := sshServer(ctx, m, "localhost")
	if err != nil {
		return nil, nil // a configuration that ssh itself cannot read is for a person
	}
	file, err := openOwn(m, srv.folder(m)+"/config")
	if err != nil || file.absent {
		return nil, err
	}
	list := lines(file.text)
	for i, line := range list {
		if body, end := cutEnd(line); uncheckedKeys.MatchString(body) {
			list[i] = switchedOff + body + end
		}
	}
	return file.replace(plan.FileReplace, []byte(strings.Join(list, ""))), nil
}
