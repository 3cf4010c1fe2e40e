package names

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// A Gold is what is known of one text: where its names are, and the hash of the text they were read in.
type Gold struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"` // of the text's UTF-8 bytes, in hexadecimal
	Names  []Mark `json:"names"`
}

// A Mark is a name as it is stored: [Start, End) in code points of the text.
type Mark struct {
	Start int            `json:"start"`
	End   int            `json:"end"`
	Type  parse.NameType `json:"type"`
}

// maxGoldLine bounds a line of gold: a text of some thousand names.
const maxGoldLine = 1 << 20

// ReadGold reads lines of JSON, a text each. Errors name the line and wrap tocsin.ErrInvalid.
func ReadGold(r io.Reader) ([]Gold, error) {
	var out []Gold
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxGoldLine)
	for n := 1; lines.Scan(); n++ {
		var g Gold
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&g); err != nil {
			return nil, fmt.Errorf("gold names, line %d: %w: %w", n, tocsin.ErrInvalid, err)
		}
		out = append(out, g)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read gold names: %w", err)
	}
	return out, nil
}

// In returns the names as spans of bytes of their text. A text that isn't the one they were read in, and a span
// that isn't in it, give an error that wraps tocsin.ErrInvalid.
func (g Gold) In(text string) ([]Name, error) {
	sum := sha256.Sum256([]byte(text))
	if hex.EncodeToString(sum[:]) != g.SHA256 {
		return nil, fmt.Errorf("gold names of %s: the text is another one: %w", g.ID, tocsin.ErrInvalid)
	}
	at := tocsin.NewOffsets(text)
	out := make([]Name, len(g.Names))
	for i, m := range g.Names {
		s := at.ByteSpan(tocsin.Span{Start: m.Start, End: m.End})
		if err := s.Validate(text); err != nil || at.Runes(s.End) != m.End {
			return nil, fmt.Errorf("gold names of %s: [%d,%d) is no span of the text: %w", g.ID, m.Start, m.End, tocsin.ErrInvalid)
		}
		out[i] = Name{s, m.Type}
	}
	return out, nil
}
