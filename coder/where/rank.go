package where

import (
	_ "embed" // ranker.tsv
	"fmt"
	"math/bits"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// The features of a candidate; each is a small number that the ranker multiplies with its weight.
const (
	byPeople       = iota // bits of the number of people
	byState               // a state
	byCapital             // the seat of a state's government
	byDivision            // a province
	byDistrict            // a district or county
	byArea                // a sea, range, region or territory
	bySite                // a crossing, a base
	byOwnTable            // a row of the project's own table
	byExactName           // the name as printed
	byOtherName           // another name of the place
	byStrippedName        // without the word for what it is
	byHolder              // in what the text says holds it: "Osh, Kyrgyzstan"
	byOtherHolder         // not in it
	byHeld                // holds what the text says is in it
	byCountry             // other names of the text that are in its country, at most four
	byDivisions           // the same for its division
	byNeighbour           // none is, but one is in a neighbour state
	byNearest             // how near the nearest other place of the text is: 12 - log2 of kilometres
	byCentre              // the same for the middle of the others
	byOutlet              // in the country of the paper
	byDateline            // in the country of the dateline
	nFeatures
)

// featureNames are those of the table, in the order of the constants.
var featureNames = [nFeatures]string{"people", "state", "capital", "division", "district", "area", "site", "own-table", "exact-name", "other-name", "stripped-name", "holder",
	"other-holder", "held", "country", "divisions", "neighbour", "nearest", "centre", "outlet", "dateline"}

// Features describe a candidate of a mention in its text.
type Features [nFeatures]int32

// A ranker is a log-linear model with integer weights, so that every machine makes the same choice.
type ranker struct{ weights Features }

//go:embed ranker.tsv
var rankerTable []byte

// readRanker reads ranker.tsv: weights by feature.
func readRanker(name string, data []byte) (ranker, error) {
	var r ranker
	rows, err := lexicon.ReadTable(name, data, []string{"feature", "weight"}, nil)
	if err != nil {
		return r, err
	}
	for _, row := range rows {
		w, _, err := row.Float("weight", -1e6, 1e6)
		if err != nil {
			return r, err
		}
		k := 0
		for k < nFeatures && featureNames[k] != row.Get("feature") {
			k++
		}
		if k == nFeatures {
			return r, fmt.Errorf("%s: unknown feature %q", row.Where(), row.Get("feature"))
		}
		r.weights[k] = int32(w)
	}
	return r, nil
}

func (r *ranker) score(x *Features) int32 {
	var s int32
	for k, w := range r.weights {
		s += w * x[k]
	}
	return s
}

// A group is the mentions of one name, which mean one place unless the text says otherwise: "Paris, Texas".
type group struct {
	mentions []int
	best     int  // of the candidates of its first mention, or none
	sure     bool // nothing was left to choose
	where    gazetteer.Place
}

// rounds is how often the choices are made anew with those of the other names before them.
const rounds = 3

// resolve chooses what each name means, names with one sense first.
func (f *finder) resolve() {
	index := map[string]int{}
	for k := range f.mentions {
		m := &f.mentions[k]
		key := f.words(m.Range) + "\x00" + m.hint
		if m.state && len(m.cands) > 0 {
			key = "\x00" + m.cands[0].Name // "Afghan" and "Afghanistan" are one vote each, for one state
		} else if f.apart(m) {
			key = fmt.Sprintf("%s\x00%s", key, f.words(f.mentions[m.parent].Range))
		}
		g, ok := index[key]
		if !ok {
			g = len(f.groups)
			index[key] = g
			f.groups = append(f.groups, group{best: none})
		}
		f.groups[g].mentions = append(f.groups[g].mentions, k)
	}
	for g := range f.groups {
		gr := &f.groups[g]
		if m := &f.mentions[gr.mentions[0]]; len(m.cands) == 1 || m.state && len(m.cands) > 0 {
			gr.best, gr.sure, gr.where = 0, true, m.cands[0].Place
		}
	}
	for range rounds {
		for g := range f.groups {
			f.rank(g)
		}
	}
	f.settle()
	f.doubt()
}

// apart reports whether a mention has a holder of its own, so that it may mean another place than its namesakes.
func (f *finder) apart(m *mention) bool {
	return m.parent != none && len(m.cands) > 1
}

// rank chooses the best candidate of a group.
func (f *finder) rank(g int) {
	gr := &f.groups[g]
	m := &f.mentions[gr.mentions[0]]
	if gr.sure || len(m.cands) == 0 {
		return
	}
	around := f.around(g)
	best, score, second := none, int32(0), int32(0)
	var top Features
	for k := range m.cands {
		x := f.features(gr, &m.cands[k], around)
		s := f.ranker.score(&x)
		switch {
		case best == none || s > score:
			if best != none {
				second = score
			} else {
				second = s - sole
			}
			best, score, top = k, s, x
		case s > second || best != none && k == 1:
			second = max(second, s)
		}
	}
	if k := f.namesake(m, best, around); k != none {
		best, score, top = k, second+namesakeLead, f.features(gr, &m.cands[k], around)
	}
	gr.best, gr.where = best, m.cands[best].Place
	for _, k := range gr.mentions {
		o := &f.mentions[k]
		o.best, o.how = best, f.chances.lead(score-second)
		o.why = reasons(&top, len(m.cands))
	}
}

// namesakeLead is the margin of a division that was taken instead of the state of its name.
const namesakeLead = 150

// namesakeFar is how far apart two of one name lie at least, in kilometres: Guam is one, whoever lists it.
const namesakeFar = 1000

// sole is the lead of a choice without a rival.
const sole = 1000

// settle copies the choices that were none to the mentions.
func (f *finder) settle() {
	for g := range f.groups {
		gr := &f.groups[g]
		for _, k := range gr.mentions {
			if m := &f.mentions[k]; gr.sure {
				m.best = none
				if len(m.cands) > 0 {
					m.best, m.how = 0, only(&m.cands[0])
				}
			}
		}
	}
}

// choose ranks the candidates of one mention outside the groups.
func (f *finder) choose(m *mention) {
	k := len(f.mentions)
	f.mentions = append(f.mentions, *m)
	f.groups = append(f.groups, group{mentions: []int{k}, best: none})
	f.rank(len(f.groups) - 1)
	*m = f.mentions[k]
	f.mentions, f.groups = f.mentions[:k], f.groups[:len(f.groups)-1]
	if m.best == none {
		m.best, m.how = 0, only(&m.cands[0])
	}
}

// people returns the bits of the number of people of a place; of what has none in the tables, those that its kind
// has as a rule, so that a province isn't smaller than any hamlet.
func people(p *gazetteer.Place) int32 {
	if p.Population > 0 {
		return int32(bits.Len32(uint32(p.Population)))
	}
	switch p.Kind {
	case gazetteer.Country:
		return 24
	case lexicon.Province, lexicon.Capital:
		return 20
	case lexicon.Territory, lexicon.Region:
		return 19
	case lexicon.Water, lexicon.Terrain, lexicon.District:
		return 16
	}
	return 9
}

// reasons says in words why a candidate was taken.
func reasons(x *Features, of int) []string {
	if of == 1 {
		return nil
	}
	out := []string{fmt.Sprintf("one of %d so called", of)}
	for _, r := range []struct {
		feature int
		words   string
	}{
		{byHolder, "what the text says it lies in"}, {byHeld, "it holds what the text says lies in it"}, {byDivisions, "other places of its division are named"},
		{byCountry, "its country is named"}, {byNeighbour, "a neighbour state is named"}, {byCapital, "a capital"}, {byOutlet, "the paper's own country"}, {byDateline, "the country of the dateline"},
	} {
		if x[r.feature] > 0 {
			out = append(out, r.words)
		}
	}
	if x[byNearest] > mostNear-7 {
		out = append(out, "close to another place of the text")
	}
	if len(out) == 1 {
		out = append(out, "the largest")
	}
	return out
}
