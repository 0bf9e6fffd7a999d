package route

import "testing"

func TestParseGOSUMDB(t *testing.T) {
	cases := []struct{ value, name, url, problem string }{
		{"sum.golang.org", "sum.golang.org", "", ""},
		{" sum.golang.org ", "sum.golang.org", "", ""},
		{"sum.golang.google.cn", "sum.golang.org", "https://sum.golang.google.cn", ""},
		{"sum.golang.org https://goproxy.cn/sumdb/sum.golang.org", "sum.golang.org", "https://goproxy.cn/sumdb/sum.golang.org", ""},
		{"sum.golang.org https://sums.corp.example/x", "sum.golang.org", "https://sums.corp.example/x", ""},
		{"off", "", "", ""},
		{"", "", "", "empty"},
		{" ", "", "", "empty"},
		{"sum.golang.org https://a https://b", "", "", "too-many-words"},
		{"OFF", "", "", "keyword-case"},
		{"off\r", "", "", "space"},
		{"'off'", "", "", "quoted"},
		{"https://goproxy.cn", "", "", "url-only"},
		{"sum.corp.example", "", "", "unknown-name"},
		{"sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", "", "", "key"},
		{"sum.golang.org https://goproxy.cn", "sum.golang.org", "https://goproxy.cn", "mirror-path"},
		{"sum.golang.org goproxy.cn", "sum.golang.org", "https://goproxy.cn", "mirror-path"},
		{"sum.golang.org sums.example/x", "sum.golang.org", "https://sums.example/x", ""},
		{"sum.golang.org sums.example:3000", "sum.golang.org", "sums.example:3000", "scheme"},
		{"sum.golang.org ftp://goproxy.cn", "sum.golang.org", "ftp://goproxy.cn", "scheme"},
		{"sum.golang.org https://a:99999", "sum.golang.org", "https://a:99999", "port"},
		{"sum.golang.org https://a%zz", "", "", "unparsable"},
	}
	for _, c := range cases {
		db, p := ParseGOSUMDB(c.value)
		reason := ""
		if p != nil {
			reason = p.Reason
		}
		if db.Name != c.name || db.URL == nil && c.url != "" || db.URL != nil && db.URL.String() != c.url || reason != c.problem {
			t.Errorf("%q: %+v %q, want %q %q %q", c.value, db, reason, c.name, c.url, c.problem)
		}
		if db.Off != (c.value == "off") {
			t.Errorf("%q: Off = %v", c.value, db.Off)
		}
	}
}

func TestDirectSumURL(t *testing.T) {
	for name, good := range map[string]bool{
		"sum.example": true, "sum.example/x": true, "sum.example/": false, "sum.example?x": false, "": false, "u@sum.example": false,
	} {
		if u := directSumURL(name); (u != nil) != good {
			t.Errorf("%q: %v", name, u)
		}
	}
}
