package engine

// allowed are the command lines that a step may run, be asked for with, and be
// undone by. Anything else is refused, by the helper of root as well. One pattern a
// line; its words are
//
//	a|b      one of these words; --a=WORD: an option with a value
//	?a|b     any number of these words
//	WORD     one plain word that is no option; WORDS: one or more
//	TEXT     any one word that is no option; TEXTS: one or more
//	NUMBER   digits
//	UNIT     a service of the list below; PACKAGES: one or more of the list below
//	NETKEY   a key of sysctl below net.; NETSET: the same with =VALUE
//	FILE     a file that root may change; see files.go
//	GODIR    an absolute path
//
// Never in here: what runs a shell, a script or a hook (-o of apt-get, --modprobe of
// iptables), reads rules from a file, clears or disables a firewall, or switches off
// a verification.
var allowed = map[string]line{
	"ip": {root: true, patterns: []string{
		"?-4|-6|-o|-j|-d|-N route|addr|address|link|rule|neigh show|get|list ?WORDS",
		"?-4|-6 route add|append|change|replace|del|delete WORDS",
		"link set dev WORD mtu NUMBER",
		"link set dev WORD up",
	}},
	"nft": {root: true, patterns: []string{
		"?-a|-j|-n|-s|-nn|-y list ruleset|tables|chains",
		"?-a|-j|-n|-s|-nn|-y list table|chain|set WORDS",
		"?-a|-e insert|add rule WORDS ?TEXTS",
		"delete rule WORDS",
	}},
	"iptables":  {root: true, patterns: iptables},
	"ip6tables": {root: true, patterns: iptables},
	"ufw": {root: true, patterns: []string{
		"status ?verbose|numbered", "show added|raw", "reload", "allow WORDS", "insert NUMBER allow WORDS", "delete allow WORDS", "--force delete allow WORDS",
	}},
	"firewall-cmd": {root: true, patterns: []string{
		"--state|--reload|--version|--get-active-zones|--get-policies|--get-default-zone",
		"?--permanent ?--zone=WORD|--policy=WORD --list-all|--list-rich-rules|--list-services|--list-ports",
		"?--permanent ?--zone=WORD|--policy=WORD --add-rich-rule=TEXT|--remove-rich-rule=TEXT|--query-rich-rule=TEXT",
		"?--permanent ?--zone=WORD|--policy=WORD --add-service=WORD|--remove-service=WORD|--add-port=WORD|--remove-port=WORD",
		"?--permanent --direct --get-all-rules",
		"?--permanent --direct --get-rules ipv4|ipv6 filter OUTPUT",
		"?--permanent --direct --add-rule|--remove-rule|--query-rule ipv4|ipv6 filter OUTPUT NUMBER ?ANY",
	}},
	"resolvectl": {root: true, user: true, patterns: []string{
		"flush-caches", "?--no-pager status|dns|domain|dnssec|dnsovertls ?WORD", "query WORDS", "dns|domain WORD ?ANY", "dnssec WORD yes|no|allow-downgrade",
	}},
	"nmcli": {root: true, user: true, patterns: []string{
		"?-t|-e|no ?-g|-f|WORD device|connection|general show|status ?WORDS",
		"device modify WORD ?ANY", "device reapply|connect WORD", "connection modify TEXT ?ANY", "connection up|show TEXT",
	}},
	"networkctl": {root: true, patterns: []string{"renew|reconfigure|reload|status ?WORDS"}},
	"systemctl": {root: true, patterns: []string{
		"start|stop|restart|try-restart|reload|reload-or-restart|try-reload-or-restart|is-active|is-enabled|status|show UNIT",
		"enable|disable ?--now UNIT", "daemon-reload",
	}},
	"timedatectl":            {root: true, patterns: []string{"set-ntp true|false", "show ?-p|--property=WORD|WORD", "status|timesync-status"}},
	"chronyc":                {root: true, patterns: []string{"?-n|-a makestep|tracking|sources|online|burst", "waitsync ?NUMBER"}},
	"date":                   {root: true, patterns: []string{"-u -s TEXT", "--utc --set TEXT"}},
	"nscd":                   {root: true, patterns: []string{"-i hosts"}},
	"unbound-control":        {root: true, patterns: []string{"status|reload|flush_requestlist|flush_bogus|flush_negative", "flush|flush_zone WORD"}},
	"apt-get":                {root: true, patterns: []string{"?-q|-qq update", "?-q|-qq|-y|--no-install-recommends|--reinstall install ?-y|--no-install-recommends|--reinstall PACKAGES", "?-q|-qq|-y remove|purge ?-y PACKAGES"}},
	"apk":                    {root: true, patterns: []string{"?--no-cache|-q add|del ?--no-cache|-q PACKAGES", "update", "info -e PACKAGES"}},
	"dnf":                    {root: true, patterns: dnf},
	"microdnf":               {root: true, patterns: dnf},
	"yum":                    {root: true, patterns: dnf},
	"dpkg-query":             {root: true, user: true, patterns: []string{"-W ?-f|TEXT PACKAGES", "-W PACKAGES", "-W -f=TEXT PACKAGES"}},
	"rpm":                    {root: true, user: true, patterns: []string{"-q PACKAGES"}},
	"update-ca-certificates": {root: true, patterns: []string{"?--fresh"}},
	"update-ca-trust":        {root: true, patterns: []string{"?extract"}},
	"sysctl":                 {root: true, patterns: []string{"-n NETKEY", "?-q -w NETSET"}},
	"chown":                  {root: true, patterns: []string{"-R -h OWNER GODIR", "-h OWNER GODIR"}},
	"sha256sum":              {root: true, user: true, patterns: []string{"FILE"}},

	"go":  {user: true, patterns: []string{"mod tidy|vendor|download|verify ?-e|-x|-v|-diff|-json ?TEXTS", "clean -modcache", "env ?-json ?WORDS", "list ?-m|-json|-mod=WORD ?TEXTS"}},
	"git": {user: true, patterns: []string{"config ?--global|--list|--null|-l|-z|--get-all|--get|--show-origin ?TEXTS", "credential-cache exit"}},
}

var iptables = []string{
	"?-w|NUMBER ?-t|WORD -S|-L ?WORD",
	"?-w|NUMBER -I|-D|-C OUTPUT ?NUMBER|-p|tcp|udp|-m|--dport|--dports|multiport|-d|-o|conntrack|--ctstate|comment|--comment|WORD -j ACCEPT",
}

var dnf = []string{"?-y|-q install|reinstall|remove ?-y|-q PACKAGES", "?-q makecache"}

// units are the services that fixes are about.
var units = []string{
	"systemd-resolved", "systemd-networkd", "systemd-timesyncd", "NetworkManager", "nscd", "dnsmasq", "unbound",
	"chrony", "chronyd", "ntp", "ntpd", "ntpsec", "docker",
}

// packages are the ones that fixes install.
var packages = []string{
	"ca-certificates", "git", "openssh-client", "openssh-clients", "openssl", "mercurial", "subversion", "fossil", "breezy", "bzr",
}
