package dns

import (
	"path/filepath"
	"strings"

	"github.com/miekg/dns"

	"gomend/checks"
)

// rootKeys are the digests of the root zone's keys of 2017 and 2024
// (https://data.iana.org/root-anchors/root-anchors.xml).
const rootKeys = `. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
. IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
`

// anchorFolders hold files in which an administrator names other keys to trust
// (dnssec-trust-anchors.d(5)).
var anchorFolders = []string{"/etc/dnssec-trust-anchors.d", "/run/dnssec-trust-anchors.d", "/usr/lib/dnssec-trust-anchors.d"}

// trustAnchors are the digests of the root's keys that this machine trusts: those
// of the files take the place of the well-known ones.
func trustAnchors(folders []string) []*dns.DS {
	var list []*dns.DS
	for _, folder := range folders {
		files, _ := filepath.Glob(filepath.Join(folder, "*.positive"))
		for _, file := range files {
			if text, code := readText(file, confLimit); code == checks.OK {
				list = append(list, parseAnchors(text)...)
			}
		}
	}
	if len(list) == 0 {
		list = parseAnchors(rootKeys)
	}
	return list
}

// parseAnchors reads DS and DNSKEY records of the root; a line that is neither is
// passed over, as systemd-resolved does.
func parseAnchors(text string) []*dns.DS {
	var list []*dns.DS
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, ";")
		rr, err := dns.NewRR(strings.TrimSpace(line))
		if err != nil || rr == nil || rr.Header().Name != "." {
			continue
		}
		switch rr := rr.(type) {
		case *dns.DS:
			list = append(list, rr)
		case *dns.DNSKEY:
			if ds := rr.ToDS(dns.SHA256); ds != nil {
				list = append(list, ds)
			}
		}
	}
	return list
}
