package secure

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"gomend/checks"
)

// recogniseWait is how long an address may take to show what it speaks: a
// connection and one answer, from a machine that has accepted a connection just
// before.
const recogniseWait = 1500 * time.Millisecond

// What an address may speak in place of the proxy protocol of its URL.
const (
	speaksHTTP  = "http"
	speaksTLS   = "tls"
	speaksSOCKS = "socks"
)

// recognise asks an address in every protocol but own, all at once and without
// credentials, and names the one in which it answers; empty when in none.
func recognise(ctx context.Context, again func(context.Context) (net.Conn, error), own, target string) string {
	questions := []struct {
		name string
		ask  func(context.Context, net.Conn) bool
	}{
		{speaksTLS, answersTLS},
		{speaksSOCKS, answersSOCKS},
		{speaksHTTP, func(ctx context.Context, conn net.Conn) bool { return answersHTTP(ctx, conn, own, target) }},
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan string)
	for _, q := range questions {
		go func() {
			found := ""
			if q.name != own {
				if conn, err := again(ctx); err == nil {
					if q.ask(ctx, conn) {
						found = q.name
					}
					conn.Close()
				}
			}
			answers <- found
		}()
	}
	speaks := ""
	for range questions {
		if found := <-answers; found != "" && speaks == "" {
			speaks = found
			cancel()
		}
	}
	return speaks
}

func answersTLS(ctx context.Context, conn net.Conn) bool {
	t := &tap{Conn: conn}
	if s := shake(ctx, t, hello{small: true}); s.code == checks.OK {
		s.conn.Close()
	}
	return isTLS(t.said())
}

func answersSOCKS(ctx context.Context, conn net.Conn) bool {
	var choice [2]byte
	err := converse(ctx, conn, func() error {
		if _, err := conn.Write([]byte{socksVersion, 1, socksNoAuth}); err != nil {
			return err
		}
		_, err := io.ReadFull(conn, choice[:])
		return err
	})
	return err == nil && choice[0] == socksVersion && (choice[1] <= socksPassword || choice[1] == socksNoneFits)
}

// answersHTTP asks for a tunnel in plain HTTP. Many TLS servers answer plain HTTP
// with 400, so that this proves nothing where TLS was expected.
func answersHTTP(ctx context.Context, conn net.Conn, own, target string) bool {
	answer := make([]byte, len("HTTP/1.1 200"))
	err := converse(ctx, conn, func() error {
		if _, err := fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %[1]s\r\nUser-Agent: Go-http-client/1.1\r\n\r\n", target); err != nil {
			return err
		}
		_, err := io.ReadFull(conn, answer)
		return err
	})
	said := string(answer)
	return err == nil && strings.HasPrefix(said, "HTTP/1.") && !(own == speaksTLS && strings.HasSuffix(said, " 400"))
}
