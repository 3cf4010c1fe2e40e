// Package sample is the demo's little world: articles of made-up outlets, some about public facts,
// most about states, people and groups that don't exist, and the entries of the lexicon that these need.
//
// In: nothing. Out: the articles as JSON lines of the reading contract, and tables for lexicon.Set.With.
// It never puts an invented word into the mouth of a real person or body.
package sample

import "embed"

// files is the sample, part of the binary: a demo needs no file and no network.
//
//go:embed articles.jsonl *.tsv
var files embed.FS

// Notice is what every page of a demo says, short enough for two lines on a telephone.
const Notice = "Demonstration. The outlets are invented, and so are Qarzan, Velmora and Tarvia."

// Articles returns the sample's articles as JSON lines; one document comes in two versions.
func Articles() []byte { return must("articles.jsonl") }

// A Table is one table of the lexicon's form.
type Table struct {
	Name string // "actors.tsv"
	Data []byte
}

// Tables returns the demo's entries of the lexicon, in an order in which they may be added.
func Tables() []Table {
	var out []Table
	for _, name := range []string{"countries.tsv", "actors.tsv", "offices.tsv", "places.tsv", "outlets.tsv"} {
		out = append(out, Table{name, must(name)})
	}
	return out
}

// must reads an embedded file; go build would have failed where it isn't there.
func must(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return b
}
