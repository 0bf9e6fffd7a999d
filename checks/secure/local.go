package secure

import (
	"crypto/sha256"
	"crypto/x509"
	"sync"
)

// anchors are the places that tell apart authorities that somebody added to this
// machine from those of the public web.
type anchors struct {
	added  []string // directories for authorities added by hand
	public []string // directories of the public authorities, as packages install them
	list   []string // files that hold all public authorities
}

// systemAnchors are those of Debian and its kin (update-ca-certificates), Fedora
// and its kin (update-ca-trust), SUSE, Arch and Alpine.
var systemAnchors = anchors{
	added: []string{
		"/usr/local/share/ca-certificates",
		"/etc/pki/ca-trust/source/anchors",
		"/etc/pki/trust/anchors",
		"/etc/ca-certificates/trust-source/anchors",
	},
	public: []string{"/usr/share/ca-certificates/mozilla"},
	list: []string{
		"/usr/share/pki/ca-trust-source/ca-bundle.trust.p11-kit",
		"/usr/share/pki/trust/ca-bundle.trust.p11-kit",
		"/usr/share/ca-certificates/trust-source/mozilla.trust.p11-kit",
	},
}

// authorities is a set of certificate authorities by name and key.
type authorities map[[sha256.Size]byte]bool

func (a authorities) add(certs []*x509.Certificate) {
	for _, c := range certs {
		a[sameAuthority(c)] = true
	}
}

// publicOnce remembers the public authorities: packages replace them rarely, and
// there are many files.
var publicOnce = sync.OnceValue(systemAnchors.publicOnes)

// localAuthority reports whether all these chains end in an authority that was
// added to this machine and that the public web does not know. Where it can't be
// told, it is taken for a public one.
func localAuthority(chains [][]*x509.Certificate) bool {
	if len(chains) == 0 {
		return false
	}
	added := systemAnchors.addedOnes()
	for _, chain := range chains {
		if !local(chain[len(chain)-1], added, publicOnce) {
			return false
		}
	}
	return true
}

func local(root *x509.Certificate, added authorities, public func() authorities) bool {
	if added[sameAuthority(root)] {
		return true
	}
	known := public()
	return len(known) > 0 && !known[sameAuthority(root)]
}

func (a anchors) addedOnes() authorities {
	found := authorities{}
	found.add(newLibrary().collect(places{dirs: a.added}).certs)
	return found
}

func (a anchors) publicOnes() authorities {
	shelves := newLibrary()
	found := authorities{}
	found.add(shelves.collect(places{dirs: a.public}).certs)
	for _, file := range a.list {
		certs, _ := shelves.read(file)
		found.add(certs)
	}
	return found
}
