package module

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gomend/checks"
	"gomend/checks/route"
)

// sumGolangOrg is the key that the go command knows by name
// (cmd/go/internal/modfetch/key.go).
const sumGolangOrg = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"

// VerifierKey is the public key that a GOSUMDB value names; ok is false for a
// value that names none (cmd/go/internal/modfetch/sumdb.go:dbDial).
func VerifierKey(gosumdb string) (key string, ok bool) {
	words := strings.Fields(gosumdb)
	if len(words) == 0 {
		return "", false
	}
	key = words[0]
	if key == "sum.golang.org" || key == "sum.golang.google.cn" {
		key = sumGolangOrg
	}
	_, err := note.NewVerifier(key)
	return key, err == nil
}

// Support asks a module proxy whether it relays a checksum database. It passes
// with 200 (it does) and with 404 and 410 (the database is asked itself);
// anything else is fatal to the go command (sumdb.go:dbClient.initBase).
func (a *Asker) Support(r route.Route, database string, needs []string) checks.Check {
	q := question{kind: checks.KindChecksumSupport, want: WantSupported, route: r,
		file: "sumdb/" + database + "/supported", limit: zipLimit}
	return a.check(q, needs, func(_ context.Context, _ *checks.Input, _ question, _ *Answer, result *checks.Result) {
		if result.Code == checks.StatusNotFound {
			result.Status, result.Code, result.Cause = checks.Pass, checks.OK, checks.NoCause
		}
	})
}

// Relays reads a result of Support: does the proxy relay the database?
func Relays(r checks.Result) bool {
	f, ok := r.Facts.(checks.HTTPFacts)
	return ok && r.Status.OK() && f.Status == http.StatusOK
}

// ChecksumLookup asks for the record of a module version. The route's URL is the
// base of the database: https://sum.golang.org, a mirror's, or
// <module proxy>/sumdb/<name> for a relay. gosumdb is the setting's value, whose
// key the answer must be signed with.
func (a *Asker) ChecksumLookup(r route.Route, m route.Module, gosumdb string, needs []string) checks.Check {
	q := question{kind: checks.KindChecksumDatabase, want: WantLookup, route: r, module: m, cold: true, limit: textLimit}
	if file, err := lookupFile(m); err == nil {
		q.file = file
	}
	c := a.check(q, needs, nil)
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		q := q
		q.module = resolved(in, m)
		file, err := lookupFile(q.module)
		if err != nil {
			return checks.Result{Status: checks.Skip} // no such version can exist: the module proxy says so
		}
		q.file = file
		return a.put(ctx, in, q, func(ctx context.Context, in *checks.Input, q question, answer *Answer, result *checks.Result) {
			a.afterLookup(ctx, in, q, gosumdb, *answer, result)
		})
	}
	return c
}

// lookupFile is golang.org/x/mod/sumdb.Client.Lookup's path.
func lookupFile(m route.Module) (string, error) {
	if err := module.Check(m.Path, m.Version); err != nil {
		return "", err
	}
	escaped, err := module.EscapePath(m.Path)
	if err != nil {
		return "", err
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil {
		return "", err
	}
	return "lookup/" + escaped + "@" + version, nil
}

// Faults of a record.
var (
	errRecord    = errors.New("malformed record")
	errSignature = errors.New("no signature by the key that GOSUMDB names")
)

func (a *Asker) afterLookup(ctx context.Context, in *checks.Input, q question, gosumdb string, answer Answer, result *checks.Result) {
	switch result.Code {
	case checks.OK:
		err := checkRecord(answer.Body, q.module, gosumdb)
		if err == nil {
			return
		}
		result.Status, result.Code, result.Cause = checks.Fail, checks.BadContent, checks.CauseGOPROXYBadContent
		if errors.Is(err, errSignature) && customKey(gosumdb) {
			result.Cause = checks.CauseGOSUMDBMalformed
		}
		if errors.Is(err, errRecord) && a.wrongBase(ctx, in, q, gosumdb) {
			result.Cause = checks.CauseGOSUMDBMalformed
		}
	case checks.StatusNotFound:
		if result.Cause == checks.NoCause && a.wrongBase(ctx, in, q, gosumdb) {
			result.Cause = checks.CauseGOSUMDBMalformed
		}
	}
}

// customKey reports whether the person gave a key of their own.
func customKey(gosumdb string) bool {
	key, _ := VerifierKey(gosumdb)
	return key != sumGolangOrg
}

// wrongBase reports whether GOSUMDB names a URL at which no database answers: a
// database always has a latest tree head.
func (a *Asker) wrongBase(ctx context.Context, in *checks.Input, q question, gosumdb string) bool {
	if q.route.Relay || len(strings.Fields(gosumdb)) < 2 {
		return false
	}
	answer := a.get(ctx, in, q.route, join(q.route.URL, "latest", "latest"), textLimit, false)
	if answer.Status == 0 || answer.Code != checks.OK {
		return false
	}
	return answer.Status != http.StatusOK || !strings.HasPrefix(string(answer.Body), "go.sum database tree\n")
}

// checkRecord verifies an answer to lookup: a record number, the two go.sum
// lines of the module, and a tree head signed by the key
// (go.dev/design/25530-sumdb, section Checksum Database).
func checkRecord(body []byte, m route.Module, gosumdb string) error {
	_, text, rest, err := tlog.ParseRecord(body)
	if err != nil || !hasSums(string(text), m) {
		return errRecord
	}
	key, ok := VerifierKey(gosumdb)
	if !ok {
		return errSignature
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return errSignature
	}
	if !strings.HasPrefix(string(rest), "go.sum database tree\n") {
		return errRecord
	}
	if _, err := note.Open(rest, note.VerifierList(verifier)); err != nil {
		return errSignature
	}
	return nil
}

func hasSums(text string, m route.Module) bool {
	return strings.Contains(text, m.Path+" "+m.Version+" h1:") && strings.Contains(text, m.Path+" "+m.Version+"/go.mod h1:")
}
