package firewall

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	readWait  = 2500 * time.Millisecond // of one program, which only asks the kernel
	readDelay = time.Second             // for output not read yet on a busy machine
	readLimit = 16 << 20                // bytes of what it prints
)

// ErrNotAllowed is why the rules cannot be read: the process may not administer
// the network, which reading them needs as well.
var ErrNotAllowed = errors.New("the rules may be read by root alone")

// ErrNoTool is why the rules cannot be read: no program that lists them is installed.
var ErrNoTool = errors.New("neither nft nor iptables-save is installed")

// Read reads the rules of this process's network, by the programs that belong to
// them. The error is ErrNotAllowed, ErrNoTool, or of a program.
func Read(ctx context.Context) (Ruleset, error) {
	if !mayAdminister(readFile("/proc/self/status")) {
		return Ruleset{}, ErrNotAllowed
	}
	var whole Ruleset
	var failed error
	nft := find("nft")
	if nft != "" {
		document, err := output(ctx, nft, "-j", "list", "ruleset")
		text, _ := output(ctx, nft, "-a", "list", "ruleset")
		if err == nil {
			whole, err = ReadNFT(document, text)
		}
		failed = err
	}
	found := nft != ""
	for _, f := range []struct{ family, save, legacy, names string }{
		{"ip", "iptables-save", "iptables-legacy-save", "/proc/net/ip_tables_names"},
		{"ip6", "ip6tables-save", "ip6tables-legacy-save", "/proc/net/ip6_tables_names"},
	} {
		if save := find(f.save); save != "" && (nft == "" || whole.needs(f.family)) {
			found = true
			failed = errors.Join(failed, whole.replace(ctx, f.family, save))
		}
		if legacy := find(f.legacy); legacy != "" && readFile(f.names) != "" {
			found = true
			failed = errors.Join(failed, whole.add(ctx, f.family, legacy))
		}
	}
	if !found {
		return Ruleset{}, ErrNoTool
	}
	return whole, failed
}

// needs reports whether iptables-save tells more of a family's tables than nft does.
func (s Ruleset) needs(family string) bool {
	return slices.ContainsFunc(s.chains, func(c *chain) bool { return c.foreign && c.family == family })
}

// replace takes a family's iptables tables from iptables-save.
func (s *Ruleset) replace(ctx context.Context, family, save string) error {
	before := s.chains
	s.chains = slices.DeleteFunc(slices.Clone(before), func(c *chain) bool {
		_, ours := tablePriorities[c.table]
		return ours && c.tool == "nft" && c.family == family
	})
	err := s.add(ctx, family, save)
	if err != nil {
		s.chains = before
	}
	return err
}

func (s *Ruleset) add(ctx context.Context, family, save string) error {
	saved, err := output(ctx, save)
	s.chains = append(s.chains, ReadIPTables(family, saved).chains...)
	return err
}

// administer is the bit of CAP_NET_ADMIN (<linux/capability.h>).
const administer = 12

// mayAdminister reads the effective capabilities in /proc/self/status (proc(5)).
func mayAdminister(status string) bool {
	_, rest, _ := strings.Cut(status, "CapEff:")
	digits, _, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	bits, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 64)
	return err == nil && bits&(1<<administer) != 0
}

// find looks for a program also where it is when PATH is an ordinary user's.
func find(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, dir := range []string{"/usr/sbin", "/sbin", "/usr/local/sbin"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.Mode()&0o111 != 0 {
			return filepath.Join(dir, name)
		}
	}
	return ""
}

func output(ctx context.Context, argv ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, readWait)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.WaitDelay = readDelay
	var out bytes.Buffer
	cmd.Stdout = &limited{&out}
	err := cmd.Run()
	return out.Bytes(), err
}

// limited fails once too much has been written.
type limited struct{ to *bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.to.Len()+len(p) > readLimit {
		return 0, io.ErrShortWrite
	}
	return l.to.Write(p)
}

func readFile(name string) string {
	data, _ := os.ReadFile(name)
	return string(data)
}
