package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/train"
)

// A kindGold is what the trainer is given.
type kindGold struct {
	Texts []string `required:"" type:"existingfile" help:"Articles, JSONL; a field part says which half they are of, else the id does."`
	Gold  []string `required:"" type:"existingfile" help:"Their statements, kinds and disputes, JSONL, as eval/gold/statements tells; a file for each of texts."`
	Lines string   `type:"existingfile" help:"More statements to learn kinds from, a table of kinds and texts."`
	Part  string   `default:"dev" help:"Part to learn from."`
	Out   string   `required:"" help:"File to write."`
}

// trainKindsCmd is "tocsin train kinds".
type trainKindsCmd struct{ kindGold }

// A kindSchool is what the trainers read with.
type kindSchool struct {
	texts, lines []train.KindText
	lex          *lexicon.Set
	reader       *app.Reader
	model        *attribute.Model
	from         strings.Builder // what the texts are, for the head of a table
}

func (c *kindGold) open() (*kindSchool, error) {
	s := &kindSchool{}
	var err error
	if s.lex, err = app.Lexicon(false); err != nil {
		return nil, err
	}
	gaz, err := app.Gazetteer(s.lex, "")
	if err != nil {
		return nil, err
	}
	if s.reader, err = app.NewReader(s.lex, gaz, ""); err != nil {
		return nil, err
	}
	if s.model, err = attribute.English(); err != nil {
		return nil, err
	}
	var files inputs
	defer files.close()
	if len(c.Texts) != len(c.Gold) {
		return nil, fmt.Errorf("%d files of texts and %d of gold: %w", len(c.Texts), len(c.Gold), tocsin.ErrInvalid)
	}
	for i, path := range c.Texts {
		texts, err := files.open(path)
		if err != nil {
			return nil, err
		}
		gold, err := files.open(c.Gold[i])
		if err != nil {
			return nil, err
		}
		more, err := train.ReadKindTexts(texts, gold, c.Part)
		if err != nil {
			return nil, fmt.Errorf("read %s and %s: %w", path, c.Gold[i], err)
		}
		s.texts = append(s.texts, more...)
		fmt.Fprintf(&s.from, "%d articles of %s, ", len(more), filepath.Base(c.Gold[i]))
	}
	if len(s.texts) == 0 {
		return nil, fmt.Errorf("no articles of part %q with statements: %w", c.Part, tocsin.ErrInvalid)
	}
	if c.Lines == "" {
		return s, nil
	}
	data, err := os.ReadFile(c.Lines)
	if err != nil {
		return nil, err
	}
	s.lines, err = train.ReadKindLines(c.Lines, data)
	return s, err
}

func (s *kindSchool) parse(a *tocsin.Article) *parse.Doc { return s.reader.Parse(a) }

// Run trains and writes the table; progress goes to standard error.
func (c *trainKindsCmd) Run(con console) error {
	s, err := c.open()
	if err != nil {
		return err
	}
	head := fmt.Sprintf("Weights of the log-linear classifier of kinds, in hundredths; written by \"tocsin train kinds\".\nLearned from part %q of the project's own gold: %s%d single statements written for it.\n", c.Part, s.from.String(), len(s.lines))
	b, err := train.Kinds(s.texts, s.lines, s.model, s.lex, s.parse, head, train.KindOptions{Log: con.log})
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, b, 0o644)
}

// log prints a line of progress.
func (c console) log(format string, args ...any) { fmt.Fprintf(c.err, format+"\n", args...) }
