package explain

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// lead is what builders, CI and log drivers put before a line: "#12 3.456 ",
// "21.90 ", "[   24s] ", a time stamp, "err: ", "builder-1  | ".
var lead = regexp.MustCompile(`^(?:#\d+ \d+\.\d+ |#\d+ |\d{1,5}\.\d{1,3} |\[ *\d+s\] |\[?\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?\]? |\d\d:\d\d:\d\d(?:\.\d+)? |(?:err|stderr|stdout): |[\w.-]+-\d+ +\| |> )`)

// maxLeads is how many of them may follow each other.
const maxLeads = 4

// undamaged undoes what terminals, files, builders and log drivers do to a text,
// so that the go command's own lines remain.
func undamaged(text string) string {
	if len(text) > MaxText {
		text = text[len(text)-MaxText:]
	}
	text = strings.ToValidUTF8(decoded(text), string(utf8.RuneError))
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(text)
	text = ansi.Strip(text)
	text = fromJSON(text)
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, bounded(strings.TrimSuffix(withoutLead(line), "\n")))
	}
	return strings.Join(unwrap(lines), "\n")
}

// bounded leaves out the middle of a line that is longer than any of the go
// command's: subject and operation stand first, the reason last.
func bounded(line string) string {
	if len(line) <= 2*longest {
		return line
	}
	return line[:longest] + " … " + line[len(line)-longest:]
}

func withoutLead(line string) string {
	for range maxLeads {
		n := len(lead.FindString(line))
		if n == 0 {
			break
		}
		line = line[n:]
	}
	return line
}

// decoded turns the UTF-16 that PowerShell writes into files into UTF-8.
func decoded(text string) string {
	var order binary.ByteOrder
	switch {
	case strings.HasPrefix(text, "\xff\xfe"):
		order = binary.LittleEndian
	case strings.HasPrefix(text, "\xfe\xff"):
		order = binary.BigEndian
	case strings.Count(text, "\x00")*5 > len(text)*2: // without its mark, as the tail of a file is
		order = binary.LittleEndian
		text = "\xff\xfe" + text[(strings.IndexByte(text, 0)+1)%2:]
	default:
		return strings.TrimPrefix(text, "\ufeff")
	}
	raw := []byte(text[2:])
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, order.Uint16(raw))
	}
	return string(utf16.Decode(units))
}

// maxNoJSON bounds how many lines may look like JSON without being it.
const maxNoJSON = 50

// fromJSON puts the words of the go command in the place of JSON objects that
// begin a line. The rest of the text stays as it is.
func fromJSON(text string) string {
	var b strings.Builder
	for failed := 0; ; {
		line, rest, _ := strings.Cut(text, "\n")
		if trimmed := strings.TrimLeft(text, " \t"); failed < maxNoJSON && strings.HasPrefix(trimmed, "{") {
			d := json.NewDecoder(strings.NewReader(trimmed))
			var raw map[string]json.RawMessage
			if d.Decode(&raw) == nil {
				for _, part := range wordsOf(raw) {
					b.WriteString(strings.TrimRight(part, "\n") + "\n")
				}
				text = trimmed[d.InputOffset():]
				continue
			}
			failed++
		}
		b.WriteString(line)
		if rest == "" {
			return b.String()
		}
		b.WriteByte('\n')
		text = rest
	}
}

// wordsOf are the words of the go command in the output of go mod download -json,
// go list -e -json and go build -json, and in the lines of log drivers.
func wordsOf(raw map[string]json.RawMessage) []string {
	var parts []string
	for _, name := range []string{"Error", "Output", "log", "message", "msg"} {
		var s string
		var nested struct{ Err string } // of go list -e -json
		switch value := raw[name]; {
		case value == nil:
		case json.Unmarshal(value, &s) == nil:
			parts = append(parts, s)
		case json.Unmarshal(value, &nested) == nil:
			parts = append(parts, nested.Err)
		}
	}
	return parts
}

// The forms of Go before 1.14, and of messages of Windows in Chinese, become those
// of today, so that rules need to know one.
var (
	unquotedGet      = regexp.MustCompile(`\b(Get|Post|Head|read|parse) ((?:https?|file)://[^\s"]+?): `)
	unexpectedStatus = regexp.MustCompile(`unexpected status \(([^)\s]+)\): (\d{3})`)
	bareStatus       = regexp.MustCompile(`(?:^|\s)(https?://\S+/@\S+|https?://\S+\?go-get=1): (\d{3} )`)
	chinese          = strings.NewReplacer(
		"由于目标计算机积极拒绝，无法连接。", "No connection could be made because the target machine actively refused it.",
		"由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。", "A connection attempt failed because the connected party did not properly respond after a period of time",
		"远程主机强迫关闭了一个现有的连接。", "An existing connection was forcibly closed by the remote host.",
		"你的主机中的软件中止了一个已建立的连接。", "An established connection was aborted by the software in your host machine.",
		"您的主机中的软件中止了一个已建立的连接。", "An established connection was aborted by the software in your host machine.",
		"以一种访问权限不允许的方式做了一个访问套接字的尝试。", "An attempt was made to access a socket in a way forbidden by its access permissions.",
		"套接字操作尝试一个无法连接的主机。", "A socket operation was attempted to an unreachable host.",
		"向一个无法连接的网络尝试了一个套接字操作。", "A socket operation was attempted to an unreachable network.",
		"不知道这样的主机。", "no such host", "磁盘空间不足。", "not enough space on the disk", "拒绝访问。", "Access is denied.",
		"致命错误：", "fatal: ", "无法访问 '", "unable to access '",
	)
)

// modern rewrites old and localized forms of a line.
func modern(line string) string {
	line = unquotedGet.ReplaceAllString(chinese.Replace(line), `$1 "$2": `)
	line = unexpectedStatus.ReplaceAllString(line, "reading $1: $2")
	if strings.Contains(line, "reading ") {
		return line
	}
	return bareStatus.ReplaceAllString(line, " reading $1: $2")
}

// normalize is the text as rules read it: whole lines in today's form, without
// progress and without what other programs say.
func normalize(text string) (kept string, foreign bool) {
	var lines []string
	for line := range strings.Lines(undamaged(text)) {
		line = modern(strings.TrimRight(line, " \t\r\n"))
		switch {
		case line == "" || progress(line):
		case otherProgram(line):
			foreign = true
		default:
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n"), foreign
}

// ReadTail reads to the end and keeps the last bytes, at most as many as Read
// looks at. It returns what came before an error, too.
func ReadTail(r io.Reader) (string, error) {
	var kept []byte
	buffer := make([]byte, 64<<10)
	for {
		n, err := r.Read(buffer)
		kept = append(kept, buffer[:n]...)
		if len(kept) > 2*MaxText {
			kept = append(kept[:0], kept[len(kept)-MaxText:]...)
		}
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return string(kept), err
		}
	}
}

// binaryShare is the part of a text, in percent, that may be no text at all.
const binaryShare = 3

// binaryText reports whether a text is none: an archive, a program, an image.
func binaryText(text string) bool {
	if len(text) > MaxText {
		text = text[len(text)-MaxText:]
	}
	text = decoded(text)
	odd := 0
	for _, c := range []byte(text) {
		if c < ' ' && !bytes.ContainsRune([]byte("\t\n\v\f\r\b\x1b"), rune(c)) {
			odd++
		}
	}
	return odd*100 > len(text)*binaryShare
}
