package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The reading view shows an article's text with the words that statements and events came from.
type readingPage struct {
	Article    *store.Stored
	Link       string // to the outlet's page, where a browser may open it
	Cite       string // address of exactly this version and choice
	Reach      *tocsin.Reach
	Waiting    bool // not read yet
	Skipped    string
	Reading    tocsin.Versions
	Statements int
	Events     int // that count, as in the inbox
	Paragraphs []paragraph
	Found      findings
	Details    []detail
	Chosen     string // id of the chosen statement or event
	Missing    string // id that was asked for and isn't in this reading
	Plain      string // address of the same page with nothing chosen
	Disputes   []dispute
	Links      []linkRow
	Versions   []versionRow
	Copies     []copyRow
}

// maxDetails bounds a page: an article with more statements and events shows the details of the chosen
// one only, and asks the server for the next.
const maxDetails = 200

// A versionRow is one version of the document.
type versionRow struct {
	store.Stored
	URL     string
	Changes string // address of what changed since the version before; empty for the first
	Current bool
}

// A copyRow is a member of the story.
type copyRow struct {
	store.CopyRow
	Head    bool
	Current bool
}

func (d *desk) reading(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	id, version := tocsin.ArticleID(f.values.Get("id")), tocsin.VersionHash(f.text("version"))
	chosen := f.text("statement")
	if chosen == "" {
		chosen = f.text("event")
	}
	if f.err != nil {
		return f.err
	}
	a, err := d.version(r.Context(), id, version)
	if err != nil {
		return err
	}
	p, err := d.readingPage(r.Context(), a, chosen)
	if err != nil {
		return err
	}
	return d.show(w, http.StatusOK, "reading", headline(a.Title, a.Text), p)
}

func (d *desk) version(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*store.Stored, error) {
	if hash != "" {
		return d.store.ArticleVersion(ctx, id, hash)
	}
	return d.store.Article(ctx, id)
}

func (d *desk) readingPage(ctx context.Context, a *store.Stored, chosen string) (*readingPage, error) {
	p := &readingPage{Article: a, Link: outside(a.URL), Plain: articleURL(a.ID)}
	if !a.Newest {
		p.Plain = versionURL(a)
	}
	if err := d.company(ctx, p); err != nil {
		return nil, err
	}
	read, err := d.store.Reading(ctx, a.ID, a.Hash)
	switch {
	case errors.Is(err, tocsin.ErrNotFound):
		p.Waiting = true
		p.Paragraphs = paragraphs(a.Text, nil, "")
		return p, nil
	case err != nil:
		return nil, err
	}
	p.read(described{a, read}, chosen)
	return p, d.elsewhere(ctx, p, read)
}

// The search for a statement's words in other texts.
const (
	sameWords    = 12 // words that must be the same, one after the other
	enoughWords  = 6  // fewer say nothing
	maxElsewhere = 10
)

// elsewhere finds other texts with the words of the chosen statement, where it is quoted word for word. Copies of the whole text are listed apart.
func (d *desk) elsewhere(ctx context.Context, p *readingPage, read *tocsin.Reading) error {
	i := slices.IndexFunc(read.Statements, func(s tocsin.Statement) bool { return s.ID == p.Chosen })
	if i < 0 || read.Statements[i].Form == tocsin.Indirect || len(read.Statements[i].Content) == 0 {
		return nil
	}
	words := strings.Fields(strings.Map(noMarks, read.Statements[i].Content[0].Of(p.Article.Text)))
	if len(words) < enoughWords {
		return nil
	}
	found, err := d.store.Statements(ctx, store.StatementQuery{Words: `"` + strings.Join(words[:min(len(words), sameWords)], " ") + `"`, Page: store.Page{Limit: maxElsewhere + 1}})
	if err != nil {
		return err
	}
	for k := range p.Details {
		if p.Details[k].ID != p.Chosen {
			continue
		}
		for _, row := range found.Rows {
			if row.Article != p.Article.ID && len(p.Details[k].Elsewhere) < maxElsewhere {
				p.Details[k].Elsewhere = append(p.Details[k].Elsewhere, newStatementRow(row))
			}
		}
	}
	return nil
}

// noMarks makes blanks of quotation marks, which mean something in a search.
func noMarks(r rune) rune {
	if strings.ContainsRune("\"“”„‟«»", r) {
		return ' '
	}
	return r
}

// company fills in what stands beside the article: its versions and its copies.
func (d *desk) company(ctx context.Context, p *readingPage) error {
	a := p.Article
	versions, err := d.store.Versions(ctx, a.ID)
	if err != nil {
		return fmt.Errorf("versions of %s: %w", a.ID, err)
	}
	for i, v := range versions {
		row := versionRow{Stored: v, URL: versionURL(&v), Current: v.Hash == a.Hash}
		if i > 0 {
			row.Changes = "/difference?" + url.Values{"id": {string(a.ID)}, "from": {string(versions[i-1].Hash)}, "to": {string(v.Hash)}}.Encode()
		}
		p.Versions = append(p.Versions, row)
	}
	in, err := d.store.StoryOf(ctx, a.Hash)
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("story of %s: %w", a.ID, err)
	}
	copies, err := d.store.Copies(ctx, in.Story)
	if err != nil {
		return fmt.Errorf("copies of %s: %w", a.ID, err)
	}
	for _, c := range copies {
		p.Copies = append(p.Copies, copyRow{c, c.Of == c.Version, c.Article == a.ID})
	}
	return nil
}

// read fills in what was read in the text.
func (p *readingPage) read(d described, chosen string) {
	p.Reading, p.Skipped = d.Version, d.Skipped
	p.Statements, p.Events = len(d.Statements), counted(d.Events)
	details := d.details(chosen)
	if chosen != "" && !hasDetail(details, chosen) {
		p.Missing, chosen = chosen, ""
	}
	p.Chosen, p.Cite = chosen, versionURL(p.Article)
	if chosen != "" {
		p.Cite += itemQuery(chosen)
	}
	if len(details) > maxDetails {
		details = only(details, chosen)
	}
	p.Details = details
	p.Found = d.findings(chosen)
	p.Paragraphs = paragraphs(p.Article.Text, marksOf(d.Reading), chosen)
	p.Disputes, p.Links = d.links()
}

// counted returns how many events are reported as done or announced.
func counted(events []tocsin.Event) (n int) {
	for i := range events {
		if events[i].Realis.Counts() {
			n++
		}
	}
	return n
}

// versionURL is the address of exactly this version of a document.
func versionURL(a *store.Stored) string {
	return "/article?" + url.Values{"id": {string(a.ID)}, "version": {string(a.Hash)}}.Encode()
}

// unlessMissing lets an error pass unless it says that there is no such record.
func unlessMissing(err error) error {
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil
	}
	return err
}

func hasDetail(all []detail, id string) bool { return len(only(all, id)) > 0 }

func only(all []detail, id string) []detail {
	for i := range all {
		if all[i].ID == id {
			return all[i : i+1]
		}
	}
	return nil
}
