package lexicon

// DeedNoun reports whether a noun names something done or something that happens, and which verbs tell the same:
// "cancellation" and cancel.
func (s *Set) DeedNoun(lemma string) (verbs []string, ok bool) {
	verbs, ok = s.deeds[lemma]
	return verbs, ok
}

// readDeeds reads deeds.tsv.
func readDeeds(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"nouns"}, []string{"verbs"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		for _, n := range r.List("nouns") {
			s.deeds[n] = r.List("verbs")
		}
	}
	return nil
}
