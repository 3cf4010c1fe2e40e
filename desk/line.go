package desk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// A line is the unit of the desk: who → what → whom, with what a reader needs to weigh it.
type line struct {
	ID         string
	URL        string
	Who        string
	Unnamed    bool   // Who is the desk's word for somebody the text doesn't name
	Org        string // the speaker's organisation
	Verb       string
	Whom       string
	Quote      bool // Whom is the source's own words
	Kind       string
	Code       coded // of an event
	Realis     tocsin.Realis
	By         string // who reports the event; empty: the outlet itself
	Place      string
	Date       string // of what is told, not of the article
	Confidence string
	Disputed   bool
	Promised   bool
	Told       bool   // an event that a speaker reports, not the outlet itself
	Weak       bool   // a statement that is below fair
	Apart      string // of an event that isn't counted: why not
	Under      string // of an event that is told by a statement's own cue: id of the statement
	Chosen     bool
}

// A described is a reading with its text and the context that its lines need.
type described struct {
	article *store.Stored
	*tocsin.Reading
}

// name returns what an entity is called in lines; public says whether the statement at hand gives it a role.
func (d described) name(id tocsin.EntityID, public bool) string {
	e := d.Entity(id)
	switch {
	case e == nil:
		return string(id)
	case !public && d.Private(e):
		return tocsin.Resident
	}
	return e.Name
}

func (d described) names(ids []tocsin.EntityID) string {
	var out []string
	for _, id := range ids {
		out = append(out, d.name(id, false))
	}
	return list(out)
}

func (d described) parties(in []tocsin.Party) string {
	var out []string
	for _, p := range in {
		name := d.name(p.Entity, false)
		if p.Entity == "" {
			name = cmp.Or(unnamedParty(p), tocsin.Words(d.article.Text, []tocsin.Span{p.Span}))
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return list(out)
}

// list joins names as a sentence does.
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// speaker returns who said it, in this order: the resolved speaker, the words of the source, nobody.
func (d described) speaker(s *tocsin.Statement) (name string, known bool) {
	if s.Speaker != nil {
		return d.name(*s.Speaker, s.Role != nil || s.Organisation != nil), true
	}
	return sourceName(tocsin.Words(d.article.Text, s.Source))
}

func (d described) statementLine(s *tocsin.Statement, chosen string) line {
	who, known := d.speaker(s)
	l := line{
		ID: s.ID, URL: itemURL(d.article.ID, s.ID), Who: who, Unnamed: !known,
		Verb: saying(s, tocsin.Words(d.article.Text, s.Cue)), Whom: tocsin.Words(d.article.Text, s.Content), Quote: true,
		Kind: string(s.Kind), Confidence: confidence(s.Confidence), Promised: s.Kind == tocsin.Commitment,
		Disputed: d.disputed(s.ID), Chosen: s.ID == chosen, Date: when(s.Date), Weak: s.Confidence < fair,
	}
	if s.Organisation != nil {
		if l.Org = d.name(*s.Organisation, true); l.Org == l.Who {
			l.Org = ""
		}
	}
	return l
}

// disputed reports whether a statement stands on either side of a dispute.
func (d described) disputed(id string) bool {
	return slices.ContainsFunc(d.Links, func(l tocsin.Link) bool {
		return l.Kind == tocsin.Disputes && (l.From == id || l.To == id)
	})
}

func (d described) eventLine(e *tocsin.Event, chosen string) line {
	l := line{
		ID: e.ID, URL: itemURL(d.article.ID, e.ID), Who: d.parties(e.Actors), Whom: d.parties(e.Recipients),
		Kind: ploverName(string(e.Type)), Code: cameoCode(e.CAMEO), Realis: e.Realis,
		Confidence: confidence(e.Confidence), Promised: e.Realis == tocsin.Future,
		Chosen: e.ID == chosen, Date: when(e.Date), Place: placeName(e.Place),
	}
	l.mood(e)
	if s := d.statement(e.Statement); s != nil {
		l.By, _ = d.speaker(s)
	}
	l.Under = d.under(e)
	return l
}

// under returns the statement whose cue is the event: "accused" tells what was said, and that there was an accusation.
func (d described) under(e *tocsin.Event) string {
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Sentence == e.Sentence && s.Speaker != nil && begins(e.Trigger, s.Cue) && does(e, *s.Speaker) {
			return s.ID
		}
	}
	return ""
}

// begins reports whether a trigger's first words lie in a cue. In "promised to publish" only those do.
func begins(trigger, cue []tocsin.Span) bool {
	return len(trigger) > 0 && slices.ContainsFunc(cue, func(s tocsin.Span) bool { return s.Contains(trigger[0]) })
}

// does reports whether an entity is one of an event's actors.
func does(e *tocsin.Event, id tocsin.EntityID) bool {
	return slices.ContainsFunc(e.Actors, func(p tocsin.Party) bool { return p.Entity == id })
}

// mood says an event's verb and what keeps it from being counted, and gives a name to nobody.
func (l *line) mood(e *tocsin.Event) {
	l.Verb = deed(e).verb(e.Realis, l.Whom != "")
	if !e.Realis.Counts() {
		l.Apart = realisName(e.Realis)
	}
	l.Told = e.Statement != nil
	l.Unnamed = !slices.ContainsFunc(e.Actors, func(p tocsin.Party) bool { return unnamedParty(p) == "" })
	if l.Who == "" {
		l.Who = "somebody not named"
	}
}

// unnamedParty says who takes part in an event where the text names nobody, and "" where it does. Such a party
// has a code and no entity, and its span is only a place to point at: in "a guard was shot" it is "shot".
func unnamedParty(p tocsin.Party) string {
	switch {
	case p.Entity != "":
	case strings.HasSuffix(string(p.Code), "UAF"):
		return "unnamed armed actor (" + string(p.Code) + ")"
	case strings.HasSuffix(string(p.Code), "UNK"):
		return "somebody (" + string(p.Code) + ")"
	}
	return ""
}

// statement returns the statement with the id, or nil.
func (d described) statement(id *string) *tocsin.Statement {
	if id == nil {
		return nil
	}
	for i := range d.Statements {
		if d.Statements[i].ID == *id {
			return &d.Statements[i]
		}
	}
	return nil
}

// lines returns statements and events as they stand in the text: by sentence, statements before the
// events in them.
func (d described) lines(chosen string) []line {
	type placed struct {
		line
		sentence int
	}
	var all []placed
	for i := range d.Statements {
		all = append(all, placed{d.statementLine(&d.Statements[i], chosen), d.Statements[i].Sentence})
	}
	for i := range d.Events {
		all = append(all, placed{d.eventLine(&d.Events[i], chosen), d.Events[i].Sentence})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.sentence - b.sentence })
	out := make([]line, len(all))
	for i, p := range all {
		out[i] = p.line
	}
	return out
}

// A findings is the lines of a reading in the order in which a person should see them.
type findings struct {
	Strong []line // statements that are fair or better, events that are counted
	Weak   []line // other statements
	Apart  []line // events that are mentioned and not counted: nobody may take them for what happened
}

func (d described) findings(chosen string) (out findings) {
	for _, l := range d.lines(chosen) {
		switch {
		case l.Apart != "":
			out.Apart = append(out.Apart, l)
		case l.Weak:
			out.Weak = append(out.Weak, l)
		default:
			out.Strong = append(out.Strong, l)
		}
	}
	out.Strong = nest(out.Strong)
	return out
}

// nest moves each event that is a statement's cue to that statement. Where the statement isn't among the lines,
// the event stands for itself.
func nest(in []line) []line {
	var out []line
	for _, l := range in {
		if l.Under != "" && slices.ContainsFunc(in, func(s line) bool { return s.ID == l.Under }) {
			continue
		}
		l.Under = ""
		out = append(out, l)
		for _, e := range in {
			if e.Under == l.ID {
				out = append(out, e)
			}
		}
	}
	return out
}

// WeakChosen reports whether the chosen line is a weak one, so that its group must stand open.
func (f findings) WeakChosen() bool {
	return slices.ContainsFunc(f.Weak, func(l line) bool { return l.Chosen })
}

// when says a TIMEX3 value: a day or month as the desk writes them, else bounds where there are any, the bare value
// where it isn't resolved to a calendar. What the text doesn't date is about the day that it reports on.
func when(w *tocsin.When) string {
	switch {
	case w == nil:
		return ""
	case w.Basis != "":
		return "about " + day(w.Value)
	case len(w.Value) == len("2006-01") && w.Value[5] <= '1': // a month, not a week or a season
		return day(w.Value)
	case w.Begin != "" && w.End != "" && w.Begin != w.End:
		return day(w.Begin) + " to " + day(w.End)
	case w.Begin != "" && w.End == "":
		return "since " + day(w.Begin)
	case w.End != "" && w.Begin == "":
		return "until " + day(w.End)
	}
	return day(w.Value)
}

func placeName(p *tocsin.Place) string {
	if p == nil {
		return ""
	}
	return p.Name
}
