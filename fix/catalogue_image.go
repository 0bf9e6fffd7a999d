package fix

import "gomend/checks"

var imageFixes = map[string]recipe{
	"dockerfile-patch": {risk: Caution, scope: Repository, plan: planDockerfile, elsewhere: true, when: imageLacks, say: imageLines},
}

// imageLacks fits inside of images, and where the output to explain came from one.
// A silent server is the image's fault only where another GOPROXY would help.
func imageLacks(s situation) bool {
	if s.finding.Cause == checks.CauseTCPTimeout && s.values["goproxy"] == "" {
		return false
	}
	return inContainer(s) || s.finding.Cause == checks.CauseOtherEnvironment
}

// Installing takes the program of the image: apk in Alpine, apt-get in Debian.
const (
	installGit   = "apk add --no-cache git openssh-client || (apt-get update && apt-get install -y --no-install-recommends git openssh-client)"
	installRoots = "apk add --no-cache ca-certificates || (apt-get update && apt-get install -y --no-install-recommends ca-certificates)"
	copyRoots    = "COPY --from=golang /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/" // for images in which nothing can be installed
)

// imageLines are what a Dockerfile lacks, by cause; they go behind FROM.
func imageLines(s situation) []string {
	switch s.finding.Cause {
	case checks.CauseVCSMissing:
		return []string{"RUN " + installGit}
	case checks.CauseCABundleMissing:
		if s.Bare {
			return []string{copyRoots}
		}
		return []string{"RUN " + installRoots}
	case checks.CauseToolchainUnavailable:
		return []string{"ENV GOTOOLCHAIN=auto"}
	case checks.CauseGitAuthRequired:
		return []string{"RUN --mount=type=secret,id=netrc,target=/root/.netrc,required=true go mod download", "docker build --secret id=netrc,src=$HOME/.netrc ."}
	}
	lines := []string{"ARG GOPROXY", "ENV GOPROXY=$GOPROXY"}
	if goproxy := s.values["goproxy"]; goproxy != "" {
		lines[0] += "=" + goproxy
	}
	return append(lines, "docker build --build-arg GOPROXY=$(go env GOPROXY) .")
}
