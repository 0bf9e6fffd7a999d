//go:build !linux

package engine

func crashChild([]string) int { return 7 }

func inSpaces([]string) int { return 7 }

func sudoChild([]string) int { return 7 }
