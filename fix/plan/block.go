package plan

import (
	"bytes"
	"strings"
)

// A block is what gomend owns in a text file that is somebody's own: the lines
// between two marks, comments in every shell and in the files of /etc.
func opening(purpose string) string { return "# >>> gomend " + purpose + " >>>" }
func closing(purpose string) string { return "# <<< gomend " + purpose + " <<<" }

// SetBlock puts a block into a text: in place of the block of that purpose, else at
// the end. Line ends are the text's own. An empty body takes the block away.
func SetBlock(text []byte, purpose, body string) []byte {
	if body == "" {
		return DropBlock(text, purpose)
	}
	end := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		end = "\r\n"
	}
	lines := append([]string{opening(purpose)}, strings.Split(strings.TrimSuffix(body, "\n"), "\n")...)
	block := strings.Join(append(lines, closing(purpose)), end) + end
	before, _, after, found := cutBlock(text, purpose)
	if !found && len(before) > 0 && !bytes.HasSuffix(before, []byte("\n")) {
		block = end + block
	}
	return bytes.Join([][]byte{before, []byte(block), after}, nil)
}

// DropBlock takes a block away, and leaves every other byte.
func DropBlock(text []byte, purpose string) []byte {
	before, _, after, _ := cutBlock(text, purpose)
	return bytes.Join([][]byte{before, after}, nil)
}

// FindBlock is a block with its marks, as it stands in the text.
func FindBlock(text []byte, purpose string) (block []byte, found bool) {
	_, block, _, found = cutBlock(text, purpose)
	return block, found
}

// cutBlock cuts a text around a block. Without a whole block all of it is before.
func cutBlock(text []byte, purpose string) (before, block, after []byte, found bool) {
	start, first := findLine(text, opening(purpose), 0)
	if start < 0 {
		return text, nil, nil, false
	}
	last, end := findLine(text, closing(purpose), first)
	if last < 0 {
		return text, nil, nil, false
	}
	return text[:start], text[start:end], text[end:], true
}

// findLine finds a line by its whole content from an offset on: where it starts,
// and where the next one does; -1 without one.
func findLine(text []byte, line string, from int) (start, next int) {
	for start = from; start < len(text); start = next {
		next = len(text)
		if i := bytes.IndexByte(text[start:], '\n'); i >= 0 {
			next = start + i + 1
		}
		if string(bytes.TrimRight(text[start:next], "\r\n")) == line {
			return start, next
		}
	}
	return -1, -1
}
