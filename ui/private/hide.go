package private

import (
	"reflect"
	"slices"
	"strings"
)

// Hide replaces the names in every text that v, a pointer, leads to. Keys of maps
// and fields that other packages cannot set stay as they are.
func (n *Names) Hide(v any) { n.hide(reflect.ValueOf(v)) }

func (n *Names) hide(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			n.hide(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			n.hide(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			n.hide(v.Index(i))
		}
	case reflect.Map:
		n.hideMap(v)
	case reflect.String:
		if v.CanSet() {
			v.SetString(n.Text(v.String()))
		}
	}
}

// hideMap goes by the order of the keys, so that placeholders do not depend on chance.
func (n *Names) hideMap(m reflect.Value) {
	if m.Type().Elem().Kind() != reflect.String || m.Type().Key().Kind() != reflect.String {
		return
	}
	keys := m.MapKeys()
	slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) })
	for _, key := range keys {
		m.SetMapIndex(key, reflect.ValueOf(n.Text(m.MapIndex(key).String())))
	}
}
