package fix

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode"

	"gomend/fix/plan"
)

// planNetrc stores a login where go and git look for one (cmd/go/internal/auth,
// netrc.go): words between blanks, no quotes, the first machine that fits counts.
func planNetrc(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	host := s.values["keyhost"]
	if host == "" {
		return nil, &ManualError{Obstacle: SetElsewhere}
	}
	if auth := s.Settings["GOAUTH"].Value; auth != "" && !strings.Contains(auth, "netrc") && s.Purpose != "version-control" {
		return nil, &ManualError{Obstacle: SetElsewhere, About: "GOAUTH"}
	}
	name := filepath.Join(m.Home(), ".netrc")
	if own := m.Env("NETRC"); filepath.IsAbs(own) {
		name = own
	}
	file, err := openOwn(m, name)
	if err != nil {
		return nil, err
	}
	if info, err := m.Lstat(file.path); err == nil && info.Mode()&0o077 != 0 {
		return nil, &ManualError{Obstacle: TooOpen, About: file.path}
	}
	about := map[string]string{"host": host}
	given, err := s.answers([]Ask{{Name: AskLogin, About: about}, {Name: AskToken, Hidden: true, About: about}}, isWord)
	if err != nil {
		return nil, err
	}
	after, ok := withLogin(file.text, host, given[AskLogin], given[AskToken])
	if !ok {
		return nil, &ManualError{Obstacle: SetElsewhere, About: file.path}
	}
	steps := file.replace(plan.FileReplace, after)
	for i := range steps {
		steps[i].File.Secret = true
		if file.absent {
			steps[i].File.Mode = uint32(fs.FileMode(0o600))
		}
	}
	return steps, nil
}

// isWord reports whether an answer can stand in a file whose words are kept apart
// by blanks.
func isWord(_ AskName, answer string) bool {
	return answer != "" && !strings.ContainsFunc(answer, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// withLogin puts a host's line into a netrc file: in place of the one it has, else
// first of all. An entry that is spread over lines, or shares one, is left alone.
func withLogin(text []byte, host, login, token string) ([]byte, bool) {
	end := "\n"
	if strings.Contains(string(text), "\r\n") {
		end = "\r\n"
	}
	entry := "machine " + host + " login " + login + " password " + token + end
	list := lines(text)
	for i, line := range list {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != "machine" || len(words) > 1 && words[1] != host {
			if strings.Contains(line, " "+host+" ") && strings.Contains(line, "machine") {
				return nil, false
			}
			continue
		}
		if len(words) != 6 {
			return nil, false
		}
		list[i] = entry
		return []byte(strings.Join(list, "")), true
	}
	return []byte(entry + string(text)), true
}
