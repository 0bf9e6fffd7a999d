package fix

var tlsFixes = map[string]recipe{
	"ca-bundle-install": {risk: Safe, scope: System, when: hasPackages, plan: planRoots, lines: map[string][]string{
		"linux":   {"sudo apt-get update && sudo apt-get install -y ca-certificates"},
		"darwin":  {"softwareupdate --list"},
		"windows": {"certutil -generateSSTFromWU roots.sst", "certutil -addstore -f Root roots.sst"},
	}},
	"ca-install-other": {risk: Safe, scope: System, guide: true, when: hasPackages, lines: map[string][]string{
		"linux": {"sudo apk add --no-cache ca-certificates", "sudo dnf install -y ca-certificates", "sudo pacman -S --needed ca-certificates", "sudo zypper install -y ca-certificates ca-certificates-mozilla"},
	}},
	"ssl-cert-env-repair": {risk: Safe, scope: User, plan: planRootSettings, lines: all("@env -u SSL_CERT_FILE", "@env -u SSL_CERT_DIR")},
	"ca-setting-git":      {risk: Safe, scope: User, guide: true, lines: all("git config --show-origin --get-all http.sslCAInfo", "git config --global --unset-all http.sslCAInfo")},
	"corporate-ca-import": {risk: Dangerous, scope: System, when: notInContainer, plan: planAuthority, lines: map[string][]string{
		"linux":   {"openssl x509 -in company.crt -noout -subject -dates -fingerprint -sha256", "sudo cp company.crt /usr/local/share/ca-certificates/company.crt", "sudo update-ca-certificates"},
		"darwin":  {"openssl x509 -in company.crt -noout -subject -dates -fingerprint -sha256", "sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain company.crt"},
		"windows": {"certutil -dump company.crt", "certutil -addstore Root company.crt"},
	}},
	"corporate-ca-import-user": {risk: Dangerous, scope: User, plan: planOwnBundle, lines: map[string][]string{
		"linux": {
			"openssl x509 -in company.crt -noout -subject -dates -fingerprint -sha256",
			"cat /etc/ssl/certs/ca-certificates.crt company.crt > ~/.config/gomend/ca-bundle.pem",
			"export SSL_CERT_FILE=~/.config/gomend/ca-bundle.pem GIT_SSL_CAINFO=~/.config/gomend/ca-bundle.pem",
		},
	}},
	"ca-import-image": {risk: Dangerous, scope: Container, when: inContainer, lines: all(
		"COPY company.crt /usr/local/share/ca-certificates/company.crt", "RUN update-ca-certificates",
	)},
	"cert-look": {risk: Safe, scope: System, guide: true, lines: all(
		"openssl s_client -connect {host|proxy.golang.org}:{port|443} -servername {host|proxy.golang.org} -showcerts",
	)},
	"clock-sync": {risk: Caution, scope: System, when: ownClock, plan: planClock, lines: map[string][]string{
		"linux":   {"timedatectl", "sudo timedatectl set-ntp true"},
		"darwin":  {"sudo sntp -sS time.apple.com"},
		"windows": {"net start w32time", "w32tm /resync /force"},
	}},
	"clock-look":        {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"date -u", "curl -sI http://{host|proxy.golang.org}/"}, "windows": {"Get-Date", "curl.exe -sI http://{host|proxy.golang.org}/"}}},
	"godebug-compat":    {risk: Safe, scope: User, plan: planSettings, lines: all("@env GODEBUG={godebug}", "go mod download")},
	"tls-versions-look": {risk: Safe, scope: System, guide: true, lines: all("openssl s_client -connect {host|HOST}:{port|443} -servername {host|HOST} -tls1_2")},
}
