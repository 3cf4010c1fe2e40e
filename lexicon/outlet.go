package lexicon

// An Outlet is an agency, newspaper or broadcaster, as it is credited in news.
type Outlet struct {
	Name    string
	Kind    string // agency, newspaper, broadcaster, magazine, site
	Country string // ISO 3166-1 alpha-3; "" for none
	Where   string
}

// readOutlets reads outlets.tsv.
func readOutlets(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"name", "kind"}, []string{"variants", "country", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		o := Outlet{Name: r.Get("name"), Kind: r.Get("kind"), Country: r.Get("country"), Where: r.Where()}
		if _, known := s.byID[o.Country]; o.Country != "" && !known {
			return r.Errorf("unknown country %q", o.Country)
		}
		i := len(s.Outlets)
		s.Outlets = append(s.Outlets, o)
		s.trie.add(o.Name, Ref{Class: OutletName, Index: i})
		for _, n := range r.List("variants") {
			s.trie.add(n, Ref{Class: OutletName, Index: i, Short: true})
		}
	}
	return nil
}
