package lab

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// peerPatience is how long a peer may take until it answers; a busy machine needs
// seconds to start a server.
const peerPatience = 15 * time.Second

// openPeers starts the real servers and waits until all answer.
func (w *world) openPeers() error {
	done := make(chan error)
	for i, p := range w.plan.Peers {
		go func() { done <- w.openPeer(p, filepath.Join(w.dir, "peers", fmt.Sprintf("%d-%s", i, p.Program))) }()
	}
	var err error
	for range w.plan.Peers {
		err = errors.Join(err, <-done)
	}
	return err
}

func (w *world) openPeer(p Peer, dir string) error {
	path := findProgram(p.Program)
	if path == "" {
		return fmt.Errorf("%w: %s is not installed", ErrUnsupported, p.Program)
	}
	if err := w.furnishPeer(p, dir); err != nil {
		return err
	}
	var args []string
	for _, a := range p.Args {
		args = append(args, fillPlaces(a, dir, w.dir))
	}
	said := &limited{}
	cmd := w.peerCommand(dir, path, args...)
	cmd.Stdout, cmd.Stderr = said, said
	if err := w.inPlace(p.Place, cmd.Start); err != nil {
		return fmt.Errorf("%s: %w", p.Program, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for _, at := range p.Answers {
		if err := w.awaitPeer(p, fillPlaces(at, dir, w.dir), ended); err != nil {
			return fmt.Errorf("%s: %w\n%s", p.Program, err, said)
		}
	}
	return w.peerScript(p, dir, p.After)
}

// furnishPeer writes what the peer reads.
func (w *world) furnishPeer(p Peer, dir string) error {
	files := map[string]string{}
	for name, content := range p.Files {
		files[name] = fillPlaces(content, dir, w.dir)
	}
	for name, c := range p.Certs {
		files[name+".crt"], files[name+".key"] = c.files()
	}
	if err := errors.Join(os.MkdirAll(dir, 0o755), writeFiles(dir, files)); err != nil {
		return err
	}
	return w.peerScript(p, dir, p.Before)
}

func (w *world) peerScript(p Peer, dir, script string) error {
	if script == "" {
		return nil
	}
	cmd := w.peerCommand(dir, "/bin/sh", "-ec", fillPlaces(script, dir, w.dir))
	out := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := w.inPlace(p.Place, cmd.Run); err != nil {
		return fmt.Errorf("script of %s: %w: %s", p.Program, err, out)
	}
	return nil
}

// peerCommand keeps the rights of the lab's process: servers open low ports.
func (w *world) peerCommand(dir, path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin:" + strings.Join(serverPlaces, ":"), "HOME=" + dir, "TMPDIR=" + dir, "LANG=C.UTF-8"}
	return cmd
}

// inPlace does something in the namespace in which a peer runs.
func (w *world) inPlace(p Place, f func() error) error {
	switch p {
	case OnRouter:
		return w.router.Do(f)
	case OnClient:
		return w.client.Do(f)
	}
	return f()
}

func (w *world) awaitPeer(p Peer, at string, ended <-chan error) error {
	network := "tcp"
	if strings.HasPrefix(at, "/") {
		network = "unix"
	}
	dial := func() error {
		c, err := net.DialTimeout(network, at, time.Second)
		if err == nil {
			c.Close()
		}
		return err
	}
	for limit := time.Now().Add(peerPatience); ; {
		err := w.inPlace(p.Place, dial)
		if err == nil {
			return nil
		}
		select {
		case failure := <-ended:
			return fmt.Errorf("it ended: %v", failure)
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(limit) {
			return fmt.Errorf("%s does not answer: %w", at, err)
		}
	}
}
