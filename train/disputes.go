package train

import (
	"fmt"
	"go/format"
	"math"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/saying"
	"github.com/tocsin-desk/tocsin/link"
)

// A DisputeText is a text with its gold and readings of it: with gold's statements, and the program's own. Spans count bytes.
type DisputeText struct {
	Words      string
	Gold       *saying.Text
	Given, Own *tocsin.Reading
}

// DisputeOptions says how to train the weights of disputes.
type DisputeOptions struct {
	Precision float64 // what the links must reach on texts not learned from, given gold's statements; 0: 0.85
	Folds     int     // parts for cross-validation; 0: 10
	Log       func(format string, args ...any)
}

// How the log-linear model is fitted: plain gradient ascent, the same sums in the same order on every machine.
const (
	disputeSteps  = 600
	disputeRate   = 1.2
	disputePrior  = 10  // pull towards what is believed, in choices
	disputeScale  = 100 // integer weights for one unit of the exponent
	disputeRounds = 2   // what was denied before is a feature, so that the texts are read again with the new weights
	disputeMost   = 400 // hundredths by which the weights may be made stricter
	disputeStep   = 25
)

// Disputes learns when one statement goes against another, and returns the Go source of the weights. Same texts and options give the
// same bytes. The head is told in a comment of the file.
func Disputes(texts []DisputeText, head string, o DisputeOptions) ([]byte, error) {
	if o.Precision == 0 {
		o.Precision = 0.85
	}
	if o.Folds == 0 {
		o.Folds = 10
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	if len(texts) < o.Folds {
		return nil, fmt.Errorf("train disputes: %d texts for %d parts: %w", len(texts), o.Folds, tocsin.ErrInvalid)
	}
	t := &disputeTrainer{o, texts}
	strict, figures, err := t.cross()
	if err != nil {
		return nil, err
	}
	o.Log("%s", figures)
	w := t.fit(func(int) bool { return true })
	w[0] -= strict
	return printedDisputes(head+figures, &w)
}

type disputeTrainer struct {
	DisputeOptions
	texts []DisputeText
}

// cross finds how much stricter than the likeliest the weights must be for the precision that is asked for, on texts not learned from.
func (t *disputeTrainer) cross() (strict int32, figures string, err error) {
	folds := make([]link.Features, t.Folds)
	for k := range folds {
		folds[k] = t.fit(func(i int) bool { return i%t.Folds != k })
	}
	for strict := int32(0); strict <= disputeMost; strict += disputeStep {
		var given, own saying.Scores
		for i := range t.texts {
			w := folds[i%t.Folds]
			w[0] -= strict
			d := &t.texts[i]
			given.Add(d.Gold, linked(d.Given, d.Words, &w))
			own.Add(d.Gold, linked(d.Own, d.Words, &w))
		}
		if p := given.Disputes; float64(p.Right) >= t.Precision*float64(p.Read) {
			return strict, fmt.Sprintf("Cross-validated over %d parts, stricter by %d: given the statements %s, with those that are read %s.\n",
				t.Folds, strict, counted(p), counted(own.Disputes)), nil
		}
	}
	return 0, "", fmt.Errorf("train disputes: a precision of %.2f isn't reached: %w", t.Precision, tocsin.ErrInvalid)
}

func counted(p saying.Pairs) string {
	return fmt.Sprintf("%d of %d links right, %d wanted", p.Right, p.Read, p.Wanted)
}

// linked is a reading with the disputes that weights find in it.
func linked(r *tocsin.Reading, words string, w *link.Features) *saying.Text {
	with := *r
	with.Links = link.Disputes(r, words, w)
	return saying.Read(with.CodePoints(words), words)
}

// fit learns weights, reading the texts anew each round with those of the round before.
func (t *disputeTrainer) fit(use func(int) bool) link.Features {
	var out link.Features
	for range disputeRounds {
		var rows []disputeRow
		for i := range t.texts {
			if use(i) {
				rows = append(rows, disputeRows(&t.texts[i], t.texts[i].Given, &out)...)
				rows = append(rows, disputeRows(&t.texts[i], t.texts[i].Own, &out)...)
			}
		}
		for k, x := range disputeAscend(rows) {
			out[k] = int32(math.Round(x * disputeScale))
		}
	}
	return out
}

// A disputeRow is one choice: the statements that one may go against, and which of them it does. One more choice, with the score nought,
// is none of them.
type disputeRow struct {
	x     []link.Features
	right []bool
	none  bool
}

func disputeRows(d *DisputeText, r *tocsin.Reading, w *link.Features) []disputeRow {
	verdict := d.Gold.Verdicts(saying.Read(r.CodePoints(d.Words), d.Words))
	var out []disputeRow
	for _, c := range link.Choices(r, d.Words, w) {
		row := disputeRow{none: true}
		for k, claim := range c.Claims {
			v := verdict(c.Denial, claim)
			if v == saying.Uncounted {
				continue
			}
			row.x, row.right = append(row.x, c.Of[k]), append(row.right, v == saying.Right)
			row.none = row.none && v != saying.Right
		}
		if len(row.x) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// disputeBelieved are the weights before any text is read. Gold of some dozen texts moves them, but it can't show everything.
func disputeBelieved() []float64 {
	believed := map[string]float64{
		"always": -6, "denies": 2, "says-not": 0.2, "cue-replies": 0.5, "cleft": 0.7, "holds-on": 0.7, "kind-asks": -2, "kind-promises": -2,
		"of-accusation": 1.5, "of-claim": 1.3, "of-denial": 0.3, "of-assessment": 0.8, "of-commitment": -0.5, "of-position": -1, "is-lead": 0.7, "passes-on": -0.7,
		"comes-before": 2, "nearest-pointed": 1.5, "points-far": -0.5, "nearest-told": 0.7, "nearest-hinted": 0.5, "between": -0.5, "sentences-apart": -0.3, "claim-inside-denial": 3,
		"names-denier": 0.3, "names-denier-plainly": 1, "names-claimant": 0.5, "names-each-other": 0.5, "same-state": -0.5, "same-camp": -2,
		"shared-rare": 0.5, "shared-plainly": 0.5, "same-matter": 2, "shared-nothing": -1.5, "opposed": 0.5, "other-figures": -0.3, "goes-on": 0.3, "goes-on-against": 3,
	}
	var out []float64
	for _, name := range link.FeatureNames() {
		out = append(out, believed[name])
	}
	return out
}

// disputeAscend maximises the log-likelihood of the right choices.
func disputeAscend(rows []disputeRow) []float64 {
	believed, w := disputeBelieved(), disputeBelieved()
	grad, speed, size := make([]float64, len(w)), make([]float64, len(w)), make([]float64, len(w))
	for i := range rows {
		for c := range rows[i].x {
			for k, v := range rows[i].x[c] {
				size[k] += float64(v) * float64(v) / float64(len(rows[i].x))
			}
		}
	}
	for range disputeSteps {
		clear(grad)
		for i := range rows {
			rows[i].gradient(w, grad)
		}
		for k := range w {
			g := grad[k] - float64(disputePrior*(w[k]-believed[k]))
			speed[k] = float64(speed[k]*0.9) + float64(g*0.1) // momentum; the conversions keep every machine from fusing
			w[k] += float64(disputeRate * speed[k] / (disputePrior + size[k]))
		}
	}
	return w
}

// gradient adds what one choice says: the features of its right ones minus those the model expects.
func (r *disputeRow) gradient(w, grad []float64) {
	p := make([]float64, len(r.x))
	all, right := 1.0, 0.0
	if r.none {
		right = 1
	}
	for c := range r.x {
		s := 0.0
		for k, v := range r.x[c] {
			s += float64(w[k] * float64(v))
		}
		p[c] = math.Exp(s)
		all += p[c]
		if r.right[c] {
			right += p[c]
		}
	}
	for c := range r.x {
		share := -p[c] / all
		if r.right[c] {
			share += p[c] / right
		}
		for k, v := range r.x[c] {
			grad[k] += float64(share * float64(v))
		}
	}
}

// printedDisputes writes the weights as Go.
func printedDisputes(head string, w *link.Features) ([]byte, error) {
	var b strings.Builder
	b.WriteString("// Code generated by \"tocsin train disputes\"; DO NOT EDIT.\n\npackage link\n\n// weights are those of the features of a pair of statements, in hundredths.\n//\n")
	for l := range strings.Lines(head) {
		b.WriteString("// " + strings.TrimRight(l, "\n") + "\n")
	}
	b.WriteString("var weights = Features{\n")
	for k, name := range link.FeatureNames() {
		fmt.Fprintf(&b, "%d, // %s\n", w[k], name)
	}
	b.WriteString("}\n")
	return format.Source([]byte(b.String()))
}
