package words

import (
	"reflect"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// saidIn tells every text of a struct of texts.
func saidIn(name string, v reflect.Value, say func(name, sentence string)) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Struct:
			saidIn(name+"."+v.Type().Field(i).Name, f, say)
		case reflect.String:
			say(name+"."+v.Type().Field(i).Name, f.String())
		}
	}
}

func saidOfReports(t *testing.T, w *Words, say func(name, sentence string)) {
	saidIn("Report", reflect.ValueOf(w.Report()), say)
	for _, p := range constants(t, "../../checks/route/*.go", "Purpose") {
		say("Purpose "+p, w.Purpose(route.Purpose(p)))
	}
	for _, s := range constants(t, "../../checks/route/*.go", "Source") {
		say("Source "+s, w.Source(route.Source(s)))
	}
	for _, c := range []checks.Confidence{checks.Certain, checks.Likely, checks.Possible} {
		say("Confidence "+string(c), w.Confidence(c))
	}
	for _, s := range constants(t, "../../checks/*.go", "VerdictStatus") {
		say("Outcome "+s, w.Outcome(checks.VerdictStatus(s)))
	}
	say("Direct", w.Direct())
}
