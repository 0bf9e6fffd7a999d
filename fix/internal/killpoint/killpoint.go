// Package killpoint marks the places between two side effects. The program passes
// them; a test of crash safety counts them, and dies at one.
package killpoint

// Hook is called at every point; nil outside of tests.
var Hook func(name string)

// At is a point. What comes after it in the code has not happened yet.
func At(name string) {
	if Hook != nil {
		Hook(name)
	}
}
