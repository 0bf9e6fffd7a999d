package lab

import (
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// tunnel lays a line between two namespaces that this process carries packet by
// packet, with the link's delay, losses and rate.
func tunnel(a *space, aName string, b *space, bName string, l Link) error {
	left, err := openTun(a, aName)
	if err != nil {
		return err
	}
	right, err := openTun(b, bName)
	if err != nil {
		return err
	}
	go l.carry(left, right, rand.New(rand.NewPCG(1, 2)))
	go l.carry(right, left, rand.New(rand.NewPCG(3, 4)))
	return nil
}

// openTun makes a tun device in a namespace.
func openTun(s *space, name string) (tun *os.File, err error) {
	err = s.Do(func() error {
		fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("%w: /dev/net/tun: %v", ErrUnsupported, err)
		}
		req, err := unix.NewIfreq(name)
		if err != nil {
			return err
		}
		req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, req); err != nil {
			return fmt.Errorf("%w: tun %s: %v", ErrUnsupported, name, err)
		}
		if err := unix.SetNonblock(fd, true); err != nil {
			return err
		}
		tun = os.NewFile(uintptr(fd), name)
		return nil
	})
	return tun, err
}

// packet is on its way.
type packet struct {
	data []byte
	due  time.Time
}

// queueLength is how many packets wait at most; more are lost, as in a router.
const queueLength = 1000

// carry takes packets from one device to the other until the process ends.
func (l Link) carry(from, to *os.File, chance *rand.Rand) {
	queue := make(chan packet, queueLength)
	go deliver(queue, to)
	buf := make([]byte, 65536)
	var free time.Time // when the line has sent what is on it
	unlucky := -1      // counted, which packet is lost
	for count := 0; ; count++ {
		if l.Nth > 0 && count%l.Nth == 0 {
			unlucky = count + chance.IntN(l.Nth)
		}
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		if chance.Float64() < l.Loss || count == unlucky || l.MTU > 0 && n > l.MTU {
			continue
		}
		due := time.Now()
		if l.Rate > 0 {
			if free.After(due) {
				due = free
			}
			due = due.Add(time.Duration(n) * time.Second / time.Duration(l.Rate))
			free = due
		}
		p := packet{append([]byte(nil), buf[:n]...), due.Add(l.Delay)}
		if l.Jitter > 0 {
			late := time.Duration(chance.Int64N(int64(l.Jitter)))
			time.AfterFunc(time.Until(p.due)+late, func() { to.Write(p.data) })
			continue
		}
		select {
		case queue <- p:
		default:
		}
	}
}

func deliver(queue <-chan packet, to *os.File) {
	for p := range queue {
		time.Sleep(time.Until(p.due))
		to.Write(p.data)
	}
}
