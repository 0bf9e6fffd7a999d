package module

import (
	"context"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/explain"
	"gomend/checks/route"
)

// Limits of a version control program, which has none of its own for connecting.
const (
	gitWait  = 10 * time.Second
	gitLimit = 64 << 10 // bytes of output; a longer list of refs proves as much
)

// Repository asks a repository for its refs, as the go command's first step does
// (cmd/go/internal/modfetch/codehost/git.go). The route's URL is the
// repository's; env is the person's environment. It never prompts: what would
// ask a person fails instead, as it does for the go command without a terminal.
func Repository(r route.Route, m route.Module, env []string, needs []string) checks.Check {
	return checks.Check{
		ID:      checks.KindRepository.Name(r.ID + "/" + m.Path),
		Kind:    checks.KindRepository,
		Route:   r.ID,
		Target:  r.Display(),
		Command: "git ls-remote -q '" + route.Redact(asked(r)) + "'",
		Needs:   needs,
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			return askRepository(ctx, in, r, m, env)
		},
	}
}

// asked is the URL that the go command hands to the program, which may rewrite it.
func asked(r route.Route) *url.URL {
	if r.Asked != nil {
		return r.Asked
	}
	return r.URL
}

// askTool are the arguments by which each program reads a remote repository
// (cmd/go/internal/vcs/vcs.go and codehost/vcs.go).
var askTool = map[string][]string{
	"git": {"ls-remote", "-q", "--end-of-options"},
	"hg":  {"identify", "--noninteractive", "--"},
	"svn": {"info", "--non-interactive", "--"},
	"bzr": {"info", "--"},
}

func askRepository(ctx context.Context, in *checks.Input, r route.Route, m route.Module, env []string) checks.Result {
	tool := r.Tool
	if tool == "" {
		tool = "git"
	}
	f := checks.RepositoryFacts{Module: m.String(), Tool: tool, URL: r.Display()}
	if r.URL != nil {
		f.Scheme = r.URL.Scheme
	}
	args, known := askTool[tool]
	if !known || r.URL == nil {
		return checks.Result{Status: checks.Unknown, Code: checks.Unclassified, Facts: f}
	}
	program, err := lookPath(tool, env)
	if err != nil {
		f.Code = checks.NotFound
		return checks.Result{Status: checks.Fail, Code: f.Code, Cause: checks.CauseVCSMissing, Facts: f}
	}
	rtt, _ := in.RTT()
	defer afterSilence(checks.FirstByteWait(rtt, false).Provisional, func() {
		in.Provisional(checks.Result{Status: checks.Unknown, Code: checks.Timeout, Facts: f})
	})()
	ctx, cancel := context.WithTimeout(ctx, checks.OnThisLine(gitWait, rtt))
	defer cancel()
	out := run(ctx, "", quietEnv(env), gitLimit, program, append(args[:len(args):len(args)], asked(r).String())...)
	result := repositoryResult(ctx, f, out)
	if result.Code == checks.UnknownAuthority && tool == "git" {
		f = result.Facts.(checks.RepositoryFacts)
		f.Roots = gitRoots(ctx, program, r.URL.String(), env)
		result.Facts = f
	}
	return result
}

// gitRoots is the file of authorities that git's own settings name for a URL, if any
// (git-config(1), http.sslCAInfo).
func gitRoots(ctx context.Context, git, url string, env []string) string {
	if file := getEnv(env, "GIT_SSL_CAINFO"); file != "" {
		return checks.Clean(file)
	}
	out := run(ctx, "", quietEnv(env), gitLimit, git, "config", "--get-urlmatch", "http.sslCAInfo", url)
	if out.code != 0 {
		return ""
	}
	return checks.Clean(strings.TrimSpace(out.stdout))
}

func repositoryResult(ctx context.Context, f checks.RepositoryFacts, out output) checks.Result {
	switch {
	case out.code == 0, out.full && out.stdout != "":
		return checks.Result{Status: checks.Pass, Facts: f}
	case ctx.Err() == context.Canceled:
		f.Code = checks.Canceled
		return checks.Result{Status: checks.Unknown, Code: f.Code, Facts: f}
	case ctx.Err() != nil:
		f.Code, f.Detail = checks.Timeout, gitLine(out.stderr)
		return checks.Result{Status: checks.Fail, Code: f.Code, Facts: f}
	}
	f.Code, f.Detail = gitCode(out.stderr), gitLine(out.stderr)
	if f.Code == checks.NotFound {
		f.Tool = "ssh" // git itself was found
	}
	return checks.Result{Status: checks.Fail, Code: f.Code, Cause: gitCauses[f.Code], Facts: f}
}

// gitTexts is asked from the most to the least telling; the texts are those of
// git, libcurl (GnuTLS, OpenSSL, schannel) and OpenSSH with LC_ALL=C.
var gitTexts = []struct {
	text string
	code checks.Code
}{
	{"bad config", checks.Malformed},               // git/config.c
	{"bad numeric config value", checks.Malformed}, // git/config.c
	{"bad boolean config value", checks.Malformed}, // git/config.c
	{"fatal: transport '", checks.Malformed},       // git/transport.c: protocol.allow, GIT_ALLOW_PROTOCOL
	{"cannot run ssh", checks.NotFound},
	{"ssh: not found", checks.NotFound},         // dash
	{"ssh: command not found", checks.NotFound}, // bash
	{"REMOTE HOST IDENTIFICATION HAS CHANGED", checks.HostKey},
	{"Host key verification failed", checks.HostKey},
	{"No matching host key type found", checks.HostKey},
	{"Permission denied (", checks.AccessDenied},
	{"Too many authentication failures", checks.AccessDenied},
	{"could not read Username", checks.AuthRequired},
	{"could not read Password", checks.AuthRequired},
	{"terminal prompts disabled", checks.AuthRequired},
	{"Authentication failed", checks.AuthRequired},
	{"HTTP Basic: Access denied", checks.AuthRequired},
	{"returned error: 401", checks.AuthRequired},
	{"returned error: 403", checks.StatusForbidden},
	{"returned error: 404", checks.StatusNotFound},
	{"returned error: 429", checks.StatusRateLimited},
	{"returned error: 5", checks.StatusServerError},
	{"response 407", checks.ProxyAuth},
	{"HTTP code 407 from proxy", checks.ProxyAuth},
	{"response 403", checks.ProxyForbidden},
	{"HTTP code 403 from proxy", checks.ProxyForbidden},
	{"response 502", checks.ProxyUpstream},
	{"response 503", checks.ProxyUpstream},
	{"response 504", checks.ProxyUpstream},
	{"Could not resolve proxy", checks.NXDomain},
	{"Could not resolve host", checks.NXDomain},
	{"Could not resolve hostname", checks.NXDomain},
	{"Name or service not known", checks.NXDomain},
	{"Temporary failure in name resolution", checks.ServFail},
	{"certificate has expired", checks.Expired},
	{"does not match target host name", checks.NameMismatch},
	{"no alternative certificate subject name matches", checks.NameMismatch},
	{"error setting certificate", checks.NoRoots},
	{"Problem with the SSL CA cert", checks.NoRoots},
	{"certificate verification failed", checks.UnknownAuthority},
	{"SSL certificate problem", checks.UnknownAuthority},
	{"SEC_E_UNTRUSTED_ROOT", checks.UnknownAuthority},
	{"wrong version number", checks.NotTLS},
	{"unknown protocol", checks.NotTLS},
	{"Connection timed out", checks.Timeout},
	{"Operation timed out", checks.Timeout},
	{"Timeout was reached", checks.Timeout},
	{"Connection refused", checks.Refused},
	{"No route to host", checks.HostUnreachable},
	{"Network is unreachable", checks.NetworkUnreachable},
	{"Connection reset", checks.Reset},
	{"Recv failure", checks.Reset},
	{"gnutls_handshake() failed", checks.TLSAlert},
	{"SSL_ERROR_SYSCALL", checks.Reset},
	{"RPC failed", checks.Closed},
	{"early EOF", checks.Closed},
	{"Empty reply from server", checks.Closed},
	{"remote end hung up unexpectedly", checks.Closed},
	{"Couldn't connect to server", checks.Refused},
	{"Failed to connect to", checks.Refused},
	{"Repository not found", checks.StatusNotFound},
	{"not found", checks.StatusNotFound},
	{"does not appear to be a git repository", checks.RepositoryFault},
}

// slowConnect tells a refused connection from one that timed out in curl's words.
var slowConnect = regexp.MustCompile(`after (\d{5,}) ms`)

func gitCode(stderr string) checks.Code {
	for _, known := range gitTexts {
		if !strings.Contains(stderr, known.text) {
			continue
		}
		if known.code == checks.Refused && slowConnect.MatchString(stderr) {
			return checks.Timeout
		}
		return known.code
	}
	return checks.RepositoryFault
}

// gitCauses are the causes that git's words prove by themselves. What is about
// the network is left to the rules: the steps below say more.
var gitCauses = map[checks.Code]checks.Cause{
	checks.NotFound:        checks.CauseVCSMissing,
	checks.AuthRequired:    checks.CauseGitAuthRequired,
	checks.StatusForbidden: checks.CauseGitAuthRequired,
	checks.HostKey:         checks.CauseGitHostKey,
	checks.AccessDenied:    checks.CauseGitSSHDenied,
	checks.Malformed:       checks.CauseGitConfigBroken,
}

// gitLine is the line of a program's stderr that tells most.
func gitLine(stderr string) string {
	var last string
	for line := range strings.Lines(stderr) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		for _, known := range gitTexts {
			if strings.Contains(line, known.text) {
				return checks.Clean(explain.HideSecrets(line))
			}
		}
		if strings.HasPrefix(line, "fatal:") || last == "" {
			last = line
		}
	}
	return checks.Clean(explain.HideSecrets(last))
}

// quietEnv is the environment for a child that must never ask a person. What
// the person has set for ssh and askpass programs that need no terminal is kept.
func quietEnv(env []string) []string {
	quiet := setEnv(env, "LC_ALL", "C")
	quiet = setEnv(quiet, "GIT_TERMINAL_PROMPT", "0")
	quiet = setEnv(quiet, "GCM_INTERACTIVE", "never")
	if getEnv(env, "GIT_SSH_COMMAND") == "" && getEnv(env, "GIT_SSH") == "" {
		quiet = setEnv(quiet, "GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=5")
	}
	quiet = setEnv(quiet, "GIT_ASKPASS", "")
	return setEnv(quiet, "SSH_ASKPASS_REQUIRE", "never")
}

// lookPath finds a program in the PATH of an environment.
func lookPath(program string, env []string) (string, error) {
	return findProgram(program, getEnv(env, "PATH"), exec.LookPath)
}
