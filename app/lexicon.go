package app

import (
	"bytes"
	"fmt"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/sample"
)

// Lexicon loads the embedded tables; with demo, the sample's own entries too.
func Lexicon(demo bool) (*lexicon.Set, error) {
	set, err := lexicon.Load()
	if err != nil || !demo {
		return set, err
	}
	for _, t := range sample.Tables() {
		if set, err = set.With(t.Name, bytes.NewReader(t.Data)); err != nil {
			return nil, fmt.Errorf("the demo's lexicon: %w", err)
		}
	}
	return set, nil
}
