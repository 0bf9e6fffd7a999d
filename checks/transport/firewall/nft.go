package firewall

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// nftDocument is what "nft -j list ruleset" prints (libnftables-json(5)).
type nftDocument struct {
	Nftables []struct {
		Chain *struct {
			Family, Table, Name, Type, Hook, Policy string
			Prio                                    int
		}
		Rule *struct {
			Family, Table, Chain string
			Handle               int
			Expr                 []map[string]any
		}
		Set, Map *struct {
			Family, Table, Name string
			Elem                []any
		}
	}
}

// ReadNFT reads the two forms in which nft prints the rules: as a document
// ("nft -j list ruleset"), and as text with handles ("nft -a list ruleset"), of
// which only the rules' own words are taken.
func ReadNFT(document, text []byte) (Ruleset, error) {
	var doc nftDocument
	if err := json.Unmarshal(document, &doc); err != nil {
		return Ruleset{}, fmt.Errorf("nft -j list ruleset: %w", err)
	}
	words, devices, sets := ruleWords(string(text)), chainDevices(string(text)), map[string][]any{}
	for _, e := range doc.Nftables {
		for _, s := range []*struct {
			Family, Table, Name string
			Elem                []any
		}{e.Set, e.Map} {
			if s != nil {
				sets[s.Family+" "+s.Table+" @"+s.Name] = s.Elem
			}
		}
	}
	var list Ruleset
	chains := map[string]*chain{}
	for _, e := range doc.Nftables {
		if c := e.Chain; c != nil && c.Type != "nat" {
			made := &chain{tool: "nft", family: c.Family, table: c.Table, name: c.Name}
			if c.Hook != "" {
				made.hook = &hook{name: c.Hook, priority: c.Prio, policy: accept, devices: devices[c.Family+" "+c.Table+" "+c.Name]}
				if c.Policy == "drop" {
					made.hook.policy = drop
				}
			}
			list.chains = append(list.chains, made)
			chains[c.Family+" "+c.Table+" "+c.Name] = made
		}
	}
	for _, e := range doc.Nftables {
		r := e.Rule
		if r == nil || chains[r.Family+" "+r.Table+" "+r.Chain] == nil {
			continue
		}
		c := chains[r.Family+" "+r.Table+" "+r.Chain]
		place := Place{Tool: "nft", Family: r.Family, Table: r.Table, Chain: r.Chain, Handle: r.Handle,
			Text: words[r.Family+" "+r.Table+" "+r.Chain+" "+strconv.Itoa(r.Handle)]}
		c.foreign = c.foreign || foreign(r.Expr)
		lookup := func(name string) []any { return sets[r.Family+" "+r.Table+" "+name] }
		c.rules = append(c.rules, nftRules(r.Expr, place, lookup)...)
	}
	return list, nil
}

// foreign reports whether a rule was made by iptables-nft with extensions that nft
// does not tell.
func foreign(list []map[string]any) bool {
	return slices.ContainsFunc(list, func(e map[string]any) bool {
		_, xt := e["xt"]
		return xt
	})
}

// ruleWords finds the words of every rule in nft's text.
func ruleWords(text string) map[string]string {
	words := map[string]string{}
	var table, name string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		fields := strings.Fields(line)
		switch {
		case len(fields) > 2 && fields[0] == "table":
			table = fields[1] + " " + fields[2]
		case len(fields) > 1 && fields[0] == "chain":
			name = fields[1]
		default:
			if rule, handle, ok := strings.Cut(line, " # handle "); ok {
				words[table+" "+name+" "+handle] = rule
			}
		}
	}
	return words
}

// chainDevices finds the devices that each base chain is for; the document leaves
// them out where they are several.
func chainDevices(text string) map[string][]string {
	list := map[string][]string{}
	var table, name string
	for line := range strings.Lines(text) {
		fields := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\n,\"=", r) })
		switch {
		case len(fields) > 2 && fields[0] == "table":
			table = fields[1] + " " + fields[2]
		case len(fields) > 1 && fields[0] == "chain":
			name = fields[1]
		case len(fields) > 5 && fields[0] == "type" && fields[2] == "hook" && strings.HasPrefix(fields[4], "device"):
			for _, f := range fields[5:] {
				if f == "priority" {
					break
				}
				if f != "{" && f != "}" {
					list[table+" "+name] = append(list[table+" "+name], f)
				}
			}
		}
	}
	return list
}

// nftRules makes a rule of an nft rule's expressions; a verdict map makes one for
// each of its entries.
func nftRules(list []map[string]any, place Place, set func(string) []any) []rule {
	r := rule{place: place}
	for _, e := range list {
		for kind, body := range e {
			switch kind {
			case "match":
				r.wants = append(r.wants, nftMatch(body, set))
			case "vmap":
				return verdictMap(r, body, set)
			case "limit", "quota", "xt", "lookup", "connlimit", "tunnel", "secmark":
				r.wants = append(r.wants, cannotTell)
			default:
				r.end(kind, body)
			}
		}
	}
	return []rule{r}
}

// end sets what a rule does, from the name of a verdict.
func (r *rule) end(kind string, body any) {
	switch kind {
	case "accept":
		r.do = accept
	case "drop":
		r.do = drop
	case "reject":
		r.do, r.place.Reject = reject, true
		if how, ok := body.(map[string]any); ok { // nft leaves out the family that these imply
			switch how["type"] {
			case "icmp":
				r.wants = append(r.wants, wants(version, false, "ipv4"))
			case "icmpv6":
				r.wants = append(r.wants, wants(version, false, "ipv6"))
			case "tcp reset":
				r.wants = append(r.wants, wants(protocol, false, "tcp"))
			}
		}
	case "return":
		r.do = back
	case "queue":
		r.do = ask
	case "jump", "goto":
		r.do = jump
		if kind == "goto" {
			r.do = goTo
		}
		if to, ok := body.(map[string]any); ok {
			r.target, _ = to["target"].(string)
		}
	}
}

func verdictMap(r rule, body any, set func(string) []any) []rule {
	m, _ := body.(map[string]any)
	left := nftLeft(m["key"])
	entries := elements(m["data"], set)
	var list []rule
	for _, e := range entries {
		pair, ok := e.([]any)
		if !ok || len(pair) != 2 {
			continue
		}
		verdict, _ := pair[1].(map[string]any)
		one := rule{place: r.place, wants: append(append([]condition(nil), r.wants...), left.compare(false, pair[0], set))}
		for kind, body := range verdict {
			one.end(kind, body)
		}
		list = append(list, one)
	}
	return list
}
