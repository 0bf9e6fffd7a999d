package cli

import (
	"strings"
	"testing"
)

func TestGlossary(t *testing.T) {
	for _, tt := range []struct {
		args   string
		status int
		says   string
	}{
		{"glossary", 0, "checksum database, GOSUMDB"},
		{"glossary checksum database", 0, "checksum database, GOSUMDB"},
		{"glossary --lang zh 模块代理", 0, "专门提供模块下载的服务器"},
		{"glossary module proxy", 0, "A server that hands out modules"},
		{"glossary --ascii MTU", 0, `"fragmentation needed"`},
		{"glossary flux-capacitor", 2, `no word like "flux-capacitor"`},
		{"glossary --lang fr", 2, `--lang "fr"`},
	} {
		c := newCall(t, nil, strings.Fields(tt.args)...)
		if status := c.main(); status != tt.status {
			t.Errorf("%s: exit status %d, want %d", tt.args, status, tt.status)
		}
		if !strings.Contains(c.out.String()+c.err.String(), tt.says) {
			t.Errorf("%s: %s%s", tt.args, c.out.String(), c.err.String())
		}
	}
}
