package table

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// petrarchWriter writes what PETRARCH prints: day, source, target, code, issues, ids, the address where there is one, outlet. No header. Of one day, pair and
// code a story has one line, with the ids of all its sentences. Contexts stand as issues.
type petrarchWriter struct {
	tabWriter
	story tocsin.ArticleID
	held  [][]string // lines of the story
}

func newPetrarch(w io.Writer, _ Options) Writer {
	return &petrarchWriter{tabWriter: tabWriter{out: w}}
}

const (
	petrarchKey = 4 // cells that tell lines of a story apart
	petrarchIDs = 5 // the cell of ids
)

func (p *petrarchWriter) Record(r *tocsin.Record) (ids []string, err error) {
	if r.Article != p.story {
		if err := p.Close(); err != nil {
			return nil, err
		}
		p.story = r.Article
	}
	id := petrarchID(r)
	for _, row := range rows(r, true) {
		line := petrarchLine(&row, id)
		if i := slices.IndexFunc(p.held, func(h []string) bool { return slices.Equal(h[:petrarchKey], line[:petrarchKey]) }); i < 0 {
			p.held = append(p.held, line)
		} else if !slices.Contains(split(p.held[i][petrarchIDs], ";"), id) {
			p.held[i][petrarchIDs] += ";" + id
		}
	}
	return []string{id}, nil
}

func petrarchLine(r *row, id string) []string {
	issues := make([]string, len(r.Contexts))
	for i, c := range r.Contexts {
		issues[i] = strings.ToUpper(c) + ",1"
	}
	line := []string{dayPart("20060102")(r), coded(r.actor), coded(r.recipient), string(r.CAMEO), strings.Join(issues, ";"), id}
	if r.URL != "" {
		line = append(line, r.URL)
	}
	line = append(line, r.Outlet)
	for i := range line {
		line[i] = flat(line[i])
	}
	return line
}

// coded is a party's code, or the mark for none.
func coded(p tocsin.RecordParty) string { return string(cmp.Or(p.Code, "---")) }

// petrarchID names the sentence of a story: "AFP0808020621_1". Semicolons part ids, so they can't stand in one.
func petrarchID(r *tocsin.Record) string {
	return strings.ReplaceAll(string(r.Article), ";", ",") + "_" + strconv.Itoa(r.Sentence)
}

func (p *petrarchWriter) Close() error {
	for _, line := range p.held {
		if err := p.line(line); err != nil {
			return err
		}
		p.rows++
	}
	p.held = p.held[:0]
	return nil
}

// readPetrarch reads what PETRARCH printed. A line with several sentences is a record of each.
func readPetrarch(in io.Reader, take Take) error {
	return lines(in, func(n int, line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		all, err := petrarchRecords(strings.Split(line, "\t"))
		if err != nil {
			return take(n, nil, err)
		}
		for _, r := range all {
			if err := take(n, r, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func petrarchRecords(cells []string) ([]*tocsin.Record, error) {
	if len(cells) < 6 || len(cells) > 13 {
		return nil, fmt.Errorf("%d cells, an event of PETRARCH has 6 to 13: %w", len(cells), tocsin.ErrInvalid)
	}
	t, err := time.Parse("20060102", cells[0])
	if err != nil {
		return nil, fmt.Errorf("date %q: no day in the form YYYYMMDD: %w", cut(cells[0]), tocsin.ErrInvalid)
	}
	r := &row{Record: &tocsin.Record{Dataset: "PETRARCH", Day: t.Format(time.DateOnly)}}
	if err := cameo("code").read(r, cells[3]); err != nil {
		return nil, fmt.Errorf("code %q: %w", cut(cells[3]), err)
	}
	r.Score = r.CAMEO.Goldstein()
	for i, to := range [...]*tocsin.ActorCode{&r.actor.Code, &r.recipient.Code} {
		if *to = tocsin.ActorCode(cells[i+1]); *to == "---" {
			*to = ""
		}
	}
	r.parties()
	for _, issue := range split(cells[4], ";") {
		code, _, _ := strings.Cut(issue, ",")
		r.Contexts = append(r.Contexts, strings.ToLower(code))
	}
	rest := cells[6:]
	if len(rest) > 1 && (strings.Contains(rest[0], "://") || len(rest) == 2) {
		r.URL, rest = rest[0], rest[1:]
	}
	if len(rest) > 0 {
		r.Outlet = rest[0]
	}
	return petrarchSentences(r.Record, split(cells[5], ";")), nil
}

func petrarchSentences(r *tocsin.Record, ids []string) (out []*tocsin.Record) {
	for _, id := range ids[:min(len(ids), MaxPairs)] {
		one := *r
		one.ID, one.Article = id, tocsin.ArticleID(id)
		if i := strings.LastIndexByte(id, '_'); i > 0 {
			if n, err := whole(id[i+1:]); err == nil {
				one.Article, one.Sentence = tocsin.ArticleID(id[:i]), n
			}
		}
		out = append(out, &one)
	}
	if out == nil {
		out = []*tocsin.Record{r}
	}
	return out
}

// phoenix is the event table of the Phoenix pipeline: a line a pair, no header. Agents are the first role of a code, others what follows it.
func phoenix() layout {
	id := func(r *row) string { return number(r) + "_" + phoenixVersion }
	party := func(who string, of func(*row) *tocsin.RecordParty) []column {
		rest := func(r *row) []string { _, rest := country(of(r).Code); return rest }
		return []column{
			{who, func(r *row) string { return coded(*of(r)) }, func(r *row, s string) error {
				if s != "---" {
					of(r).Code = tocsin.ActorCode(s)
				}
				return nil
			}},
			derived(who+"Root", func(r *row) string { iso, _ := country(of(r).Code); return iso }),
			derived(who+"Agent", func(r *row) string { all := rest(r); return strings.Join(all[:min(1, len(all))], "") }),
			derived(who+"Others", func(r *row) string {
				all := rest(r)
				if len(all) < 2 {
					return ""
				}
				return strings.Join(all[1:], ";") + ";"
			}),
		}
	}
	return layout{
		dyadic: true, id: id,
		columns: slices.Concat(
			[]column{
				{"EventID", id, func(r *row, s string) error { r.ID, _, _ = strings.Cut(s, "_"); return nil }},
				day("StoryDate", "20060102", func(r *row) *string { return &r.Day }),
				derived("Year", dayPart("2006")), derived("Month", dayPart("01")), derived("Day", dayPart("02")),
			},
			party("Source", theActor), party("Target", theRecipient),
			[]column{
				cameo("CAMEO"),
				derived("RootCode", func(r *row) string { return r.CAMEO.Root() }),
				derived("QuadClass", func(r *row) string { return strconv.Itoa(int(r.CAMEO.Class())) }),
				intensity("Goldstein"),
				list("Issues", ";", func(r *row) *[]string { return &r.Contexts }),
				degrees("Lat", func(r *row) **float64 { return &r.Place.Lat }, 90),
				degrees("Lon", func(r *row) **float64 { return &r.Place.Lon }, 180),
				text("LocationName", func(r *row) *string { return &r.Place.Name }),
				text("StateName", func(r *row) *string { return &r.Place.Province }),
				{"CountryCode", func(r *row) string { return r.Place.Country }, func(r *row, s string) error {
					if c, ok := tocsin.CountryOf(s); ok {
						r.Place.Country = c.ISO
					}
					return nil
				}},
				{"SentenceIDs", func(r *row) string { return petrarchID(r.Record) }, func(r *row, s string) error {
					one := petrarchSentences(&tocsin.Record{}, split(s, ";"))[0]
					r.Article, r.Sentence = one.Article, one.Sentence
					return nil
				}},
				text("URLs", func(r *row) *string { return &r.URL }),
				text("NewsSources", func(r *row) *string { return &r.Outlet }),
			}),
	}
}

// phoenixVersion stands behind the number of an event, as the version of the data.
const phoenixVersion = "tocsin"

// readPhoenix reads the table of the Phoenix pipeline.
func readPhoenix(in io.Reader, take Take) error {
	l := phoenix()
	at := positions(l.names())
	return lines(in, func(n int, line string) error {
		cells := strings.Split(line, "\t")
		switch {
		case strings.TrimSpace(line) == "":
			return nil
		case len(cells) != len(l.columns):
			return take(n, nil, fmt.Errorf("%d cells, an event of Phoenix has %d: %w", len(cells), len(l.columns), tocsin.ErrInvalid))
		}
		return l.take(n, cells, at, "Phoenix", take)
	})
}
