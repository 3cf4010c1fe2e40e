package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A PlaceText is a text with the points of places in it.
type PlaceText struct {
	Article tocsin.Article
	Gold    []where.Gold
}

// PlaceOptions says how to train the ranker of places.
type PlaceOptions struct {
	Rounds int // the choices of other names are features, so that the texts are read again with the new weights; 0: 4
	Folds  int // parts for cross-validation; 0: 10
	Log    func(format string, args ...any)
}

// How the log-linear model is fitted: plain gradient ascent, the same sums in the same order on every machine.
const (
	placeSteps  = 400
	placeRate   = 0.5
	placePrior  = 0.03 // pull towards what is believed
	placeScale  = 100  // integer weights for one unit of the exponent
	placeRounds = 4
	placeFolds  = 10
	maxTexts    = 100_000
)

// ReadPlaceTexts reads JSONL: {"text", "toponyms": [{"start", "end", "lat", "lon"}]}, offsets in code points.
func ReadPlaceTexts(r io.Reader) ([]PlaceText, error) {
	var out []PlaceText
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<24)
	for n := 1; s.Scan() && n <= maxTexts; n++ {
		var d struct {
			ID, Text string
			Toponyms []struct {
				Start, End int
				Lat, Lon   *float64
			}
		}
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		t := PlaceText{Article: tocsin.Article{ID: tocsin.ArticleID(d.ID), Text: d.Text, Lang: "en"}}
		offsets := tocsin.NewOffsets(d.Text)
		for _, p := range d.Toponyms {
			if p.Lat != nil && p.Lon != nil && p.Start < p.End {
				t.Gold = append(t.Gold, where.Gold{Span: offsets.ByteSpan(tocsin.Span{Start: p.Start, End: p.End}), Point: geo.Point{Lat: *p.Lat, Lon: *p.Lon}})
			}
		}
		out = append(out, t)
	}
	return out, s.Err()
}

// Places trains the ranker of places and returns its table. Each text is parsed once by read. Same texts, tables and
// options give the same bytes.
func Places(texts []PlaceText, world *where.World, lex *lexicon.Set, read func(*tocsin.Article) *parse.Doc, head string, o PlaceOptions) ([]byte, error) {
	if o.Rounds == 0 {
		o.Rounds = placeRounds
	}
	if o.Folds == 0 {
		o.Folds = placeFolds
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	p := &placeTrainer{PlaceOptions: o, world: world}
	for i := range texts {
		t := &texts[i]
		d := read(&t.Article)
		p.docs = append(p.docs, placeDoc{d, actor.Resolve(d, lex, &t.Article), t})
	}
	if len(p.docs) < o.Folds {
		return nil, fmt.Errorf("train places: %d texts for %d parts: %w", len(p.docs), o.Folds, tocsin.ErrInvalid)
	}
	var held []held
	for fold := range o.Folds {
		w := p.fit(func(i int) bool { return i%o.Folds != fold })
		held = append(held, p.measure(w, func(i int) bool { return i%o.Folds == fold })...)
	}
	o.Log("cross-validated over %d parts: %s", o.Folds, summary(held))
	weights := p.fit(func(int) bool { return true })
	return []byte(printed(head, weights, held)), nil
}

type placeTrainer struct {
	PlaceOptions
	world *where.World
	docs  []placeDoc
}

type placeDoc struct {
	d    *parse.Doc
	cast *actor.Cast
	text *PlaceText
}

// held is one choice on a text that was not learned from.
type held struct {
	right  bool
	margin int32
}

func (p *placeTrainer) examples(world *where.World, use func(int) bool) []where.Example {
	var out []where.Example
	for i := range p.docs {
		if use(i) {
			out = append(out, world.Examples(p.docs[i].d, p.docs[i].cast, &p.docs[i].text.Article, p.docs[i].text.Gold)...)
		}
	}
	return out
}

// fit learns weights, reading the texts anew each round with those of the round before.
func (p *placeTrainer) fit(use func(int) bool) where.Features {
	world := p.world
	var weights where.Features
	for range p.Rounds {
		x := ascend(p.examples(world, use))
		for k := range weights {
			weights[k] = int32(math.Round(x[k] * placeScale))
		}
		world = p.world.WithWeights(weights)
	}
	return weights
}

// ascend maximises the log-likelihood of the right candidates.
func ascend(examples []where.Example) []float64 {
	n := len(where.FeatureNames())
	w, grad := make([]float64, n), make([]float64, n)
	speed, size := make([]float64, n), sizes(examples)
	for k, name := range where.FeatureNames() {
		w[k] = believed[name]
	}
	for range placeSteps {
		clear(grad)
		for i := range examples {
			gradient(&examples[i], w, grad)
		}
		for k, name := range where.FeatureNames() {
			g := grad[k]/float64(len(examples)) - float64(placePrior*(w[k]-believed[name]))
			speed[k] = float64(speed[k]*0.9) + float64(g*0.1) // momentum; the conversions keep every machine from fusing
			w[k] += float64(placeRate * speed[k] / size[k])
		}
	}
	return w
}

// sizes returns one and the mean square of each feature: the number of people moves in larger steps than a yes or no.
func sizes(examples []where.Example) []float64 {
	out := make([]float64, len(where.FeatureNames()))
	rows := 1.0
	for i := range examples {
		for c := range examples[i].Candidates {
			rows++
			for k, v := range examples[i].Candidates[c] {
				out[k] += float64(v) * float64(v)
			}
		}
	}
	for k := range out {
		out[k] = 1 + out[k]/rows
	}
	return out
}

// believed are the weights before any text is read: what the few examples of a corpus can't show. Its texts name few
// villages with many namesakes, and hardly one province.
var believed = map[string]float64{
	"people": 0.3, "state": 2, "capital": 1, "division": 0.5, "area": 0.5, "own-table": 1, "exact-name": 0.3, "other-name": -0.5, "stripped-name": -0.6, "holder": 4, "other-holder": -1,
	"held": 3, "country": 0.5, "divisions": 0.6, "neighbour": 0.2, "nearest": 0.2, "centre": 0.05, "outlet": 0.5, "dateline": 0.3,
}

// gradient adds what one example says: the features of its right candidates minus those the model expects.
func gradient(e *where.Example, w, grad []float64) {
	p := make([]float64, len(e.Candidates))
	top := math.Inf(-1)
	for c := range e.Candidates {
		for k, v := range e.Candidates[c] {
			p[c] += float64(w[k] * float64(v))
		}
		top = max(top, p[c])
	}
	var all, right float64
	for c := range p {
		p[c] = math.Exp(p[c] - top)
		all += p[c]
		if e.Right[c] {
			right += p[c]
		}
	}
	if right == 0 {
		return
	}
	for c := range p {
		share := -p[c] / all
		if e.Right[c] {
			share += p[c] / right
		}
		for k, v := range e.Candidates[c] {
			grad[k] += float64(share * float64(v))
		}
	}
}

// measure chooses on texts that were not learned from.
func (p *placeTrainer) measure(weights where.Features, use func(int) bool) []held {
	var out []held
	for _, e := range p.examples(p.world.WithWeights(weights), use) {
		best, second := -1, int32(math.MinInt32)
		var top int32
		for c := range e.Candidates {
			switch s := e.Candidates[c].Score(&weights); {
			case best < 0 || s > top:
				if best >= 0 {
					second = top
				}
				best, top = c, s
			default:
				second = max(second, s)
			}
		}
		out = append(out, held{e.Right[best], top - second})
	}
	return out
}

func summary(h []held) string {
	n := 0
	for _, x := range h {
		if x.right {
			n++
		}
	}
	return fmt.Sprintf("%d of %d choices right (%.3f)", n, len(h), float64(n)/float64(max(1, len(h))))
}

// printed writes the weights.
func printed(head string, weights where.Features, h []held) string {
	var b strings.Builder
	comment(&b, head)
	fmt.Fprintf(&b, "# cross-validated: %s\nfeature\tweight\n", summary(h))
	for k, name := range where.FeatureNames() {
		fmt.Fprintf(&b, "%s\t%d\n", name, weights[k])
	}
	return b.String()
}

func comment(b *strings.Builder, head string) {
	for l := range strings.Lines(head) {
		b.WriteString("# " + strings.TrimRight(l, "\n") + "\n")
	}
}

// Calibration reads texts with the ranker as it is and returns the table of how often the answers of each case are right, in
// whole percent, with one right and one wrong answer added to each. The texts of one corpus weigh as much as those of another.
func Calibration(corpora [][]PlaceText, world *where.World, lex *lexicon.Set, read func(*tocsin.Article) *parse.Doc, head string) []byte {
	var b strings.Builder
	comment(&b, head)
	b.WriteString("case\tpercent\tof\n")
	type count struct{ of, right float64 }
	all := map[string]count{}
	seen := map[string]int{}
	for _, texts := range corpora {
		here, total := map[string]count{}, 0.0
		for i := range texts {
			t := &texts[i]
			d := read(&t.Article)
			for _, j := range world.Judge(d, actor.Resolve(d, lex, &t.Article), &t.Article, t.Gold) {
				c := here[j.Case]
				c.of++
				if j.Right {
					c.right++
				}
				here[j.Case] = c
				seen[j.Case]++
				total++
			}
		}
		for k, c := range here {
			weight := corpusWeight / max(1, total)
			all[k] = count{all[k].of + float64(weight*c.of), all[k].right + float64(weight*c.right)}
		}
	}
	cases := where.Cases()
	share := make([]float64, len(cases))
	for i, k := range cases {
		share[i] = 100 * (all[k].right + 1) / (all[k].of + 2)
	}
	for i := 0; i+1 < len(cases); i++ { // a smaller lead is never worth more: neighbours that say so are taken together
		first := i
		for i+1 < len(cases) && strings.HasPrefix(cases[i], leads) && strings.HasPrefix(cases[i+1], leads) && share[i+1] > share[i] {
			i++
		}
		pool := count{}
		for _, k := range cases[first : i+1] {
			pool.of, pool.right = pool.of+all[k].of, pool.right+all[k].right
		}
		for k := first; k <= i; k++ {
			share[k] = 100 * (pool.right + 1) / (pool.of + 2)
		}
	}
	for i, k := range cases {
		fmt.Fprintf(&b, "%s\t%d\t%d\n", k, min(99, int(math.Round(share[i]))), seen[k])
	}
	return []byte(b.String())
}

// leads begin the names of cases that are told apart by the lead of a choice, the largest first.
const leads = "lead "

// corpusWeight is how many answers a corpus counts for.
const corpusWeight = 1000
