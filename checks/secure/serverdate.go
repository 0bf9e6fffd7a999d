package secure

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"time"

	"gomend/checks/transport"
)

const (
	// serverDateWait bounds the question for a server's time; the handshake before
	// it has just worked, so that this is two round trips and some patience.
	serverDateWait = 2 * time.Second
	// headerLimit bounds what is read of an answer's header.
	headerLimit = 64 << 10
)

// ServerDate asks a server whose certificate is out of date for its time, so that
// a wrong clock here can be told from a certificate that has expired. It is the
// one thing that is asked of a server that could not prove who it is: the request
// holds no credentials and nothing of the answer but its Date header is used, as
// a hint. The time is zero when none came.
func ServerDate(ctx context.Context, link *transport.Handoff, name string) time.Time {
	ctx, cancel := context.WithTimeout(ctx, serverDateWait)
	defer cancel()
	raw, err := link.Again(ctx)
	if err != nil {
		return time.Time{}
	}
	conn, err := secured(ctx, raw, hello{name: name, protos: []string{"http/1.1"}})
	if err != nil {
		return time.Time{}
	}
	defer conn.Close()
	return timeOf(ctx, conn, name)
}

// timeOf asks the server at the other end of a connection for its time.
func timeOf(ctx context.Context, conn net.Conn, name string) time.Time {
	ctx, cancel := context.WithTimeout(ctx, serverDateWait)
	defer cancel()
	var date time.Time
	converse(ctx, conn, func() (err error) {
		date, err = askDate(conn, name)
		return err
	})
	return date
}

func askDate(conn io.ReadWriter, name string) (time.Time, error) {
	req, err := http.NewRequest(http.MethodHead, "https://"+hostInURL(name)+"/", nil)
	if err != nil {
		return time.Time{}, err
	}
	req.Close = true
	if err := req.Write(conn); err != nil {
		return time.Time{}, err
	}
	resp, err := http.ReadResponse(bufio.NewReader(io.LimitReader(conn, headerLimit)), req)
	if err != nil {
		return time.Time{}, err
	}
	resp.Body.Close()
	return http.ParseTime(resp.Header.Get("Date"))
}
