package act

import (
	"time"

	"github.com/tocsin-desk/tocsin"
)

// fiction says why nothing in a clause happened: "The film shows soldiers attacking a village".
func (s *scene) fiction(i int) string {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		for _, c := range s.d.Children(i) {
			switch s.d.Tokens[c].Rel.Base() {
			case "nsubj", "obl", "nmod":
				if s.theme(c).is("fiction") && (s.d.Tokens[c].Rel.Base() == "nsubj" || s.marked(c, "in")) {
					return "fiction: " + s.d.Tokens[c].Form
				}
			}
		}
		i = s.d.Tokens[i].Head
	}
	return ""
}

// maxAge is how old an event may be and still be news; beyond it the text speaks of history.
const maxAge = 366 * 24 * time.Hour

// long says why an event is history: a date of its own, of the word that carries it, or of what it came after, long
// before the article.
func (s *scene) long(i int) string {
	w := s.dates.Of(i, nil)
	if w == nil {
		w = s.dates.Beside(i)
	}
	if w == nil {
		return ""
	}
	_, last, ok := tocsin.Bounds(w.Value)
	if ok && s.dated && s.day.Sub(last) > maxAge || ok && !s.dated && s.newest-last.Year() > maxYears {
		return w.Value + " is long past"
	}
	return ""
}

// maxYears is how many years an event may lie before the newest year that an undated text names.
const maxYears = 2

// newestYear returns the newest year that the text names, 0 for none.
func (s *scene) newestYear() int {
	newest := 0
	for k := range s.d.Times {
		if t := &s.d.Times[k]; t.Resolved && t.Type == tocsin.DateTime {
			if _, last, ok := tocsin.Bounds(t.Value); ok {
				newest = max(newest, last.Year())
			}
		}
	}
	return newest
}
