package secure

import (
	"context"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gomend/checks/route"
)

// Known is a proxy that another program's setting names, and that the go command
// does not read. It is evidence at best.
type Known struct {
	URL    *url.URL // may hold a secret: show Via().String only
	Source string   // the setting: "ALL_PROXY", "git http.proxy", "~/.curlrc" …
}

// Via is the proxy as one to reach a target through.
func (k Known) Via() route.Via {
	return route.Via{URL: k.URL, Scheme: strings.ToLower(k.URL.Scheme), Source: k.Source}
}

// Limits of the search.
const (
	knownLimit       = 6
	settingFileLimit = 256 << 10 // bytes
	settingDirLimit  = 64        // files
	gitWait          = time.Second
)

// OtherProxies lists proxies known from settings that the go command does not
// read for https (httpproxy.FromEnvironment): variables of other programs, git's,
// curl's, wget's, apt's, dnf's, npm's and Docker's configuration, and the
// environment of logins. env is KEY=VALUE; home may be empty. Each proxy comes
// once, the most telling source first. Values that go could not use are left out.
func OtherProxies(env []string, home string) []Known {
	return otherProxies(env, home, "/etc")
}

func otherProxies(env []string, home, etc string) []Known {
	var found finds
	for _, name := range []string{"ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"} {
		found.add(name, lookupEnv(env, name))
	}
	found.add("git http.proxy", gitProxy(env))
	for _, f := range settingFiles(home, etc) {
		for _, path := range f.paths() {
			for _, value := range f.parse(readSetting(path)) {
				found.add(f.source(path, home), value)
			}
		}
	}
	return found.list
}

// finds collects proxies, each once.
type finds struct{ list []Known }

func (f *finds) add(source, value string) {
	u, ok := proxyURL(value)
	if !ok || len(f.list) >= knownLimit {
		return
	}
	same := func(k Known) bool { return k.URL.Host == u.Host && k.URL.Scheme == u.Scheme }
	if !slices.ContainsFunc(f.list, same) {
		f.list = append(f.list, Known{URL: u, Source: source})
	}
}

// noProxyWords are what programs take for "none" (apt.conf(5), npm, dnf.conf(5)).
var noProxyWords = map[string]bool{"direct": true, "none": true, "null": true, "false": true, "_none_": true, "off": true}

// proxyURL is a proxy as go could use it; curl and its kin take a host and port
// without a scheme for HTTP.
func proxyURL(value string) (*url.URL, bool) {
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	if value == "" || len(value) > 1024 {
		return nil, false
	}
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	if err != nil || u.Hostname() == "" || strings.ContainsAny(u.Hostname(), " $%{}") || noProxyWords[strings.ToLower(u.Hostname())] {
		return nil, false
	}
	if _, known := defaultPorts[strings.ToLower(u.Scheme)]; !known {
		return nil, false // SOCKS4 and others that go cannot speak
	}
	if port := u.Port(); port != "" {
		if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
			return nil, false
		}
	}
	return &url.URL{Scheme: strings.ToLower(u.Scheme), User: u.User, Host: u.Host}, true
}

// settingFile is a file, or a folder of them, in which programs keep a proxy.
type settingFile struct {
	path  string
	parse func(string) []string
}

// settingFiles are asked in this order. http settings come after https ones
// where a program has both.
func settingFiles(home, etc string) []settingFile {
	var list []settingFile
	if home != "" {
		list = []settingFile{
			{filepath.Join(home, ".curlrc"), assigned(":=", "proxy", "-x", "--proxy", "socks5", "socks5-hostname")},
			{filepath.Join(home, ".wgetrc"), assigned("=", "https_proxy", "http_proxy")},
			{filepath.Join(home, ".npmrc"), assigned("=", "https-proxy", "proxy")},
			{filepath.Join(home, ".docker", "config.json"), dockerProxies},
			{filepath.Join(home, ".config", "environment.d"), shellVariables},
			{filepath.Join(home, ".pam_environment"), shellVariables},
			{filepath.Join(home, ".profile"), shellVariables}, // an editor or a service has not read these
			{filepath.Join(home, ".bash_profile"), shellVariables},
			{filepath.Join(home, ".bashrc"), shellVariables},
			{filepath.Join(home, ".zprofile"), shellVariables},
			{filepath.Join(home, ".zshenv"), shellVariables},
			{filepath.Join(home, ".zshrc"), shellVariables},
		}
	}
	return append(list,
		settingFile{filepath.Join(etc, "environment"), shellVariables},
		settingFile{filepath.Join(etc, "profile.d"), shellVariables},
		settingFile{filepath.Join(etc, "wgetrc"), assigned("=", "https_proxy", "http_proxy")},
		settingFile{filepath.Join(etc, "apt", "apt.conf"), aptProxies},
		settingFile{filepath.Join(etc, "apt", "apt.conf.d"), aptProxies},
		settingFile{filepath.Join(etc, "dnf", "dnf.conf"), assigned("=", "proxy")},
		settingFile{filepath.Join(etc, "yum.conf"), assigned("=", "proxy")},
	)
}

// paths are the file itself, or the files of the folder.
func (f settingFile) paths() []string {
	list, err := os.ReadDir(f.path)
	if err != nil {
		return []string{f.path}
	}
	var paths []string
	for _, entry := range list[:min(len(list), settingDirLimit)] {
		if !entry.IsDir() {
			paths = append(paths, filepath.Join(f.path, entry.Name()))
		}
	}
	return paths
}

// source is the file's name as people write it.
func (f settingFile) source(path, home string) string {
	if home != "" {
		if rest, found := strings.CutPrefix(path, home+string(filepath.Separator)); found {
			return "~/" + filepath.ToSlash(rest)
		}
	}
	return path
}

// readSetting is the beginning of a file; empty when it can't be read.
func readSetting(path string) string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	data, _ := io.ReadAll(io.LimitReader(file, settingFileLimit))
	return string(data)
}

// assigned finds the values of these keys in lines of key and value, which one
// of the separators or a space divides; the keys named first come first.
func assigned(separators string, keys ...string) func(string) []string {
	return func(text string) []string {
		values := map[string]string{}
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if end := strings.IndexAny(line, separators+" \t"); end > 0 {
				key := strings.ToLower(strings.TrimPrefix(line[:end], "--"))
				values[key] = strings.Trim(line[end:], separators+" \t")
			}
		}
		var list []string
		for _, key := range keys {
			value := values[strings.TrimPrefix(key, "--")]
			if strings.HasPrefix(key, "socks5") && value != "" && !strings.Contains(value, "://") {
				value = "socks5://" + value
			}
			list = append(list, value)
		}
		return list
	}
}

// shellVariables finds proxy variables in lines such as
// `export https_proxy="http://proxy:3128"`.
func shellVariables(text string) []string {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "export ")
		if key, value, found := strings.Cut(line, "="); found {
			value, _, _ = strings.Cut(value, " #")
			values[strings.ToLower(strings.TrimSpace(key))] = strings.TrimRight(value, "; ")
		}
	}
	return []string{values["https_proxy"], values["all_proxy"], values["http_proxy"]}
}

// aptProxies finds `Acquire::https::Proxy "http://proxy:3128";` and the like
// (apt.conf(5)); https ones come first.
func aptProxies(text string) []string {
	var https, http []string
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		value = strings.Trim(strings.TrimSpace(value), `";`)
		switch strings.ToLower(key) {
		case "acquire::https::proxy":
			https = append(https, value)
		case "acquire::http::proxy":
			http = append(http, value)
		}
	}
	return append(https, http...)
}

// dockerProxies finds the proxies that Docker gives to containers
// (docs.docker.com, "Use a proxy server with the Docker CLI").
func dockerProxies(text string) []string {
	var config struct {
		Proxies map[string]struct{ HTTPSProxy, HTTPProxy, AllProxy string }
	}
	if json.Unmarshal([]byte(text), &config) != nil {
		return nil
	}
	p := config.Proxies["default"]
	return []string{p.HTTPSProxy, p.AllProxy, p.HTTPProxy}
}

// gitProxy asks git, which alone knows all its files.
func gitProxy(env []string) string {
	ctx, cancel := context.WithTimeout(context.Background(), gitWait)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", "config", "--get", "http.proxy")
	cmd.Env = append(slices.Clone(env), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0")
	cmd.WaitDelay = gitWait / 4
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}
