package lexicon

// A Given is a common given name.
type Given struct {
	Name   string
	Gender string // m, f, or u where both bear it
}

// readGiven reads given.tsv: a line of names, joined with '|', for each gender.
func readGiven(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"gender", "names"}, []string{"note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		g := r.Get("gender")
		if g != "m" && g != "f" && g != "u" {
			return r.Errorf("gender %q is not m, f or u", g)
		}
		for _, n := range r.List("names") {
			s.trie.add(n, Ref{Class: GivenName, Index: len(s.Given)})
			s.Given = append(s.Given, Given{n, g})
		}
	}
	return nil
}
