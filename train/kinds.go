package train

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	"github.com/tocsin-desk/tocsin/eval/saying"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A KindText is an article whose statements are labelled with their kinds.
type KindText struct {
	Article tocsin.Article
	Gold    saying.Gold
}

// KindOptions says how to train the classifier of kinds.
type KindOptions struct {
	Folds int // parts for cross-validation; 0: 10
	Log   func(format string, args ...any)
}

// How the log-linear model is fitted: gradient ascent with a rate of its own for each weight, the same sums in the same order on every machine.
const (
	kindSteps  = 400
	kindRate   = 0.2
	kindPrior  = 16   // pull towards what is believed
	trustRule  = 0.8  // what is believed of the rules before anything is learned
	trustClass = 2.5  // and of those that go by the class of a cue
	kindAlso   = 0.35 // the share of kinds that are right as well
	kindScale  = 100  // integer weights for one unit of the exponent
	kindFolds  = 10
	kindLeast  = 3 // weights that round to less are left out
	kindRounds = 2 // what was said before has a kind too, so that the texts are read again with the new weights
	kindRare   = 2 // features of fewer statements are left out
)

// ReadKindTexts reads the articles of a part, by its field or by saying.Part, and their labels: lines of JSON, as eval/gold/statements/README.md tells.
func ReadKindTexts(passages, gold io.Reader, part string) ([]KindText, error) {
	labels, err := saying.ReadGold(gold)
	if err != nil {
		return nil, err
	}
	of := map[string]saying.Gold{}
	for _, g := range labels {
		of[g.ID] = g
	}
	raw, err := io.ReadAll(passages)
	if err != nil {
		return nil, err
	}
	var out []KindText
	n := 0
	for line := range bytes.Lines(raw) {
		n++
		var p struct{ Part string }
		var t KindText
		if err := json.Unmarshal(line, &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if err := json.Unmarshal(line, &t.Article); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		g, ok := of[string(t.Article.ID)]
		if p.Part == "" {
			p.Part = saying.Part(string(t.Article.ID))
		}
		if p.Part != part || !ok {
			continue
		}
		t.Gold = g
		out = append(out, t)
	}
	return out, nil
}

// ReadKindLines reads statements that are written for training: a table with the columns kind and text, the content in brackets. Several
// kinds that are right alike are joined with '|'.
func ReadKindLines(name string, data []byte) ([]KindText, error) {
	rows, err := lexicon.ReadTable(name, data, []string{"kind", "text"}, nil)
	if err != nil {
		return nil, err
	}
	var out []KindText
	for n, row := range rows {
		text := row.Get("text")
		open, end := strings.IndexByte(text, '['), strings.IndexByte(text, ']')
		if open < 0 || end < open {
			return nil, row.Errorf("no content in brackets: %q", text)
		}
		m := saying.Mark{ID: "s1", Polarity: "affirmed", Chain: []saying.Link{{}}}
		for i, k := range row.List("kind") {
			if !slices.Contains(tocsin.Kinds(), tocsin.Kind(k)) {
				return nil, row.Errorf("kind %q", k)
			}
			if i == 0 {
				m.Kind = tocsin.Kind(k)
			} else {
				m.KindAlso = append(m.KindAlso, tocsin.Kind(k))
			}
		}
		plain := text[:open] + text[open+1:end] + text[end+1:]
		m.Content = []tocsin.Span{tocsin.NewOffsets(plain).CodePoints(tocsin.Span{Start: open, End: end - 1})}
		out = append(out, KindText{Article: tocsin.Article{ID: tocsin.ArticleID(fmt.Sprintf("line %d", n)), Text: plain, Lang: "en"}, Gold: saying.Gold{Statements: []saying.Mark{m}}})
	}
	return out, nil
}

// A kindCase is a statement with its features and how right each kind is.
type kindCase struct {
	text     int
	features []string
	right    []float64
	gold     tocsin.Kind
	also     []tocsin.Kind
}

// kindTrainer holds the texts while the classifier learns.
type kindTrainer struct {
	texts []KindText // the own ones, then single statements
	own   int
	folds int
	docs  []*parse.Doc
	lex   *lexicon.Set
	model *attribute.Model
}

// Kinds trains the classifier of kinds and returns its table. Each text is parsed once by read. Same texts, models and options give the
// same bytes. The lines are learned from, and nothing is measured on them.
func Kinds(texts, lines []KindText, model *attribute.Model, lex *lexicon.Set, read func(*tocsin.Article) *parse.Doc, head string, o KindOptions) ([]byte, error) {
	t, err := newKindTrainer(texts, lines, model, lex, read, &o)
	if err != nil {
		return nil, err
	}
	var all saying.Table
	for f := range o.Folds {
		k, _, err := t.learned(t.without(f), "")
		if err != nil {
			return nil, err
		}
		cases, err := t.cases(k, func(i int) bool { return i < t.own && i%o.Folds == f })
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			have := k.Best(c.features)
			if slices.Contains(c.also, have) {
				have = c.gold
			}
			all.Add(c.gold, have)
		}
	}
	kappa, n := all.Kappa()
	share := fmt.Sprintf("Of %d statements of texts not learned from, %d folds: macro-F1 %.1f, kappa %.2f.", n, o.Folds, 100*all.Macro(false), kappa)
	if o.Log != nil {
		o.Log("%s", share)
		for _, k := range tocsin.Kinds() {
			f1, n := all.F1(k, false)
			o.Log("  %-11s F1 %.1f of %d", k, 100*f1, n)
		}
	}
	_, table, err := t.learned(func(int) bool { return true }, head+share+"\n")
	return table, err
}

func newKindTrainer(texts, lines []KindText, model *attribute.Model, lex *lexicon.Set, read func(*tocsin.Article) *parse.Doc, o *KindOptions) (*kindTrainer, error) {
	if o.Folds == 0 {
		o.Folds = kindFolds
	}
	t := &kindTrainer{texts: slices.Concat(texts, lines), own: len(texts), folds: o.Folds, lex: lex, model: model}
	for i := range t.texts {
		d := read(&t.texts[i].Article)
		if d == nil {
			return nil, fmt.Errorf("text %s: %w", t.texts[i].Article.ID, tocsin.ErrInvalid)
		}
		t.docs = append(t.docs, d)
	}
	return t, nil
}

// without chooses the texts outside a fold, and all lines.
func (t *kindTrainer) without(fold int) func(int) bool {
	return func(i int) bool { return i >= t.own || i%t.folds != fold }
}

// learned fits the weights to some of the texts.
func (t *kindTrainer) learned(keep func(int) bool, head string) (*attribute.Kinds, []byte, error) {
	var k *attribute.Kinds
	var table []byte
	for range kindRounds {
		cases, err := t.cases(k, keep)
		if err != nil {
			return nil, nil, err
		}
		table = kindTable(cases, head)
		if k, err = attribute.ReadKinds("kinds.tsv", table); err != nil {
			return nil, nil, err
		}
	}
	return k, table, nil
}

// cases pairs what the program reads of some texts with the labels: contents that have half of their bytes in common.
func (t *kindTrainer) cases(k *attribute.Kinds, keep func(int) bool) ([]kindCase, error) {
	var out []kindCase
	m := t.model.WithKinds(k)
	for i := range t.texts {
		if !keep(i) {
			continue
		}
		a := &t.texts[i].Article
		gold, err := t.texts[i].Gold.In(a.Text)
		if err != nil {
			return nil, err
		}
		read := attribute.KindExamples(t.docs[i], actor.Resolve(t.docs[i], t.lex, a), t.lex, a, m)
		taken := make([]bool, len(read))
		for g := range gold.Statements {
			s := &gold.Statements[g]
			best, score := -1, 0.5
			for j := range read {
				v := overlapping(s.Content, read[j].Content)
				if v >= 0.5 && len(s.Cue)+len(read[j].Cue) > 0 && overlapping(s.Cue, read[j].Cue) > 0 {
					v++
				}
				if !taken[j] && v >= score {
					best, score = j, v
				}
			}
			if best < 0 || s.InDoubt {
				continue
			}
			taken[best] = true
			c := kindCase{text: i, features: read[best].Features, gold: s.Kind, also: s.Also}
			for _, kind := range tocsin.Kinds() {
				v := 0.0
				switch {
				case kind == s.Kind && len(s.Also) == 0:
					v = 1
				case kind == s.Kind:
					v = 1 - kindAlso
				case slices.Contains(s.Also, kind):
					v = kindAlso / float64(len(s.Also))
				}
				c.right = append(c.right, v)
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// overlapping is the F1 of the bytes of two lists of spans.
func overlapping(a, b []tocsin.Span) float64 {
	both, all := 0, 0
	for _, x := range a {
		all += x.Len()
		for _, y := range b {
			both += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	for _, y := range b {
		all += y.Len()
	}
	return 2 * float64(both) / float64(max(1, all))
}

// kindTable fits the weights and writes them.
func kindTable(cases []kindCase, head string) []byte {
	count := map[string]int{}
	for i := range cases {
		for _, f := range cases[i].features {
			count[f]++
		}
	}
	var names []string
	for f, n := range count {
		if n >= kindRare {
			names = append(names, f)
		}
	}
	slices.Sort(names)
	index := make(map[string]int, len(names))
	for i, f := range names {
		index[f] = i
	}
	rows := make([][]int, len(cases))
	for i := range cases {
		for _, f := range cases[i].features {
			if k, ok := index[f]; ok {
				rows[i] = append(rows[i], k)
			}
		}
	}
	w := fitKinds(cases, rows, names)
	var b bytes.Buffer
	for line := range strings.Lines(head) {
		b.WriteString("# " + line)
	}
	kinds := tocsin.Kinds()
	b.WriteString("feature")
	for _, k := range kinds {
		b.WriteString("\t" + string(k))
	}
	b.WriteString("\n")
	for f, name := range names {
		row, any := name, false
		for k := range kinds {
			v := int(math.Round(kindScale * w[f*len(kinds)+k]))
			any = any || v >= kindLeast || v <= -kindLeast
			row += fmt.Sprintf("\t%d", v)
		}
		if any {
			b.WriteString(row + "\n")
		}
	}
	return b.Bytes()
}

// fitKinds is multinomial logistic regression.
func fitKinds(cases []kindCase, rows [][]int, names []string) []float64 {
	features, k := len(names), len(tocsin.Kinds())
	believed := make([]float64, features*k)
	for f, name := range names {
		for j, kind := range tocsin.Kinds() {
			switch name {
			case "rule=" + string(kind):
				believed[f*k+j] = trustRule
			case "rule=" + string(kind) + " by class":
				believed[f*k+j] = trustClass
			}
		}
	}
	w, grad, sum2 := make([]float64, features*k), make([]float64, features*k), make([]float64, features*k)
	copy(w, believed)
	p := make([]float64, k)
	for range kindSteps {
		for i := range grad {
			grad[i] = -kindPrior * (w[i] - believed[i])
		}
		for i := range cases {
			clear(p)
			for _, f := range rows[i] {
				for j := range p {
					p[j] += w[f*k+j]
				}
			}
			top, sum := slices.Max(p), 0.0
			for j := range p {
				p[j] = math.Exp(p[j] - top)
				sum += p[j]
			}
			for j := range p {
				p[j] = cases[i].right[j] - p[j]/sum
			}
			for _, f := range rows[i] {
				for j := range p {
					grad[f*k+j] += p[j]
				}
			}
		}
		for i := range w {
			sum2[i] += grad[i] * grad[i]
			w[i] += kindRate * grad[i] / (math.Sqrt(sum2[i]) + 1e-9)
		}
	}
	return w
}
