package firewall

import (
	"bufio"
	"bytes"
	"slices"
	"strings"

	"gomend/checks"
)

// iptablesHooks are the chains that the kernel asks itself, in tables that may drop.
var iptablesHooks = map[string]string{
	"PREROUTING": "prerouting", "INPUT": "input", "OUTPUT": "output", "POSTROUTING": "postrouting",
}

// tablePriorities are those of the tables (<linux/netfilter_ipv4.h>, NF_IP_PRI_*).
var tablePriorities = map[string]int{"raw": -300, "mangle": -150, "filter": 0, "security": 50}

// ReadIPTables reads what iptables-save prints; family is "ip" or "ip6".
func ReadIPTables(family string, saved []byte) Ruleset {
	var list Ruleset
	table := ""
	lines := bufio.NewScanner(bytes.NewReader(saved))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case strings.HasPrefix(line, "*"):
			table = line[1:]
		case table == "nat":
		case strings.HasPrefix(line, ":"):
			list.chains = append(list.chains, iptablesChain(family, table, line[1:]))
		case strings.HasPrefix(line, "-A "):
			list.addIPTables(family, table, line)
		}
	}
	return list
}

func iptablesChain(family, table, line string) *chain {
	fields := strings.Fields(line)
	c := &chain{tool: "iptables", family: family, table: table}
	if len(fields) == 0 {
		return c
	}
	c.name = fields[0]
	if name, ok := iptablesHooks[c.name]; ok {
		c.hook = &hook{name: name, priority: tablePriorities[table], policy: accept}
		if len(fields) > 1 && fields[1] == "DROP" {
			c.hook.policy = drop
		}
	}
	return c
}

func (s *Ruleset) addIPTables(family, table, line string) {
	args := splitWords(line)
	if len(args) < 2 {
		return
	}
	i := slices.IndexFunc(s.chains, func(c *chain) bool { return c.family == family && c.table == table && c.name == args[1] })
	if i < 0 {
		return
	}
	c := s.chains[i]
	place := Place{Tool: "iptables", Family: family, Table: table, Chain: c.name, Handle: len(c.rules) + 1, Text: line}
	c.rules = append(c.rules, iptablesRule(args[2:], place))
}

// iptablesOptions are conditions whose meaning is known, and the value that they ask for.
var iptablesOptions = map[string]string{
	"-s": sourceAddr, "-d": destAddr, "-i": inInterface, "-o": outInterf, "-p": protocol,
	"--sport": sourcePort, "--dport": destPort, "--sports": sourcePort, "--dports": destPort,
	"--ctstate": state, "--state": state, "--uid-owner": owner,
}

// harmless are options that make no difference, and how many words follow.
var harmless = map[string]int{
	"-m": 1, "--comment": 1, "-c": 2, "--reject-with": 1, "--log-prefix": 1, "--log-level": 1, "--nflog-group": 1, "--nflog-prefix": 1,
	"--set-mark": 1, "--set-xmark": 1, "--clamp-mss-to-pmtu": 0, "--queue-num": 1, "--queue-bypass": 0, "--save-mark": 0, "--restore-mark": 0,
}

// targets are what rules do.
var targets = map[string]action{"ACCEPT": accept, "DROP": drop, "REJECT": reject, "RETURN": back, "NFQUEUE": ask, "QUEUE": ask}

// extensions are targets that let the packet go on.
var extensions = []string{"LOG", "NFLOG", "MARK", "CONNMARK", "TCPMSS", "CT", "NOTRACK", "CLASSIFY", "DSCP", "TTL", "TRACE", "AUDIT", "SET", "TOS", "CHECKSUM", "SECMARK", "CONNSECMARK"}

func iptablesRule(args []string, place Place) rule {
	r := rule{place: place}
	not := false
	for i := 0; i < len(args); i++ {
		option, next := args[i], ""
		if i+1 < len(args) {
			next = args[i+1]
		}
		switch name, known := iptablesOptions[option]; {
		case option == "!":
			not = true
			continue
		case known:
			r.wants = append(r.wants, wants(name, not, iptablesValues(option, next)...))
			i++
		case option == "-j" || option == "-g":
			r.endIPTables(next, option == "-g")
			i++
		case option == "--dst-type" && next == "LOCAL" && !not && place.Chain != "INPUT":
			r.wants = append(r.wants, never) // what goes to a server
			i++
		case option == "--syn" && !not:
			r.wants = append(r.wants, func(p Packet) checks.Tri { return checks.TriOf(!p.Answer) })
		case isHarmless(option):
			i += harmless[option]
		case strings.HasPrefix(option, "-"):
			r.wants = append(r.wants, cannotTell)
		}
		not = false
	}
	return r
}

func isHarmless(option string) bool {
	_, ok := harmless[option]
	return ok
}

// iptablesValues are the options of one value: states in capitals, lists with
// commas, ranges of ports with a colon, interfaces with a plus.
func iptablesValues(option, value string) []string {
	var list []string
	for _, v := range strings.Split(value, ",") {
		switch option {
		case "--ctstate", "--state":
			v = strings.ToLower(v)
		case "--sport", "--dport", "--sports", "--dports":
			v = strings.Replace(v, ":", "-", 1)
		case "-i", "-o":
			v = strings.Replace(v, "+", "*", 1)
		}
		list = append(list, v)
	}
	return list
}

func (r *rule) endIPTables(target string, goes bool) {
	do, known := targets[target]
	switch {
	case known:
		r.do, r.place.Reject = do, do == reject
	case slices.Contains(extensions, target):
	case goes:
		r.do, r.target = goTo, target
	default:
		r.do, r.target = jump, target
	}
}

// splitWords splits a line as iptables-save quotes it: words in double quotes may
// hold spaces.
func splitWords(line string) []string {
	var list []string
	var word strings.Builder
	quoted, open := false, false
	flush := func() {
		if open {
			list = append(list, word.String())
		}
		word.Reset()
		open = false
	}
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && quoted && i+1 < len(line):
			i++
			word.WriteByte(line[i])
		case c == '"':
			quoted, open = !quoted, true
		case c == ' ' && !quoted:
			flush()
		default:
			word.WriteByte(c)
			open = true
		}
	}
	flush()
	return list
}
