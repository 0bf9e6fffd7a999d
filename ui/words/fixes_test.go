package words

import (
	"strings"
	"testing"
)

// How fast the mirror answers is said of the mirror alone.
func TestTimeOfTheMirror(t *testing.T) {
	values := map[string]string{"mirrorhost": "goproxy.cn", "time": "34 ms", "host": "proxy.golang.org"}
	for id, want := range map[string]bool{"goproxy-set": true, "ask-network-team": false, "dockerfile-patch": false} {
		if got := strings.Contains(For(English).FixWhy(id, values), "34 ms"); got != want {
			t.Errorf("%s tells the time: %t, want %t", id, got, want)
		}
	}
}
