// Package act finds who did what to whom: it reads the verbs, event nouns and adjectives of a parsed
// text and codes them as PLOVER events with a CAMEO code beside.
//
// In: a parse.Doc, the Cast of its entities, its places and statements, the frames of a lexicon.Set.
// Out: events with their words, realis and trace; answers to the dyads a caller asks about.
// It never decides who an entity is, never codes that somebody merely spoke (the statements do), and
// never turns what was denied, feared or imagined into an event that counts.
package act

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/dating"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxDepth bounds every walk through a tree, so that a broken tree costs nothing but its own events.
const maxDepth = 12

// Find returns the events of a text in the order of their triggers, ids v1, v2, ….
// Votes may be nil: then frames alone decide. Events that are negated, hypothetical or historical are returned too, with that realis.
func Find(d *parse.Doc, cast *actor.Cast, places *where.Map, sts []tocsin.Statement, lex *lexicon.Set, votes *Votes, a *tocsin.Article) []tocsin.Event {
	return read(d, cast, places, sts, lex, votes, a).events
}

// Dyads answers the dyads that the article asks about, from the events that Find returned for it:
// the event that links the two, else the type of the frame on the path between them, else "none".
func Dyads(d *parse.Doc, cast *actor.Cast, places *where.Map, sts []tocsin.Statement, lex *lexicon.Set, votes *Votes, a *tocsin.Article) []tocsin.Dyad {
	if a.Ask == nil || len(a.Ask.Dyads) == 0 {
		return nil
	}
	s := read(d, cast, places, sts, lex, votes, a)
	var out []tocsin.Dyad
	for _, q := range a.Ask.Dyads {
		out = append(out, s.answer(q))
	}
	return out
}

// A scene is one text being read. Everything in it is derived from the arguments of Find.
type scene struct {
	d      *parse.Doc
	cast   *actor.Cast
	places *where.Map
	sts    []tocsin.Statement
	lex    *lexicon.Set
	votes  *Votes    // nil: frames alone
	day    time.Time // of publication
	dated  bool
	newest int // year named in the text
	dates  *dating.Dates

	senses   []sense // by token
	themes   []theme // by token, filled when asked
	mentions []int   // by head token: index in d.Mentions, or -1
	startsAt []int   // by token: head of the mention of an actor that begins there, or -1
	endsAt   []int   // the same for one that ends there
	named    []bool  // by token: inside a name
	rejected []bool  // by token: the votes say that its frame names no event here
	cands    []candidate
	byTok    []int // by token: index in cands, or -1
	events   []tocsin.Event

	asking tocsin.PLOVER // the type whose parties are looked for
	acting bool          // whether it is the actor that is looked for
	depth  int           // of event nouns inside event nouns, while parties are looked for
}

// A candidate is a word whose frame names an event, on its way to become one.
type candidate struct {
	tok        int
	frame      *lexicon.Frame
	inner      int // token of the event in its complement, or NoHead
	typ        tocsin.PLOVER
	mode       []string
	cameo      tocsin.CAMEO
	actors     []party
	recipients []party
	joined     []party // those of the actors that were met with
	reciprocal bool
	realis     tocsin.Realis
	why        string // of the realis
	of         int    // candidate that it is coded beside, or -1
	consumed   bool   // another event has taken it in: "agreed to meet" is one event
	merged     bool
	confidence float64
	also       []int // triggers of events merged into this one
	event      string
}

// party is an entity at a token; entity is -1 for an actor that the text shows but doesn't name.
type party struct {
	entity int
	tok    int
	code   tocsin.ActorCode // of unnamed ones, and where the entity's own doesn't say of which state they are
}

func read(d *parse.Doc, cast *actor.Cast, places *where.Map, sts []tocsin.Statement, lex *lexicon.Set, votes *Votes, a *tocsin.Article) *scene {
	d = mend(d, cast, lex)
	n := len(d.Tokens)
	s := &scene{d: d, cast: cast, places: places, sts: sts, lex: lex, votes: votes,
		senses: make([]sense, n), themes: make([]theme, n), mentions: make([]int, n), startsAt: make([]int, n), endsAt: make([]int, n), named: make([]bool, n), rejected: make([]bool, n), byTok: make([]int, n)}
	s.day, s.dated = a.Day()
	s.newest = s.newestYear()
	s.dates = dating.Read(d, lex, a)
	for i := range n {
		s.mentions[i], s.byTok[i], s.startsAt[i], s.endsAt[i] = parse.NoHead, parse.NoHead, parse.NoHead, parse.NoHead
	}
	s.edges()
	for k := range d.Mentions {
		if h := d.Mentions[k].Head; h >= 0 && h < n {
			s.mentions[h] = k
		}
	}
	for _, name := range d.Names {
		for i := max(0, name.First); i < min(n, name.End); i++ {
			s.named[i] = true
		}
	}
	s.ballot()
	s.collect()
	s.consume()
	for k := range s.cands {
		s.fill(&s.cands[k])
	}
	for k := range s.cands {
		s.settle(&s.cands[k])
	}
	s.merge()
	s.emit()
	return s
}

// edges notes where mentions of actors begin and end.
func (s *scene) edges() {
	for k := range s.cast.Entities {
		for _, m := range s.cast.Entities[k].Mentions {
			r := s.d.TokenRange(m.Span)
			if m.Type == tocsin.PronounMention {
				continue
			}
			for h := r.End - 1; h >= r.First; h-- {
				if len(s.cast.At(h)) > 0 {
					s.startsAt[r.First], s.endsAt[r.End-1] = h, h
					break
				}
			}
		}
	}
}

// collect finds the candidates.
func (s *scene) collect() {
	for i := range s.d.Tokens {
		if !s.d.Sents[s.d.Tokens[i].Sent].Kind.Reported() {
			continue
		}
		if se := s.sense(i); se.frame != nil && se.frame.Act == lexicon.ActEvent && !s.rejected[i] {
			s.byTok[i] = len(s.cands)
			s.cands = append(s.cands, candidate{tok: i, frame: se.frame, inner: se.inner, typ: se.frame.Type, mode: se.frame.Mode, realis: tocsin.Asserted, of: -1})
			s.besides(i, se.inner)
		}
	}
}

// besides adds what a word names besides: "A court jailed two officers for treason" is a conviction and an arrest.
func (s *scene) besides(i, inner int) {
	for _, pos := range partsOfSpeech(s.d.Tokens[i].UPOS) {
		frames := s.frames(i, pos)
		for k := range frames {
			if f := &frames[k]; f.Beside && s.all(i, inner, f) {
				s.cands = append(s.cands, candidate{tok: i, frame: f, inner: inner, typ: f.Type, mode: f.Mode, realis: tocsin.Asserted, of: s.byTok[i]})
			}
		}
	}
}

// consume marks the candidates that stand in the complement of another one and make one event with it.
// "condemned the killing" is two events; "agreed to meet", "rejected talks", "lifted the ban" are one.
func (s *scene) consume() {
	for k := range s.cands {
		c := &s.cands[k]
		if c.inner < 0 || c.typ == tocsin.Accuse && !needs(c.frame, "inner") || c.typ == tocsin.Support {
			continue
		}
		if c.typ == tocsin.Accuse && s.d.Tokens[c.inner].UPOS == parse.VERB && c.frame.Inside == tocsin.Hypothetical {
			continue // "accused it of shelling the town": the shelling is kept, as alleged
		}
		s.swallow(c.inner)
	}
	for k := range s.cands {
		if c := &s.cands[k]; c.typ == tocsin.Protest && !c.consumed {
			if g := s.goal(c.tok); g >= 0 && s.sense(g).is(tocsin.Request) {
				s.swallow(g)
			}
		}
	}
	for k := range s.cands {
		if of := s.cands[k].of; of >= 0 {
			s.cands[k].consumed = s.cands[of].consumed
		}
	}
}

// swallow marks an event and those beside it: "agreed to withdraw and to pay".
func (s *scene) swallow(i int) {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		if k := s.byTok[i]; k >= 0 {
			s.cands[k].consumed = true
		}
		for _, c := range s.d.Children(i) {
			if s.d.Tokens[c].Rel.Base() == "conj" && s.byTok[c] >= 0 && s.d.Child(c, "nsubj", "nsubj:pass") < 0 {
				s.cands[s.byTok[c]].consumed = true
			}
		}
		if s.senses[i].frame == nil || s.senses[i].frame.Act != lexicon.ActInner {
			return
		}
		i = s.senses[i].inner
	}
}

// merge joins events of one type, realis and actors in one sentence, where one of them lacks a
// recipient or has the same: "opened fire on the crowd, killing one" is one event.
func (s *scene) merge() {
	for k := range s.cands {
		c := &s.cands[k]
		for j := 0; j < k && c.ok(); j++ {
			b := &s.cands[j]
			if b.ok() && s.rioted(b, c) {
				b.also, c.merged = append(b.also, c.tok), true
				break
			}
			if b.ok() && s.toll(b, c) {
				c.cameo, c.mode = b.cameo, b.mode // how it was done
				c.also, b.merged = append(c.also, b.tok), true
				continue
			}
			if b.ok() && s.marchedIn(b, c) {
				c.also, b.merged = append(c.also, b.tok), true
				continue
			}
			if !b.ok() || b.typ != c.typ || b.realis != c.realis || s.d.Tokens[b.tok].Sent != s.d.Tokens[c.tok].Sent || !sameParties(b.actors, c.actors) {
				continue
			}
			if len(c.recipients) == 0 || sameParties(b.recipients, c.recipients) || len(b.recipients) > 0 && !s.known(c.recipients) {
				b.also, c.merged = append(b.also, c.tok), true
			} else if len(b.recipients) == 0 && !b.reciprocal {
				c.also, b.merged = append(c.also, b.tok), true
			}
		}
	}
}

// marchedIn reports whether a movement of troops is only how an attack began, and no event beside it (manual):
// "The soldiers crossed the river and attacked the post."
func (s *scene) marchedIn(move, attack *candidate) bool {
	return move.typ == tocsin.Mobilize && attack.typ == tocsin.Assault && move.realis == attack.realis && sameParties(move.actors, attack.actors) &&
		(s.d.Tokens[attack.tok].Head == move.tok || s.d.Tokens[move.tok].Head == attack.tok)
}

// toll reports whether an attack is told only as what killed: "The attack on the post killed nine guards" is one event.
func (s *scene) toll(attack, killed *candidate) bool {
	return attack.typ == tocsin.Assault && killed.typ == tocsin.Assault && attack.realis == killed.realis && s.d.Tokens[attack.tok].UPOS == parse.NOUN &&
		s.d.Tokens[killed.tok].UPOS == parse.VERB && len(killed.recipients) > 0 && s.subject(killed.tok) == attack.tok && sameParties(attack.actors, killed.actors)
}

// rioted reports whether what was destroyed is only how people rioted: "Prisoners rioted, setting fire to their mattresses."
func (s *scene) rioted(riot, harm *candidate) bool {
	return riot.typ == tocsin.Protest && harm.typ == tocsin.Assault && slices.Contains(harm.mode, "destroy") && riot.realis == harm.realis &&
		s.d.Tokens[harm.tok].Head == riot.tok && sameParties(riot.actors, harm.actors)
}

// known reports whether one of the parties has a code. "Killing one person" says less than "fired on the students".
func (s *scene) known(ps []party) bool {
	return slices.ContainsFunc(ps, func(p party) bool {
		return p.entity < 0 && p.code != "" && !strings.HasSuffix(string(p.code), string(civilian)) || p.entity >= 0 && len(s.cast.Entities[p.entity].Codes) > 0
	})
}

func (c *candidate) ok() bool { return !c.consumed && !c.merged && len(c.actors) > 0 }

// emit writes the events. A deed that the same voice tells again is another mention of the event before it.
func (s *scene) emit() {
	for k := range s.cands {
		c := &s.cands[k]
		if !c.ok() {
			continue
		}
		e := s.event(c)
		if first := s.told(&e); first != nil {
			retell(first, &e)
			c.event = first.ID
			continue
		}
		e.ID = fmt.Sprintf("v%d", len(s.events)+1)
		c.event = e.ID
		s.events = append(s.events, e)
	}
}

func (s *scene) event(c *candidate) tocsin.Event {
	t := &s.d.Tokens[c.tok]
	e := tocsin.Event{Type: c.typ, Mode: c.mode, Contexts: s.contexts(t.Sent), CAMEO: c.cameo, Quad: c.typ.Quad(), Score: c.typ.Score(),
		Actors: s.parties(c.actors), Recipients: s.parties(c.recipients), Reciprocal: c.reciprocal, Trigger: s.trigger(c), Realis: c.realis,
		Place: s.places.Event(c.tok), Date: s.date(c), Sentence: t.Sent, Confidence: c.confidence, Trace: s.trace(c)}
	if st := s.statement(c.tok); st != nil {
		id := st.ID
		e.Statement = &id
	}
	return e
}

// trigger returns the words of the event: the word itself, the verb that carries it, its particle,
// and the words of what was merged into it.
func (s *scene) trigger(c *candidate) []tocsin.Span {
	toks := []int{c.tok}
	if h := s.host(c.tok); h >= 0 {
		toks = append([]int{h}, toks...)
	}
	if p := s.d.Child(c.tok, "compound:prt"); p >= 0 {
		toks = append(toks, p)
	}
	if c.inner >= 0 {
		toks = append(toks, c.inner)
	}
	toks = append(toks, c.also...)
	var out []tocsin.Span
	for _, i := range toks {
		out = append(out, s.d.Tokens[i].Span)
	}
	return out
}

func (s *scene) parties(ps []party) []tocsin.Party {
	var out []tocsin.Party
	for _, p := range ps {
		q := tocsin.Party{Code: p.code, Span: s.d.Tokens[p.tok].Span}
		if p.entity >= 0 {
			e := &s.cast.Entities[p.entity]
			if q.Entity = e.ID; q.Code == "" {
				q.Code = e.Code()
			}
			if m := s.mentions[p.tok]; m >= 0 {
				q.Span = s.d.Span(s.d.Mentions[m].Range)
			}
		}
		out = append(out, q)
	}
	return out
}
