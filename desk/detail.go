package desk

import (
	"fmt"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A detail is everything that is known of one statement or event: the drawn chain, the words of each
// part, the codes with their names, and why.
type detail struct {
	line
	Event bool
	Chain []hop
	Parts []partWords
	Facts []fact
	Trace []string

	Beside    []beside       // of a statement: others of the same text that say the same or dispute it
	Elsewhere []statementRow // of the chosen statement: other texts with its words
	BibTeX    string         // addresses of its citation
	CSL       string
}

// A beside is another statement, or event, with what it is to this one.
type beside struct {
	line
	What string
	Why  string
}

// A partWords is a part with its words in the text.
type partWords struct {
	Label string
	Part  part // its colour; empty for words without one
	Words string
}

// A fact is a value with its label, and with its code where it has one.
type fact struct {
	Label, Value, Code string
}

// details returns a detail for each statement and event.
func (d described) details(chosen string) []detail {
	out := make([]detail, 0, len(d.Statements)+len(d.Events))
	for i := range d.Statements {
		out = append(out, d.statementDetail(&d.Statements[i], chosen))
	}
	for i := range d.Events {
		out = append(out, d.eventDetail(&d.Events[i], chosen))
	}
	return out
}

func (d described) statementDetail(s *tocsin.Statement, chosen string) detail {
	out := detail{line: d.statementLine(s, chosen), Chain: d.chain(s), Trace: s.Trace}
	text := d.article.Text
	out.part("speaker", partSpeaker, tocsin.Words(text, s.Source))
	out.part("cue", partCue, tocsin.Words(text, s.Cue))
	out.part("said", partContent, tocsin.Words(text, s.Content))
	out.part("likelihood", "", tocsin.Words(text, s.Likelihood))
	out.part("condition", "", tocsin.Words(text, s.Condition))
	out.part("deadline", partTime, tocsin.Words(text, s.Deadline))
	out.part("for", "", tocsin.Words(text, s.Beneficiary))
	out.fact("Kind", string(s.Kind), "")
	out.fact("Form", formName(s.Form), "")
	if s.Role != nil {
		out.fact("Role, as printed", s.Role.Text, "")
	}
	if s.Organisation != nil {
		out.fact("Organisation", d.name(*s.Organisation, true), "")
	}
	if s.Speaker != nil {
		out.entityCode(d, "Speaker’s code", *s.Speaker)
		if s.SpeakerSure > 0 {
			out.fact("That it is the speaker", confidence(s.SpeakerSure), decimal(s.SpeakerSure))
		}
		out.fact("Speaking with", d.names(s.With), "")
	}
	out.fact("To", d.names(s.Addressee), "")
	out.fact("About", d.names(s.About), "")
	if s.Modality != "certain" {
		out.fact("Likelihood, by the speaker", s.Modality, "")
	}
	if s.Polarity == "negated" {
		out.fact("What is said", "that something is not so", s.Polarity)
	}
	out.fact("Said", when(s.Date), "")
	out.fact("Due", when(s.Due), "")
	if s.Parent != "" {
		out.fact("Inside statement", s.Parent, "")
	}
	out.fact("Confidence", confidence(s.Confidence), decimal(s.Confidence))
	out.Beside = d.beside(s.ID)
	out.BibTeX, out.CSL = citeURL(d.article, s.ID, "bibtex"), citeURL(d.article, s.ID, "csl")
	return out
}

// beside lists what is linked to a statement, seen from it.
func (d described) beside(id string) (out []beside) {
	for _, l := range d.Links {
		other, what := l.To, linkSeen(l.Kind, true)
		if l.To == id {
			other, what = l.From, linkSeen(l.Kind, false)
		}
		if l.From != id && l.To != id || what == "" {
			continue
		}
		if l.Scope == "partial" {
			what += " in part"
		}
		for i := range d.Statements {
			if d.Statements[i].ID == other {
				out = append(out, beside{d.statementLine(&d.Statements[i], ""), what, strings.Join(l.Trace, "; ")})
			}
		}
	}
	return out
}

// linkSeen says what the other end of a link is to one of its ends: from, or the one that the link points to.
func linkSeen(k tocsin.LinkKind, from bool) string {
	switch {
	case k == tocsin.SameStatement:
		return "said again"
	case k == tocsin.Disputes && from:
		return "disputed by this"
	case k == tocsin.Disputes:
		return "disputes this"
	case k == tocsin.Reaffirms && from:
		return "reaffirmed by this"
	case k == tocsin.Reaffirms:
		return "reaffirms this"
	case k == tocsin.Retracts && from:
		return "taken back by this"
	case k == tocsin.Retracts:
		return "takes this back"
	}
	return ""
}

func (d described) eventDetail(e *tocsin.Event, chosen string) detail {
	out := detail{line: d.eventLine(e, chosen), Event: true, Trace: e.Trace}
	text := d.article.Text
	out.part("who", partSpeaker, tocsin.Words(text, partySpans(e.Actors)))
	out.part("act", partAct, tocsin.Words(text, e.Trigger))
	out.part("to whom", partTarget, tocsin.Words(text, partySpans(e.Recipients)))
	if e.Place != nil {
		out.part("place", partPlace, tocsin.Words(text, []tocsin.Span{e.Place.Span}))
	}
	out.fact("Type", ploverName(string(e.Type)), string(e.Type))
	out.fact("How", strings.Join(e.Mode, ", "), "")
	out.fact("Context", strings.ReplaceAll(strings.Join(e.Contexts, ", "), "_", " "), "")
	cameo := cameoCode(e.CAMEO)
	if cameo.Code != "" {
		out.fact("CAMEO", cameo.Name, cameo.Code)
	}
	out.fact("Sort of act", quadName(e.Quad), "")
	out.fact("Weight", decimal(e.Score)+" on a scale from −10, worst conflict, to 10, closest cooperation", "")
	out.fact("How it is told", realisName(e.Realis), "")
	for _, p := range e.Actors {
		out.partyCode(d, "Who", p)
	}
	for _, p := range e.Recipients {
		out.partyCode(d, "To whom", p)
	}
	out.fact("Happened", when(e.Date), "")
	out.place(d, e.Place)
	if out.By != "" {
		out.fact("Reported by", out.By, *e.Statement)
	} else {
		out.fact("Reported by", "the outlet itself", "")
	}
	out.fact("Confidence", confidence(e.Confidence), decimal(e.Confidence))
	return out
}

func (t *detail) part(label string, p part, words string) {
	if words != "" {
		t.Parts = append(t.Parts, partWords{label, p, words})
	}
}

func (t *detail) fact(label, value, code string) {
	if value != "" {
		t.Facts = append(t.Facts, fact{label, value, code})
	}
}

// entityCode adds an entity's actor code with its plain name, and on what the code rests.
func (t *detail) entityCode(d described, label string, id tocsin.EntityID) {
	e := d.Entity(id)
	if e == nil || len(e.Codes) == 0 {
		return
	}
	named := actorCode(d.Reading, e.Code())
	if e.Basis != "" {
		named.Name += " (" + e.Basis + ")"
	}
	t.fact(label, named.Name, named.Code)
}

func (t *detail) partyCode(d described, label string, p tocsin.Party) {
	if p.Code == "" {
		return
	}
	named := actorCode(d.Reading, p.Code)
	if name := d.name(p.Entity, false); name != "" && name != named.Name {
		named.Name = name + ": " + named.Name
	}
	t.fact(label, named.Name, named.Code)
}

// place adds where it happened, how exactly that is known, and the coordinates.
func (t *detail) place(d described, p *tocsin.Place) {
	if p == nil {
		return
	}
	value := p.Name
	if p.Admin1 != "" && p.Admin1 != p.Name {
		value += ", " + p.Admin1
	}
	if p.Country != "" {
		value += ", " + actorPart(d.Reading, p.Country)
	}
	t.fact("Place", value, p.Country)
	at := "known to the " + string(p.Precision)
	if p.Lat != nil && p.Lon != nil {
		at += ", " + degrees(*p.Lat, "N", "S") + " " + degrees(*p.Lon, "E", "W")
	}
	t.fact("Where exactly", at, "")
}

func partySpans(in []tocsin.Party) []tocsin.Span {
	var out []tocsin.Span
	for _, p := range in {
		if unnamedParty(p) == "" {
			out = append(out, p.Span)
		}
	}
	return out
}

// decimal writes a score or a share with as many digits as it deserves.
func decimal(x float64) string {
	return strings.Replace(strings.TrimSuffix(fmt.Sprintf("%.2f", x), ".00"), "-", "−", 1)
}

// degrees writes a coordinate to about a kilometre: a place name isn't known better.
func degrees(x float64, positive, negative string) string {
	if x < 0 {
		return fmt.Sprintf("%.2f° %s", -x, negative)
	}
	return fmt.Sprintf("%.2f° %s", x, positive)
}
