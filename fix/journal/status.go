package journal

// Status says how a transaction stands.
type Status string

// How a transaction can stand.
const (
	Empty     Status = "empty"     // it died before anything was done, or nothing was
	Open      Status = "open"      // steps were applied, and neither kept nor taken back
	Reverting Status = "reverting" // it was being taken back
	Kept      Status = "kept"
	TakenBack Status = "taken-back"
	Stuck     Status = "conflict" // a step could not be taken back
)

// Status is how the transaction stands by its records.
func (t *Tx) Status() Status {
	status := Empty
	for _, r := range t.records {
		switch r.Type {
		case Intent, Elsewhere, Armed:
			status = Open
		case Commit:
			status = Kept
		case RevertFrom:
			status = Reverting
		case Conflict:
			status = Stuck
		case Reverted, Abandoned:
			status = TakenBack
		case Forgotten:
			if status == Stuck { // it stays as it is
				status = Kept
			}
		}
	}
	return status
}

// Settled reports whether nothing is left to be done about it.
func (s Status) Settled() bool { return s == Kept || s == TakenBack }

// Phase is how far a step got.
type Phase string

// The phases of a step.
const (
	Announced   Phase = "announced"   // it may have happened or not
	Overwriting Phase = "overwriting" // its file may be a mixture of old and new
	Applied     Phase = "applied"
	Back        Phase = "back" // undone
)

// Progress is a step that was announced.
type Progress struct {
	Number int
	Do     Step
	Phase  Phase
	Done   Record // of type Done; empty before
	Last   bool   // it is the last one announced
}

// Steps are the steps that were announced, in order, with how far each got.
func (t *Tx) Steps() []Progress {
	var list []Progress
	at := map[int]int{}
	for _, r := range t.records {
		i, known := at[r.Step]
		switch {
		case r.Type == Intent && r.Do != nil && !known:
			at[r.Step] = len(list)
			list = append(list, Progress{Number: r.Step, Do: *r.Do, Phase: Announced})
		case !known:
		case r.Type == Overwrites:
			list[i].Phase = Overwriting
		case r.Type == Done:
			list[i].Phase, list[i].Done = Applied, r
		case r.Type == Undone:
			list[i].Phase = Back
		}
	}
	if len(list) > 0 {
		list[len(list)-1].Last = true
	}
	return list
}

// Last is the last record of a type; false without one.
func (t *Tx) Last(kind Type) (Record, bool) {
	for i := len(t.records) - 1; i >= 0; i-- {
		if t.records[i].Type == kind {
			return t.records[i], true
		}
	}
	return Record{}, false
}

// Has reports whether there is a record of a type.
func (t *Tx) Has(kind Type) bool {
	_, ok := t.Last(kind)
	return ok
}
