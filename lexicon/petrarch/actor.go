package petrarch

import (
	"fmt"
	"strconv"
	"strings"
)

// An Actor is a phrase and the codes it may have.
type Actor struct {
	Phrase Phrase
	Codes  []Code // in file order
}

// A Code is an actor code with the days on which it holds.
type Code struct {
	Code        string // "---": the phrase stands for nobody
	From, Until int    // YYYYMMDD, both included; 0: open
	Line
}

// dated reports whether the code is bound to days.
func (c Code) dated() bool { return c.From != 0 || c.Until != 0 }

// String returns the code with its days, as in a dictionary.
func (c Code) String() string {
	switch {
	case c.From != 0 && c.Until != 0:
		return fmt.Sprintf("%s %d-%d", c.Code, c.From, c.Until)
	case c.From != 0:
		return fmt.Sprintf("%s >%d", c.Code, c.From)
	case c.Until != 0:
		return fmt.Sprintf("%s <%d", c.Code, c.Until)
	}
	return c.Code
}

// On returns the code that holds on a day (YYYYMMDD; 0 for an unknown one): the first dated one in file order whose days include
// it, bounds included, as the manual has it; else the first without dates. ok is false where there is none.
func (a *Actor) On(day int) (c Code, ok bool) {
	if day != 0 {
		for _, c := range a.Codes {
			if c.dated() && (c.From == 0 || c.From <= day) && (c.Until == 0 || day <= c.Until) {
				return c, true
			}
		}
	}
	for _, c := range a.Codes {
		if !c.dated() {
			return c, true
		}
	}
	return Code{}, false
}

// readActors reads blocks of a primary phrase, "+synonym" lines and indented "[CODE dates]" lines.
func (b *builder) readActors(lines []line) {
	var block []*Actor
	var codes []Code
	begun := Line{}
	flush := func() {
		if len(block) > 0 && len(codes) == 0 {
			b.warn(begun, "actor without a code: never coded")
		}
		for _, a := range block {
			a.Codes = append(a.Codes, codes...)
		}
		block, codes = nil, nil
	}
	for _, l := range lines {
		text, inside, closed := brackets(l.text)
		if !closed {
			b.warn(l.Line, "a bracket isn't closed; the code behind it is left out")
		}
		text = strings.TrimSpace(text)
		synonym, isSynonym := strings.CutPrefix(text, "+")
		switch {
		case text == "" && len(block) == 0:
			b.warn(l.Line, "a code without an actor before it; left out")
			continue
		case text == "":
		case isSynonym && len(block) == 0:
			b.warn(l.Line, "a synonym without an actor before it; left out")
			continue
		case isSynonym:
			block = b.actor(block, synonym, l.Line)
		default:
			flush()
			begun = l.Line
			block = b.actor(block, text, l.Line)
		}
		for _, in := range inside {
			c, err := codeOf(in)
			if err != nil {
				b.warn(l.Line, "%v; left out", err)
				continue
			}
			c.Line = l.Line
			codes = append(codes, c)
		}
	}
	flush()
}

// actor adds a phrase to a block; all of a block's codes belong to all of its phrases.
func (b *builder) actor(block []*Actor, text string, at Line) []*Actor {
	p := phraseOf(text)
	if len(p) == 0 {
		b.warn(at, "an actor without a word; left out")
		return block
	}
	key := p.String()
	a := b.actors[key]
	if a == nil {
		a = &Actor{Phrase: p}
		b.actors[key] = a
		b.dict.Actors.add(p, a)
	}
	return append(block, a)
}

// codeOf reads "EXA", "EXAGOV 010101-051231", "EXAOPP <010101", "EXAELI > 20051231".
func codeOf(s string) (Code, error) {
	at := strings.IndexAny(s, " \t<>")
	if at < 0 {
		at = len(s)
	}
	c := Code{Code: strings.ToUpper(s[:at])}
	days := strings.Join(strings.Fields(s[at:]), "")
	if c.Code == "" {
		return c, fmt.Errorf("no code in [%s]", s)
	}
	var err error
	switch from, until, span := strings.Cut(days, "-"); {
	case days == "":
	case days[0] == '<':
		c.Until, err = dayOf(days[1:])
	case days[0] == '>':
		c.From, err = dayOf(days[1:])
	case span:
		if c.From, err = dayOf(from); err == nil {
			c.Until, err = dayOf(until)
		}
		if err == nil && c.From > c.Until {
			err = fmt.Errorf("the days of [%s] end before they begin", s)
		}
	default:
		err = fmt.Errorf("no days in [%s]", s)
	}
	return c, err
}

// dayOf reads YYMMDD (YY up to 30 is of this century) or YYYYMMDD as the number YYYYMMDD.
func dayOf(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || len(s) != 6 && len(s) != 8 {
		return 0, fmt.Errorf("date %q is neither YYMMDD nor YYYYMMDD", s)
	}
	if len(s) == 6 {
		if n/10000 <= 30 {
			n += 20000000
		} else {
			n += 19000000
		}
	}
	if m, d := n/100%100, n%100; m > 12 || d > 31 {
		return 0, fmt.Errorf("date %q: no such month or day", s)
	}
	return n, nil
}
