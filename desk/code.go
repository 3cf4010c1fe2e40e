package desk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// An act is how the desk says a PLOVER type: as a name for lists to choose from, and as the middle of
// "who → what → whom". The words are ours; what the types mean is in the PLOVER manual, draft 0.8.
type act struct {
	typ        tocsin.PLOVER
	name       string // agreement
	past, base string // agreed, agree
	to         string // with: before the one it is done to, where there is one
}

var acts = [...]act{
	{tocsin.Agree, "agreement or promise to cooperate", "agreed", "agree", "with"},
	{tocsin.Consult, "meeting, visit or talks", "met", "meet", ""},
	{tocsin.Support, "political support", "supported", "support", ""},
	{tocsin.Concede, "concession in words", "made concessions", "make concessions", "to"},
	{tocsin.Cooperate, "practical cooperation", "cooperated", "cooperate", "with"},
	{tocsin.Aid, "material help", "helped", "help", ""},
	{tocsin.Retreat, "release, withdrawal or disarming", "pulled back", "pull back", "from"},
	{tocsin.Request, "request or demand", "made a demand", "make a demand", "on"},
	{tocsin.Accuse, "criticism or accusation", "accused", "accuse", ""},
	{tocsin.Reject, "refusal", "refused", "refuse", ""},
	{tocsin.Threaten, "threat", "threatened", "threaten", ""},
	{tocsin.Protest, "protest", "protested", "protest", "against"},
	{tocsin.Sanction, "sanction or reduced relations", "sanctioned", "sanction", ""},
	{tocsin.Mobilize, "move of troops or police", "moved forces", "move forces", "towards"},
	{tocsin.Coerce, "coercion short of violence", "coerced", "coerce", ""},
	{tocsin.Assault, "violence", "used force", "use force", "against"},
}

// A nearer is how the desk says a group of CAMEO codes for which the words of the PLOVER type would tell a
// reader something else: whoever investigates hasn't accused, whoever frees prisoners hasn't pulled back.
// Verbs are chosen so that the past is also the participle.
type nearer struct {
	prefix         string
	past, base, to string
}

var nearers = [...]nearer{
	{"016", "denied responsibility", "deny responsibility", "towards"},
	{"02", "appealed", "appeal", "to"},
	{"03", "promised", "promise", ""},
	{"036", "agreed to meet", "agree to meet", ""},
	{"041", "telephoned", "telephone", "with"},
	{"042", "visited", "visit", ""},
	{"043", "hosted", "host", ""},
	{"045", "mediated", "mediate", "with"},
	{"046", "negotiated", "negotiate", "with"},
	{"051", "praised", "praise", ""},
	{"054", "recognised", "recognise", ""},
	{"057", "signed an agreement", "sign an agreement", "with"},
	{"08", "yielded", "yield", "to"},
	{"081", "eased sanctions", "ease sanctions", "against"},
	{"084", "returned or released", "return or release", ""},
	{"085", "eased sanctions", "ease sanctions", "against"},
	{"087", "de-escalated", "de-escalate", "towards"},
	{"0871", "declared a truce", "declare a truce", "with"},
	{"0874", "pulled back", "pull back", "from"},
	{"09", "investigated", "investigate", ""},
	{"10", "made a demand", "make a demand", "on"},
	{"111", "criticised", "criticise", ""},
	{"114", "complained officially", "complain officially", "to"},
	{"128", "defied", "defy", ""},
	{"150", "showed strength", "show strength", "towards"},
	{"160", "reduced relations", "reduce relations", "with"},
	{"161", "cut relations", "cut relations", "with"},
	{"163", "imposed sanctions", "impose sanctions", "on"},
	{"164", "ended talks", "end talks", "with"},
	{"171", "seized or damaged property", "seize or damage property", "of"},
	{"172", "imposed restrictions", "impose restrictions", "on"},
	{"173", "arrested or detained", "arrest or detain", ""},
	{"174", "expelled", "expel", ""},
}

// deed returns the words for an event: those of its CAMEO code where they are nearer, else its type's.
func deed(e *tocsin.Event) act {
	a := actOf(e.Type)
	longest := 0
	for _, n := range nearers {
		if len(n.prefix) > longest && strings.HasPrefix(string(e.CAMEO), n.prefix) {
			longest = len(n.prefix)
			a.past, a.base, a.to = n.past, n.base, n.to
		}
	}
	return a
}

func actOf(t tocsin.PLOVER) act {
	for _, a := range acts {
		if a.typ == t {
			return a
		}
	}
	return act{t, "unknown type", "acted", "act", "on"}
}

// ploverName says a type for people.
func ploverName(t string) string { return actOf(tocsin.PLOVER(t)).name }

// quadName says a quad class.
func quadName(q tocsin.Quad) string {
	switch q {
	case tocsin.VerbalCooperation:
		return "cooperation in words"
	case tocsin.MaterialCooperation:
		return "cooperation in deeds"
	case tocsin.VerbalConflict:
		return "conflict in words"
	case tocsin.MaterialConflict:
		return "conflict in deeds"
	}
	return "no class"
}

// verb says a type in the middle of a line, as its realis allows: the desk never says of what was
// denied or only considered that it was done, nor, in its own voice, that it was not.
func (a act) verb(r tocsin.Realis, hasTarget bool) string {
	words := a.past
	switch r {
	case tocsin.Negated:
		words = "is said not to have " + a.past
	case tocsin.Future:
		words = "will " + a.base
	case tocsin.Hypothetical:
		words = "might " + a.base
	case tocsin.Historical:
		words = "earlier " + a.past
	}
	if hasTarget && a.to != "" {
		words += " " + a.to
	}
	return words
}

// realisName says what an event's realis means to a reader.
func realisName(r tocsin.Realis) string {
	switch r {
	case tocsin.Asserted:
		return "reported as done"
	case tocsin.Negated:
		return "reported as not done"
	case tocsin.Future:
		return "announced"
	case tocsin.Hypothetical:
		return "only considered"
	case tocsin.Historical:
		return "earlier, told again"
	}
	return "not said"
}

// formName says how a statement is quoted.
func formName(f tocsin.Form) string {
	switch f {
	case tocsin.Direct:
		return "quoted word for word"
	case tocsin.Indirect:
		return "in the reporter’s words"
	case tocsin.Mixed:
		return "partly quoted word for word"
	}
	return "not known"
}

// fair is the confidence from which a statement stands among the strong ones of an article, and in a strict
// search. The coder's confidences are measured shares: of the statements below it at least two in five
// are not what an annotator marked; most of those are beliefs and intentions that nobody uttered.
// It lies half a hundredth low, so that what shows as 0.60 is in.
const fair = 0.595

// confidence says a number from 0 to 1 in a word. The borders lie 0.15 apart.
func confidence(c float64) string {
	switch {
	case c >= fair+0.30:
		return "high"
	case c >= fair+0.15:
		return "good"
	case c >= fair:
		return "fair"
	case c >= fair-0.15:
		return "low"
	}
	return "very low"
}

// A coded is a code with its plain name: the desk never shows the one without the other.
type coded struct{ Code, Name string }

// cameoCode names a CAMEO code.
func cameoCode(c tocsin.CAMEO) coded {
	return coded{string(c), cmp.Or(c.Name(), "not a CAMEO code")}
}

// actorCode names each part of an actor code, big to small: AFGGOV is Afghanistan, government.
// Codes of the desk's own lexicon are named by the entity of the reading that carries them alone.
func actorCode(r *tocsin.Reading, code tocsin.ActorCode) coded {
	var names []string
	for rest := string(code); rest != ""; {
		n := min(3, len(rest))
		names = append(names, actorPart(r, rest[:n]))
		rest = rest[n:]
	}
	return coded{string(code), strings.Join(names, ", ")}
}

func actorPart(r *tocsin.Reading, code string) string {
	if i, ok := slices.BinarySearchFunc(sectorNames[:], code, func(e coded, c string) int { return strings.Compare(e.Code, c) }); ok {
		return sectorNames[i].Name
	}
	if c, ok := tocsin.CountryOf(code); ok {
		return c.Name
	}
	for i := range r.Entities {
		if e := &r.Entities[i]; len(e.Codes) == 1 && e.Codes[0] == code {
			return e.Name
		}
	}
	return "a code of this desk’s lexicon"
}
