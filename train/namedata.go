package train

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
)

// tagTypes maps the tags of the corpora to ours; a tag that isn't here is no name.
var tagTypes = map[string]parse.NameType{
	"PER": parse.PER, "person": parse.PER, "Person": parse.PER,
	"ORG": parse.ORG, "corporation": parse.ORG, "group": parse.ORG, "Organization": parse.ORG,
	"LOC": parse.GPE, "location": parse.GPE, "Location": parse.GPE, "Facility": parse.FAC,
	"product": parse.MISC, "creative-work": parse.MISC,
}

// ReadTagged reads a corpus of one token a line with IOB tags: "word TAB tag", or (UNER) a number
// before them. "# newdoc id" begins a text; without such lines (posts) every block is one.
func ReadTagged(r io.Reader, partial bool) ([]NameDoc, error) {
	var docs []NameDoc
	var b tagged
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	numbered := false
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.TrimSpace(line) == "":
			b.endSentence()
			if !numbered {
				docs = b.flush(docs, partial)
			}
		case strings.HasPrefix(line, "# newdoc"):
			b.endSentence()
			docs = b.flush(docs, partial)
			numbered = true
		case strings.HasPrefix(line, "# ") && !strings.Contains(line, "\t"):
		default:
			b.add(strings.Split(line, "\t"))
		}
	}
	b.endSentence()
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	return b.flush(docs, partial), nil
}

// tagged is a text of a corpus while it is read.
type tagged struct {
	text  strings.Builder
	doc   parse.Doc
	names []parse.Name
	first int
	open  string
}

func (b *tagged) add(columns []string) {
	if len(columns) >= 3 {
		if _, err := strconv.Atoi(columns[0]); err == nil {
			columns = columns[1:]
		}
	}
	if len(columns) < 2 || strings.TrimSpace(columns[0]) == "" {
		return
	}
	word, tag := strings.TrimSpace(columns[0]), strings.TrimSpace(columns[1])
	if b.text.Len() > 0 {
		b.text.WriteByte(' ')
	}
	start, i := b.text.Len(), len(b.doc.Tokens)
	b.text.WriteString(word)
	b.doc.Tokens = append(b.doc.Tokens, parse.Token{Form: word, Head: parse.NoHead, Sent: len(b.doc.Sents),
		Span: tocsin.Span{Start: start, End: b.text.Len()}})
	mark, name, _ := strings.Cut(tag, "-")
	typ, known := tagTypes[name]
	switch {
	case !known || mark == "O":
		name = ""
	case (mark == "I" || mark == "E") && b.open == name:
		b.names[len(b.names)-1].End = i + 1
	default:
		b.names = append(b.names, parse.Name{Range: parse.Range{First: i, End: i + 1}, Type: typ})
	}
	b.open = name
}

func (b *tagged) endSentence() {
	if n := len(b.doc.Tokens); n > b.first {
		b.doc.Sents = append(b.doc.Sents, parse.Sentence{First: b.first, End: n, Span: b.doc.Span(parse.Range{First: b.first, End: n})})
		b.first = n
	}
	b.open = ""
}

func (b *tagged) flush(docs []NameDoc, partial bool) []NameDoc {
	if len(b.doc.Tokens) == 0 {
		return docs
	}
	d := b.doc
	d.Text = b.text.String()
	d.Index()
	docs = append(docs, NameDoc{&d, b.names, partial})
	*b = tagged{}
	return docs
}

// TreebankNames makes texts with names of a treebank that has "Entity=" (GUM); genres picks documents
// by their id, and none means all.
func TreebankNames(sents []*conllu.Sentence, genres []string) ([]NameDoc, error) {
	var docs []NameDoc
	for len(sents) > 0 {
		end := 1
		for end < len(sents) && !sents[end].Begins("newdoc") {
			end++
		}
		id, _ := documentID(sents[0])
		if wanted(id, genres) {
			part := sents[:end]
			d, err := conllu.Doc(conllu.Text(part), part)
			if err != nil {
				return nil, fmt.Errorf("names of %s: %w", id, err)
			}
			docs = append(docs, NameDoc{Doc: d, Names: entityNames(d, part)})
		}
		sents = sents[end:]
	}
	return docs, nil
}

// A bracket is an opened mention of "Entity=": where it began, and its fields.
type bracket struct {
	first  int
	fields []string
}

// entityNames turns mentions headed by a proper noun into names.
func entityNames(d *parse.Doc, sents []*conllu.Sentence) []parse.Name {
	var names []parse.Name
	taken := make([]bool, len(d.Tokens))
	open := map[string][]bracket{}
	i := 0
	var found []parse.Name
	for _, s := range sents {
		for _, w := range s.Words {
			for _, e := range entityFields(w.Misc) {
				if e.opens {
					open[e.fields[0]] = append(open[e.fields[0]], bracket{i, e.fields})
				}
				stack := open[e.fields[0]]
				if !e.closes || len(stack) == 0 {
					continue
				}
				top := stack[len(stack)-1]
				open[e.fields[0]] = stack[:len(stack)-1]
				if n, ok := nameOf(d, parse.Range{First: top.first, End: i + 1}, top.fields); ok {
					found = append(found, n)
				}
			}
			i++
		}
	}
	// Outer mentions close last: take them first, so that "University of Varna" isn't cut by "Varna".
	for k := len(found) - 1; k >= 0; k-- {
		free := true
		for i := found[k].First; i < found[k].End; i++ {
			free = free && !taken[i]
		}
		if !free {
			continue
		}
		for i := found[k].First; i < found[k].End; i++ {
			taken[i] = true
		}
		names = append(names, found[k])
	}
	return names
}

type entityMark struct {
	opens, closes bool
	fields        []string
}

// entityFields reads "(1-person-…-Name(2-place-…)1)" off a MISC column.
func entityFields(misc string) []entityMark {
	var out []entityMark
	for m := range strings.SplitSeq(misc, "|") {
		v, ok := strings.CutPrefix(m, "Entity=")
		if !ok {
			continue
		}
		for v != "" {
			var e entityMark
			if v[0] == '(' {
				e.opens, v = true, v[1:]
			}
			n := strings.IndexAny(v, "()")
			if n < 0 {
				n = len(v)
			}
			e.fields = strings.SplitN(v[:n], "-", 8)
			v = v[n:]
			if strings.HasPrefix(v, ")") {
				e.closes, v = true, v[1:]
			}
			out = append(out, e)
		}
	}
	return out
}

// nameOf trims a mention to its name: the head, where it is a proper noun, with the capitalised words
// around it, and what they are joined to by "of", "the", "and", "for".
func nameOf(d *parse.Doc, m parse.Range, fields []string) (parse.Name, bool) {
	head := m.First
	for i := m.First; i < m.End; i++ {
		if h := d.Tokens[i].Head; h < m.First || h >= m.End {
			head = i
			break
		}
	}
	if d.Tokens[head].UPOS != parse.PROPN {
		return parse.Name{}, false
	}
	typ, identity := parse.MISC, len(fields) == 8
	switch fields[1] {
	case "person":
		typ = parse.PER
	case "organization":
		typ = parse.ORG
	case "place":
		typ = parse.GPE
	case "time":
		return parse.Name{}, false
	default:
		if !identity {
			return parse.Name{}, false
		}
	}
	n := parse.Name{Range: parse.Range{First: head, End: head + 1}, Type: typ}
	for n.First > m.First && proper(d, n.First-1) {
		n.First--
	}
	for n.End < m.End {
		end := n.End
		for typ != parse.PER && end < m.End && joins(d.Tokens[end].Form) {
			end++
		}
		if end == m.End || !proper(d, end) {
			break
		}
		n.End = end + 1
	}
	for n.First < head && typ == parse.PER && title(d.Tokens[n.First].Form) {
		n.First++
	}
	if n.First == head && title(d.Tokens[head].Form) && typ == parse.PER {
		if n.End-n.First == 1 {
			return parse.Name{}, false
		}
		n.First++
	}
	return n, true
}

// proper reports whether a token belongs to a name by its tag and looks: "United" is an adjective by
// its UPOS and a name by its XPOS.
func proper(d *parse.Doc, i int) bool {
	t := &d.Tokens[i]
	c, _ := utf8.DecodeRuneInString(t.Form)
	return (t.UPOS == parse.PROPN || strings.HasPrefix(t.XPOS, "NNP")) && !unicode.IsPunct(c)
}

func joins(w string) bool {
	switch w {
	case "of", "the", "and", "for", "&", "on":
		return true
	}
	return false
}

// title reports whether a word stands before a person's name without being part of it.
func title(w string) bool {
	switch strings.TrimSuffix(w, ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "President", "Vice", "Prime", "Foreign", "Minister", "Secretary", "Senator", "Sen", "Rep",
		"Gen", "General", "Col", "Colonel", "Maj", "Major", "Capt", "Captain", "Lt", "Lieutenant", "Sgt", "Sergeant", "Judge", "Justice", "King", "Queen", "Pope",
		"Prince", "Princess", "Sir", "Lord", "Lady", "Governor", "Gov", "Mayor", "Chairman", "Director", "Ambassador", "Chancellor", "Premier", "Emperor", "Chief",
		"Coach", "Rev", "Reverend", "Father", "Bishop", "Archbishop", "Cardinal", "Sheikh", "Imam", "Home", "Defence", "Defense", "U.S.", "US", "UK", "Attorney", "Solicitor":
		return true
	}
	return false
}
