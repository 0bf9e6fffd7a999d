package lab

import (
	"archive/zip"
	"bytes"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A large module: what the recorded ones are too small for.

const largeVersion = "example.com/big@v1.0.0"

// largeSize is that of its zip, which cannot be compressed, in bytes.
const largeSize = 6 << 20

var largeZip = sync.OnceValue(func() []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range map[string][]byte{"go.mod": []byte("module example.com/big\n"), "data.bin": noise(largeSize)} {
		w := must(z.CreateHeader(&zip.FileHeader{Name: largeVersion + "/" + name, Method: zip.Store}))
		must(w.Write(content))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
})

func noise(size int) []byte {
	data := make([]byte, size)
	chance := rand.NewChaCha8([32]byte{})
	chance.Read(data)
	return data
}

// large fetches the large module from the company's module proxy, which sends its
// zip this way; no database vouches for it.
func large(send http.Handler) func(*Net) {
	return also(stored("GONOSUMDB", "example.com/big"), serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name := strings.TrimPrefix(r.URL.Path, "/example.com/big/@v/v1.0.0"); name {
		case ".info":
			raw(http.StatusOK, "application/json", `{"Version":"v1.0.0","Time":"2024-01-01T00:00:00Z"}`).ServeHTTP(w, r)
		case ".mod":
			raw(http.StatusOK, "text/plain", "module example.com/big\n").ServeHTTP(w, r)
		case ".zip":
			w.Header().Set("Content-Length", strconv.Itoa(len(largeZip())))
			send.ServeHTTP(w, r)
		default:
			ModuleProxy().ServeHTTP(w, r)
		}
	})))
}

// pieces sends the large zip in so many pieces with a pause behind each, and then
// does something before the rest.
func pieces(count int, pause time.Duration, then func(http.ResponseWriter, *http.Request, []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest := largeZip()
		for range count {
			n := min(len(rest), largeSize/10)
			w.Write(rest[:n])
			http.NewResponseController(w).Flush()
			rest = rest[n:]
			time.Sleep(pause)
		}
		then(w, r, rest)
	})
}

func sendRest(w http.ResponseWriter, _ *http.Request, rest []byte) { w.Write(rest) }

func stallForEver(_ http.ResponseWriter, r *http.Request, _ []byte) { <-r.Context().Done() }

func cutOff(http.ResponseWriter, *http.Request, []byte) { panic(http.ErrAbortHandler) }
