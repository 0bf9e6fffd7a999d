package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"gomend/checks/environ"
	"gomend/fix"
	"gomend/ui/words"
)

// configLimit bounds a configuration file; more is not one, in bytes.
const configLimit = 1 << 20

// Config is what a configuration file may say. Keys that are not set leave the
// choice to the file for all users, and then to the program.
type Config struct {
	Language        *language  `toml:"language"`         // en or zh
	Mirrors         []proxyURL `toml:"mirrors"`          // module proxies to try, in this order
	PublicResolvers []resolver `toml:"public_resolvers"` // nameservers for comparisons: address or address:port
	PrivateHosts    []pattern  `toml:"private_hosts"`    // as GOPRIVATE takes them
	Proxy           *proxyURL  `toml:"proxy"`            // the company's proxy
	ForbiddenFixes  []fixName  `toml:"forbidden_fixes"`  // that are neither offered nor applied
}

// The values check themselves while they are read, so that a mistake is reported
// with its line. They are structs because the TOML library asks only those.
type (
	language struct{ words.Lang }
	proxyURL struct{ *url.URL }
	resolver struct{ netip.AddrPort }
	pattern  struct{ Glob string }
	fixName  struct{ ID string }
)

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *language) UnmarshalText(text []byte) error {
	known, ok := words.ParseLang(string(text))
	if !ok {
		return fmt.Errorf("%q is not a language, want en or zh", text)
	}
	l.Lang = known
	return nil
}

// UnmarshalText implements encoding.TextUnmarshaler. Its errors don't repeat the
// value, which may hold a password.
func (p *proxyURL) UnmarshalText(text []byte) error {
	u, err := url.Parse(string(text))
	if err != nil || u.Host == "" {
		return errors.New("not a URL, want one such as https://host")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		p.URL = u
		return nil
	}
	return fmt.Errorf("a URL with scheme %q, want http, https or socks5", u.Scheme)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *resolver) UnmarshalText(text []byte) error {
	if addr, err := netip.ParseAddr(string(text)); err == nil {
		r.AddrPort = netip.AddrPortFrom(addr, 53)
		return nil
	}
	both, err := netip.ParseAddrPort(string(text))
	if err != nil {
		return fmt.Errorf("%q is not an address or address:port", text)
	}
	r.AddrPort = both
	return nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *pattern) UnmarshalText(text []byte) error {
	glob := string(text)
	if _, err := filepath.Match(glob, ""); err != nil || glob == "" || strings.ContainsAny(glob, " ,") {
		return fmt.Errorf("%q is not one pattern of GOPRIVATE", text)
	}
	p.Glob = glob
	return nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *fixName) UnmarshalText(text []byte) error {
	if !slices.Contains(fix.IDs(), string(text)) {
		return fmt.Errorf("%q is no fix (gomend fix lists those that fit)", text)
	}
	n.ID = string(text)
	return nil
}

// forbidden are the names of the fixes that are locked.
func (c Config) forbidden() []string {
	var list []string
	for _, n := range c.ForbiddenFixes {
		list = append(list, n.ID)
	}
	return list
}

// private are the hosts of the company's own modules, as GOPRIVATE takes them.
func (c Config) private() []string {
	var list []string
	for _, p := range c.PrivateHosts {
		list = append(list, p.Glob)
	}
	return list
}

// config reads the file that --config names, or the person's own and the one for
// all users. A file that was not asked for by name may be missing.
func (a *app) config() (Config, error) {
	if a.flags.config != "" {
		return readConfig(a.flags.config)
	}
	var c Config
	for _, name := range []string{a.SystemFile, userConfig(a.Env)} {
		if name == "" {
			continue
		}
		own, err := readConfig(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return Config{}, err
		default:
			c = own.over(c)
		}
	}
	return c, nil
}

// over is c, with what it leaves open taken from under.
func (c Config) over(under Config) Config {
	if c.Language == nil {
		c.Language = under.Language
	}
	if c.Mirrors == nil {
		c.Mirrors = under.Mirrors
	}
	if c.PublicResolvers == nil {
		c.PublicResolvers = under.PublicResolvers
	}
	if c.PrivateHosts == nil {
		c.PrivateHosts = under.PrivateHosts
	}
	if c.Proxy == nil {
		c.Proxy = under.Proxy
	}
	c.ForbiddenFixes = append(c.ForbiddenFixes, under.ForbiddenFixes...) // what is locked for all stays locked
	return c
}

func readConfig(name string) (Config, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return Config{}, usagef("configuration %s: not a regular file", name)
	case err == nil && info.Size() > configLimit:
		return Config{}, usagef("configuration %s: larger than 1 MB", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return Config{}, &usageError{fmt.Errorf("configuration: %w", err)}
	}
	return parseConfig(name, text)
}

// configShape are the kinds of the values. It is read first: the library knows
// the line of a value of a wrong kind only where a plain one is wanted.
type configShape struct {
	Language        string   `toml:"language"`
	Mirrors         []string `toml:"mirrors"`
	PublicResolvers []string `toml:"public_resolvers"`
	PrivateHosts    []string `toml:"private_hosts"`
	Proxy           string   `toml:"proxy"`
	ForbiddenFixes  []string `toml:"forbidden_fixes"`
}

func parseConfig(name string, text []byte) (Config, error) {
	var c Config
	err := decodeStrictly(text, &configShape{})
	if err == nil {
		err = decodeStrictly(text, &c)
	}
	var unknown *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case err == nil:
		return c, nil
	case errors.As(err, &unknown):
		first := unknown.Errors[0]
		line, _ := first.Position()
		return Config{}, usagef("configuration %s, line %d: unknown key %s", name, line, strings.Join(first.Key(), "."))
	case errors.As(err, &bad):
		line, _ := bad.Position()
		return Config{}, usagef("configuration %s, line %d: %s", name, line, mistake(bad))
	}
	return Config{}, usagef("configuration %s: %v", name, err)
}

func decodeStrictly(text []byte, into any) error {
	return toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(into)
}

// mistake says what is wrong with a value, in terms of the file.
func mistake(bad *toml.DecodeError) string {
	text := strings.TrimPrefix(bad.Error(), "toml: ")
	if strings.Contains(text, "configShape") { // of this program, not of the file
		text = `wrong kind of value, want text in quotes, or a list of it: ["…", "…"]`
	}
	if len(bad.Key()) == 0 {
		return text
	}
	return strings.Join(bad.Key(), ".") + ": " + text
}

// userConfig is the place of a person's own configuration: XDG's on Linux and its
// kin, the platform's own elsewhere (os.UserConfigDir names the same places).
func userConfig(env []string) string {
	var dir string
	switch {
	case onWindows:
		dir = environ.Get(env, "AppData")
	case environ.Get(env, "XDG_CONFIG_HOME") != "":
		dir = environ.Get(env, "XDG_CONFIG_HOME")
	case environ.Get(env, "HOME") == "":
	case onMacOS:
		dir = filepath.Join(environ.Get(env, "HOME"), "Library", "Application Support")
	default:
		dir = filepath.Join(environ.Get(env, "HOME"), ".config")
	}
	if !filepath.IsAbs(dir) { // the XDG specification: relative paths are to be ignored
		return ""
	}
	return filepath.Join(dir, "gomend", "config.toml")
}

// SystemFile is the configuration for all users.
func SystemFile() string {
	switch {
	case onWindows:
		return filepath.Join(os.Getenv("ProgramData"), "gomend", "config.toml")
	case onMacOS:
		return "/Library/Application Support/gomend/config.toml"
	}
	return "/etc/gomend/config.toml"
}
