package lab

import "testing"

// TestFarCasesExist finds names that no case has.
func TestFarCasesExist(t *testing.T) {
	for _, name := range farToo {
		if _, ok := Find(farPrefix + name); !ok {
			t.Errorf("no case is named %s", name)
		}
	}
}
