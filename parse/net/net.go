// Package net is the neural network that reads a sentence: one encoder (embeddings of words, affixes and shapes,
// then residual convolutions) under linear heads for tags and features and an arc-hybrid parser whose word slots are
// computed once a sentence (Chen and Manning 2014, with the encoder shared between the tasks).
//
// In: sentences of words. Out: the number of the tag and of the features of each word, its head and relation. It
// never draws crossing arcs, never looks beyond the sentence, and gives the same numbers on any processor: weights
// are int8, activations int16, sums int32. train/neural makes the weights.
package net

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/table"
)

// The sections of a model file, and the names of its classes in the header.
const (
	Section     = "net"
	SectionKnow = "net.words"
	TagSet      = "tag"   // UPOS and treebank tag: "NOUN|NN"
	FeatSet     = "feats" // "_" for none
	RelSet      = "rel"
)

// A Model is read only and safe for any number of goroutines.
type Model struct {
	Vocabulary
	kernel  kernel
	dim     int
	hidden  int
	Tags    []Tag    // by number
	Strings []string // feature strings by number
	rels    []parse.Rel
	tables  [Tables]embeddings
	pad     []int16
	root    []int16
	layers  []layer
	slots   []int16 // packed, dim × WordSlots·hidden
	empty   []int32 // WordSlots × hidden
	byRel   []int32 // RelSlots·(rels+1) × hidden
	counts  []int32 // CountSlots·Counts × hidden
	bias    []int32
	ease    []float32 // from the sums of the parser's layer to its int16
	zero    []float32
	actions head
	tagHead head
	feats   head
	may     []uint16 // the feature strings of each tag, one list after the other
	mayAt   []int    // where the list of a tag begins
}

type embeddings struct {
	times []byte // by row: what a unit of the row is worth in units of the activations
	rows  []byte // int8
}

type layer struct {
	w           []int16 // packed, 3·dim × dim
	scale, bias []float32
}

// A head is a linear classifier.
type head struct {
	classes, width int // width is classes rounded up to whole panels
	w              []int16
	scale, bias    []float32
}

// Open reads the network of a model file. Errors name the section and wrap tocsin.ErrInvalid.
func Open(f *model.File) (*Model, error) {
	b, err := f.Section(SectionKnow)
	if err != nil {
		return nil, err
	}
	m := &Model{kernel: kernels()}
	if m.Known, err = table.Open(b); err != nil {
		return nil, fmt.Errorf("section %s: %w", SectionKnow, err)
	}
	if b, err = f.Section(Section); err != nil {
		return nil, err
	}
	for _, r := range f.Header.Tags[RelSet] {
		m.rels = append(m.rels, parse.Rel(r))
	}
	for _, t := range f.Header.Tags[TagSet] {
		m.Tags = append(m.Tags, ParseTag(t))
	}
	for _, s := range f.Header.Tags[FeatSet] {
		m.Strings = append(m.Strings, strings.TrimPrefix(s, "_"))
	}
	r := reader{b: b}
	m.read(&r)
	if r.err != nil || len(r.b) > 0 {
		return nil, fmt.Errorf("section %s: %d bytes too many or too few: %w", Section, len(r.b), tocsin.ErrInvalid)
	}
	return m, nil
}

// read takes the weights in the order in which train/neural writes them.
func (m *Model) read(r *reader) {
	m.dim, m.hidden = r.size(), r.size()
	layers := r.size()
	for t := range m.Rows {
		m.Rows[t] = r.size() + 1
	}
	if m.dim == 0 || m.dim%panel != 0 || m.hidden%panel != 0 || layers > 64 || len(m.rels) == 0 {
		r.fail()
		return
	}
	for t := range m.tables {
		m.tables[t] = embeddings{r.take(m.Rows[t]), r.take(m.Rows[t] * m.dim)}
	}
	m.pad, m.root = r.int16s(m.dim), r.int16s(m.dim)
	for range layers {
		m.layers = append(m.layers, layer{r.packed(3*m.dim, m.dim), r.floats(m.dim), r.floats(m.dim)})
	}
	m.slots = r.packed(m.dim, WordSlots*m.hidden)
	m.empty, m.byRel, m.counts = r.int32s(WordSlots*m.hidden), r.int32s(RelSlots*(len(m.rels)+1)*m.hidden), r.int32s(CountSlots*Counts*m.hidden)
	m.bias, m.ease, m.zero = r.int32s(m.hidden), r.floats(m.hidden), make([]float32, m.hidden)
	m.actions = r.head(m.hidden, 1+2*len(m.rels))
	m.tagHead, m.feats = r.head(m.dim, len(m.Tags)), r.head(m.dim, len(m.Strings))
	for range len(m.Tags) {
		m.mayAt = append(m.mayAt, len(m.may))
		for range r.size() {
			m.may = append(m.may, uint16(r.size()))
			if r.err != nil || int(m.may[len(m.may)-1]) >= len(m.Strings) {
				r.fail()
				return
			}
		}
	}
	m.mayAt = append(m.mayAt, len(m.may))
}

// reader takes numbers off a section; after the first failure it gives zeros.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail() { r.err = tocsin.ErrInvalid }

func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.b) {
		r.fail()
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// size reads two bytes.
func (r *reader) size() int {
	b := r.take(2)
	if b == nil {
		return 0
	}
	return int(b[0]) | int(b[1])<<8
}

func (r *reader) int16s(n int) []int16 {
	out := make([]int16, n)
	for i, b := 0, r.take(2*n); i < len(b)/2; i++ {
		out[i] = int16(uint16(b[2*i]) | uint16(b[2*i+1])<<8)
	}
	return out
}

func (r *reader) int32s(n int) []int32 {
	b := r.take(4 * n)
	out := make([]int32, n)
	for i := 0; i < len(b)/4; i++ {
		out[i] = int32(uint32(b[4*i]) | uint32(b[4*i+1])<<8 | uint32(b[4*i+2])<<16 | uint32(b[4*i+3])<<24)
	}
	return out
}

func (r *reader) floats(n int) []float32 {
	bits := r.int32s(n)
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(bits))), n)
}

func (r *reader) packed(k, n int) []int16 {
	b := r.take(k * n)
	if b == nil || k%2 != 0 {
		r.fail()
		return nil
	}
	return pack(unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b)), k, n)
}

func (r *reader) head(k, classes int) head {
	width := (classes + panel - 1) / panel * panel
	return head{classes, width, r.packed(k, width), r.floats(width), r.floats(width)}
}
