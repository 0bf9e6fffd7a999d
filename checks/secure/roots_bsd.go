//go:build dragonfly || freebsd || netbsd || openbsd

package secure

// systemRoots are the places that crypto/x509 reads (root_bsd.go).
var systemRoots = places{
	files: []string{
		"/usr/local/etc/ssl/cert.pem",
		"/etc/ssl/cert.pem",
		"/usr/local/share/certs/ca-root-nss.crt",
		"/etc/openssl/certs/ca-certificates.crt",
	},
	dirs: []string{"/etc/ssl/certs", "/usr/local/share/certs", "/etc/openssl/certs"},
}
