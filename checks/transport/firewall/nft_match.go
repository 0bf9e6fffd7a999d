package firewall

import (
	"slices"
	"strconv"

	"gomend/checks"
)

// nftSide is the left side of an nft comparison: values of a packet, one or several
// beside each other.
type nftSide struct {
	names  []string
	family string // "ip", "ip6", "tcp", "udp": what the packet must be; empty for any
	flags  bool   // of a TCP header
	known  bool
}

// metaNames are nft's words for values that are the same here.
var metaNames = map[string]string{
	"iifname": inInterface, "iif": inInterface, "oifname": outInterf, "oif": outInterf,
	"l4proto": protocol, "skuid": owner, "nfproto": version, "protocol": version,
}

func nftLeft(left any) nftSide {
	m, _ := left.(map[string]any)
	for kind, body := range m {
		b, _ := body.(map[string]any)
		switch kind {
		case "payload":
			return payloadSide(b)
		case "meta":
			key, _ := b["key"].(string)
			name, ok := metaNames[key]
			return nftSide{names: []string{name}, known: ok}
		case "ct":
			return nftSide{names: []string{state}, known: b["key"] == "state"}
		case "concat":
			return concatSide(body)
		case "&":
			parts, _ := body.([]any)
			if len(parts) > 0 {
				side := nftLeft(parts[0])
				side.known = side.known && side.flags
				return side
			}
		}
	}
	return nftSide{}
}

func payloadSide(b map[string]any) nftSide {
	proto, _ := b["protocol"].(string)
	field, _ := b["field"].(string)
	side := nftSide{names: []string{field}, family: proto}
	switch {
	case proto == "th" && (field == sourcePort || field == destPort):
		side.family, side.known = "", true
	case proto == "tcp" && field == "flags":
		side.flags, side.known = true, true
	case field == "protocol" || field == "nexthdr":
		side.names, side.known = []string{protocol}, true
	default:
		side.known = slices.Contains([]string{sourceAddr, destAddr, sourcePort, destPort}, field)
	}
	return side
}

func concatSide(body any) nftSide {
	parts, _ := body.([]any)
	whole := nftSide{known: len(parts) > 0}
	for _, part := range parts {
		side := nftLeft(part)
		whole.known = whole.known && side.known && !side.flags
		whole.names = append(whole.names, side.names...)
	}
	return whole
}

// is reports whether a packet has the header that a comparison is about.
func (s nftSide) is(p Packet) bool {
	switch s.family {
	case "ip", "ip6":
		return p.covers(s.family)
	case "tcp", "udp":
		return p.Protocol == s.family
	case "":
		return true
	}
	return false // icmp, sctp, ether …
}

// nftMatch makes a condition of nft's "match".
func nftMatch(body any, set func(string) []any) condition {
	m, _ := body.(map[string]any)
	op, _ := m["op"].(string)
	if op != "==" && op != "!=" && op != "in" {
		return cannotTell
	}
	return nftLeft(m["left"]).compare(op == "!=", m["right"], set)
}

func (s nftSide) compare(not bool, right any, set func(string) []any) condition {
	options := elements(right, set)
	return func(p Packet) checks.Tri {
		switch {
		case !s.is(p):
			return checks.No
		case !s.known:
			return checks.NotKnown
		case s.flags:
			return flagsFit(p, options, not)
		}
		answer := checks.No
		for _, option := range options {
			answer = max(answer, s.one(p, option))
			if answer == checks.Yes {
				break
			}
		}
		if !s.exists(p) {
			return checks.No
		}
		if not {
			return -answer
		}
		return answer
	}
}

// exists reports whether the packet has all the values compared.
func (s nftSide) exists(p Packet) bool {
	for _, name := range s.names {
		if _, _, fits := p.value(name); !fits {
			return false
		}
	}
	return true
}

// one compares with a single element of a set.
func (s nftSide) one(p Packet, option any) checks.Tri {
	parts := []any{option}
	if m, ok := option.(map[string]any); ok {
		if list, ok := m["concat"].([]any); ok {
			parts = list
		}
	}
	if len(parts) != len(s.names) {
		return checks.NotKnown
	}
	all := checks.Yes
	for i, name := range s.names {
		want, ok := scalar(parts[i])
		if !ok {
			all = min(all, checks.NotKnown)
			continue
		}
		all = min(all, wants(name, false, want)(p))
	}
	return all
}

// flagsFit is about the flags of a connection's first packet, and of its answer.
func flagsFit(p Packet, options []any, not bool) checks.Tri {
	if len(options) != 1 {
		return checks.NotKnown
	}
	flag, _ := options[0].(string)
	if flag != "syn" || not {
		return checks.NotKnown
	}
	return checks.TriOf(!p.Answer)
}

// elements are the options of a comparison's right side.
func elements(right any, set func(string) []any) []any {
	var list []any
	switch r := right.(type) {
	case string:
		if len(r) > 0 && r[0] == '@' {
			list = set(r)
		} else {
			list = []any{r}
		}
	case []any:
		list = r
	case map[string]any:
		inner, ok := r["set"].([]any)
		if !ok {
			return []any{r}
		}
		list = inner
	default:
		return []any{right}
	}
	plain := make([]any, len(list))
	for i, e := range list {
		plain[i] = e
		if m, ok := e.(map[string]any); ok {
			if elem, ok := m["elem"].(map[string]any); ok { // with a timeout or a comment
				plain[i] = elem["val"]
			}
		}
	}
	return plain
}

// scalar is a value as [equal] takes it.
func scalar(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		switch v { // how nft calls what has other names here
		case "ip":
			return "ipv4", true
		case "ip6":
			return "ipv6", true
		case "root":
			return "0", true
		}
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case map[string]any:
		if prefix, ok := v["prefix"].(map[string]any); ok {
			addr, _ := prefix["addr"].(string)
			length, _ := prefix["len"].(float64)
			return addr + "/" + strconv.Itoa(int(length)), true
		}
		if ends, ok := v["range"].([]any); ok && len(ends) == 2 {
			low, okLow := scalar(ends[0])
			high, okHigh := scalar(ends[1])
			return low + "-" + high, okLow && okHigh
		}
	}
	return "", false
}
