package fix

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"gomend/fix/plan"
)

const hostsFile = "/etc/hosts"

// planHostsRemove takes a name out of the hosts file: a line with only that name
// becomes a comment, one with others loses just that name.
func planHostsRemove(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	file := s.values["hostsfile"]
	if s.values["host"] == "" || file == "" {
		return nil, &ManualError{Obstacle: NothingHere, About: hostsFile}
	}
	return systemFile(m, file, func(old []byte) []byte { return withoutHost(old, s.values["host"]) })
}

// withoutHost is a hosts file without a name (net/hosts.go: fields after the
// address, up to a #, in any case, with or without a dot at the end).
func withoutHost(old []byte, host string) []byte {
	var b strings.Builder
	for line := range strings.Lines(string(old)) {
		b.WriteString(lineWithoutHost(line, host))
	}
	return []byte(b.String())
}

func lineWithoutHost(line, host string) string {
	entry, _, _ := strings.Cut(line, "#")
	fields := strings.Fields(entry)
	if len(fields) < 2 {
		return line
	}
	if _, err := netip.ParseAddr(fields[0]); err != nil {
		return line
	}
	same := func(name string) bool {
		return strings.EqualFold(strings.TrimSuffix(name, "."), strings.TrimSuffix(host, "."))
	}
	others := 0
	for _, name := range fields[1:] {
		if !same(name) {
			others++
		}
	}
	switch others {
	case len(fields) - 1:
		return line
	case 0:
		return "# gomend: " + line
	}
	return cutNames(entry, same) + line[len(entry):]
}

// cutNames takes names out of a line together with the blanks before them; the
// address comes first and stays.
func cutNames(entry string, unwanted func(string) bool) string {
	var b strings.Builder
	first := true
	for entry != "" {
		gap := len(entry) - len(strings.TrimLeft(entry, " \t"))
		end := strings.IndexAny(entry[gap:], " \t\r\n")
		if end < 0 {
			end = len(entry) - gap
		}
		if end == 0 {
			b.WriteString(entry) // what is left is the end of the line
			break
		}
		if name := entry[gap : gap+end]; first || !unwanted(name) {
			b.WriteString(entry[:gap+end])
		}
		first, entry = false, entry[gap+end:]
	}
	return b.String()
}

// pinDays is how long a pinned address is called good: addresses move.
const pinDays = 7

// planHostsPin writes an address into the hosts file at which the right server was
// proved to answer, in a block that says until when it is meant to stay.
func planHostsPin(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	host, address := s.values["host"], s.Address
	if _, err := netip.ParseAddr(address); err != nil || host == "" {
		return nil, &ManualError{Obstacle: NothingHere, About: hostsFile}
	}
	until := s.now().AddDate(0, 0, pinDays).Format(time.DateOnly)
	body := "# only until " + until + "\n" + address + " " + host + "\n"
	steps, err := systemFile(m, hostsFile, func(old []byte) []byte {
		return plan.SetBlock(withoutHost(old, host), pinPurpose, body)
	})
	for i := range steps {
		steps[i].Block = &plan.Block{Purpose: pinPurpose, Body: body}
	}
	return steps, err
}

const pinPurpose = "pin"

// now is when the plan is made.
func (s situation) now() time.Time {
	if s.Now.IsZero() {
		return time.Now()
	}
	return s.Now
}
