package explain

import "regexp"

// Place is where the go command ran.
type Place string

// Places that a text can show.
const (
	Here       Place = "" // nothing speaks against this machine
	ImageBuild Place = "image-build"
	Editor     Place = "editor"
	CI         Place = "ci"
	Sandbox    Place = "sandbox" // of a distribution's package builder, without a network
)

// places are marks in a text as it came, before leads are taken off.
var places = []struct {
	place Place
	mark  *regexp.Regexp
}{
	{ImageBuild, regexp.MustCompile(`(?m)^(?:\S+ )?#\d+ \d+\.\d+ |The command '/bin/(?:ba)?sh -c|^(?:Step|STEP) \d+/\d+ ?: |process "/bin/(?:ba)?sh -c|---> Running in [0-9a-f]{8}|\[\S+ builder \d+/\d+\]|\[builder \d+/\d+\]|INFO\[\d{4}\]`)},
	{Sandbox, regexp.MustCompile(`(?m)^\[ +\d+s\] |==> ERROR: A failure occurred in build|/build/source|/nix/store|dh_auto_build|dpkg-buildpackage|rpmbuild`)},
	{CI, regexp.MustCompile(`##\[error\]|::error|Error: Process completed with exit code|ERROR: Job failed|/home/runner/work|/builds/|Cleaning up project directory`)},
	{Editor, regexp.MustCompile(`Error: Command failed: |gopls|Error loading workspace|\bsnapshot=\d|Installing \d+ tools? at `)},
}

func placeOf(text string) Place {
	if len(text) > MaxText {
		text = text[len(text)-MaxText:]
	}
	for _, p := range places {
		if p.mark.MatchString(text) {
			return p.place
		}
	}
	return Here
}

// unsafeSetting are settings that switch a verification off for good; people put
// them in because they were told to.
var unsafeSetting = regexp.MustCompile(`GOSUMDB=["']?off\b|GONOSUMDB=["']?\*|GONOSUMCHECK=\S+|GOINSECURE=["']?\S+|GIT_SSL_NO_VERIFY=\S+|http\.sslVerify[= ]"?false|GOFLAGS=["']?-insecure|go get(?: -\w+)* -insecure`)

// unsafeIn is such a setting where a text shows one.
func unsafeIn(text string) string {
	if len(text) > MaxText {
		text = text[len(text)-MaxText:]
	}
	return unsafeSetting.FindString(text)
}
