package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/deed"
)

// An EventText is a text with what is known of its events.
type EventText struct {
	Article tocsin.Article
	Set     string       // the file it is from
	Labels  []EventLabel // what is told in it
	Whole   bool         // nothing else is
	Appeals bool         // but what CAMEO codes as a statement or appeal, which are no event there, may be
}

// An EventLabel says that one word of some names an event of one of some types.
type EventLabel struct {
	Spans []tocsin.Span // bytes; none: it may be any word of the text
	Types []tocsin.PLOVER
	Sure  bool // every word of the spans names it
}

// before is what an event to come or refused may be made from, by the table of modality: "will not lift the ban" is REJECT, its
// word a word of CONCEDE.
var before = map[tocsin.PLOVER][]tocsin.PLOVER{
	tocsin.Reject:   {tocsin.Agree, tocsin.Consult, tocsin.Support, tocsin.Cooperate, tocsin.Aid, tocsin.Concede, tocsin.Retreat},
	tocsin.Agree:    {tocsin.Consult, tocsin.Support, tocsin.Cooperate, tocsin.Aid},
	tocsin.Concede:  {tocsin.Retreat},
	tocsin.Threaten: {tocsin.Sanction, tocsin.Mobilize, tocsin.Coerce, tocsin.Assault},
}

// LabelledEvents turns a text of the project's own gold into one that can be learned from.
func LabelledEvents(t *deed.Text, set string) EventText {
	out := EventText{Article: tocsin.Article{ID: tocsin.ArticleID(t.ID), Text: t.Text, Date: t.Date, Lang: "en"}, Set: set, Whole: true}
	at := tocsin.NewOffsets(t.Text)
	for i := range t.Events {
		e := &t.Events[i]
		l := EventLabel{Types: []tocsin.PLOVER{e.Type}, Sure: true}
		for _, s := range append([]tocsin.Span{e.Trigger}, e.Mentions...) {
			l.Spans = append(l.Spans, at.ByteSpan(s))
		}
		out.Labels = append(out.Labels, l)
	}
	return out
}

// penta lists the types of the five classes of CAMEO; class 0 is no event.
var penta = map[string][]tocsin.PLOVER{
	"0": nil,
	"1": {tocsin.Agree, tocsin.Consult, tocsin.Support},
	"2": {tocsin.Cooperate, tocsin.Aid, tocsin.Retreat, tocsin.Concede},
	"3": {tocsin.Request, tocsin.Accuse, tocsin.Reject, tocsin.Threaten, tocsin.Sanction},
	"4": {tocsin.Protest, tocsin.Mobilize, tocsin.Coerce, tocsin.Assault},
}

// ReadEventTexts reads JSONL with "text", "date" and "gold": events with "plover", dyads with "plover_root15", classes with
// "penta", or codebook examples with "code". Where "markup" marks the words of an event ("(EVT: agreed)"), one of them names it.
func ReadEventTexts(r io.Reader, set string) ([]EventText, error) {
	var out []EventText
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<24)
	for n := 1; s.Scan() && n <= maxTexts; n++ {
		var d goldText
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		t := EventText{Article: tocsin.Article{ID: tocsin.ArticleID(d.ID), Text: d.Text, Date: d.Date, Lang: "en"}, Set: set}
		t.Article.Ask = d.ask()
		l, whole := d.label()
		t.Whole, t.Appeals = whole, whole
		if !whole {
			if len(l.Types) == 0 {
				continue
			}
			t.Labels = []EventLabel{l}
		}
		out = append(out, t)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	return out, nil
}

type goldText struct {
	ID, Date, Text, Markup string
	Gold                   []struct {
		PLOVER *string      `json:"plover"`
		Root15 string       `json:"plover_root15"`
		Penta  *string      `json:"penta"`
		Code   string       `json:"code"`
		Source *tocsin.Span `json:"source_span"` // code points
		Target *tocsin.Span `json:"target_span"`
	}
}

// ask is the dyad that a record asks about.
func (d *goldText) ask() *tocsin.Ask {
	if len(d.Gold) == 0 || d.Gold[0].Source == nil || d.Gold[0].Target == nil {
		return nil
	}
	at := tocsin.NewOffsets(d.Text)
	return &tocsin.Ask{Dyads: []tocsin.AskDyad{{ID: "d1", Source: at.ByteSpan(*d.Gold[0].Source), Target: at.ByteSpan(*d.Gold[0].Target)}}}
}

// label returns what one record says; whole is true where it says that there is no event.
func (d *goldText) label() (l EventLabel, whole bool) {
	if len(d.Gold) == 0 {
		return l, false
	}
	switch g := &d.Gold[0]; {
	case g.Penta != nil:
		types, known := penta[*g.Penta]
		return EventLabel{Types: types}, known && types == nil
	case g.Root15 == "YIELD":
		l.Types = []tocsin.PLOVER{tocsin.Concede, tocsin.Retreat}
	case g.Root15 != "":
		l.Types = types(g.Root15)
	case g.PLOVER != nil:
		l.Types = types(*g.PLOVER)
	case strings.HasPrefix(g.Code, "01"), strings.HasPrefix(g.Code, "02"):
		return l, true
	}
	l.Spans = marked(d.Text, d.Markup)
	return l, false
}

func types(name string) []tocsin.PLOVER {
	t, err := tocsin.ParsePLOVER(name)
	if err != nil {
		return nil
	}
	return []tocsin.PLOVER{t}
}

// marked finds the words of "(EVT: reached)" in the text.
func marked(text, markup string) []tocsin.Span {
	var out []tocsin.Span
	from := 0
	for {
		_, rest, ok := strings.Cut(markup, "(EVT: ")
		if !ok {
			return out
		}
		words, after, ok := strings.Cut(rest, ")")
		if !ok {
			return out
		}
		if i := strings.Index(text[from:], words); i >= 0 {
			out = append(out, tocsin.Span{Start: from + i, End: from + i + len(words)})
			from += i + len(words)
		}
		markup = after
	}
}

// shingles are the three-word pieces of a text.
func shingles(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' && r < 0x80 })
	var out []string
	for i := 0; i+3 <= len(words); i++ {
		out = append(out, strings.Join(words[i:i+3], " "))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// NearCopies numbers texts so that near copies have one number: texts of which the shorter shares half its three-word pieces with
// the other, directly or through others.
func NearCopies(texts []string) []int {
	group := make([]int, len(texts))
	root := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	sizes, holders := make([]int, len(texts)), map[string][]int{}
	for i, t := range texts {
		group[i] = i
		pieces := shingles(t)
		sizes[i] = len(pieces)
		shared := map[int]int{}
		for _, p := range pieces {
			for _, j := range holders[p] {
				shared[j]++
			}
			holders[p] = append(holders[p], i)
		}
		for j, n := range shared {
			if a, b := root(i), root(j); 2*n >= min(sizes[i], sizes[j]) && a != b {
				group[max(a, b)] = min(a, b)
			}
		}
	}
	for i := range group {
		group[i] = root(i)
	}
	return group
}

// Apart returns the texts that are no near copies of those that stay unseen.
func Apart(texts, held []EventText) []EventText {
	var words []string
	for i := range held {
		words = append(words, held[i].Article.Text)
	}
	for i := range texts {
		words = append(words, texts[i].Article.Text)
	}
	group := NearCopies(words)
	unseen := map[int]bool{}
	for i := range held {
		unseen[group[i]] = true
	}
	var out []EventText
	for i := range texts {
		if !unseen[group[len(held)+i]] {
			out = append(out, texts[i])
		}
	}
	return out
}
