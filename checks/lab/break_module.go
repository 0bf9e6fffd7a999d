package lab

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Ways to break module proxies.

const companyModuleProxy = "goproxy.corp.example"

const aliyun = "https://mirrors.aliyun.com/goproxy/"

// internalGOPROXY fetches from the company's module proxy.
func internalGOPROXY(n *Net) { n.Client.GoEnv["GOPROXY"] = "https://goproxy.corp.example" }

// notRelayed fetches from a module proxy that relays no checksum database.
var notRelayed = stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/")

// serving lets the company's module proxy answer this way, and fetches from it.
func serving(h http.Handler) func(*Net) { return company(func(host *Host) { host.Handler = h }) }

// answer serves one kind of file of the company's module proxy this way.
func answer(suffix string, h http.Handler) func(*Net) {
	return serving(Replacing(suffix, h, ModuleProxy()))
}

func handler(name string, h http.Handler) func(*Net) {
	return host(name, func(host *Host) { host.Handler = h })
}

// zipsElsewhere makes the module proxy redirect zips to another host.
func zipsElsewhere(n *Net) { n.Host("proxy.golang.org").Handler = RedirectingZips() }

// firstOf serves a handler below a path, and another one elsewhere.
func firstOf(prefix string, h, elsewhere http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, prefix+"/") {
			http.StripPrefix(prefix, h).ServeHTTP(w, r)
			return
		}
		elsewhere.ServeHTTP(w, r)
	})
}

// onlyHTTP1 serves modules over HTTP/1.1 and cuts them over HTTP/2.
func onlyHTTP1() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			cutShort().ServeHTTP(w, r)
			return
		}
		ModuleProxy().ServeHTTP(w, r)
	})
}

// cutShort announces more than it sends.
func cutShort() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := recordedFile(r.URL.Path)
		w.Header().Set("Content-Type", "application/zip")
		w.Write(data[:len(data)/2])
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
}

// raw answers with these bytes, whatever the type.
func raw(status int, contentType, body string, header ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	})
}

// redirectTo sends every request to one page, which need not answer well.
func redirectTo(to string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusTemporaryRedirect) })
}

// slowZip sends a zip in pieces that take longer together than any reader waits.
func slowZip(pieces int, pause time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := recordedFile(r.URL.Path)
		w.Header().Set("Content-Type", "application/zip")
		size := len(data)/pieces + 1
		for len(data) > 0 {
			n := min(size, len(data))
			w.Write(data[:n])
			http.NewResponseController(w).Flush()
			data = data[n:]
			time.Sleep(pause)
		}
	})
}

// announced says how long a file is before another handler sends it.
func announced(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := recordedFile(r.URL.Path)
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		h.ServeHTTP(w, r)
	})
}

// stalling sends the first half of a file and no more.
func stalling() http.Handler {
	return announced(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := recordedFile(r.URL.Path)
		w.Header().Set("Content-Type", contentType(r.URL.Path))
		w.Write(data[:len(data)/2])
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
}

// overHTTP2 treats connections to the public module proxy on which HTTP/2 was agreed
// this way, and serves the others.
func overHTTP2(treat func(net.Conn)) func(*Net) {
	return google(func(h *Host) { h.HTTP2 = treat })
}

// refusedStreams ends every stream of HTTP/2 with PROTOCOL_ERROR, after which clients
// try again (RFC 9113, sections 4.1 and 6.4).
func refusedStreams(c net.Conn) {
	io.ReadFull(c, make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")))
	c.Write([]byte{0, 0, 0, 4, 0, 0, 0, 0, 0}) // SETTINGS
	head := make([]byte, 9)
	for {
		if _, err := io.ReadFull(c, head); err != nil {
			return
		}
		io.CopyN(io.Discard, c, int64(head[0])<<16|int64(head[1])<<8|int64(head[2]))
		if head[3] == 1 { // HEADERS
			c.Write(append([]byte{0, 0, 4, 3, 0}, head[5], head[6], head[7], head[8], 0, 0, 0, 1)) // RST_STREAM
		}
	}
}
