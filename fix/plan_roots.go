package fix

import (
	"context"
	"encoding/pem"
	"path/filepath"
	"strings"

	"gomend/fix/plan"
)

// planRootSettings takes the setting away that hides the system's roots: variables for go
// and git, and git's own.
func planRootSettings(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	var variables []change
	for _, name := range rootVariables(s.Setting) {
		if m.Env(name) != "" {
			variables = append(variables, change{name: name, unset: true})
		}
	}
	steps, err := s.setVariables(ctx, m, variables)
	if err != nil || len(steps) > 0 {
		return steps, err
	}
	entries, err := gitEntries(ctx, m)
	if err != nil {
		return nil, err
	}
	var wrong []gitEntry
	for _, e := range entries {
		if isRootsKey(e.key) && e.scope != "local" && e.scope != "worktree" && !usable(m, e.value) {
			wrong = append(wrong, e)
		}
	}
	return dropEntries(ctx, m, wrong)
}

// rootVariables are those that say where roots are: the one that is known to be
// wrong, or all of them (crypto/x509/root_unix.go, git-config(1) http.sslCAInfo).
func rootVariables(setting string) []string {
	all := []string{"SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH"}
	for _, name := range all {
		if name == setting {
			return []string{name}
		}
	}
	return all
}

// isRootsKey is about http.sslCAInfo and its kin, for all addresses or for some.
func isRootsKey(key string) bool {
	return strings.HasPrefix(key, "http.") && (strings.HasSuffix(key, ".sslcainfo") || strings.HasSuffix(key, ".sslcapath"))
}

// usable reports whether a path leads to something.
func usable(m plan.Machine, path string) bool {
	_, err := m.Lstat(path)
	return err == nil
}

// systemBundles are the files in which go looks for roots on Linux, the first that
// can be read counts (crypto/x509/root_linux.go).
var systemBundles = []string{
	"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
}

// planOwnBundle trusts a company's authority for one person, without administrator
// rights: a bundle of the person's own, which go and git are pointed at.
func planOwnBundle(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	cert, _, err := s.vouched(m)
	if err != nil {
		return nil, err
	}
	var bundle []byte
	for _, name := range append([]string{m.Env("SSL_CERT_FILE")}, systemBundles...) {
		if bundle, err = m.ReadFile(name); name != "" && err == nil && len(bundle) > 0 {
			break
		}
	}
	if len(bundle) == 0 {
		return nil, &ManualError{Obstacle: NothingHere, About: systemBundles[0]}
	}
	file, err := openOwn(m, filepath.Join(m.Home(), ".config", "gomend", "ca-bundle.pem"))
	if err != nil {
		return nil, err
	}
	one := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))
	after := string(bundle)
	if !strings.Contains(after, one) {
		after = strings.TrimRight(after, "\n") + "\n" + one
	}
	steps := file.replace(plan.FileReplace, []byte(after))
	variables, err := s.setVariables(ctx, m, []change{{name: "SSL_CERT_FILE", value: file.path}, {name: "GIT_SSL_CAINFO", value: file.path}})
	return append(steps, variables...), err
}
