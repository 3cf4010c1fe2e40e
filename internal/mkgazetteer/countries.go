package main

import (
	"bytes"
	"fmt"
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// languages are those of the region's press, then the United Nations' and a few with many readers.
var languages = [...]string{"ru", "fa", "ps", "tg", "uz", "uz-Cyrl", "kk", "ky", "tk", "hy", "az", "ka", "be", "uk", "tr", "ar", "ur", "hi", "zh", "ja", "ko", "fr", "es", "de", "it", "pt", "pl", "he"}

// writeCountries writes the names of states in other languages. The point is the lexicon's, for display.
func writeCountries(lex *lexicon.Set) ([]byte, error) {
	var out bytes.Buffer
	w := gazetteer.NewWriter(&out, gazetteer.Layer{
		Name: "cldr", Licence: "Unicode-3.0", Credit: "Unicode CLDR, through golang.org/x/text", Version: display.CLDRVersion,
	})
	id := 0
	for i := range lex.Actors {
		a := &lex.Actors[i]
		if a.Kind != tocsin.State {
			continue
		}
		region, err := language.ParseRegion(regionOf(a.ID))
		if err != nil {
			continue // Yugoslavia: CLDR has no states of the past
		}
		c, ok := lex.Centre(a.ID)
		if !ok {
			return nil, fmt.Errorf("%s has no centre", a.ID)
		}
		id++
		row, err := w.Add(&gazetteer.Place{Name: a.Name, Point: geo.Point(c), Kind: gazetteer.Country, Code: "PCLI", Country: a.ID, Source: "cldr"}, id)
		if err != nil {
			return nil, err
		}
		seen := []string{a.Name}
		for _, lang := range languages {
			name := display.Regions(language.MustParse(lang)).Name(region)
			if name == "" || slices.Contains(seen, name) {
				continue
			}
			seen = append(seen, name)
			if err := w.Alias(row, name, lang); err != nil {
				return nil, err
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// regionOf translates the one code of the lexicon that isn't ISO's.
func regionOf(iso3 string) string {
	if iso3 == "KOS" {
		return "XK"
	}
	return iso3
}
