package train

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
	"github.com/tocsin-desk/tocsin/parse/sentence"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/token"
	"github.com/tocsin-desk/tocsin/parse/word"
	"github.com/tocsin-desk/tocsin/train/neural"
)

// maxLine is the longest line of raw text, in bytes: a line is a paragraph.
const maxLine = 1 << 20

// lines reads a raw text; its entry for the model's header has no count of words yet.
func (t Source) lines() ([]string, model.DataSet, error) {
	set := model.DataSet{Name: t.Name, Licence: t.Licence}
	sum := sha256.New()
	in := bufio.NewScanner(io.TeeReader(t.Data, sum))
	in.Buffer(nil, maxLine)
	var out []string
	for in.Scan() {
		out = append(out, in.Text())
	}
	set.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if err := in.Err(); err != nil {
		return nil, set, fmt.Errorf("read %s: %w", t.Name, err)
	}
	return out, set, nil
}

// rawText is raw text cut into sentences. norms and inputs have one entry a word; an input's first row, of the word
// itself, is filled when the vocabulary is known.
type rawText struct {
	norms  []uint64
	inputs []net.Input
	ends   []int
}

// cut adds a paragraph.
func (r *rawText) cut(text string, tokens *token.Tokenizer, sents *sentence.Segmenter, clusters cluster.Clusters, v *net.Vocabulary) {
	toks := tokens.Tokens(text, nil)
	spans, words := make([]tocsin.Span, len(toks)), make([]word.Word, len(toks))
	for i, t := range toks {
		spans[i], words[i] = t.Span, clusters.Word(t.Span.Of(text))
	}
	first := 0
	for _, end := range sents.Ends(text, spans, words, nil) {
		for _, t := range toks[first:end.Token] {
			r.add(word.Of(text[t.Span.Start:t.FirstEnd()]), v)
			if t.Cut > 0 {
				r.add(word.Of(text[t.Cut:t.Span.End]), v)
			}
		}
		r.ends = append(r.ends, len(r.norms))
		first = end.Token
	}
}

func (r *rawText) add(w word.Word, v *net.Vocabulary) {
	r.norms, r.inputs = append(r.norms, w.Norm), append(r.inputs, v.Input(&w))
}

// Sentences outside these lengths teach little: titles and lists, or what the segmenter could not cut.
const shortest, longest = 4, 100

// examples returns the sentences worth reading, with the rows of their words.
func (r *rawText) examples(known table.Table) []*neural.Example {
	for i, n := range r.norms {
		row, _ := known.Get(n)
		r.inputs[i][net.Words] = row
	}
	var out []*neural.Example
	first := 0
	for _, end := range r.ends {
		if n := end - first; n >= shortest && n <= longest {
			out = append(out, &neural.Example{Inputs: r.inputs[first:end]})
		}
		first = end
	}
	return out
}

// frequent is how many words have a class of their own when hidden words are guessed; the rest are told by cluster.
const frequent = 4096

// vocabulary picks the words that get a row: those that the treebanks have twice, then the most frequent of the raw
// text. It returns the table and the class of each row, negative for none.
func vocabulary(docs []*parse.Doc, raw []uint64, clusters cluster.Clusters, size int) (known []byte, class []int32, err error) {
	banks, counts := map[uint64]int{}, map[uint64]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			banks[word.Of(d.Tokens[i].Form).Norm]++
		}
	}
	for _, n := range raw {
		counts[n]++
	}
	var words []uint64
	for w := range counts {
		if banks[w] < 2 {
			words = append(words, w)
		}
	}
	byCount := func(a, b uint64) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) }
	slices.SortFunc(words, byCount)
	var own []uint64
	for w, n := range banks {
		if n >= 2 {
			own = append(own, w)
		}
	}
	words = append(own, words[:min(len(words), max(size-len(own), 0))]...)
	slices.SortFunc(words, byCount)
	rows := map[uint64]uint16{}
	class = append(class, -1)
	for i, w := range words {
		rows[w] = uint16(i + 1)
		c := int32(-1)
		if n := clusters.Of(w); i < frequent && counts[w] > 0 {
			c = int32(i)
		} else if n > 0 {
			c = frequent + int32(n)
		}
		class = append(class, c)
	}
	known, err = table.Freeze(rows)
	return known, class, err
}
