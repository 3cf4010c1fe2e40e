package attribute

import (
	_ "embed"

	"github.com/tocsin-desk/tocsin/parse/model"
)

//go:embed en-statements.tcm
var english []byte

// English opens the embedded model of English; its header lists what it was trained on.
func English() (*Model, error) {
	f, err := model.Open(english)
	if err != nil {
		return nil, err
	}
	return Open(f)
}
