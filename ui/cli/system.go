package cli

import (
	"runtime"

	"gomend/checks"
	"gomend/checks/environ"
)

func (s *session) system(b *checks.Board) System {
	sys := System{
		OS: runtime.GOOS, Arch: runtime.GOARCH, Container: "none", Root: privileged(),
		SSH: environ.Get(s.Env, "SSH_CONNECTION") != "" || environ.Get(s.Env, "SSH_TTY") != "",
	}
	if f, ok := checks.FactsOf[checks.InterfaceFacts](b, string(checks.KindInterfaces)); ok && f.Container != "" {
		sys.Container = f.Container
	}
	return sys
}
