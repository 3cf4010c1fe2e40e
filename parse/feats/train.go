package feats

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/table"
)

// Settings of a training.
type Settings struct {
	Epochs int
	Prune  float64 // smallest weight kept, in updates
	Seed   uint64
}

// An Example is a sentence with its gold feature strings, "" for none.
type Example struct {
	Sentence
	Gold []string
}

// Train learns from sentences with gold features. tags is the number of tags. It returns the feature strings for
// the model's header beside the sections; strings beyond perceptron.MaxClasses, the rarest, are not learned.
func Train(sents []Example, tags int, o Settings) ([]string, []model.Section, error) {
	names := frequent(sents)
	number := map[string]int{}
	for i, n := range names {
		number[n] = i
	}
	sure, may := certainties(sents, number, tags)
	frozen, err := table.Freeze(sure)
	if err != nil {
		return nil, nil, err
	}
	perc, err := learn(sents, number, may, Model{sure: mustOpen(frozen), strings: names}, o)
	if err != nil {
		return nil, nil, err
	}
	header := slices.Clone(names)
	for i, n := range header {
		if n == "" {
			header[i] = "_"
		}
	}
	return header, []model.Section{{Name: section, Data: perc}, {Name: sectionSure, Data: frozen}, {Name: sectionMay, Data: may}}, nil
}

func frequent(sents []Example) []string {
	count := map[string]int{}
	for _, s := range sents {
		for _, g := range s.Gold {
			count[g]++
		}
	}
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return names[:min(len(names), perceptron.MaxClasses)]
}

// A tag, or a tag with a form, is certain when it was seen often enough and nearly always had one string.
const (
	sureSeen  = 10
	surePer10 = 9950 // of 10,000
)

// certainties returns the look-ups that need no context, and which strings each tag may have.
func certainties(sents []Example, number map[string]int, tags int) (map[uint64]uint16, []byte) {
	type key struct {
		hash uint64
		tag  uint8
	}
	byTag, byForm := map[uint8]map[int]int{}, map[key]map[int]int{}
	may := make([]byte, rowBytes*tags)
	for _, s := range sents {
		for i, g := range s.Gold {
			n, ok := number[g]
			if !ok {
				continue
			}
			t := s.Tags[i]
			if byTag[t] == nil {
				byTag[t] = map[int]int{}
			}
			k := key{s.Words[i].Norm, t}
			if byForm[k] == nil {
				byForm[k] = map[int]int{}
			}
			byTag[t][n]++
			byForm[k][n]++
			may[rowBytes*int(t)+n/8] |= 1 << (n % 8)
		}
	}
	sure := map[uint64]uint16{}
	for t, c := range byTag {
		if n, ok := certain(c); ok {
			sure[tagKey(t)] = n
		}
	}
	for k, c := range byForm {
		if _, ok := sure[tagKey(k.tag)]; ok {
			continue
		}
		if n, ok := certain(c); ok {
			sure[formKey(k.tag, k.hash)] = n
		}
	}
	return sure, may
}

func certain(c map[int]int) (uint16, bool) {
	best, most, total := 0, 0, 0
	for n, times := range c {
		total += times
		if times > most || times == most && n < best {
			best, most = n, times
		}
	}
	return uint16(best), total >= sureSeen && most*10_000 >= total*surePer10
}

func mustOpen(b []byte) table.Table {
	t, err := table.Open(b)
	if err != nil {
		panic(err) // it was frozen a line above
	}
	return t
}

func learn(sents []Example, number map[string]int, may []byte, m Model, o Settings) ([]byte, error) {
	p := perceptron.NewTrainer(len(m.strings))
	rng := rand.New(rand.NewPCG(o.Seed, 5))
	order := rng.Perm(len(sents))
	scores := make([]int32, len(m.strings))
	var buf []uint64
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, si := range order {
			s := &sents[si]
			for i, g := range s.Gold {
				gold, ok := number[g]
				if _, sure := m.certain(&s.Sentence, i); !ok || sure {
					continue
				}
				buf = features(&s.Sentence, i, buf[:0])
				p.Score(buf, scores)
				p.Update(buf, gold, bestOf(scores, may[rowBytes*int(s.Tags[i]):]))
			}
		}
	}
	return p.Freeze(o.Prune)
}

// SetGold sets the gold strings of a doc's n-th sentence.
func (e *Example) SetGold(d *parse.Doc, n int) {
	for i := d.Sents[n].First; i < d.Sents[n].End; i++ {
		e.Gold = append(e.Gold, d.Tokens[i].Feats)
	}
}
