package table

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/csv"
	"github.com/tocsin-desk/tocsin/store"
)

// namespace is of the UUIDs (version 5) that name events, so that a second export updates the first.
var namespace = uuid.MustParse("8f0c3b1e-5f4a-5b3c-9d27-6c1f0a7be5d1")

// Events calls f with a record of each event that the query matches, whatever its page, and returns their number.
func Events(ctx context.Context, r store.Reader, q store.EventQuery, f func(*tocsin.Record) error) (int, error) {
	reports := reports{from: store.NewReports(r)}
	return store.EachEvent(ctx, r, q, func(row *store.EventRow) error {
		rep, err := reports.of(ctx, row.Article, row.Hash)
		if err != nil {
			return err
		}
		return f(rep.event(row))
	})
}

// Statements does the same with statements that no event of their article was read from, as CAMEO has them (roots 01 and 02): who said it to whom.
// One whose speaker isn't known is left out, for no table takes it.
func Statements(ctx context.Context, r store.Reader, q store.StatementQuery, f func(*tocsin.Record) error) (n int, err error) {
	reports := reports{from: store.NewReports(r)}
	_, err = store.EachStatement(ctx, r, q, func(row *store.StatementRow) error {
		rep, err := reports.of(ctx, row.Article, row.Hash)
		if err != nil || row.Speaker == "" || rep.told(&row.Statement) {
			return err
		}
		n++
		return f(rep.statement(row))
	})
	return n, err
}

// A report is the article that rows come from: its version, with its reading.
type report struct {
	*store.Stored
	reading *tocsin.Reading
	offsets *tocsin.Offsets
	length  int
}

// reports makes a report once for all rows of its article.
type reports struct {
	from *store.Reports
	last *report
}

func (rs *reports) of(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*report, error) {
	version, reading, err := rs.from.Of(ctx, id, hash)
	if err != nil {
		return nil, err
	}
	if rs.last == nil || rs.last.Stored != version {
		rs.last = &report{version, reading, tocsin.NewOffsets(version.Text), utf8.RuneCountInString(version.Text)}
	}
	return rs.last, nil
}

// record is what all rows of a report share.
func (rep *report) record(id string, story tocsin.StoryID, reach tocsin.Reach) *tocsin.Record {
	r := &tocsin.Record{
		ID:      uuid.NewSHA1(namespace, []byte(string(rep.ID)+"\x00"+string(rep.Hash)+"\x00"+id)).String(),
		Article: rep.ID, Version: rep.Hash, Story: story, URL: rep.URL, Title: rep.Title, Outlet: rep.Outlet, Lang: cmp.Or(rep.Lang, rep.reading.Lang), Length: rep.length,
		Reach: reach, Collected: rep.Collected.UTC().Truncate(time.Second), Coder: coder(rep.reading.Version),
	}
	if day, ok := rep.Day(); ok {
		r.Published = day.Format(time.DateOnly)
	}
	return r
}

func coder(v tocsin.Versions) string {
	if v == (tocsin.Versions{}) {
		return ""
	}
	return strings.Join([]string{"tocsin " + v.Tocsin, "model " + v.Model, "lexicon " + v.Lexicon}, ", ")
}

func (rep *report) event(row *store.EventRow) *tocsin.Record {
	e := &row.Event
	r := rep.record(e.ID, row.Story, row.Reach)
	r.Type, r.Modes, r.Contexts, r.CAMEO, r.Score, r.Realis, r.Reciprocal = e.Type, e.Mode, e.Contexts, e.CAMEO, e.Score, e.Realis, e.Reciprocal
	r.Sentence, r.Words, r.Confidence = e.Sentence+1, csv.Short(row.Words), e.Confidence
	r.Day = rep.day(r, e.Date)
	r.Actors, r.Recipients = rep.parties(r, "actor", e.Actors, row.Actors), rep.parties(r, "recipient", e.Recipients, row.Recipients)
	for _, s := range e.Trigger {
		rep.show(r, "trigger", s, strings.Join(e.Trace, "; "))
	}
	rep.place(r, e.Place)
	if e.Statement != nil {
		rep.attribute(r, *e.Statement)
	}
	return r
}

// day is the event's day: as the text dates it, its first where it is a longer time, else that of publication.
func (rep *report) day(r *tocsin.Record, w *tocsin.When) string {
	if w == nil {
		return r.Published
	}
	r.Evidence = append(r.Evidence, tocsin.Evidence{Field: "date", Words: w.Value, Why: cmp.Or(w.Basis, "text")})
	for _, s := range [...]string{w.Begin, w.Value} {
		if t, ok := tocsin.ParseDate(s); ok {
			return t.Format(time.DateOnly)
		}
	}
	return r.Published
}

func (rep *report) parties(r *tocsin.Record, field string, parties []tocsin.Party, names []string) (out []tocsin.RecordParty) {
	for i, p := range parties {
		party := tocsin.RecordParty{Name: tocsin.Resident, Code: p.Code}
		if i < len(names) && names[i] != "" {
			party.Name, party.Title, party.Words = names[i], rep.role(p.Entity), csv.Short(flat(p.Span.Of(rep.Text)))
			basis := ""
			if e := rep.reading.Entity(p.Entity); e != nil {
				basis = e.Basis
			}
			rep.show(r, field, p.Span, basis)
		}
		out = append(out, party)
	}
	return out
}

// role is what the text says an entity is where it speaks.
func (rep *report) role(id tocsin.EntityID) string {
	for _, s := range rep.reading.Statements {
		if s.Role != nil && s.Speaker != nil && *s.Speaker == id {
			return s.Role.Text
		}
	}
	return ""
}

// show adds where a value comes from.
func (rep *report) show(r *tocsin.Record, field string, s tocsin.Span, why string) {
	if s.Validate(rep.Text) != nil {
		return
	}
	r.Evidence = append(r.Evidence, tocsin.Evidence{Field: field, Span: rep.offsets.CodePoints(s), Words: csv.Short(flat(s.Of(rep.Text))), Why: why})
}

func (rep *report) place(r *tocsin.Record, p *tocsin.Place) {
	if p == nil {
		return
	}
	r.Place = tocsin.RecordPlace{Name: flat(p.Name), Province: p.Admin1, Country: p.Country, Lat: p.Lat, Lon: p.Lon, GeoNames: p.GeoNames, Precision: p.Precision}
	if p.Precision == tocsin.AtPlace {
		r.Place.City = r.Place.Name
	}
	rep.show(r, "place", p.Span, strings.Join(p.Trace, "; "))
}

// attribute says which statement reports the event, and who passed it on.
func (rep *report) attribute(r *tocsin.Record, id string) {
	i := slices.IndexFunc(rep.reading.Statements, func(s tocsin.Statement) bool { return s.ID == id })
	if i < 0 {
		return
	}
	s := &rep.reading.Statements[i]
	r.Statement = id
	for _, hop := range s.Chain {
		name := hop.By
		if e := rep.reading.Entity(tocsin.EntityID(hop.By)); e != nil {
			if name = e.Name; rep.reading.Private(e) {
				name = tocsin.Resident
			}
		}
		if name = strings.ReplaceAll(flat(cmp.Or(name, rep.Outlet)), ";", ","); name != "" {
			r.Attribution = append(r.Attribution, name)
		}
	}
	for _, c := range s.Cue {
		rep.show(r, "cue", c, strings.Join(s.Trace, "; "))
	}
	for _, c := range s.Content {
		rep.show(r, "content", c, "")
	}
}

// told reports whether an event was read from the saying itself: it has a row of its own.
func (rep *report) told(s *tocsin.Statement) bool {
	for i := range rep.reading.Events {
		for _, t := range rep.reading.Events[i].Trigger {
			if slices.ContainsFunc(s.Cue, t.Overlaps) {
				return true
			}
		}
	}
	return false
}

func (rep *report) statement(row *store.StatementRow) *tocsin.Record {
	s := &row.Statement
	r := rep.record(s.ID, row.Story, row.Reach)
	r.CAMEO, r.Realis, r.Sentence, r.Words, r.Confidence = sayingCode(s.Kind), tocsin.Asserted, s.Sentence+1, csv.Short(flat(row.ContentWords)), s.Confidence
	r.Day = rep.day(r, s.Date)
	one := func(id tocsin.EntityID, name string) tocsin.RecordParty {
		p := tocsin.RecordParty{Name: name, Title: rep.role(id)}
		if e := rep.reading.Entity(id); e != nil {
			p.Code = e.Code()
		}
		return p
	}
	r.Actors = []tocsin.RecordParty{one(*s.Speaker, row.Speaker)}
	for _, id := range s.Addressee {
		if e := rep.reading.Entity(id); e != nil && !rep.reading.Private(e) {
			r.Recipients = append(r.Recipients, one(id, e.Name))
		}
	}
	for _, span := range s.Source {
		rep.show(r, "actor", span, "")
	}
	rep.attribute(r, s.ID)
	return r
}

// sayingCode is the CAMEO code of a statement that is nothing but said.
func sayingCode(k tocsin.Kind) tocsin.CAMEO {
	switch k {
	case tocsin.Denial:
		return "016"
	case tocsin.Appeal:
		return "020"
	}
	return "010"
}
