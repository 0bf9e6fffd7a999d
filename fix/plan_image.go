package fix

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gomend/checks"
	"gomend/fix/plan"
)

// dockerfiles are the usual names of the file that an image is built by.
var dockerfiles = []string{"Dockerfile", "Containerfile", "build/Dockerfile", "docker/Dockerfile", "build/package/Dockerfile"}

// planDockerfile puts into a Dockerfile what its image lacks.
func planDockerfile(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	dir, err := s.project()
	if err != nil {
		return nil, err
	}
	for _, name := range dockerfiles {
		name = filepath.Join(dir, name)
		if _, err := m.Lstat(name); err != nil {
			continue
		}
		file, err := openOwn(m, name)
		if err != nil {
			return nil, err
		}
		return file.replace(plan.FileReplace, patched(file.text, s.finding.Cause, s.values["goproxy"])), nil
	}
	return nil, &ManualError{Obstacle: NothingHere, About: filepath.Join(dir, dockerfiles[0])}
}

// instruction is one instruction of a Dockerfile, with the lines that it goes on over
// (docs.docker.com/reference/dockerfile). Comments and blank lines are none.
type instruction struct {
	first, last int // lines, from 0
	word        string
	rest        string // without continuations
}

// instructions reads a Dockerfile, continuation lines and here-documents included.
func instructions(list []string) []instruction {
	escape := `\`
	var found []instruction
	for i := 0; i < len(list); i++ {
		body := strings.TrimSpace(list[i])
		if strings.HasPrefix(body, "#") {
			if strings.EqualFold(strings.ReplaceAll(body, " ", ""), "#escape=`") && len(found) == 0 {
				escape = "`"
			}
			continue
		}
		if body == "" {
			continue
		}
		one := instruction{first: i}
		for strings.HasSuffix(body, escape) && i+1 < len(list) {
			i++
			next := strings.TrimSpace(list[i])
			if strings.HasPrefix(next, "#") || next == "" {
				continue
			}
			body = strings.TrimSuffix(body, escape) + " " + next
		}
		if end := heredoc(body); end != "" {
			ends := func(line string) bool { return strings.TrimSpace(line) == end }
			if at := slices.IndexFunc(list[i+1:], ends); at >= 0 {
				i += 1 + at
			}
		}
		word, rest, _ := strings.Cut(body, " ")
		one.last, one.word, one.rest = i, strings.ToUpper(word), strings.TrimSpace(rest)
		found = append(found, one)
	}
	return found
}

// heredoc is the word that ends a here-document; empty where there is none.
func heredoc(body string) string {
	_, rest, found := strings.Cut(body, "<<")
	if !found {
		return ""
	}
	rest = strings.TrimLeft(strings.TrimPrefix(rest, "-"), `"'`)
	end := strings.IndexFunc(rest, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		end = len(rest)
	}
	return rest[:end]
}

// patched is a Dockerfile with the pieces for a cause behind FROM of every stage in
// which go fetches modules. A # syntax line stays where it is, and none is added: it
// would have to be fetched.
func patched(text []byte, c checks.Cause, goproxy string) []byte {
	list := lines(text)
	end := "\n"
	if strings.Contains(string(text), "\r\n") {
		end = "\r\n"
	}
	all := instructions(list)
	after := map[int][]string{} // by the last line of FROM
	for i, one := range all {
		if one.word != "FROM" {
			continue
		}
		stage := all[i+1:]
		if next := slices.IndexFunc(stage, func(o instruction) bool { return o.word == "FROM" }); next >= 0 {
			stage = stage[:next]
		}
		if fetches(stage) {
			after[one.last] = lacking(pieces(c, goproxy, one.rest), stage)
			mount(list, stage, c)
		}
	}
	var b strings.Builder
	for i, line := range list {
		b.WriteString(line)
		if len(after[i]) > 0 && !strings.HasSuffix(line, "\n") {
			b.WriteString(end)
		}
		for _, more := range after[i] {
			b.WriteString(more + end)
		}
	}
	return []byte(b.String())
}

// fetches reports whether go may fetch modules in a stage.
func fetches(stage []instruction) bool {
	return slices.ContainsFunc(stage, func(o instruction) bool {
		return o.word == "RUN" && slices.ContainsFunc([]string{"go mod ", "go build", "go install", "go get", "go test", "go run", "go vet", "make"}, func(call string) bool {
			return strings.Contains(o.rest, call)
		})
	})
}

// pieces are the lines for a cause, in an image.
func pieces(c checks.Cause, goproxy, from string) []string {
	image, _, _ := strings.Cut(from, " ")
	alpine := strings.Contains(path.Base(image), "alpine")
	install := func(packages string) []string {
		if alpine {
			return []string{"RUN apk add --no-cache " + packages}
		}
		return []string{"RUN apt-get update && apt-get install -y --no-install-recommends " + packages + " && rm -rf /var/lib/apt/lists/*"}
	}
	if c == checks.CauseCABundleMissing && image == "scratch" {
		return []string{copyRoots}
	}
	switch c {
	case checks.CauseVCSMissing:
		return install("ca-certificates git openssh-client")
	case checks.CauseCABundleMissing:
		return install("ca-certificates")
	case checks.CauseToolchainUnavailable:
		return []string{"ENV GOTOOLCHAIN=auto"}
	case checks.CauseGitAuthRequired:
		return nil
	}
	arg := "ARG GOPROXY"
	if goproxy != "" && !secret([]byte("https://"+goproxy)) && !secret([]byte(goproxy)) {
		arg += "=" + goproxy
	}
	return []string{arg, "ENV GOPROXY=$GOPROXY"}
}

// lacking are the pieces that a stage does not have in some form.
func lacking(list []string, stage []instruction) []string {
	return slices.DeleteFunc(list, func(piece string) bool {
		word, rest, _ := strings.Cut(piece, " ")
		name, _, _ := strings.Cut(rest, "=")
		return slices.ContainsFunc(stage, func(o instruction) bool {
			return o.word == word && (o.word == "RUN" && o.rest == rest || o.word != "RUN" && (o.rest == name || strings.HasPrefix(o.rest, name+"=") || strings.HasPrefix(o.rest, name+" ")))
		})
	})
}

// netrcMount hands a login to one instruction, and leaves nothing of it in the image.
const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required=true "

// mount lets the download of modules see the login, where that is what is missing.
func mount(list []string, stage []instruction, c checks.Cause) {
	if c != checks.CauseGitAuthRequired {
		return
	}
	for _, o := range stage {
		if o.word == "RUN" && strings.Contains(o.rest, "go mod download") && !strings.Contains(o.rest, "id=netrc") {
			line := list[o.first]
			at := strings.Index(strings.ToUpper(line), "RUN") + len("RUN")
			list[o.first] = line[:at] + " " + netrcMount + strings.TrimLeft(line[at:], " \t")
		}
	}
}
