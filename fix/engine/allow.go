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
//	MODE     permission bits that let nobody else write; PIDFILE: a file below /run
//	RULENAME our comment of an nft rule; HANDLE: what stands for the handle of such a rule
//	RICHRULE a rich rule of firewalld that lets a port out
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
		"insert rule inet|ip|ip6 WORD WORD tcp|udp dport NUMBER counter accept comment RULENAME",
		"insert rule inet|ip|ip6 WORD WORD tcp|udp sport NUMBER ct state established counter accept comment RULENAME",
		"delete rule inet|ip|ip6 WORD WORD handle HANDLE",
	}},
	"iptables":         {root: true, patterns: iptables},
	"ip6tables":        {root: true, patterns: iptables},
	"iptables-legacy":  {root: true, patterns: iptables},
	"ip6tables-legacy": {root: true, patterns: iptables},
	"ufw":              {root: true, patterns: []string{"reload"}},
	"firewall-cmd": {root: true, patterns: []string{
		"--policy=WORD --add-rich-rule=RICHRULE|--remove-rich-rule=RICHRULE",
		"--direct --add-rule|--remove-rule ipv4|ipv6 filter OUTPUT -1 -p tcp|udp --dport NUMBER -j ACCEPT",
	}},
	"resolvectl": {root: true, user: true, patterns: []string{
		"flush-caches", "?--no-pager status|dns|domain|dnssec|dnsovertls", "dns|domain|dnssec|status WORD", "query WORDS", "dns|domain|dnssec WORD ?ANY",
	}},
	"nmcli": {root: true, user: true, patterns: []string{
		"?-t|-e|no ?-g|-f|WORD device|connection|general show|status ?WORDS", "general reload dns-full",
		"device modify WORD ?ANY", "device reapply|connect WORD", "connection modify TEXT ?ANY", "connection up|show TEXT",
	}},
	"networkctl":                   {root: true, patterns: []string{"renew|reconfigure|reload|status ?WORDS"}},
	"systemd-networkd-wait-online": {root: true, patterns: []string{"-i WORD --timeout=NUMBER"}},
	"systemctl": {root: true, patterns: []string{
		"start|stop|restart|try-restart|reload|reload-or-restart|try-reload-or-restart|is-active|is-enabled|status|show UNIT",
		"enable|disable ?--now UNIT", "daemon-reload",
	}},
	"timedatectl":            {root: true, patterns: []string{"set-ntp true|false", "show ?-p|--property=WORD|WORD", "status|timesync-status"}},
	"chronyc":                {root: true, patterns: []string{"?-n|-a makestep|tracking|sources|online|burst", "waitsync ?NUMBER"}},
	"date":                   {root: true, patterns: []string{"-u -s TEXT", "--utc --set TEXT"}},
	"resolvconf":             {root: true, patterns: []string{"-a|-d lo.gomend"}},
	"true":                   {root: true, patterns: []string{""}}, // for what has to be told only when a plan is taken back
	"chmod":                  {root: true, patterns: []string{"MODE /etc/resolv.conf"}},
	"ln":                     {root: true, patterns: []string{"-sfn TEXT /etc/resolv.conf"}},
	"pkill":                  {root: true, patterns: []string{"-HUP -F PIDFILE -x dnsmasq"}},
	"pacman":                 {root: true, patterns: []string{"-S --needed --noconfirm PACKAGES"}},
	"zypper":                 {root: true, patterns: []string{"--non-interactive install PACKAGES"}},
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
	"sha256sum":              {root: true, user: true, patterns: []string{"FILE"}},

	"go":  {user: true, patterns: []string{"mod tidy|vendor|download|verify ?-e|-x|-v|-diff|-json ?TEXTS", "clean -modcache", "env ?-json ?WORDS", "list ?-m|-json|-mod=WORD ?TEXTS"}},
	"git": {user: true, patterns: []string{"config ?--global|--list|--null|-l|-z|--get-all|--get|--show-origin ?TEXTS", "credential-cache exit"}},
}

var iptables = []string{
	"?-w|NUMBER ?-t|WORD -S|-L ?WORD",
	"-w NUMBER -I|-D OUTPUT ?1 -p tcp|udp --dport NUMBER -m comment --comment WORD -j ACCEPT",
	"-w NUMBER -I|-D INPUT ?1 -p tcp|udp --sport NUMBER -m conntrack --ctstate ESTABLISHED -m comment --comment WORD -j ACCEPT",
}

var dnf = []string{"?-y|-q install|reinstall|remove ?-y|-q PACKAGES", "?-q makecache"}

// units are the services that fixes are about.
var units = []string{
	"systemd-resolved", "systemd-networkd", "systemd-timesyncd", "NetworkManager", "nscd", "dnsmasq", "unbound",
	"chrony", "chronyd", "ntp", "ntpd", "ntpsec", "docker",
}

// packages are the ones that fixes install.
var packages = []string{
	"ca-certificates", "ca-certificates-mozilla", "git", "openssh", "openssh-client", "openssh-clients", "openssl", "mercurial", "subversion", "fossil", "breezy", "bzr",
}
