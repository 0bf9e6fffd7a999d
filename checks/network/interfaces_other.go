//go:build !linux

package network

import "gomend/checks"

func listInterfaces([]string) (list []checks.Interface, sure bool) {
	list, err := portableInterfaces()
	return list, err == nil
}
