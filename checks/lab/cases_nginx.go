package lab

import (
	"net/http"
	"strings"

	"gomend/checks"
)

func init() { Register(nginxCases...) }

// nginx puts nginx at the company's module proxy, in front of one of ours, with
// these lines in its server section.
func nginx(lines string, more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		internalGOPROXY(n)
		n.Host("goproxy.corp.example").Wire = WireClosed
		n.Hosts["backend.corp.example"] = &Host{
			Addresses: []string{"198.51.100.14"}, Internal: true, Wire: WireClosed, Handler: http.NotFoundHandler(), Plain: ModuleProxy(),
		}
		n.Peers = append(n.Peers, Peer{
			Program: "nginx", Args: []string{"-p", "{dir}", "-c", "{dir}/nginx.conf", "-e", "{dir}/error.log"},
			Certs:   map[string]Cert{"server": {Names: []string{"goproxy.corp.example"}}},
			Files:   map[string]string{"nginx.conf": nginxHead + lines + "}\n}\n", "passwords": "gopher:{PLAIN}secret\n"},
			Before:  "mkdir www\n",
			Answers: []string{"198.51.100.10:443"},
		})
		also(more...)(n)
	}
}

// nginxHead is an nginx of Debian's in one process, as an ordinary user.
const nginxHead = `daemon off;
master_process off;
pid {dir}/nginx.pid;
events {}
http {
	access_log off;
	client_body_temp_path {dir}/body;
	proxy_temp_path {dir}/proxy;
	fastcgi_temp_path {dir}/fastcgi;
	uwsgi_temp_path {dir}/uwsgi;
	scgi_temp_path {dir}/scgi;
	limit_req_zone all zone=one:64k rate=1r/m;
server {
	listen 198.51.100.10:443 ssl http2;
	listen 198.51.100.10:80;
	ssl_certificate {dir}/server.crt;
	ssl_certificate_key {dir}/server.key;
`

// toBackend are the lines of a reverse proxy.
const toBackend = "location / { proxy_pass http://198.51.100.14; }\n"

// backend lets the server behind nginx answer this way.
func backend(h http.Handler) func(*Net) {
	return func(n *Net) { n.Host("backend.corp.example").Plain = h }
}

// staticMirror are the recorded modules as files, without the checksum database.
func staticMirror(n *Net) {
	p := &n.Peers[len(n.Peers)-1]
	for _, path := range recordedPaths() {
		if !strings.HasPrefix(path, "/sumdb/") {
			data, _ := recordedFile(path)
			p.Files["www"+path] = string(data)
		}
	}
	p.Before = ""
}

// nginx, which stands in front of most module proxies.
var nginxCases = []Case{
	{Name: "nginx", About: "nginx in front of the module proxy, over HTTP/2", Want: Fine(), Break: nginx(toBackend)},
	{Name: "nginx-client-certificate", About: "nginx wants a certificate of the client",
		Break: nginx("ssl_verify_client on;\nssl_client_certificate {dir}/server.crt;\n" + toBackend),
		Want:  Broken(checks.CauseGOPROXYUnauthorized).But(checks.CauseGOPROXYWrongURL), GoSays: "400 Bad Request"},
	{Name: "nginx-http-to-tls", About: "http:// for nginx's TLS port",
		Break: nginx(toBackend, stored("GOPROXY", "http://goproxy.corp.example:443")),
		Want:  Broken(checks.CauseGOPROXYWrongURL), GoSays: "400 Bad Request", Saying: "tls"},
	{Name: "nginx-files", About: "nginx serves the files of a module mirror, and knows no checksum database", Want: Fine(), Break: nginx("root {dir}/www;\n", staticMirror)},
	{Name: "nginx-to-tls", About: "GOPROXY with http://, which nginx redirects to https", Want: Fine(),
		Break: nginx("if ($scheme = http) { return 301 https://$host$request_uri; }\n"+toBackend, stored("GOPROXY", "http://goproxy.corp.example"))},
	{Name: "nginx-bad-gateway", About: "nothing listens behind nginx",
		Break: nginx(toBackend, func(n *Net) { n.Host("backend.corp.example").Plain = nil }),
		Want:  Broken(checks.CauseGOPROXYServerError).But(checks.CauseProxyUpstreamFailed), GoSays: "502 Bad Gateway"},
	{Name: "nginx-gateway-timeout", About: "what is behind nginx takes longer than nginx waits",
		Break: nginx("proxy_read_timeout 1s;\n"+toBackend, backend(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "504 Gateway"},
	{Name: "nginx-too-large", About: "nginx refuses zips as too large",
		Break: nginx("location ~ \\.zip$ { return 413; }\n" + toBackend),
		Want:  Broken(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYBadContent, checks.CauseGOPROXYServerError), GoSays: "413"},
	{Name: "nginx-welcome", About: "nginx serves its own page for everything",
		Break: nginx("location / { default_type text/html; return 200 '<html><h1>Welcome to nginx!</h1></html>'; }\n"),
		Want:  Broken(checks.CauseGOPROXYWrongURL), GoSays: "invalid character '<'"},
	{Name: "nginx-index", About: "nginx lists an empty folder, the module proxy is elsewhere",
		Break: nginx("root {dir}/www; autoindex on;\n"),
		Want:  Broken(checks.CauseGOPROXYWrongURL).But(checks.CauseModuleNotFound), GoSays: "404 Not Found"},
	{Name: "nginx-password", About: "nginx wants a password",
		Break: nginx("auth_basic modules; auth_basic_user_file {dir}/passwords;\n" + toBackend),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401 Unauthorized"},
	{Name: "nginx-password-given", About: "nginx wants a password, and ~/.netrc has it", Want: Fine(),
		Break: nginx("auth_basic modules; auth_basic_user_file {dir}/passwords;\n"+toBackend, file(".netrc", "machine goproxy.corp.example login gopher password secret\n"))},
	{Name: "nginx-rate", About: "nginx takes one request a minute",
		Break: nginx("limit_req zone=one; limit_req_status 429;\n" + toBackend),
		Want:  Broken(checks.CauseGOPROXYRateLimited), GoSays: "429"},
	{Name: "nginx-plain-to-tls", About: "http:// with the port on which nginx speaks TLS",
		Break: nginx(toBackend, stored("GOPROXY", "http://goproxy.corp.example:443")),
		Want:  Broken(checks.CauseGOPROXYWrongURL), GoSays: "400 Bad Request"},
	{Name: "nginx-redirect-loop", About: "nginx redirects to https for ever",
		Break: nginx("return 301 https://$host$request_uri;\n"),
		Want:  Broken(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYServerError), GoSays: "10 redirects"},
	{Name: "nginx-zip-short", About: "what is behind nginx cuts zips in the middle, whose length it did not tell, so that nginx takes half for all",
		Break: nginx(toBackend, backend(Replacing(".zip", cutShort(), ModuleProxy()))),
		Want:  Broken(checks.CauseGOPROXYBadContent).But(checks.CauseHTTP2Broken), GoSays: "not a valid zip file"},
	{Name: "nginx-zip-cut", About: "what is behind nginx cuts zips in the middle",
		Break: nginx(toBackend, backend(Replacing(".zip", announced(cutShort()), ModuleProxy()))),
		Want:  Broken(checks.CauseTransferCut).But(checks.CauseHTTP2Broken), GoSays: "rsc.io/quote"},
	{Name: "nginx-zip-stalls", About: "what is behind nginx stops in the middle of zips, and nginx gives up",
		Break: nginx("proxy_read_timeout 2s;\n"+toBackend, backend(Replacing(".zip", stalling(), ModuleProxy()))),
		Want:  Broken(checks.CauseTransferCut).But(checks.CauseHTTP2Broken), GoSays: "rsc.io/quote"},
}
