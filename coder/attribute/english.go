package attribute

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"

	"github.com/tocsin-desk/tocsin/parse/model"
)

//go:embed en-statements.tcm
var english []byte

// English opens the embedded models of English: what is said, in a model file whose header lists what it was trained on, and what kind
// of act it is, in kinds.tsv, whose head does.
func English() (*Model, error) {
	f, err := model.Open(english)
	if err != nil {
		return nil, err
	}
	m, err := Open(f)
	if err != nil {
		return nil, err
	}
	k, err := ReadKinds("kinds.tsv", kindTable)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append([]byte(m.hash), kindTable...))
	m.hash = hex.EncodeToString(sum[:])
	return m.WithKinds(k), nil
}
