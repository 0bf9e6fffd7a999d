package cli

import "gomend/ui/words"

// colon and comma join parts of a line; Chinese brings its own, without blanks.
func (s *session) colon() string { return s.either(": ", "：") }
func (s *session) comma() string { return s.either(", ", "，") }

func (s *session) either(latin, chinese string) string {
	if s.words.Lang() == words.Chinese {
		return chinese
	}
	return latin
}
