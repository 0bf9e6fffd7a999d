package fsx

import "os"

// A new file takes the access list of its folder.
func chown(*os.File, int, int) error { return nil }

// Folders cannot be synced here; the names last by themselves.
func syncFolder(*os.File) error { return nil }
