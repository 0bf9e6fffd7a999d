package private

import (
	"reflect"
	"testing"
)

func TestHide(t *testing.T) {
	type inner struct{ Host, hidden string }
	type document struct {
		Name   string
		List   []string
		Env    map[string]string
		Inners []inner
		One    *inner
		Number int
	}
	doc := document{"git.corp.example", []string{"10.0.0.1"}, map[string]string{"git.corp.example": "/home/jane"}, []inner{{"git.corp.example", "git.corp.example"}}, &inner{Host: "git.corp.example"}, 7}
	want := document{"private-host-1", []string{"private-address-1"}, map[string]string{"git.corp.example": "/home/private-user"}, []inner{{"private-host-1", "git.corp.example"}}, &inner{Host: "private-host-1"}, 7}
	New().Hide(&doc)
	if !reflect.DeepEqual(doc, want) {
		t.Errorf("got  %+v\nwant %+v", doc, want)
	}
}
