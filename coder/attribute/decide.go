package attribute

import (
	"cmp"
	"slices"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/net"
)

// A found is an attribution as the model sees it.
type found struct {
	head    int
	lead    float32 // how sure it is that the word carries a cue: log of the odds
	cue     parse.Range
	source  parse.Range
	content []parse.Range
	groups  string // the groups of hints that speak for it most
}

const (
	leadTake = -0.7 // what a cue needs to be believed; tuned, like the next, on PolNeAR's development part
	leadBare = 0.7  // what one without a source needs
	leadSure = 1    // a cue for which the content of the rules will do
	unlikely = -20  // the lead of a word that is no cue
	settled  = 20   // the lead of what the rules have settled
)

// lead tells for each word how sure the model is that it carries a cue.
func (m *Model) lead(v *view) {
	var s net.LabelScratch
	var hints []uint16
	for n := range v.best {
		v.best[n] = unlikely
	}
	for i := range v.leads {
		v.leads[i] = unlikely
		if !v.sent(i).Kind.Reported() || !v.mayCue(i) {
			continue
		}
		b, _ := v.cueHints(i)
		hints = rows(b, m.cues.Rows, hints)
		m.lay(v, i, &s)
		v.leads[i] = m.leadOf(hints, &s)
		n := v.doc.Tokens[i].Sent
		v.best[n] = max(v.best[n], v.leads[i])
	}
}

// lay prepares the scores of one word: its vector, and that of the word it hangs on.
func (m *Model) lay(v *view, i int, s *net.LabelScratch) {
	m.cues.Begin(s, 1)
	m.cues.Lay(s, v.vector(i), v.vector(v.head(i)))
}

// leadOf scores the word that was laid out.
func (m *Model) leadOf(hints []uint16, s *net.LabelScratch) float32 {
	m.cues.ScoreLaid(s, 0, hints)
	return m.cues.Lead(s, 0, 1)
}

// reasons names the two groups of hints without which the model would be least sure of a cue.
func (m *Model) reasons(v *view, i int, s *net.LabelScratch) string {
	b, ends := v.cueHints(i)
	all := rows(b, m.cues.Rows, nil)
	m.lay(v, i, s)
	whole := m.leadOf(all, s)
	type reason struct {
		group string
		gain  float32
	}
	var rs []reason
	first := 0
	for k, end := range ends {
		if gain := whole - m.leadOf(slices.Concat(all[:first], all[end:]), s); gain > 0 {
			rs = append(rs, reason{cueGroups[k], gain})
		}
		first = end
	}
	slices.SortStableFunc(rs, func(a, b reason) int { return cmp.Compare(b.gain, a.gain) })
	switch len(rs) {
	case 0:
		return "nothing alone"
	case 1:
		return rs[0].group
	}
	return rs[0].group + ", " + rs[1].group
}

// decide reads an article with the model: which words carry cues, and what stands around them. The surest come first; a cue
// in any part of a surer attribution is none, because only the outermost count.
func (m *Model) decide(v *view) []found {
	var likely, out []found
	m.lead(v)
	for i, lead := range v.leads {
		switch c := v.rule[i]; {
		case c != nil && c.sure:
			if i == c.head {
				likely = append(likely, v.settled(c))
			}
		case lead > leadTake:
			likely = append(likely, found{head: i, lead: lead})
		}
	}
	slices.SortStableFunc(likely, func(a, b found) int { return cmp.Compare(b.lead, a.lead) })
	var s net.LabelScratch
	looked := make([]int, len(v.doc.Sents))
	for _, f := range likely {
		n := v.doc.Tokens[f.head].Sent
		if looked[n]++; looked[n] > maxPerSentence || slices.ContainsFunc(out, func(o found) bool { return o.holds(f.head) }) {
			continue
		}
		if f.lead < settled {
			m.label(v, &f, &s)
		}
		if len(f.content) > 0 && (f.lead > leadBare || v.sourced(&f)) {
			if f.lead < settled {
				f.groups = m.reasons(v, f.head, &s)
			}
			out = append(out, f)
		}
	}
	v.lend(out)
	return out
}

// sourced reports whether the model or the rules know a source.
func (v *view) sourced(f *found) bool {
	c := v.rule[f.head]
	return f.source.End > 0 || c != nil && c.source.End > 0
}

// label fills in what stands around a cue.
func (m *Model) label(v *view, f *found, s *net.LabelScratch) {
	w := v.window(f.head)
	v.enter(f.head, w)
	m.roles.Begin(s, w.End-w.First)
	m.roles.Lay(s, v.doc.Vectors[w.First*v.doc.Dim:w.End*v.doc.Dim], v.vector(f.head))
	for i := w.First; i < w.End; i++ {
		v.rows = rows(v.roleHints(i, f.head, w), m.roles.Rows, v.rows)
		m.roles.Hide(s, i-w.First, v.rows)
	}
	m.roles.Convolve(s)
	v.labels = m.roles.Best(s, RoleFollows, v.labels)
	f.read(v.labels, w.First)
	if c := v.rule[f.head]; c != nil && len(f.content) == 0 && f.lead > leadSure {
		f.content = v.settled(c).content
	}
}

// lend gives a cue for which the model finds no source the one that the rules give it; where that one is a word out of
// another's content, the source of that other: "said the port was shut and | warned of mines".
func (v *view) lend(all []found) {
	for n := range all {
		f := &all[n]
		c := v.rule[f.head]
		if c == nil || f.source.End > 0 || c.source.End == 0 {
			continue
		}
		f.source = c.source
		for k := range all {
			if o := &all[k]; k != n && o.source.End > 0 && o.contains(c.source.First) {
				f.source = o.source
			}
		}
	}
}

// settled is a candidate of the rules that needs no model.
func (v *view) settled(c *candidate) found {
	f := found{head: c.head, lead: settled, cue: c.cue, source: c.source}
	for _, p := range c.content {
		f.content = append(f.content, v.tokens(p))
	}
	return f
}

// read takes the pieces off a row of labels.
func (f *found) read(labels []int, first int) {
	f.cue = parse.Range{First: f.head, End: f.head + 1}
	start := 0
	for i, l := range labels {
		if l == 0 {
			continue
		}
		switch (l - 1) % 4 {
		case begins:
			start = i
			continue
		case inside:
			continue
		case alone:
			start = i
		}
		p := parse.Range{First: first + start, End: first + i + 1}
		switch (l - 1) / 4 {
		case roleSource:
			if f.source.End == 0 || f.near(p) < f.near(f.source) {
				f.source = p
			}
		case roleCue:
			if p.First <= f.head && f.head < p.End {
				f.cue = p
			}
		case roleContent:
			f.content = append(f.content, p)
		}
	}
}

// near is how far a range lies from the head of the cue.
func (f *found) near(p parse.Range) int { return max(p.First-f.head, f.head-p.End) }

// holds reports whether a token is part of an attribution.
func (f *found) holds(i int) bool {
	in := func(r parse.Range) bool { return r.First <= i && i < r.End }
	return in(f.cue) || in(f.source) || f.contains(i)
}

// contains reports whether a token is part of the content.
func (f *found) contains(i int) bool {
	return slices.ContainsFunc(f.content, func(r parse.Range) bool { return r.First <= i && i < r.End })
}
