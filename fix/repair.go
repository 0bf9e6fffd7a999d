package fix

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"gomend/checks"
	"gomend/checks/route"
)

// Repaired is a setting's value without the slip in writing that keeps go from using
// it as it was meant; empty when there is none that can be taken back safely. It
// holds the password that the value holds.
func Repaired(c checks.Cause, name, value string) string {
	better, ok := situation{finding: checks.Finding{Cause: c}}.repaired(name, value)
	if !ok {
		return ""
	}
	return better
}

// repaired is a setting's value without the slip in writing that keeps go from
// using it as it was meant; false when there is none that can be taken back safely.
func (s situation) repaired(name, value string) (string, bool) {
	if name == "" || value == "" {
		return "", false
	}
	better := tidied(value)
	switch {
	case name == "GOPROXY":
		better = repairedList(better)
		if _, problems := route.ParseGOPROXY(better); slices.ContainsFunc(problems, malformed) {
			return "", false
		}
	case name == "GOSUMDB":
		better = strings.TrimRight(better, ",;")
		if strings.EqualFold(better, "off") || strings.EqualFold(better, "on") {
			return "", false // what was meant is for gosumdb-set
		}
		if _, problem := route.ParseGOSUMDB(better); problem != nil {
			return "", false
		}
	case slices.Contains(proxyNames, strings.ToUpper(name)):
		better = s.repairedProxy(better)
		if route.ProxyFault(better) != "" {
			return "", false
		}
	case slices.Contains([]string{"GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"}, name):
		better = repairedPatterns(better)
	case name == "GOFLAGS":
		better = repairedFlags(better)
	case name == "GOAUTH":
		better = repairedCommands(better)
	}
	return better, better != value && better != ""
}

// repairedFlags is GOFLAGS with a hyphen before each flag (cmd/go/internal/base,
// InitGOFLAGS).
func repairedFlags(value string) string {
	flags := strings.Fields(value)
	for i, flag := range flags {
		if !strings.HasPrefix(flag, "-") {
			flags[i] = "-" + flag
		}
	}
	return strings.Join(flags, " ")
}

// repairedCommands is GOAUTH without empty commands (cmd/go/internal/auth, runGoAuth).
func repairedCommands(value string) string {
	var kept []string
	for command := range strings.SplitSeq(value, ";") {
		if command = strings.TrimSpace(command); command != "" {
			kept = append(kept, command)
		}
	}
	return strings.Join(kept, "; ")
}

func malformed(p route.Problem) bool { return p.Kind == route.GoproxyMalformed }

// quoteMarks stand around values that were copied with them; go takes them as part
// of the value.
const quoteMarks = "\"'`“”‘’«»„"

// tidied is a value without quotes, invisible characters, and a comment behind it.
func tidied(value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\t' || strings.ContainsRune(quoteMarks, r) {
			return -1
		}
		return r
	}, value)
	value, _, _ = strings.Cut(value, " #")
	return strings.TrimSpace(value)
}

// halfWidth are the characters of a Chinese keyboard that stand in a list where
// ASCII ones should.
var halfWidth = strings.NewReplacer("，", ",", "、", ",", "；", ",", ";", ",", "｜", "|", "︱", "|", "：", ":", "／", "/", "．", ".", "。", ".", "　", " ")

// repairedList is a list of module proxies with its separators and schemes right.
func repairedList(value string) string {
	value = halfWidth.Replace(value)
	var b strings.Builder
	for value != "" {
		end := strings.IndexAny(value, ",| \t")
		entry, sep := value, ""
		if end >= 0 {
			entry, sep, value = value[:end], value[end:end+1], value[end+1:]
		} else {
			value = ""
		}
		if strings.TrimSpace(sep) == "" && sep != "" {
			sep = ","
		}
		if entry == "" {
			continue
		}
		b.WriteString(repairedEntry(entry) + sep)
	}
	return strings.TrimRight(b.String(), ",|")
}

func repairedEntry(entry string) string {
	if lower := strings.ToLower(entry); lower == "direct" || lower == "off" {
		return lower
	}
	return repairedScheme(entry)
}

// schemeSlips are ways to mistype a scheme, the longest first.
var schemeSlips = [][2]string{
	{"https://https://", "https://"}, {"http://https://", "https://"}, {"https://http://", "http://"}, {"http://http://", "http://"},
	{"htttps://", "https://"}, {"htps://", "https://"}, {"httpss://", "https://"}, {"hhttps://", "https://"}, {"ttps://", "https://"},
	{"https//", "https://"}, {"https:\\\\", "https://"}, {"https;//", "https://"},
	{"http//", "http://"}, {"http:\\\\", "http://"}, {"http;//", "http://"}, {"htp://", "http://"}, {"htttp://", "http://"},
}

func repairedScheme(address string) string {
	for _, slip := range schemeSlips {
		if rest, ok := strings.CutPrefix(strings.ToLower(address), slip[0]); ok {
			return slip[1] + address[len(address)-len(rest):]
		}
	}
	for _, scheme := range []string{"https:/", "http:/"} {
		rest, ok := strings.CutPrefix(address, scheme)
		if ok && !strings.HasPrefix(rest, "/") {
			return scheme + "/" + rest
		}
	}
	return address
}

// repairedProxy is a proxy's address as go can use it.
func (s situation) repairedProxy(value string) string {
	value = repairedScheme(halfWidth.Replace(value))
	if first, _, list := strings.Cut(value, ","); list && !strings.Contains(first, "@") {
		value = first
	}
	value = strings.ReplaceAll(value, " ", "")
	scheme, rest, found := strings.Cut(value, "://")
	if !found {
		return value
	}
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		user, password, given := strings.Cut(rest[:at], ":")
		info := url.User(unescaped(user))
		if given {
			info = url.UserPassword(unescaped(user), unescaped(password))
		}
		rest = info.String() + rest[at:]
	}
	if s.finding.Cause == checks.CauseProxyNotAProxy && scheme == "https" {
		scheme = "http" // a plain proxy, that was taken for one that speaks TLS itself
	}
	return scheme + "://" + rest
}

func unescaped(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// repairedPatterns is a list of globs on module paths: no schemes, no blanks, and
// no suffixes, which go does not match (golang.org/x/mod/module.MatchPrefixPatterns).
func repairedPatterns(value string) string {
	var list []string
	for _, p := range strings.FieldsFunc(halfWidth.Replace(value), func(r rune) bool { return r == ',' || r == '|' || unicode.IsSpace(r) }) {
		for _, scheme := range []string{"https://", "http://", "ssh://git@"} {
			p = strings.TrimPrefix(p, scheme)
		}
		if strings.HasPrefix(p, ".") {
			p = "*" + p
		}
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return strings.Join(list, ",")
}
