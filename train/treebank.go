package train

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/model"
)

// A Source is one file to learn from: a treebank, or raw text.
type Source struct {
	Name    string    // as the model's header shows it
	Licence string    // SPDX identifier, "" where unknown
	Data    io.Reader // CoNLL-U or plain text, not compressed
}

// trees returns the documents of a treebank, each with the plain text that its tokens make, and the entry for the
// model's header. Where genres are given, of documents whose id names one ("GUM_news_…") only these are kept.
func (t Source) trees(genres []string) ([]*parse.Doc, model.DataSet, error) {
	set := model.DataSet{Name: t.Name, Licence: t.Licence}
	sum := sha256.New()
	reader := conllu.NewReader(io.TeeReader(t.Data, sum))
	var docs []*parse.Doc
	var sents []*conllu.Sentence
	flush := func() error {
		if len(sents) == 0 {
			return nil
		}
		d, err := conllu.Doc(conllu.Text(sents), sents)
		if err != nil {
			return fmt.Errorf("read %s: %w", t.Name, err)
		}
		docs, sents = append(docs, d), nil
		set.Words += len(d.Tokens)
		return nil
	}
	keep := true
	for {
		s, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, set, fmt.Errorf("read %s: %w", t.Name, err)
		}
		if id, ok := documentID(s); ok {
			if err := flush(); err != nil {
				return nil, set, err
			}
			keep = wanted(id, genres)
		}
		if keep {
			sents = append(sents, s)
		}
	}
	if err := flush(); err != nil {
		return nil, set, err
	}
	if len(docs) == 0 {
		return nil, set, fmt.Errorf("read %s: nothing in it for these genres: %w", t.Name, tocsin.ErrInvalid)
	}
	set.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return docs, set, nil
}

// documentID returns the id of the document that begins with a sentence.
func documentID(s *conllu.Sentence) (string, bool) {
	for _, c := range s.Comments {
		if id, ok := strings.CutPrefix(c, "# newdoc"); ok {
			_, id, _ = strings.Cut(id, "=")
			return strings.TrimSpace(id), true
		}
	}
	return "", false
}

// wanted reports whether a document may be used: all may where no genres are asked for or its id names none.
func wanted(id string, genres []string) bool {
	parts := strings.Split(id, "_")
	return len(genres) == 0 || len(parts) < 3 || parts[0] != "GUM" || slices.Contains(genres, parts[1])
}
