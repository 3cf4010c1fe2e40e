package coref

import (
	_ "embed"

	"github.com/tocsin-desk/tocsin/parse/model"
)

//go:embed en-coref.tcm
var english []byte

// English opens the embedded ranker of English; its card is README.md beside it.
func English() (*Model, error) {
	f, err := model.Open(english)
	if err != nil {
		return nil, err
	}
	return Open(f)
}
