package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// parts is a feed taken apart before any parser sees it.
type parts struct {
	head      []byte // the document without its items
	open, end []byte // what an item needs around it to be parsed
	comma     []byte // between two items
	items     []rawItem
	refused   []refusal
}

type rawItem struct {
	number int // in the feed, from 1
	b      []byte
}

type refusal struct {
	number int // 0: the feed as a whole
	reason string
	broken bool
}

// document puts a feed of some of the items together again.
func (p *parts) document(items []rawItem) []byte {
	out := bytes.Clone(p.open)
	for i, it := range items {
		if i > 0 {
			out = append(out, p.comma...)
		}
		out = append(out, it.b...)
	}
	return append(out, p.end...)
}

// add keeps an item or refuses it.
func (p *parts) add(number int, b []byte, depth int) {
	switch {
	case len(b) > MaxItem:
		p.refuse(number, false, "longer than %d MiB", MaxItem>>20)
	case depth > MaxDepth:
		p.refuse(number, true, "tags nested %d deep, the cap is %d", depth, MaxDepth)
	default:
		p.items = append(p.items, rawItem{number, b})
	}
}

func (p *parts) refuse(number int, broken bool, format string, args ...any) {
	p.refused = append(p.refused, refusal{number, fmt.Sprintf(format, args...), broken})
}

// split finds the items of a feed of any kind.
func split(b []byte) (parts, error) {
	b = bytes.TrimSpace(b)
	switch {
	case bytes.HasPrefix(b, []byte("{")):
		return splitJSON(b)
	case bytes.HasPrefix(b, []byte("<")):
		return splitXML(b)
	}
	return parts{}, errors.New("neither XML nor JSON")
}

// splitJSON reads the items as raw values, so that one of a wrong shape spoils only itself.
// A JSON feed that was cut off can't be read: its structure is known at its end only.
func splitJSON(b []byte) (parts, error) {
	var head map[string]json.RawMessage
	if err := json.Unmarshal(b, &head); err != nil {
		return parts{}, fmt.Errorf("not valid JSON: %w", err)
	}
	var items []json.RawMessage
	if raw, ok := head["items"]; ok {
		if err := json.Unmarshal(raw, &items); err != nil {
			return parts{}, fmt.Errorf("its items are no list: %w", err)
		}
	}
	head["items"] = json.RawMessage("[]")
	whole, err := json.Marshal(head)
	if err != nil {
		return parts{}, err
	}
	version, err := json.Marshal(head["version"]) // null where there is none
	if err != nil {
		return parts{}, err
	}
	p := parts{head: whole, open: fmt.Appendf(nil, `{"version":%s,"items":[`, version), end: []byte("]}"), comma: []byte(",")}
	for i, it := range items[:min(len(items), MaxItems)] {
		p.add(i+1, it, jsonDepth(it))
	}
	if n := len(items); n > MaxItems {
		p.refuse(0, false, "%d items: the %d after the first %d were not read", n, n-MaxItems, MaxItems)
	}
	return p, nil
}

// jsonDepth returns how deep a valid JSON value is nested.
func jsonDepth(b []byte) int {
	depth, deepest, quoted := 0, 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}
