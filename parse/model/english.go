package model

import _ "embed"

//go:embed en.tcm
var english []byte

// English returns the embedded syntax model of English; its card is README.md beside it. The bytes are read only.
func English() []byte { return english }
