package ui

// mostTop is how far what scrolls in the present layout can be scrolled.
func (s scene) mostTop(l layout) int {
	if l.tiny {
		return 0
	}
	var lines []string
	room := l.height - 5
	switch s.page {
	case helpPage:
		lines = s.helpPage(min(l.width-4, mostText))
	case glossaryPage:
		lines = s.glossaryPage(min(l.width-4, mostText))
	case overviewPage:
		return 0 // follows the cursor
	case fixPage, mendPage, curedPage, undoPage, recoveredPage:
		lines = s.blocks(s.body, min(l.width-4, mostText))
		if question := s.blocks(s.question, min(l.width-4, mostText)); len(question) > 0 {
			room -= len(question) + 1
		}
	default:
		body := l.body
		if l.narrow && s.card.title != "" && s.answer.mark == failed {
			body -= 3 // the answer stands above the card
		}
		room = body - len(s.pinned(l, body))
		lines = s.known(l.detail, room, !l.noted)
	}
	return max(len(lines)-room, 0)
}
