package secure

// systemRoots are the places that crypto/x509 reads (root_linux.go). Android's
// are left out: the go command does not run there.
var systemRoots = places{
	files: []string{
		"/etc/ssl/certs/ca-certificates.crt",
		"/etc/pki/tls/certs/ca-bundle.crt",
		"/etc/ssl/ca-bundle.pem",
		"/etc/pki/tls/cacert.pem",
		"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
		"/etc/ssl/cert.pem",
	},
	dirs: []string{"/etc/ssl/certs", "/etc/pki/tls/certs"},
}
