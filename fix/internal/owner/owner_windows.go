package owner

import "io/fs"

// Of knows no numbers here: access lists say whose a file is.
func Of(fs.FileInfo) Stat { return Stat{UID: -1, GID: -1, Links: 1} }
