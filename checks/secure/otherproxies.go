package secure

import (
	"context"
	"encoding/json"
	"io"
	"net"
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
	programWait      = time.Second
)

// OtherProxies lists proxies known from settings that the go command does not
// read for https (httpproxy.FromEnvironment): variables of other programs, git's,
// curl's, wget's, apt's, dnf's, npm's, pip's, Cargo's, Docker's and the editor's
// configuration, the desktop's settings, and the environment of logins. env is
// KEY=VALUE; home may be empty. Each proxy comes once, the most telling source first.
// Values that go could not use are left out.
func OtherProxies(env []string, home string) []Known {
	return otherProxies(env, home, "/etc")
}

func otherProxies(env []string, home, etc string) []Known {
	var found finds
	for _, name := range []string{"ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"} {
		found.add(name, lookupEnv(env, name))
	}
	found.add("git http.proxy", gitProxy(env))
	for _, value := range gnomeProxies(said(env, "gsettings", "list-recursively", "org.gnome.system.proxy")) {
		found.add("gsettings org.gnome.system.proxy", value)
	}
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
			{filepath.Join(home, ".curlrc"), curlProxies},
			{filepath.Join(home, ".config", "curlrc"), curlProxies},
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
			{filepath.Join(home, ".config", "fish", "config.fish"), fishVariables},
			{filepath.Join(home, ".config", "kioslaverc"), plasmaProxies},
			{filepath.Join(home, ".config", "pip", "pip.conf"), assigned("=", "proxy")},
			{filepath.Join(home, ".pip", "pip.conf"), assigned("=", "proxy")},
			{filepath.Join(home, ".cargo", "config.toml"), assigned("=", "proxy")},
			{filepath.Join(home, ".config", "Code", "User", "settings.json"), editorProxy},
		}
	}
	return append(list,
		settingFile{filepath.Join(etc, "environment"), shellVariables},
		settingFile{filepath.Join(etc, "environment.d"), shellVariables},
		settingFile{filepath.Join(etc, "profile.d"), shellVariables},
		settingFile{filepath.Join(etc, "sysconfig", "proxy"), shellVariables},
		settingFile{filepath.Join(etc, "wgetrc"), assigned("=", "https_proxy", "http_proxy")},
		settingFile{filepath.Join(etc, "apt", "apt.conf"), aptProxies},
		settingFile{filepath.Join(etc, "apt", "apt.conf.d"), aptProxies},
		settingFile{filepath.Join(etc, "dnf", "dnf.conf"), assigned("=", "proxy")},
		settingFile{filepath.Join(etc, "yum.conf"), assigned("=", "proxy")},
		settingFile{filepath.Join(etc, "pip.conf"), assigned("=", "proxy")},
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

// curlProxies finds the options of curl's configuration that name a proxy (curl(1), -K).
var curlProxies = assigned(":=", "proxy", "-x", "--proxy", "socks5", "socks5-hostname")

// fishVariables finds proxy variables in lines such as
// `set -gx https_proxy http://proxy:3128` (fish's set, options -x and --export).
func fishVariables(text string) []string {
	var lines strings.Builder
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 4 || fields[0] != "set" {
			continue
		}
		if name, value := fields[len(fields)-2], fields[len(fields)-1]; !strings.HasPrefix(name, "-") {
			lines.WriteString(name + "=" + value + "\n")
		}
	}
	return shellVariables(lines.String())
}

// plasmaProxies finds the proxies that KDE's settings name, unless these are switched
// off: ProxyType is 1 for those written by hand, and a space stands before the port.
func plasmaProxies(text string) []string {
	list := assigned("=", "proxytype", "httpsproxy", "httpproxy")(text)
	if list[0] != "1" {
		return nil
	}
	for i, value := range list {
		list[i] = strings.ReplaceAll(value, " ", ":")
	}
	return list[1:]
}

// editorProxy finds `"http.proxy": "http://proxy:3128"` in the settings of Visual
// Studio Code, which may hold comments.
func editorProxy(text string) []string {
	for line := range strings.Lines(text) {
		key, value, found := strings.Cut(strings.TrimSpace(line), ":")
		if found && strings.Trim(key, ` "`) == "http.proxy" {
			value = strings.TrimPrefix(strings.TrimSpace(value), `"`)
			value, _, _ = strings.Cut(value, `"`)
			return []string{value}
		}
	}
	return nil
}

// gnomeProxies finds the proxies of GNOME's settings in lines of schema, key and value,
// unless these are switched off.
func gnomeProxies(text string) []string {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) == 3 {
			values[strings.TrimPrefix(fields[0], "org.gnome.system.proxy")+" "+fields[1]] = strings.Trim(fields[2], "'")
		}
	}
	if values[" mode"] != "manual" {
		return nil
	}
	var list []string
	for _, kind := range []struct{ name, scheme string }{{".https", "http"}, {".http", "http"}, {".socks", "socks5"}} {
		if host, port := values[kind.name+" host"], values[kind.name+" port"]; host != "" && port != "0" {
			list = append(list, kind.scheme+"://"+net.JoinHostPort(host, port))
		}
	}
	return list
}

// aptProxies finds `Acquire::https::Proxy "http://proxy:3128";` and the like, in a block
// of Acquire's too (apt.conf(5)); https ones come first.
func aptProxies(text string) []string {
	var https, http []string
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		value = strings.Trim(strings.TrimSpace(value), `";`)
		switch strings.TrimPrefix(strings.ToLower(key), "acquire::") {
		case "https::proxy":
			https = append(https, value)
		case "http::proxy":
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
	line, _, _ := strings.Cut(said(env, "git", "config", "--get", "http.proxy"), "\n")
	return line
}

// said is what a program prints that alone knows its settings; empty when it fails.
func said(env []string, program string, args ...string) string {
	ctx, cancel := context.WithTimeout(context.Background(), programWait)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(slices.Clone(env), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0")
	cmd.WaitDelay = programWait / 4
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return string(out[:min(len(out), settingFileLimit)])
}
