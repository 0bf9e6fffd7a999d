package explain

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gomend/checks"
)

const whole = `go: github.com/a/b@v1.3.1: Get "https://mirror.example/github.com/a/b/@v/v1.3.1.mod": dial tcp 192.0.2.7:443: i/o timeout`

// wrapped breaks a text at a width, as a console does.
func wrapped(text string, width int) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		if i > 0 && i%width == 0 {
			b.WriteByte('\n')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func inUTF16(text string, mark bool) string {
	var b []byte
	if mark {
		b = []byte{0xff, 0xfe}
	}
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// TestDamagedText: the same failure, in all the ways in which it arrives.
func TestDamagedText(t *testing.T) {
	old := strings.NewReplacer(`Get "https`, `Get https`, `.mod": `, `.mod: `).Replace(whole)
	for name, text := range map[string]string{
		"as it is":           whole,
		"before Go 1.14":     old,
		"carriage returns":   "go: downloading github.com/a/b v1.3.1\r\n" + whole + "\r\n",
		"progress bar":       "fetching 1%\rfetching 99%\r" + whole + "\r",
		"BuildKit":           "#11 [builder 4/6] RUN go mod download\n#11 62.37 " + whole + "\n#11 ERROR: process \"/bin/sh -c go mod download\" did not complete successfully: exit code: 1\n",
		"BuildKit's summary": "------\n > [builder 4/6] RUN go mod download:\n62.37 " + whole + "\n------\n",
		"package builder":    "[   24s] " + whole + "\n[   24s] error: Bad exit status from /var/tmp/rpm-tmp.x (%build)\n",
		"CI time stamps":     "2024-05-01T10:11:12.1234567Z " + whole + "\n2024-05-01T10:11:12.9Z ##[error]Process completed with exit code 1.\n",
		"compose":            "builder-1  | " + whole + "\n",
		"quoted":             "> " + whole + "\n",
		"colours":            "\x1b[1;31mgo:\x1b[0m " + strings.TrimPrefix(whole, "go: ") + "\x1b]8;;x\x07",
		"between notes":      "在公司网络里运行 go mod tidy 报错如下，请帮忙看看：\n" + whole + "\n谢谢！\n",
		"make":               "CGO_ENABLED=0 go build -o bin/x .\n" + whole + "\nmake: *** [Makefile:13: build] Error 1\n",
		"wrapped at 80":      wrapped(whole, 80),
		"wrapped at 60":      wrapped(whole, 60),
		"wrapped and more":   "$ go mod download\n" + wrapped(whole, 80) + "\nmake: *** [Makefile:13: build] Error 1\n",
		"broken by editor":   strings.Replace(whole, `.mod": dial`, ".mod\":\n  dial", 1),
		"first line cut":     whole[40:],
		"PowerShell":         inUTF16(whole+"\r\n", true),
		"PowerShell's tail":  inUTF16(whole+"\r\n", false),
		"byte order mark":    "\ufeff" + whole,
		"json":               `{"Path":"github.com/a/b","Error":` + quoted(strings.TrimPrefix(whole, "go: ")) + "}\n{\"Path\":\"x.example/y\"}\n",
		"beside other json":  "{\"level\":\"info\",\"msg\":\"start\"}\nconfig {\"a\":1}\n" + whole + "\n{\"msg\":\"end\"}\n{oops\n",
		"log driver":         `{"log":` + quoted(whole+"\n") + `,"stream":"stderr"}` + "\n",
		"Chinese Windows":    strings.Replace(whole, "i/o timeout", "connectex: 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。", 1),
		"English Windows":    strings.Replace(whole, "i/o timeout", "connectex: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.", 1),
		"in an old charset":  "\xb1\xa8\xb4\xed\xc8\xe7\xcf\xc2\n" + whole,
		"huge":               strings.Repeat("compiling…\n", 200<<10) + whole,
		"after curl":         whole + "\ncurl: (6) Could not resolve host: mirror.example\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := Read(text)
			if got.Cause != checks.CauseTCPTimeout || got.Host != "mirror.example" || got.Step != StepConnect {
				t.Errorf("%+v", got)
			}
			if name != "first line cut" && (got.Module != "github.com/a/b" || got.Version != "v1.3.1") {
				t.Errorf("module %q %q", got.Module, got.Version)
			}
		})
	}
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// TestParts: a message is read in its parts.
func TestParts(t *testing.T) {
	got := Read(`go: a.example/m@v1.0.0: Get "https://mirror.example/a.example/m/@v/v1.0.0.info": dial tcp: lookup mirror.example on 192.0.2.53:53: read udp 10.0.0.2:41192->192.0.2.53:53: i/o timeout`)
	if got.Resolver != "192.0.2.53:53" || got.Host != "mirror.example" || got.Reason != "i/o timeout" || got.Address != "" || got.Status != 0 {
		t.Errorf("%+v", got)
	}
	got = Read(`go: a.example/m@v1.0.0: Get "https://mirror.example/a.example/m/@v/v1.0.0.info": proxyconnect tcp: dial tcp 192.0.2.9:3128: connect: connection refused`)
	if got.Via != "192.0.2.9:3128" || got.Host != "192.0.2.9" || got.URL != "https://mirror.example/a.example/m/@v/v1.0.0.info" {
		t.Errorf("%+v", got)
	}
	got = Read("go: a.example/m@v1.0.0: reading https://mirror.example/a.example/m/@v/v1.0.0.info: 520 \n")
	if got.Status != 520 || got.Cause != checks.CauseGOPROXYServerError {
		t.Errorf("%+v", got)
	}
}

// TestNothingFound: what is no failure of the go command is not taken for one.
func TestNothingFound(t *testing.T) {
	for text, want := range map[string]Nothing{
		"":                                      NothingThere,
		" \r\n\t\n":                             NothingThere,
		"hello":                                 NoFailure,
		"ok  \ta\t1s":                           NoFailure,
		"go: downloading rsc.io/quote v1.5.2\n": NoFailure,
		"failed to solve: process \"/bin/sh -c go mod download\" did not complete successfully: exit code: 1\n": WordsMissing,
		"bash: ./x: permission denied\n":                                 NoFailure,
		"cp: cannot create regular file '/x': No space left on device\n": NoFailure,
		"docker: Error response from daemon: Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host\n":    OtherProgram,
		"Error: Post \"https://api.example/graphql\": x509: certificate signed by unknown authority\n":                                   OtherProgram,
		"curl: (7) Failed to connect to a.example port 443 after 2 ms: Connection refused\n":                                             OtherProgram,
		"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00\x01\x02\x03\x04\x05\x06\x07\x00\x00\x00\x01\x02\x03\x04\x05\x06\x0e\x0f\x10": NotText,
	} {
		if got := Read(text); got.Found || got.Why != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
}

// TestFarSide: what a server says of its own way is no fault of this machine's.
func TestFarSide(t *testing.T) {
	got := Read("go: a.example/m@v1.0.0: reading https://mirror.example/a.example/m/@v/v1.0.0.info: 404 Not Found\n\tserver response: not found: a.example/m@v1.0.0: unrecognized import path \"a.example/m\": https fetch: Get \"https://a.example/m?go-get=1\": dial tcp: lookup a.example on 8.8.8.8:53: no such host\n")
	if !got.FarSide || got.Host != "mirror.example" || got.Resolver != "" || got.Layer != checks.LayerModule {
		t.Errorf("%+v", got)
	}
	for _, c := range got.Candidates {
		if c.Layer != checks.LayerModule {
			t.Errorf("a fault of this machine is suspected: %v", c)
		}
	}
}

// TestSecretsAreHidden in whatever is shown.
func TestSecretsAreHidden(t *testing.T) {
	for _, text := range []string{
		`go: a.example/m@v1.0.0: Get "https://u:geheim@mirror.example/a.example/m/@v/v1.0.0.info": dial tcp 192.0.2.7:443: i/o timeout`,
		`go: a.example/m@v1.0.0: Get "https://mirror.example/a.example/m/@v/v1.0.0.info?token=geheim": EOF`,
		"go: a.example/m@v1.0.0: git fetch https://ghp_geheimgeheimgeheimgeheim@github.com/a/m: exit status 128:\n\tfatal: unable to access 'https://ghp_geheimgeheimgeheimgeheim@github.com/a/m/': Could not resolve host: github.com",
		"GOINSECURE=geheim://u:geheim@x go: x@v1: Authorization: Basic geheim: EOF",
	} {
		got := Read(text)
		if shown := got.Line + got.URL + got.Reason + got.Host + got.Via + got.Module; strings.Contains(shown, "geheim") && !strings.Contains(shown, "GOINSECURE") {
			t.Errorf("%+v", got)
		}
	}
}

// TestReadTail keeps the end of what has no end in sight.
func TestReadTail(t *testing.T) {
	text, err := ReadTail(strings.NewReader(strings.Repeat("x", 5*MaxText) + whole))
	if err != nil || len(text) > 2*MaxText || !strings.HasSuffix(text, whole) {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

// FuzzExplain: whatever a text holds, there is one answer, and what is shown of it
// is short, one line and clean.
func FuzzExplain(f *testing.F) {
	for _, seed := range []string{whole, wrapped(whole, 60), inUTF16(whole, true), "{\"Error\":\"go: x\"}{", "\x1b]8;;", "go: reading https://[::1: 404 ", "> > > #1 2.3 [ 4s] go: x.y/z@v1: EOF",
		"lookup  on :53: ", "dial tcp [::1]:99999: ", "server response:\n\tgo: x", "go: $(x).y/z@v1: proxyconnect tcp: dial tcp x:1: refused", "GOSUMDB=off go get -insecure"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := Read(text)
		if d.Found != (d.Why == "") || len(d.Candidates) > maxCandidates || (d.Cause != checks.NoCause) != (len(d.Candidates) > 0) {
			t.Errorf("%+v", d)
		}
		var seen []checks.Cause
		for _, c := range d.Candidates {
			if c.Layer == "" || c.Confidence == "" || slices.Contains(seen, c.Cause) {
				t.Errorf("%+v", d.Candidates)
			}
			seen = append(seen, c.Cause)
		}
		for _, s := range []string{d.Line, d.Reason, d.Host, d.Next()} {
			if strings.ContainsAny(s, "\n\r\x1b\x00") {
				t.Errorf("%q", s)
			}
		}
		if strings.ContainsAny(d.Next(), "$`;|&<>\"\\") {
			t.Errorf("a command holds %q", d.Next())
		}
	})
}
