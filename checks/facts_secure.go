package checks

import (
	"crypto/tls"
	"fmt"
	"net/netip"
	"strings"
	"time"
)

// Stage is how far a conversation with a proxy came.
type Stage string

// Stages of a conversation with a proxy.
const (
	StageTLS     Stage = "tls"     // handshake with an https:// proxy
	StageHello   Stage = "hello"   // SOCKS greeting and authentication
	StageRequest Stage = "request" // CONNECT or SOCKS request sent
	StageTunnel  Stage = "tunnel"  // granted
)

// ProxyFacts is what a proxy answered to a request for a tunnel.
type ProxyFacts struct {
	Proxy    string   // URL with its secret hidden
	Scheme   string   // http, https, socks5, socks5h, as go understands it
	Target   string   // host:port asked for
	Stage    Stage    // reached
	Status   int      // of the answer to CONNECT; 0 for SOCKS or when none came
	Reply    int      // SOCKS5 reply code (RFC 1928, section 6); -1 when none came
	Offers   []string // authentication schemes named in Proxy-Authenticate, lower case
	Sent     bool     // credentials were in the URL
	Server   string   // Server or Via header
	Admits   bool     // its answer says that it is a forward proxy
	Location string   // where the answer to CONNECT leads, cleaned
	First    string   // first line of what came, cleaned, when it was no proxy's answer
	Speaks   string   // what it speaks instead: http, tls, socks; empty when not known
	Code     Code
}

// SOCKS reports whether go speaks SOCKS5 to the proxy; else it speaks HTTP.
func (f ProxyFacts) SOCKS() bool { return strings.HasPrefix(f.Scheme, "socks5") }

// Evidence implements Facts.
func (f ProxyFacts) Evidence() []Evidence {
	list := []Evidence{{"proxy", Clean(f.Proxy)}, {"target", Clean(f.Target)}}
	if f.Status != 0 {
		list = append(list, Evidence{"status", fmt.Sprint(f.Status)})
	}
	if f.SOCKS() && f.Reply > 0 {
		list = append(list, Evidence{"socks-reply", fmt.Sprint(f.Reply)})
	}
	list = appendIf(list, "wants", strings.Join(f.Offers, ", "))
	list = appendIf(list, "server", f.Server)
	list = appendIf(list, "redirected-to", f.Location)
	list = appendIf(list, "answered", f.First)
	list = appendIf(list, "speaks", f.Speaks)
	return appendCode(list, f.Code)
}

// Certificate is what a diagnosis needs of an X.509 certificate; strings are cleaned.
type Certificate struct {
	Subject     string
	Issuer      string
	IssuerOrg   string   // organisation of the issuer
	Names       []string // DNS names and addresses it is for
	NotBefore   time.Time
	NotAfter    time.Time
	SelfSigned  bool
	CA          bool
	Fingerprint string // SHA-256, hex with colons
}

// TLSFacts is what came of a TLS handshake as the go command makes it.
type TLSFacts struct {
	ServerName string
	Address    netip.AddrPort // that the connection leads to: the proxy's when there is one
	Via        string         // proxy URL, secret hidden; empty when direct
	Version    string         // "TLS 1.3"
	ALPN       string
	Chain      []Certificate // as the server sent it, leaf first
	Code       Code
	Roots      TrustFacts    // what it was verified against
	Hidden     bool          // untrusted, and the system's own roots, which a setting hides, would do
	Incomplete bool          // untrusted, and it looks as if the server only forgot to send an intermediate certificate
	LocalCA    bool          // trusted, but by a root that the public web does not know
	Time       time.Duration // of the handshake, or how long nothing came
	Sent       bool          // the ClientHello was acknowledged (TCP_INFO); false when not known
	Kept       bool          // this machine's own kernel has let out nothing of the ClientHello (TCP_INFO)
	HeadLost   bool          // part of the ClientHello arrived, and a full-sized packet before it did not (TCP_INFO)
	TailOnly   bool          // later packets of the answer arrived, and those before them did not (TCP_INFO)
	Begun      bool          // an answer began, and did not go on
	Wanted     bool          // the server asked for a certificate of the client
	Alert      string        // the peer's alert, as crypto/tls puts it
	First      string        // first bytes, cleaned, when the peer did not speak TLS
	Now        time.Time     // this machine's clock when it was verified
	ServerDate time.Time     // Date header seen from an untrusted server or elsewhere; zero when none
}

// Evidence implements Facts.
func (f TLSFacts) Evidence() []Evidence {
	list := []Evidence{{"name", Clean(f.ServerName)}}
	if f.Address.IsValid() {
		list = append(list, Evidence{"address", f.Address.String()})
	}
	list = appendIf(list, "version", f.Version)
	if len(f.Chain) > 0 {
		leaf := f.Chain[0]
		list = appendIf(list, "subject", leaf.Subject)
		list = appendIf(list, "issuer", f.Chain[len(f.Chain)-1].Issuer)
		list = appendIf(list, "valid-for", strings.Join(leaf.Names[:min(len(leaf.Names), 4)], ", "))
		list = append(list, Evidence{"valid", leaf.NotBefore.Format(time.DateOnly) + " to " + leaf.NotAfter.Format(time.DateOnly)})
	}
	if f.Incomplete {
		list = append(list, Evidence{"trust", "the certificate of the issuer did not come along"})
	}
	if f.LocalCA {
		list = append(list, Evidence{"trust", "by an authority that was added to this machine"})
	}
	list = appendIf(list, "answered", f.First)
	list = appendIf(list, "answered", f.Alert)
	if f.Kept {
		list = append(list, Evidence{"seen", string(KeptHere)})
	}
	if f.HeadLost || f.TailOnly {
		list = append(list, Evidence{"packets", "small ones arrive, full-sized ones do not"})
	}
	return appendCode(list, f.Code)
}

// TLSCompareFacts are handshakes made only to tell causes apart, on the address
// whose handshake failed.
type TLSCompareFacts struct {
	OtherName    Code           // with another, harmless server name; NotAsked
	SmallHello   Code           // without the post-quantum key share; NotAsked
	SmallPackets Code           // the same hello in small packets; NotAsked
	PlainText    Code           // an HTTP request without TLS: OK when anything came back; NotAsked
	OtherAddress Code           // right name, an address from a comparison; NotAsked
	Address      netip.AddrPort // the one used for OtherAddress
}

// Evidence implements Facts.
func (f TLSCompareFacts) Evidence() []Evidence {
	var list []Evidence
	for _, c := range []struct {
		key  string
		code Code
	}{{"other-name", f.OtherName}, {"small-hello", f.SmallHello}, {"small-packets", f.SmallPackets}, {"plain-text", f.PlainText}, {"other-address", f.OtherAddress}} {
		switch c.code {
		case NotAsked:
		case OK:
			list = append(list, Evidence{c.key, "answered"})
		default:
			list = append(list, Evidence{c.key, string(c.code)})
		}
	}
	return list
}

// SignInFacts is what a public host answered without TLS.
type SignInFacts struct {
	Host     string
	Status   int
	Location string // where it leads, cleaned
	Foreign  bool   // the answer cannot be the host's own
	Code     Code
}

// Evidence implements Facts.
func (f SignInFacts) Evidence() []Evidence {
	var list []Evidence
	if f.Status != 0 {
		list = append(list, Evidence{"status", fmt.Sprint(f.Status)})
	}
	list = appendIf(list, "redirected-to", f.Location)
	return appendCode(list, f.Code)
}

// ProxyCompareFacts is the same target reached another way: directly instead of
// through the proxy, or through a proxy that another setting names.
type ProxyCompareFacts struct {
	Target  string     // host:port
	Proxy   string     // URL, secret hidden; empty when it was tried directly
	Source  string     // the setting that names the proxy: "ALL_PROXY", "git http.proxy" …
	Code    Code       // OK when the server answered with a TLS handshake
	Address netip.Addr // reached, when direct
	First   []Attempt  // what came of connecting to the server, or to the proxy
	Date    time.Time  // of the server, when it was asked for its time
	Now     time.Time  // of this machine at that moment
}

// Evidence implements Facts.
func (f ProxyCompareFacts) Evidence() []Evidence {
	said := "works"
	if f.Code != OK {
		said = string(f.Code)
	}
	list := []Evidence{{"directly", said}}
	if f.Proxy != "" {
		list = []Evidence{{"through", Clean(fmt.Sprintf("%s (%s): %s", f.Proxy, f.Source, said))}}
	}
	if !f.Date.IsZero() {
		list = append(list, Evidence{"there", f.Date.UTC().Format(time.RFC3339)})
	}
	return list
}

// TrustFacts is the set of root certificates that the go command would use
// (crypto/x509/root_unix.go).
type TrustFacts struct {
	Files       []string // read
	Count       int      // certificates found
	FileSetting string   // SSL_CERT_FILE, when set
	DirSetting  string   // SSL_CERT_DIR, when set
	SettingCode Code     // why the setting gives nothing usable; OK otherwise
	Default     int      // certificates that the system's own places hold, setting or not
	Setting     string   // name of the setting that is broken
}

// Replaced reports whether a setting stands for some of the system's own places.
func (f TrustFacts) Replaced() bool { return f.FileSetting != "" || f.DirSetting != "" }

// Evidence implements Facts.
func (f TrustFacts) Evidence() []Evidence {
	list := []Evidence{{"roots", fmt.Sprint(f.Count)}}
	list = appendIf(list, "files", strings.Join(f.Files, ", "))
	list = appendIf(list, "SSL_CERT_FILE", f.FileSetting)
	list = appendIf(list, "SSL_CERT_DIR", f.DirSetting)
	return appendCode(list, f.SettingCode)
}

// ClockFacts compares this machine's clock with Date headers.
type ClockFacts struct {
	Now    time.Time
	Theirs time.Time
	From   string        // host that sent it
	Skew   time.Duration // Now minus Theirs
}

// Evidence implements Facts.
func (f ClockFacts) Evidence() []Evidence {
	return []Evidence{
		{"here", f.Now.UTC().Format(time.RFC3339)},
		{"there", f.Theirs.UTC().Format(time.RFC3339)},
		{"from", Clean(f.From)},
	}
}

// VersionName is the field's name of a TLS version number.
func VersionName(v uint16) string {
	if v == 0 {
		return ""
	}
	return tls.VersionName(v)
}
