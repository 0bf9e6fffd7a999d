package ui

// answerLines is the sentence on top, its sign before it, and what can be done
// now below it, in at most limit rows.
func (s scene) answerLines(width, limit int) []string {
	sign := " "
	if s.answer.mark != waiting {
		sign = s.sign(s.answer.mark, s.beat)
	}
	var lines []string
	for i, text := range wrap(s.answer.head, width-4) {
		lead := "   "
		if i == 0 {
			lead = " " + sign + " "
		}
		lines = append(lines, lead+s.bold.Render(text))
	}
	for _, text := range wrap(s.answer.more, width-4) {
		lines = append(lines, "   "+text)
	}
	if len(lines) > limit {
		lines = lines[:limit]
		lines[limit-1] = fit(lines[limit-1], width-3, "") + s.ellipsis
	}
	return lines
}
