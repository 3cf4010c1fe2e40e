package entity

import (
	_ "embed"

	"github.com/tocsin-desk/tocsin/parse/model"
)

//go:embed en-names.tcm
var english []byte

// English opens the embedded name model of English; its header lists what it was trained on.
func English() (*Model, error) {
	f, err := model.Open(english)
	if err != nil {
		return nil, err
	}
	return Open(f)
}
