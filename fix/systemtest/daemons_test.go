package systemtest

import (
	"os"
	"sync/atomic"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
	"gomend/checks/lab"
)

// programs is a folder with packages of the distribution, unpacked and not
// installed: programs that would change the machine by being installed on it run
// here inside of the lab alone, laid over its /usr.
var programs = os.Getenv("GOMEND_PROGRAMS")

// overlay lays the programs over those of the machine, and gives the client a /run
// and a /var/lib of its own.
var overlay = "P='" + programs + "'\n" + `
mount -t overlay overlay -o "lowerdir=$P/usr:/usr" /usr
mount -t tmpfs none /run
mount -t tmpfs none /var/lib
mount -t tmpfs none /var/log
`

// await waits until a command succeeds.
const await = `
await() { i=0; until "$@" >/dev/null 2>&1; do i=$((i+1)); [ $i -lt 100 ] || { echo "in vain: $*"; return 1; }; sleep 0.1; done; }
`

// bus is a system bus on which everybody may do everything.
const bus = `
mkdir -p /run/dbus /var/lib/dbus
cat >/run/dbus.conf <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy></busconfig>
END
dbus-daemon --config-file=/run/dbus.conf --fork --nopidfile
`

const resolved = bus + await + `
echo 'systemd-resolve:x:993:993::/:/usr/sbin/nologin' >>/etc/passwd
rm -rf /etc/systemd
mkdir -p /etc/systemd /run/systemd/resolve
chown 993:993 /run/systemd/resolve
ln -sfn ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
/usr/lib/systemd/systemd-resolved >/run/resolved.log 2>&1 &
await resolvectl dns
`

// networkd looks after eth0, and feeds resolved.
const networkd = `
mount -t sysfs sysfs /sys -o ro
mkdir -p /etc/systemd/network /run/systemd/netif/links /run/systemd/netif/leases /run/systemd/netif/lldp
chown -R systemd-network:systemd-network /run/systemd/netif
cat >/etc/systemd/network/10-wired.network <<END
[Match]
Name=eth0

[Network]
Address=192.168.77.2/24
Gateway=192.168.77.1
DNS=203.0.113.99
LinkLocalAddressing=no
IPv6AcceptRA=no
END
ip route del default
/usr/lib/systemd/systemd-networkd >/run/networkd.log 2>&1 &
await sh -c 'resolvectl dns eth0 | grep 203.0.113.99 && networkctl status eth0 | grep configured'
`

const resolvconfProgram = `
mount -t overlay overlay -o "lowerdir=$P/resolvconf/usr:/usr" /usr
rm -rf /etc/resolvconf
cp -a "$P/resolvconf/etc/resolvconf" /etc/resolvconf
mkdir -p /run/resolvconf/interface
touch /run/resolvconf/enable-updates /etc/resolvconf/resolv.conf.d/head
ln -sfn ../run/resolvconf/resolv.conf /etc/resolv.conf
echo 'nameserver 203.0.113.99' | resolvconf -a eth0.dhclient
`

const networkManager = bus + await + `
mount -t sysfs sysfs /sys -o ro
rm -rf /etc/NetworkManager
mkdir -p /etc/NetworkManager/system-connections
cat >/etc/NetworkManager/NetworkManager.conf <<END
[main]
plugins=keyfile
auth-polkit=root-only
dns=default
rc-manager=file
no-auto-default=*
END
cat >/etc/NetworkManager/system-connections/wired.nmconnection <<END
[connection]
id=wired
uuid=11111111-2222-3333-4444-555555555555
type=ethernet
interface-name=eth0

[ethernet]

[ipv4]
address1=192.168.77.2/24,192.168.77.1
dns=203.0.113.99;
method=manual

[ipv6]
method=disabled

[proxy]
END
chmod 600 /etc/NetworkManager/system-connections/*
NetworkManager --no-daemon >/run/nm.log 2>&1 &
await nmcli general
nmcli connection up wired >/dev/null
nmcli connection modify wired connection.id wired # in NetworkManager's own form, with the time of the start
`

const ufw = `
rm -rf /etc/ufw /etc/default
mkdir /etc/default
cp -a "$P/etc/ufw" /etc/ufw
cp "$P/etc/default/ufw" /etc/default/
cp /usr/share/ufw/iptables/*.rules /usr/share/ufw/ufw.conf /usr/share/ufw/*.init /etc/ufw/
chmod 640 /etc/ufw/*.rules
ufw --force enable >/dev/null
`

const firewalld = bus + await + `
cp -a "$P/etc/firewalld" /etc/firewalld
mkdir -p /etc/firewalld/policies
cat >/etc/firewalld/policies/quiet.xml <<END
<?xml version="1.0" encoding="utf-8"?>
<policy target="CONTINUE" priority="-10">
  <ingress-zone name="HOST"/>
  <egress-zone name="ANY"/>
  <rule><port port="443" protocol="tcp"/><reject/></rule>
</policy>
END
/usr/sbin/firewalld --nofork --nopid >/run/firewalld.log 2>&1 &
await firewall-cmd --state
`

// daemonCures are about what another program looks after: the real one.
var daemonCures = []cure{
	{name: "resolved", fix: "dns-set-resolved", unpacked: true, programs: []string{"dbus-daemon"},
		breaks: resolved + "resolvectl dns eth0 203.0.113.99\nresolvectl domain eth0 corp.example", cause: checks.CauseResolverUnreachable,
		state: []string{"resolvectl dns; resolvectl domain; resolvectl dnssec"}},
	{name: "resolved-flush", fix: "dns-flush-cache", unpacked: true, programs: []string{"dbus-daemon"}, network: turncoat, stays: true,
		breaks: resolved + "resolvectl dns eth0 198.51.100.53\nresolvectl domain eth0 '~.'\nresolvectl query -4 proxy.golang.org >/dev/null", cause: checks.CauseDNSStaleCache},
	{name: "networkd", fix: "dns-set-resolved", unpacked: true, programs: []string{"dbus-daemon", "networkctl"},
		breaks: resolved + networkd, cause: checks.CauseResolverUnreachable, state: []string{"resolvectl dns; resolvectl domain; find /run/systemd/network || true"}},
	{name: "resolvconf", fix: "dns-set-resolvconf", unpacked: true,
		breaks: resolvconfProgram, cause: checks.CauseResolverUnreachable, state: []string{"find /run/resolvconf -type f -exec sha256sum {} +"}},
	{name: "networkmanager", fix: "dns-set-networkmanager", unpacked: true, programs: []string{"dbus-daemon"},
		breaks: networkManager, cause: checks.CauseResolverUnreachable, state: []string{"nmcli -g IP4.DNS device show eth0"}},
	{name: "ufw-rule", fix: "fw-allow-ufw", unpacked: true, programs: []string{"iptables"},
		breaks: ufw + "ufw deny out 443/tcp >/dev/null\nufw reload >/dev/null", cause: checks.CauseFirewallLocal, state: []string{"iptables -S; ip6tables -S"}},
	{name: "ufw-policy", fix: "fw-allow-ufw", unpacked: true, programs: []string{"iptables"},
		breaks: ufw + "ufw default deny outgoing >/dev/null\nufw allow out 53 >/dev/null\nufw reload >/dev/null", cause: checks.CauseFirewallLocal, state: []string{"iptables -S; ip6tables -S"}},
	{name: "firewalld", fix: "fw-allow-firewalld", unpacked: true, programs: []string{"dbus-daemon"},
		breaks: firewalld, cause: checks.CauseFirewallLocal, state: []string{"firewall-cmd --list-all-policies; firewall-cmd --direct --get-all-rules"}},
	{name: "firewalld-direct", fix: "fw-allow-firewalld", unpacked: true, programs: []string{"dbus-daemon", "iptables"},
		breaks: firewalld + "firewall-cmd --policy=quiet --remove-rich-rule='rule port port=443 protocol=tcp reject' >/dev/null\nfirewall-cmd --direct --add-rule ipv4 filter OUTPUT 0 -p tcp --dport 443 -j REJECT >/dev/null",
		cause:  checks.CauseFirewallLocal, state: []string{"firewall-cmd --list-all-policies; firewall-cmd --direct --get-all-rules"}},
	{name: "dnsmasq-flush", fix: "dns-flush-cache", programs: []string{"dnsmasq", "pkill", "dig"}, network: turncoat, stays: true,
		breaks: "mount -t tmpfs none /run\n" + dnsmasq + throughCache, cause: checks.CauseDNSStaleCache},
	{name: "nscd-flush", fix: "dns-flush-cache", unpacked: true, programs: []string{"dnsmasq", "pkill", "dig"}, network: turncoat, stays: true,
		breaks: nscd + dnsmasq + throughCache, cause: checks.CauseDNSStaleCache},
	{name: "unbound-flush", fix: "dns-flush-cache", programs: []string{"unbound", "unbound-control", "dig"}, network: turncoat, stays: true,
		breaks: unbound + throughCache, cause: checks.CauseDNSStaleCache},
}

const throughCache = `
echo 'nameserver 127.0.0.1' >/etc/resolv.conf
await dig +short @127.0.0.1 version.bind chaos txt
dig +short @127.0.0.1 proxy.golang.org A >/dev/null
dig +short @127.0.0.1 proxy.golang.org AAAA >/dev/null
`

const dnsmasq = await + `
mkdir /run/dnsmasq
dnsmasq --no-resolv --server=198.51.100.53 --listen-address=127.0.0.1 --bind-interfaces --pid-file=/run/dnsmasq/dnsmasq.pid --conf-file=/dev/null --user=root
`

// nscd caches for programs that use the C library, and so not for go.
const nscd = await + `
mkdir -p /run/nscd
sed '/persistent/s/yes/no/' "$P/etc/nscd.conf" >/etc/nscd.conf
nscd
await test -S /run/nscd/socket
`

const unbound = await + `
mount -t tmpfs none /run
rm -rf /etc/unbound
mkdir /etc/unbound
cat >/etc/unbound/unbound.conf <<END
server:
  interface: 127.0.0.1
  chroot: ""
  username: ""
  pidfile: /run/unbound.pid
  module-config: iterator
  do-not-query-localhost: no
remote-control:
  control-enable: yes
  control-interface: /run/unbound.ctl
forward-zone:
  name: "."
  forward-addr: 198.51.100.53
END
unbound
await unbound-control status
`

// turncoat makes the client's nameserver give the module proxy's name a wrong address
// to the first who asks, for a day, and tell the truth from then on.
func turncoat(n *lab.Net) {
	var asked atomic.Int64
	lie := lab.Lie(wrongServer)
	n.Resolvers["198.51.100.53"] = func(z lab.Zone, q *dns.Msg) *dns.Msg {
		if q.Question[0].Name != "proxy.golang.org." || q.Question[0].Qtype != dns.TypeA || asked.Add(1) > 1 {
			return lab.Truth(z, q)
		}
		m := lie(z, q)
		for _, r := range m.Answer {
			r.Header().Ttl = uint32((24 * time.Hour).Seconds())
		}
		return m
	}
}
