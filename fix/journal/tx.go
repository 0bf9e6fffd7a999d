package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gomend/fix/internal/killpoint"
)

const (
	recordsName = "tx.jsonl"
	maxRecords  = 64 << 20 // bytes; more is none of ours
	maxBackup   = 16 << 20
)

// Tx is one transaction.
type Tx struct {
	store   *Store
	dir     string
	records []Record
	size    int64 // of the good records
}

// ID is the transaction's id.
func (t *Tx) ID() string { return filepath.Base(t.dir) }

// Dir is the folder that holds the records and the former contents.
func (t *Tx) Dir() string { return t.dir }

// Head says what the transaction is about. It is empty when it was torn.
func (t *Tx) Head() Record {
	if len(t.records) == 0 {
		at, _ := time.Parse("20060102T150405Z", t.ID()[:16])
		return Record{Type: Begin, ID: t.ID(), At: at}
	}
	return t.records[0]
}

// Records are all good ones.
func (t *Tx) Records() []Record { return t.records }

func (t *Tx) read() error {
	f, err := os.Open(filepath.Join(t.dir, recordsName))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(t.dir); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		return nil // it died before its first record
	}
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRecords))
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	var good int
	t.records, good = parse(text)
	t.size = int64(good)
	if len(t.records) > 0 && (t.records[0].Type != Begin || t.records[0].Version != version) {
		return fmt.Errorf("journal: %s: written by another version of gomend", filepath.Join(t.dir, recordsName))
	}
	return nil
}

// Append writes a record after the last good one, and returns when it will last.
func (t *Tx) Append(r Record) error {
	r.At = t.store.now().UTC()
	line, err := r.line()
	if err != nil {
		return err
	}
	if err := t.write(line); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	t.records = append(t.records, r)
	t.size += int64(len(line))
	return nil
}

func (t *Tx) write(line []byte) error {
	name := filepath.Join(t.dir, recordsName)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Truncate(t.size); err != nil { // what is torn
		return err
	}
	killpoint.At("append record")
	if _, err := f.WriteAt(line, t.size); err != nil {
		f.Truncate(t.size)
		return err
	}
	killpoint.At("sync record")
	if err := f.Sync(); err != nil {
		return err
	}
	if t.size == 0 {
		return syncDir(t.dir)
	}
	return f.Close()
}

// Save keeps content beside the records, readable to nobody else, and returns when
// it will last.
func (t *Tx) Save(name string, content []byte) error {
	killpoint.At("save content")
	f, err := os.OpenFile(filepath.Join(t.dir, name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close(), syncDir(t.dir)); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// Load reads what Save has kept.
func (t *Tx) Load(name string) ([]byte, error) {
	if name != filepath.Base(name) {
		return nil, fmt.Errorf("journal: %q is no name of kept content", name)
	}
	f, err := os.Open(filepath.Join(t.dir, name))
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxBackup))
}
