package ui

// Bounds of the arrangement, in cells.
const (
	leastWidth  = 40
	leastHeight = 12
	wideFrom    = 76 // columns from which path and details stand side by side
	leastPath   = 34
	mostPath    = 44
	mostText    = 84
	endsFrom    = 24 // body rows from which the path shows where it begins and ends
	gapsFrom    = 13 // body rows from which steps have a line of the path between them
	leastListed = 10 // body rows from which a narrow screen lists fixes
	notedFrom   = 30 // body rows from which side remarks are shown
)

// layout says where the parts of the screen are. It depends on the size alone,
// so that nothing moves when something changes.
type layout struct {
	width, height int
	tiny          bool // too small for anything but one line
	narrow        bool // list and details take turns
	body          int  // rows between the answer and the footer
	path, detail  int  // columns; in a narrow layout both are the whole width
	roomy         bool // fixes show their commands
	noted         bool // side remarks are shown
	gaps, ends    bool // of the path
}

func layoutOf(width, height int) layout {
	l := layout{width: width, height: height}
	if width < leastWidth || height < leastHeight {
		l.tiny = true
		return l
	}
	if width < wideFrom {
		l.narrow = true
		l.body = height - 6 // header, line, strip, empty row; footer of two
		l.path, l.detail = width, min(width-2, mostText)
		return l
	}
	l.body = height - 7 // header, line, answer of two, empty row; footer of two
	l.path = min(max(width*2/5, leastPath), mostPath)
	l.detail = min(width-l.path-3, mostText)
	l.gaps, l.ends = l.body >= gapsFrom, l.body >= endsFrom
	l.roomy, l.noted = l.body >= endsFrom, l.body >= notedFrom
	return l
}
