package desk

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The search for statements: who said what, through whom, carried by which outlet.
type statementsPage struct {
	Query    store.StatementQuery
	Kinds    []option
	Outlets  []option
	Speakers []option
	Orgs     []option
	Strict   bool   // only statements whose confidence is fair or better
	Other    string // address of the same search with the other choice
	Filtered bool
	Feed     string // address of the search as an Atom feed
	BibTeX   string // and as citations
	CSL      string
	Rows     []statementRow
	Paging   paging
}

// statements reads the search for statements out of the address, but for its page.
func (f *filter) statements() store.StatementQuery {
	q := store.StatementQuery{
		Words: f.text("words"), Speaker: f.text("speaker"), Organisation: f.text("organisation"), Kind: f.kind("kind"), Through: f.text("through"),
		Disputed: f.flag("disputed"), Outlet: f.text("outlet"), Copies: f.flag("copies"), Period: f.period(),
	}
	if f.sure("sure") {
		q.MinConfidence = fair
	}
	return q
}

// A statementRow is a statement with the words it came from.
type statementRow struct {
	line
	Through string // the stations between the outlet and the speaker
	Title   string
	Outlet  string
	Printed string // publication date
	Reach   tocsin.Reach
	StoryAt string // address of the list of its copies; empty where it has none
}

func (d *desk) statements(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	n, limits := f.page()
	q := f.statements()
	q.Page = limits
	if f.err != nil {
		return f.err
	}
	strict := q.MinConfidence > 0
	found, err := d.store.Statements(r.Context(), q)
	if err != nil {
		return err
	}
	facets, err := d.store.StatementFacets(r.Context())
	if err != nil {
		return err
	}
	p := statementsPage{
		Query: q, Strict: strict, Filtered: f.active(), Paging: f.paging("/statements", n, len(found.Rows), found.Total),
		Kinds: options(string(q.Kind), facets.Kinds, asIs), Outlets: options(q.Outlet, facets.Outlets, asIs),
		Speakers: options(q.Speaker, facets.Speakers, asIs), Orgs: options(q.Organisation, facets.Organisations, asIs),
	}
	p.Other = f.to("/statements", "sure", "all")
	if !strict {
		p.Other = f.to("/statements", "sure", "")
	}
	p.Feed, p.BibTeX, p.CSL = f.to("/statements/feed"), f.to("/statements/cite", "as", "bibtex"), f.to("/statements/cite", "as", "csl")
	for _, row := range found.Rows {
		p.Rows = append(p.Rows, newStatementRow(row))
	}
	return d.show(w, http.StatusOK, "statements", "Statements", p)
}

func newStatementRow(row store.StatementRow) statementRow {
	s := &row.Statement
	out := statementRow{
		line: line{
			ID: s.ID, URL: itemURL(row.Article, s.ID), Who: row.Speaker, Org: row.Organisation, Verb: saying(s, row.CueWords),
			Whom: oneLine(row.ContentWords), Quote: true, Kind: string(s.Kind), Confidence: confidence(s.Confidence),
			Disputed: row.Disputed, Promised: s.Kind == tocsin.Commitment, Date: when(s.Date), Weak: s.Confidence < fair,
		},
		Title: row.Title, Outlet: row.Outlet, Printed: row.Date, Reach: row.Reach,
		StoryAt: storyURL(row.Story, row.Reach), Through: through(row.Chain, row.Outlet),
	}
	if out.Who == "" && s.Speaker != nil {
		out.Who = tocsin.Resident // the store knows who it is and gives no name
	}
	if out.Who == "" {
		name, known := sourceName(oneLine(row.SourceWords))
		out.Who, out.Unnamed = name, !known
	}
	if out.Org == out.Who {
		out.Org = ""
	}
	return out
}

// through names the stations of a chain between its outlet and its speaker, each once. An outlet that was spoken
// to itself isn't one of them: nobody quotes himself.
func through(chain []string, outlet string) string {
	if len(chain) < 3 {
		return ""
	}
	seen := []string{stationName(outlet), ""}
	var out []string
	for _, name := range chain[1 : len(chain)-1] {
		if plain := stationName(name); !slices.Contains(seen, plain) {
			seen, out = append(seen, plain), append(out, name)
		}
	}
	return list(out)
}

// stationName is what outlets are compared by: in a demo they carry its mark, in their articles they don't.
func stationName(name string) string {
	return strings.ToLower(strings.TrimSuffix(oneLine(name), " (demo)"))
}

// oneLine turns words of a text into a line of a list.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
