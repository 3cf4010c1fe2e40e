package app

import (
	"fmt"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// Gazetteer opens the gazetteer of the binary, or with the table in file in place of its towns. The file
// is mapped where the system can do that, and must stay as it is while the program runs.
func Gazetteer(lex *lexicon.Set, file string) (*gazetteer.Gazetteer, error) {
	if file == "" {
		return gazetteer.Open(lex, nil)
	}
	data, err := mapFile(file)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	table, err := gazetteer.ReadTable(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return gazetteer.Open(lex, table)
}

// checkGazetteer reads the whole gazetteer.
func checkGazetteer(cfg Config) Check {
	c := Check{Name: "gazetteer"}
	lex, err := Lexicon(false, cfg.Lexicon.Tables...)
	if err != nil {
		c.Err = err
		return c
	}
	g, err := Gazetteer(lex, cfg.Gazetteer.File)
	if err != nil {
		c.Err = err
		return c
	}
	c.Err = g.Verify()
	for i, l := range g.Layers() {
		if i > 0 {
			c.Says += ", "
		}
		c.Says += fmt.Sprintf("%s %d", l.Name, l.Rows)
	}
	return c
}
