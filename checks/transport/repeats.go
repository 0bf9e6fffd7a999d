package transport

// repeated are the kernel's counts of TCP segments that had to be sent again, came
// before others that were missing, or came twice (proc(5), /proc/net/snmp and netstat;
// net/ipv4/proc.c).
var repeated = []struct{ file, row, name string }{
	{"snmp", "Tcp:", "RetransSegs"},
	{"netstat", "TcpExt:", "TCPOFOQueue"},
	{"netstat", "TcpExt:", "TCPDSACKOldSent"},
}

// countRepeats adds up repeated from the files of /proc/net by name.
func countRepeats(file func(string) string) (n int64) {
	for _, r := range repeated {
		n += namedValues(file(r.file), r.row)[r.name]
	}
	return n
}

// Repeats is how many packets of TCP this machine's kernel has seen to be lost, or
// overtaken, of all programs since it began. Where it does not tell it is always 0.
func Repeats() int64 { return countRepeats(readNet) }
