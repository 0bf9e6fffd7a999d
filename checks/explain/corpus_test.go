package explain

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gomend/checks"
)

// corpora are collections of output of the go command whose cause is known. They
// are no part of this project; where they are not at hand, the tests are skipped.
const corpora = "../../../shared/"

// row is one text of a corpus.
type row struct{ ID, Text, Layer, Cause, Confidence, Host string }

// readCorpus reads a corpus, one JSON object a line.
func readCorpus(t *testing.T, name string) []row {
	t.Helper()
	f, err := os.Open(corpora + name)
	if err != nil {
		t.Skipf("the collection %s is not here", name)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var list []row
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// score counts how often the known cause is the best candidate, and how often it
// is among them.
type score struct{ all, best, among, confident int }

func (s *score) count(t *testing.T, r row, want []checks.Cause) {
	t.Helper()
	got := Read(r.Text)
	s.all++
	if slices.Contains(want, got.Cause) {
		s.best++
		s.among++
		return
	}
	found := slices.ContainsFunc(got.Candidates, func(c Candidate) bool { return slices.Contains(want, c.Cause) })
	if found {
		s.among++
	}
	if got.Confidence == checks.Certain { // and wrong
		s.confident++
		t.Logf("%s: certain of %s", r.ID, got.Cause)
	}
	t.Logf("%s: read as %v (found %v), is %v: %.300q", r.ID, got.Candidates, got.Found, want, r.Text)
}

// check holds the score against floors, and the number of texts that are read
// wrongly and with certainty against a ceiling.
func (s score) check(t *testing.T, best, among, confident int) {
	t.Helper()
	if s.all == 0 {
		t.Fatal("nothing was measured")
	}
	b, a := 100*s.best/s.all, 100*s.among/s.all
	t.Logf("%d texts: the cause is the best candidate in %d %%, among the candidates in %d %%", s.all, b, a)
	if s.confident > confident {
		t.Errorf("%d texts are read wrongly with certainty, want at most %d", s.confident, confident)
	}
	if b < best || a < among {
		t.Errorf("best in %d %%, among in %d %%; want %d and %d", b, a, best, among)
	}
}

// causesOf splits a list of causes of the contract.
func causesOf(t *testing.T, list string) []checks.Cause {
	t.Helper()
	var out []checks.Cause
	for word := range strings.FieldsSeq(list) {
		cause := checks.Cause(word)
		if cause.Layer() == "" {
			t.Fatalf("no such cause: %q", word)
		}
		out = append(out, cause)
	}
	return out
}

// TestCausesOfExperiments: texts of experiments, whose cause was made on purpose.
func TestCausesOfExperiments(t *testing.T) {
	var s score
	seen := map[string]bool{}
	for _, r := range readCorpus(t, "go-errors.jsonl") {
		want, label := labelOf(r.ID)
		seen[label] = true
		if causes := causesOf(t, want); len(causes) > 0 {
			s.count(t, r, causes)
		}
	}
	for _, l := range experimentLabels {
		if !seen[l.id] {
			t.Logf("no text has an id like %s", l.id)
		}
	}
	s.check(t, 94, 97, 0)
}

// TestCausesOfReports: texts that people published, with the cause that the thread
// came to. Many are "likely" only, and some causes cannot be seen in a text.
func TestCausesOfReports(t *testing.T) {
	var s score
	for _, r := range readCorpus(t, "real-errors.jsonl") {
		want, known := reportLabels[r.Cause]
		if !known {
			t.Logf("%s: no label for %s", r.ID, r.Cause)
			continue
		}
		if causes := causesOf(t, want); len(causes) > 0 {
			s.count(t, r, causes)
		}
	}
	s.check(t, 77, 94, 0)
}

// TestHostsOfReports: the host that failed, as a person read it off the text.
func TestHostsOfReports(t *testing.T) {
	var all, right int
	for _, r := range readCorpus(t, "real-errors.jsonl") {
		if r.Host == "" || !strings.Contains(r.Text, r.Host) {
			continue
		}
		all++
		got := Read(r.Text)
		want := r.Host
		if m := regexp.MustCompile(`^(.*):\d+$`).FindStringSubmatch(want); m != nil {
			want = m[1]
		}
		if got.Host == want {
			right++
			continue
		}
		t.Logf("%s: host %q, is %q: %.200q", r.ID, got.Host, want, r.Text)
	}
	t.Logf("%d texts with a host: %d %% right", all, 100*right/max(all, 1))
	if right*100 < all*94 {
		t.Errorf("the host is right in only %d of %d texts", right, all)
	}
}

// labelOf is the label of an experiment by its id: the first that fits.
func labelOf(id string) (want, label string) {
	for _, l := range experimentLabels {
		if regexp.MustCompile(`^(?:` + l.id + `)$`).MatchString(id) {
			return l.want, l.id
		}
	}
	return "", ""
}
