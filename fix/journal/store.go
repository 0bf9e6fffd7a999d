package journal

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"gomend/fix/internal/killpoint"
	"gomend/fix/internal/owner"
)

// Store is the journal of one user, or that of root.
type Store struct {
	dir   string
	now   func() time.Time
	known bool // the folder exists
}

// At is the store in a folder. Nothing is created before something is written.
func At(dir string) *Store { return &Store{dir: dir, now: time.Now} }

// Dir is the store's folder.
func (s *Store) Dir() string { return s.dir }

// prepare makes the store's folder, and refuses one that others could look into.
func (s *Store) prepare() error {
	if s.known {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	info, err := os.Lstat(s.dir)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if uid := owner.Of(info).UID; !info.IsDir() || uid >= 0 && uid != os.Geteuid() {
		return fmt.Errorf("journal: %s is not a folder of this user", s.dir)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		if err := os.Chmod(s.dir, 0o700); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	s.known = true
	return nil
}

// Holder is who changes something at the moment.
type Holder struct {
	PID int    `json:"pid"`
	Fix string `json:"fix,omitempty"`
}

// HeldError says that another gomend is at work on the same journal.
type HeldError struct{ Holder }

// Error implements error.
func (e *HeldError) Error() string {
	return fmt.Sprintf("another gomend is at work (process %d)", e.PID)
}

// Lock makes this process the only one that changes something, until the returned
// function is called. The system releases it when the process dies. The error is
// a *HeldError when another one has it.
func (s *Store) Lock(fix string) (release func(), err error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	name := filepath.Join(s.dir, "lock")
	l := flock.New(name, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	got, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if !got {
		held := &HeldError{}
		if text, err := os.ReadFile(name); err == nil {
			json.Unmarshal(text, &held.Holder)
		}
		return nil, held
	}
	text, err := json.Marshal(Holder{PID: os.Getpid(), Fix: fix})
	if err == nil {
		err = os.WriteFile(name, text, 0o600)
	}
	if err != nil { // only the others' knowledge of us
		os.Truncate(name, 0)
	}
	return func() { l.Unlock() }, nil
}

// idShape is what a transaction's folder is called: the time, so that names sort,
// and something by chance.
var idShape = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$`)

// ValidID reports whether a text can be the id of a transaction.
func ValidID(id string) bool { return idShape.MatchString(id) }

// NewID makes an id.
func NewID(now time.Time) string {
	var chance [4]byte
	rand.Read(chance[:])
	return now.UTC().Format("20060102T150405Z") + "-" + hex.EncodeToString(chance[:])
}

// Begin starts a transaction. Head says what is going to be done; its ID may be
// one that another journal has given.
func (s *Store) Begin(head Record) (*Tx, error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	head.Type, head.Version, head.OS = Begin, version, runtime.GOOS
	head.ID = cmp.Or(head.ID, NewID(s.now()))
	if !ValidID(head.ID) {
		return nil, fmt.Errorf("journal: %q is no id", head.ID)
	}
	head.Boot = BootID()
	head.Host, _ = os.Hostname()
	t := &Tx{store: s, dir: filepath.Join(s.dir, head.ID)}
	killpoint.At("make transaction folder")
	if err := os.Mkdir(t.dir, 0o700); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if err := errors.Join(syncDir(s.dir), t.Append(head)); err != nil {
		os.RemoveAll(t.dir)
		return nil, err
	}
	return t, nil
}

// Read reads one transaction.
func (s *Store) Read(id string) (*Tx, error) {
	if !ValidID(id) {
		return nil, fmt.Errorf("%q is no id of an applied fix", id)
	}
	t := &Tx{store: s, dir: filepath.Join(s.dir, id)}
	if err := t.read(); err != nil {
		return nil, err
	}
	return t, nil
}

// List reads all transactions, oldest first. What cannot be read is told and left out.
func (s *Store) List() ([]*Tx, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	var list []*Tx
	var failed error
	for _, e := range entries {
		if !ValidID(e.Name()) || !e.IsDir() {
			continue
		}
		t, err := s.Read(e.Name())
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		list = append(list, t)
	}
	slices.SortStableFunc(list, func(a, b *Tx) int { return a.Head().At.Compare(b.Head().At) })
	return list, failed
}

// BootID names the run of the kernel; empty where it has no name.
func BootID() string {
	text, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return strings.TrimSpace(string(text))
}

// syncDir makes the names in a folder last.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
