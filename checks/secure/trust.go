package secure

import (
	"context"
	"crypto/x509"
	"os"
	"slices"
	"strings"

	"gomend/checks"
)

// Settings that replace where crypto/x509 looks for roots, each its own half
// (crypto/x509/root_unix.go).
const (
	certFileSetting = "SSL_CERT_FILE"
	certDirSetting  = "SSL_CERT_DIR"
)

// Trust loads the root certificates that the go command would trust with the
// given process environment (KEY=VALUE). Its value is a *x509.CertPool, empty
// when there are no roots, and nil where the platform verifies by itself (macOS,
// Windows).
func Trust(env []string) checks.Check {
	return trust(env, systemRoots)
}

func trust(env []string, system places) checks.Check {
	return checks.Check{
		ID:      trustID,
		Kind:    checks.KindTrust,
		Command: trustCommand(env, system),
		Run: func(context.Context, *checks.Input) checks.Result {
			if len(system.files) == 0 {
				return checks.Result{Status: checks.Pass, Facts: checks.TrustFacts{}, Value: (*x509.CertPool)(nil)}
			}
			facts, certs := load(env, system)
			status, code, cause := judge(facts)
			return checks.Result{Status: status, Code: code, Cause: cause, Facts: facts, Value: pool(certs)}
		},
	}
}

func trustCommand(env []string, system places) string {
	if len(system.files) == 0 {
		return ""
	}
	file := lookupEnv(env, certFileSetting)
	if file == "" {
		file = system.files[0]
	}
	return "grep -c BEGIN " + shellQuote(file)
}

// load reads the roots that count, and those that would without any setting.
func load(env []string, system places) (checks.TrustFacts, []*x509.Certificate) {
	facts := checks.TrustFacts{FileSetting: lookupEnv(env, certFileSetting), DirSetting: lookupEnv(env, certDirSetting)}
	shelves := newLibrary()
	used := system
	if facts.FileSetting != "" {
		used.files = []string{facts.FileSetting}
	}
	if facts.DirSetting != "" {
		used.dirs = strings.Split(facts.DirSetting, ":")
	}
	found := shelves.collect(used)
	facts.Files, facts.Count = found.files, len(found.certs)
	facts.Default = facts.Count
	if facts.FileSetting != "" || facts.DirSetting != "" {
		facts.Default = len(shelves.collect(system).certs)
		facts.Setting, facts.SettingCode = brokenSetting(shelves, facts, used)
	}
	return facts, found.certs
}

// brokenSetting names the setting that gives no certificate at all, and why.
func brokenSetting(shelves *library, facts checks.TrustFacts, used places) (string, checks.Code) {
	for _, s := range []struct {
		name, value string
		places      places
		paths       []string
	}{
		{certFileSetting, facts.FileSetting, places{files: used.files}, used.files},
		{certDirSetting, facts.DirSetting, places{dirs: used.dirs}, used.dirs},
	} {
		if s.value == "" {
			continue
		}
		if found := shelves.collect(s.places); len(found.certs) == 0 {
			return s.name, whyUnusable(found, slices.ContainsFunc(s.paths, exists))
		}
	}
	return "", checks.OK
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// judge says what a set of roots is good for. A setting that gives nothing while
// roots come from elsewhere is worth a warning only: go gets through.
func judge(f checks.TrustFacts) (checks.Status, checks.Code, checks.Cause) {
	switch {
	case f.Count == 0 && f.SettingCode != checks.OK && f.Default > 0:
		return checks.Fail, checks.NoRoots, checks.CauseCASettingBroken
	case f.Count == 0:
		return checks.Fail, checks.NoRoots, checks.CauseCABundleMissing
	case f.SettingCode != checks.OK:
		return checks.Warn, f.SettingCode, checks.NoCause
	}
	return checks.Pass, checks.OK, checks.NoCause
}

// lookupEnv is a variable's value in an environment; of repeats the last counts,
// as for os/exec.
func lookupEnv(env []string, name string) string {
	for _, pair := range slices.Backward(env) {
		if value, found := strings.CutPrefix(pair, name+"="); found {
			return value
		}
	}
	return ""
}
