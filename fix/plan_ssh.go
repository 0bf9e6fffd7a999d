package fix

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// pinned are fingerprints that hosts publish (docs.github.com, "GitHub's SSH key
// fingerprints"; docs.gitlab.com, "SSH host keys fingerprints").
var pinned = map[string][]string{
	"github.com": {
		"SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU", "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
		"SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s",
	},
	"gitlab.com": {
		"SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8", "SHA256:HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw",
		"SHA256:ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ",
	},
}

// server is how ssh itself would reach a host (ssh -G, ssh_config(5)).
type server struct {
	host, port string
	name       string // under which its key is kept
	known      string // file that keeps it
}

func sshServer(ctx context.Context, m plan.Machine, host string) (server, error) {
	for _, program := range []string{"ssh", "ssh-keyscan"} {
		if _, err := m.LookPath(program); err != nil {
			return server{}, &ManualError{Obstacle: MissingTool, About: program}
		}
	}
	out, err := m.Output(ctx, "ssh", "-G", "git@"+host)
	if err != nil {
		return server{}, err
	}
	s := server{host: host, port: "22", known: filepath.Join(m.Home(), ".ssh", "known_hosts")}
	alias := ""
	for line := range strings.Lines(string(out)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "hostname":
			s.host = value
		case "port":
			s.port = value
		case "hostkeyalias":
			alias = value
		case "userknownhostsfile":
			first, _, _ := strings.Cut(value, " ")
			if rest, ok := strings.CutPrefix(first, "~/"); ok {
				first = filepath.Join(m.Home(), rest)
			}
			if filepath.IsAbs(first) && first != "/dev/null" {
				s.known = first
			}
		}
	}
	if strings.HasPrefix(s.host, "-") {
		return server{}, &ManualError{Obstacle: SetElsewhere, About: s.host}
	}
	s.name = s.host
	if s.port != "22" {
		s.name = "[" + s.host + "]:" + s.port
	}
	if alias != "" {
		s.name = alias
	}
	return s, nil
}

// folder is the person's folder for ssh, which takes the home folder from the user
// database and not from HOME (ssh_config(5), FILES).
func (s server) folder(m plan.Machine) string {
	if dir := filepath.Dir(s.known); filepath.Base(dir) == ".ssh" {
		return dir
	}
	return filepath.Join(m.Home(), ".ssh")
}

// hostKey is one key that a server shows.
type hostKey struct{ kind, key, fingerprint string }

// scan asks a server for its keys, the best kind first.
func (s server) scan(ctx context.Context, m plan.Machine) ([]hostKey, error) {
	out, err := m.Output(ctx, "ssh-keyscan", "-T", "5", "-p", s.port, "-t", "ed25519,ecdsa,rsa", s.host)
	if err != nil {
		return nil, err
	}
	var list []hostKey
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if len(words) != 3 || strings.HasPrefix(words[0], "#") {
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(words[2])
		if err != nil {
			continue
		}
		sum := sha256.Sum256(raw)
		list = append(list, hostKey{words[1], words[2], "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])})
	}
	if len(list) == 0 {
		return nil, &ManualError{Obstacle: NothingHere, About: s.name}
	}
	rank := func(k hostKey) int {
		return slices.Index([]string{"ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"}, k.kind)
	}
	slices.SortFunc(list, func(a, b hostKey) int { return rank(b) - rank(a) })
	return list, nil
}

// planKnownHost stores the key of a host that is not known yet, once it was compared:
// with what the host publishes, or by the person. A key that has changed is not for
// gomend to accept.
func planKnownHost(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	srv, err := sshServer(ctx, m, s.values["sshhost"])
	if err != nil {
		return nil, err
	}
	file, err := openOwn(m, srv.known)
	if err != nil {
		return nil, err
	}
	if len(file.text) > 0 && knows(ctx, m, srv.name, file.path) {
		return nil, &ManualError{Obstacle: KeyChanged, About: srv.name}
	}
	keys, err := srv.scan(ctx, m)
	if err != nil {
		return nil, err
	}
	keys, err = s.compared(srv, keys)
	if err != nil {
		return nil, err
	}
	text := string(file.text)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	for _, k := range keys {
		text += knownName(srv.name, file.text) + " " + k.kind + " " + k.key + "\n"
	}
	steps := file.replace(plan.FileReplace, []byte(text))
	for i := range steps {
		if file.absent {
			steps[i].File.Mode = uint32(fs.FileMode(0o600))
		}
	}
	return steps, nil
}

func knows(ctx context.Context, m plan.Machine, name, file string) bool {
	out, err := m.Output(ctx, "ssh-keygen", "-F", name, "-f", file)
	return err == nil && len(out) > 0
}

// ending is how many characters of a fingerprint a person types.
const ending = 8

// compared are the keys that somebody vouches for.
func (s situation) compared(srv server, keys []hostKey) ([]hostKey, error) {
	if known, ok := pinned[srv.name]; ok {
		keys = slices.DeleteFunc(keys, func(k hostKey) bool { return !slices.Contains(known, k.fingerprint) })
		if len(keys) == 0 {
			return nil, &ManualError{Obstacle: KeyChanged, About: srv.name}
		}
		return keys, nil
	}
	fits := func(_ AskName, answer string) bool {
		answer = strings.TrimSpace(answer)
		return len(answer) >= ending && strings.HasSuffix(keys[0].fingerprint, answer)
	}
	_, err := s.answers([]Ask{{Name: AskHostKey, About: map[string]string{"host": srv.name, "fingerprint": keys[0].fingerprint}}}, fits)
	return keys[:1], err
}

// knownName is a name as a known_hosts file has it: hashed where others are
// (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
func knownName(name string, file []byte) string {
	if !strings.Contains(string(file), "|1|") {
		return name
	}
	salt := make([]byte, sha1.Size)
	rand.Read(salt)
	mac := hmac.New(sha1.New, salt)
	mac.Write([]byte(name))
	return "|1|" + base64.StdEncoding.EncodeToString(salt) + "|" + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// sshAt443 are hosts that speak SSH on port 443 as well, under another name (their
// own pages: "Using SSH over the HTTPS port").
var sshAt443 = map[string]string{
	"github.com": "ssh.github.com", "gitlab.com": "altssh.gitlab.com", "bitbucket.org": "altssh.bitbucket.org",
}

// planSSHOver443 leads ssh to port 443. The block comes first, because the first value
// counts, and the key stays the one that is known (ssh_config(5), HostKeyAlias).
func planSSHOver443(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	host := s.values["sshhost"]
	other, ok := sshAt443[host]
	if !ok {
		return nil, &ManualError{Obstacle: NothingHere, About: host}
	}
	srv, err := sshServer(ctx, m, host)
	if err != nil {
		return nil, err
	}
	file, err := openOwn(m, filepath.Join(srv.folder(m), "config"))
	if err != nil {
		return nil, err
	}
	if info, err := m.Lstat(file.path); err == nil && info.Mode()&0o022 != 0 {
		return nil, &ManualError{Obstacle: TooOpen, About: file.path}
	}
	const purpose = "ssh-over-443"
	body := "Host " + host + "\n\tHostName " + other + "\n\tPort 443\n\tUser git\n\tHostKeyAlias " + host + "\n" + "Match all\n"
	after := plan.SetBlock(file.text, purpose, body)
	if _, there := plan.FindBlock(file.text, purpose); !there && len(file.text) > 0 {
		after = atTop(file.text, purpose, body)
	}
	steps := file.replace(plan.BlockSet, after)
	for i := range steps {
		steps[i].Block = &plan.Block{Purpose: purpose, Body: body}
		if file.absent {
			steps[i].File.Mode = uint32(fs.FileMode(0o600))
		}
	}
	return steps, nil
}
