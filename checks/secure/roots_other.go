//go:build !(linux || dragonfly || freebsd || netbsd || openbsd)

package secure

// systemRoots is empty where the platform verifies by itself and SSL_CERT_FILE
// and SSL_CERT_DIR have no effect (crypto/x509/root_darwin.go, root_windows.go).
var systemRoots = places{}
