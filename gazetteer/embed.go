package gazetteer

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

// data holds what the build has made, each source in a file of its own, and always a README, because an
// empty folder can't be embedded. The files are never committed.
//
//go:embed data
var data embed.FS

// The files that the build may have made; the tables in the order in which they are asked.
const (
	citiesFile    = "data/cities.gaz"
	divisionsFile = "data/divisions.gaz"
	countriesFile = "data/countries.gaz"
	shapeFile     = "data/borders.gaz"
)

// embeddedLayers opens what the binary carries, with a user's table in place of the towns; what the build
// hasn't made is left out.
func embeddedLayers(user *Table) ([]*Table, *ShapeFile, error) {
	var tables []*Table
	for _, name := range [...]string{citiesFile, divisionsFile, countriesFile} {
		if name == citiesFile && user != nil {
			tables = append(tables, user)
			continue
		}
		b, err := data.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		t, err := ReadTable(b)
		if err != nil {
			return nil, nil, fmt.Errorf("embedded %s: %w", name, err)
		}
		tables = append(tables, t)
	}
	b, err := data.ReadFile(shapeFile)
	if errors.Is(err, fs.ErrNotExist) {
		return tables, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	s, err := OpenShapes(b)
	if err != nil {
		return nil, nil, fmt.Errorf("embedded %s: %w", shapeFile, err)
	}
	return tables, s, nil
}

// Embedded returns how many bytes of tables the binary carries.
func Embedded() int {
	n := 0
	for _, name := range [...]string{citiesFile, divisionsFile, countriesFile, shapeFile} {
		if b, err := data.ReadFile(name); err == nil {
			n += len(b)
		}
	}
	return n
}
