package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// lexiconExplainCmd shows how words become codes.
type lexiconExplainCmd struct {
	lexiconFlags
	Phrase []string `arg:"" help:"A phrase, such as \"the Afghan foreign minister\", or a code, such as AFGGOV."`
}

// Run prints the names of the lexicon in the phrase with all that they may mean on the day, then what the coder makes of
// the phrase; of a code, the meaning of its blocks.
func (c *lexiconExplainCmd) Run(con console) error {
	lex, day, dated, err := c.open()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(con.out)
	phrase := strings.Join(c.Phrase, " ")
	code := explainCode(out, lex, phrase)
	words := lexicon.Split(phrase, false)
	found := explainWords(out, lex, words, day, dated)
	if !code || found {
		if err := c.explainReading(out, phrase); err != nil {
			return err
		}
	}
	return out.Flush()
}

// explainCode prints what the blocks of a code mean; false where the phrase is none.
func explainCode(w io.Writer, lex *lexicon.Set, phrase string) bool {
	phrase = strings.ReplaceAll(phrase, " ", "")
	if len(phrase) == 0 || len(phrase)%3 != 0 {
		return false
	}
	for i := 0; i < len(phrase); i += 3 {
		if lex.Meaning(phrase[i:i+3]) == "" {
			return false
		}
	}
	for i := 0; i < len(phrase); i += 3 {
		fmt.Fprintf(w, "%s\t%s\n", phrase[i:i+3], lex.Meaning(phrase[i:i+3]))
	}
	return true
}

// explainWords prints the longest names from each word on, as the coder finds them.
func explainWords(w io.Writer, lex *lexicon.Set, words []string, day time.Time, dated bool) bool {
	found := false
	for i := 0; i < len(words); {
		refs, n := lex.Match(lexicon.AnyClass, func(i int) string { return words[i] }, len(words), i)
		if n == 0 {
			i++
			continue
		}
		found = true
		fmt.Fprintf(w, "%q\n", strings.Join(words[i:i+n], " "))
		for _, r := range refs {
			fmt.Fprint(w, "  ")
			printSense(w, lex.Sense(r, day, dated))
		}
		i += n
	}
	return found
}

// explainReading prints the entities that the coder makes of the phrase.
func (c *lexiconExplainCmd) explainReading(w io.Writer, phrase string) error {
	reader, err := newReader(c.Config)
	if err != nil {
		return err
	}
	r := reader.Read(&tocsin.Article{ID: "phrase", Text: phrase, Date: c.Date, Lang: "en"})
	fmt.Fprintln(w, "read as")
	for i := range r.Entities {
		e := &r.Entities[i]
		code := string(e.Code())
		if code == "" {
			code = "-"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", e.Kind, oneCell(e.Name), code, oneCell(e.Basis))
	}
	if len(r.Entities) == 0 {
		fmt.Fprintln(w, "  nobody")
	}
	return nil
}
