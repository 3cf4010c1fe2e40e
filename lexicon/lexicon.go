// Package lexicon holds reference data with validity dates: actors, offices, roles, places, outlets,
// cues of attribution, verbs of events.
//
// In: the embedded tables, and tables of the user's own in the same form. Out: an immutable Set.
// It never reads an article, never opens a file by itself, and never changes once loaded.
package lexicon

// A Set is all reference data, immutable once loaded and shared by all goroutines.
type Set struct {
	hash string
}

// Hash returns the version of the data: a hash over every table in it.
func (s *Set) Hash() string { return s.hash }
