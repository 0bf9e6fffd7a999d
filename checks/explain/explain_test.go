package explain

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"gomend/checks"
)

// layersOf maps the layers of the collected texts to those of the contract.
var layersOf = map[string]checks.Layer{
	"network": checks.LayerNetwork, "dns": checks.LayerDNS, "transport": checks.LayerTransport,
	"tls": checks.LayerSecure, "proxy": checks.LayerSecure, "go": checks.LayerModule,
}

// TestCollectedErrors holds the reading against real output of the go command
// with its known cause, where that collection is at hand.
func TestCollectedErrors(t *testing.T) {
	f, err := os.Open("../../../shared/go-errors.jsonl")
	if err != nil {
		t.Skip("the collection of real error texts is not here")
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var all, right, among int
	for lines.Scan() {
		var row struct{ ID, Text, Layer string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Text == "(no output: the command does not return)" {
			continue
		}
		all++
		got, want := Read(row.Text), layersOf[row.Layer]
		if agrees(got.Cause, got.Layer, want) {
			right++
			among++
			continue
		}
		for _, c := range got.Candidates {
			if agrees(c.Cause, c.Layer, want) {
				among++
				break
			}
		}
		t.Logf("%s: read as %s %q, is %s: %.150s", row.ID, got.Layer, got.Cause, want, got.Line)
	}
	t.Logf("%d texts: best candidate in the right layer %d %%, some candidate %d %%", all, 100*right/all, 100*among/all)
	if 100*right < 90*all {
		t.Errorf("only %d of %d texts are read to the right layer", right, all)
	}
}

// agrees: transfers that break are of the module layer by the contract, and of
// the transport layer in the collection.
func agrees(cause checks.Cause, got, want checks.Layer) bool {
	return got == want || want == checks.LayerTransport && (cause == checks.CauseTransferCut || cause == checks.CauseHTTP2Broken)
}
