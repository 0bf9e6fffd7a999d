package engine

// allowed are the command lines that a step may run, be asked for with, and be
// undone by: those that the planners make, and no more. Anything else is refused, by
// the helper of root as well. One pattern a line; its words are
//
//	a|b      one of these words; --a=WORD: an option with a value
//	?a|b     any number of these words
//	WORD     one plain word that is no option; TEXT: any word that is no option
//	NUMBER   digits
//	UNIT     a service of the list below; PACKAGES: one or more of the list below
//	ROUTES   one or more words of a listed route
//	SETTINGS any number of pairs of a property of the list below and its value
//	NAME     a table or chain of nft; POLICY: a policy of firewalld
//	MODE     permission bits that let nobody else write; PIDFILE: a file below /run
//	TARGET   what /etc/resolv.conf may lead to
//	TAG      our comment of a rule, RULENAME in quotes; HANDLE: what stands for the handle of such a rule
//	RICHRULE a rich rule of firewalld that lets a port out
//
// Never in here: what runs a shell, a script or a hook (-o of apt-get, --modprobe of
// iptables), reads rules or programs from a file (encap bpf of ip), clears or
// disables a firewall, or switches off a verification (resolvectl dnssec no).
var allowed = map[string]line{
	"ip": {root: true, patterns: []string{
		"?-4|-6|-j route show default", "-j link show dev WORD",
		"-6 route add|del unreachable default metric 1",
		"-4 route replace default ROUTES",
		"link set dev WORD mtu NUMBER",
	}},
	"nft": {root: true, patterns: []string{
		"?-a|-j list chain inet|ip|ip6 NAME NAME",
		"insert rule inet|ip|ip6 NAME NAME tcp|udp dport NUMBER counter accept comment RULENAME",
		"insert rule inet|ip|ip6 NAME NAME tcp|udp sport NUMBER ct state established counter accept comment RULENAME",
		"delete rule inet|ip|ip6 NAME NAME handle HANDLE",
	}},
	"iptables":         {root: true, patterns: iptables},
	"ip6tables":        {root: true, patterns: iptables},
	"iptables-legacy":  {root: true, patterns: iptables},
	"ip6tables-legacy": {root: true, patterns: iptables},
	"ufw":              {root: true, patterns: []string{"reload"}},
	"firewall-cmd": {root: true, patterns: []string{
		"--policy=POLICY --add-rich-rule=RICHRULE|--remove-rich-rule=RICHRULE",
		"--direct --add-rule|--remove-rule ipv4|ipv6 filter OUTPUT -1 -p tcp|udp --dport NUMBER -j ACCEPT",
	}},
	"resolvectl": {root: true, patterns: []string{
		"flush-caches", "dns|domain|dnssec WORD", "dns|domain WORD ?TEXT", "dnssec WORD allow-downgrade|yes|EMPTY",
	}},
	"nmcli": {root: true, patterns: []string{
		"general reload dns-full", "device|connection modify WORD ?SETTINGS",
	}},
	"networkctl":                   {root: true, patterns: []string{"reload", "reconfigure WORD"}},
	"systemd-networkd-wait-online": {root: true, patterns: []string{"-i WORD --timeout=NUMBER"}},
	"systemctl":                    {root: true, patterns: []string{"start|stop|enable|disable UNIT"}},
	"timedatectl":                  {root: true, patterns: []string{"set-ntp true|false"}},
	"chronyc":                      {root: true, patterns: []string{"-a makestep"}},
	"resolvconf":                   {root: true, patterns: []string{"-a|-d lo.gomend"}},
	"true":                         {root: true, patterns: []string{""}}, // for what has to be told only when a plan is taken back
	"chmod":                        {root: true, patterns: []string{"MODE /etc/resolv.conf"}},
	"ln":                           {root: true, patterns: []string{"-sfn TARGET /etc/resolv.conf"}},
	"pkill":                        {root: true, patterns: []string{"-HUP -F PIDFILE -x dnsmasq"}},
	"nscd":                         {root: true, patterns: []string{"-i hosts"}},
	"unbound-control":              {root: true, patterns: []string{"reload", "flush_zone WORD"}},
	"apt-get":                      {root: true, patterns: []string{"update", "install -y --no-install-recommends PACKAGES"}},
	"apk":                          {root: true, patterns: []string{"add --no-cache PACKAGES"}},
	"dnf":                          {root: true, patterns: []string{"install -y PACKAGES"}},
	"pacman":                       {root: true, patterns: []string{"-S --needed --noconfirm PACKAGES"}},
	"zypper":                       {root: true, patterns: []string{"--non-interactive install PACKAGES"}},
	"update-ca-certificates":       {root: true, patterns: []string{"?--fresh"}},
	"update-ca-trust":              {root: true, patterns: []string{"?extract"}},
}

var iptables = []string{
	"-w NUMBER -I|-D OUTPUT ?1 -p tcp|udp --dport NUMBER -m comment --comment TAG -j ACCEPT",
	"-w NUMBER -I|-D INPUT ?1 -p tcp|udp --sport NUMBER -m conntrack --ctstate ESTABLISHED -m comment --comment TAG -j ACCEPT",
}

// units are the services that fixes start.
var units = []string{"systemd-resolved", "NetworkManager", "resolvconf"}

// packages are the ones that fixes install.
var packages = []string{"ca-certificates", "ca-certificates-mozilla", "git", "openssh", "openssh-client", "openssh-clients"}

// properties are what fixes change of a connection of NetworkManager. Others name
// files, plugins and programs.
var properties = []string{"ipv4.dns", "ipv4.ignore-auto-dns", "ipv6.dns", "ipv6.ignore-auto-dns", "802-3-ethernet.mtu"}
