package secure

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"gomend/checks"
)

// Limits of what is read as certificates: many times what systems hold.
const (
	rootFileLimit = 8 << 20 // bytes of one file
	rootDirLimit  = 4000    // entries of one directory
	rootReaders   = 4       // files read at once
)

// places are where root certificates lie: the first file that can be read, and
// all files of all directories.
type places struct{ files, dirs []string }

// errNoCertificate is the failure of a file that holds none.
var errNoCertificate = errors.New("holds no certificate")

// library reads certificates, each file once, and parses each certificate once:
// a directory mostly holds those of the bundle again.
type library struct {
	mu     sync.Mutex
	files  map[string]*shelf
	parsed map[string]*x509.Certificate // by DER
}

// shelf is one file's certificates.
type shelf struct {
	once  sync.Once
	certs []*x509.Certificate
	err   error // of reading; a file without certificates has none
}

func newLibrary() *library {
	return &library{files: map[string]*shelf{}, parsed: map[string]*x509.Certificate{}}
}

func (l *library) read(path string) ([]*x509.Certificate, error) {
	l.mu.Lock()
	s := l.files[path]
	if s == nil {
		s = &shelf{}
		l.files[path] = s
	}
	l.mu.Unlock()
	s.once.Do(func() { s.certs, s.err = l.readFile(path) })
	return s.certs, s.err
}

func (l *library) readFile(path string) ([]*x509.Certificate, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, errNoCertificate // a pipe or a device would never end
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, rootFileLimit))
	if err != nil {
		return nil, err
	}
	return l.parse(data), nil
}

// parse takes what x509.CertPool.AppendCertsFromPEM takes.
func (l *library) parse(data []byte) []*x509.Certificate {
	var list []*x509.Certificate
	for len(data) > 0 {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" || len(block.Headers) != 0 {
			continue
		}
		if cert := l.certificate(block.Bytes); cert != nil {
			list = append(list, cert)
		}
	}
	return list
}

// certificate is nil for what is none.
func (l *library) certificate(der []byte) *x509.Certificate {
	l.mu.Lock()
	cert := l.parsed[string(der)]
	l.mu.Unlock()
	if cert != nil {
		return cert
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil
	}
	l.mu.Lock()
	l.parsed[string(der)] = cert
	l.mu.Unlock()
	return cert
}

// collection is the certificates found at some places.
type collection struct {
	certs []*x509.Certificate // each once
	files []string            // that gave some
	err   error               // the first that is not "not found"
	seen  map[[sha256.Size]byte]bool
}

func (c *collection) add(from string, certs []*x509.Certificate) {
	if c.seen == nil {
		c.seen = map[[sha256.Size]byte]bool{}
	}
	fresh := false
	for _, cert := range certs {
		sum := sha256.Sum256(cert.Raw)
		if !c.seen[sum] {
			c.seen[sum] = true
			c.certs = append(c.certs, cert)
			fresh = true
		}
	}
	if fresh {
		c.files = append(c.files, from)
	}
}

func (c *collection) failed(err error) {
	if c.err == nil && err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.err = err
	}
}

// collect reads as crypto/x509/root_unix.go:loadSystemRoots does.
func (l *library) collect(p places) collection {
	var c collection
	for _, file := range p.files {
		certs, err := l.read(file)
		if err == nil {
			c.add(file, certs)
			break
		}
		c.failed(err)
	}
	for _, dir := range p.dirs {
		paths, err := entries(dir)
		c.failed(err)
		before := len(c.files)
		for i, certs := range l.readAll(paths) {
			c.add(paths[i], certs)
		}
		if len(c.files) > before { // the directory stands for its files
			c.files = append(c.files[:before], dir)
		}
	}
	return c
}

// readAll reads several files at once and keeps their order.
func (l *library) readAll(paths []string) [][]*x509.Certificate {
	list := make([][]*x509.Certificate, len(paths))
	next := make(chan int)
	var wg sync.WaitGroup
	for range rootReaders {
		wg.Go(func() {
			for i := range next {
				list[i], _ = l.read(paths[i])
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	wg.Wait()
	return list
}

// entries lists the files of a directory without links to others in it
// (crypto/x509/root_unix.go:readUniqueDirectoryEntries).
func entries(dir string) ([]string, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, entry := range list[:min(len(list), rootDirLimit)] {
		path := filepath.Join(dir, entry.Name())
		if entry.Type()&fs.ModeSymlink != 0 {
			if target, err := os.Readlink(path); err == nil && !strings.Contains(target, "/") {
				continue
			}
		}
		if !entry.IsDir() {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// whyUnusable is the code of a setting that gives no certificate.
func whyUnusable(found collection, exists bool) checks.Code {
	switch {
	case found.err != nil && checks.Classify(found.err) != checks.Unclassified:
		return checks.Classify(found.err)
	case found.err == nil && !exists:
		return checks.NotFound
	}
	return checks.Malformed
}

func pool(certs []*x509.Certificate) *x509.CertPool {
	p := x509.NewCertPool()
	for _, cert := range certs {
		p.AddCert(cert)
	}
	return p
}

// trustedBy reports whether these roots vouch for a chain, leaf first.
func trustedBy(roots, chain []*x509.Certificate, name string) bool {
	if len(chain) == 0 || len(roots) == 0 {
		return false
	}
	_, err := chain[0].Verify(x509.VerifyOptions{DNSName: name, Roots: pool(roots), Intermediates: pool(chain[1:])})
	return err == nil
}

// sameAuthority is the key under which two certificates of one authority are
// the same, however they were signed: its name and its public key.
func sameAuthority(c *x509.Certificate) [sha256.Size]byte {
	return sha256.Sum256(bytes.Join([][]byte{c.RawSubject, c.RawSubjectPublicKeyInfo}, nil))
}
