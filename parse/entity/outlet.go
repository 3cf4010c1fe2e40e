package entity

import (
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// outlets tells media and agencies from other bodies, and gives a name the same class wherever it stands in the text.
func (f *draft) outlets() {
	known := map[string]bool{}
	f.passedOutlets()
	for k := range f.names {
		n := &f.names[k]
		if n.End == n.First {
			continue
		}
		if why := f.outlet(n); why != "" {
			n.Type, n.Why = parse.OUTLET, why
			known[f.text(n.Range)] = true
		}
	}
	f.credits(known)
	for k := range f.names {
		if n := &f.names[k]; n.End > n.First && n.Type != parse.OUTLET && n.Type != parse.PER && known[f.text(n.Range)] {
			n.Type, n.Why = parse.OUTLET, "outlet elsewhere in the text"
		}
	}
}

// outlet says why a name is one of a medium, "" where nothing says so.
func (f *draft) outlet(n *parse.Name) string {
	long := n.End-n.First > 1
	first, last := f.form(n.First), f.form(n.End-1)
	switch {
	case (n.Type == parse.ORG || n.Type == parse.MISC) && f.inLexicon(n.Range, lexicon.OutletName):
		return "lexicon: outlet"
	// "Selka News Agency", "Meridian Wire"
	case long && n.Type != parse.NORP && (press(last) || last == "Agency" && (f.form(n.End-2) == "News" || f.form(n.End-2) == "Press")):
		return "ends in " + last
	// "Radio Selka", "Studio Selka"
	case long && n.Type != parse.NORP && (first == "Radio" || first == "TV" || first == "Televisión" || first == "Télévision"):
		return "begins with " + first
	// "Euronews Albania"
	case long && n.Type == parse.ORG && f.inLexicon(parse.Range{First: n.First, End: n.End - 1}, lexicon.OutletName):
		return "lexicon: outlet, and where"
	// "FTV"
	case !long && station(last):
		return "ends in TV"
	// "24.kg", "Selka.com"
	case !long && domain(last):
		return "a site"
	case n.Type == parse.NORP || n.Type == parse.EVENT || n.Type == parse.DOC || n.Type == parse.FAC || f.inLexicon(n.Range, lexicon.AnyClass&^lexicon.OutletName):
		return ""
	case f.toldOf(n.Range):
		return "is told news"
	}
	return ""
}

// passedOutlets takes the outlets that the labeller passed over: one of the lexicon that says or is told something
// ("Kommersant wrote"), a capitalised paper's name ("in the Baltic Courier"), a site ("24.kg").
func (f *draft) passedOutlets() {
	for s := range f.r.d.Sents {
		f.r.first, f.r.end = f.r.d.Sents[s].First, f.r.d.Sents[s].End
		word := func(i int) string { return f.form(f.r.first + i) }
		for i := f.r.first; i < f.r.end; i++ {
			if f.at[i] > 0 {
				continue
			}
			at := parse.Range{First: i, End: i + 1}
			switch {
			case domain(f.form(i)) || station(f.form(i)):
				f.put(parse.Name{Range: at, Type: parse.ORG, Why: "its form"})
			case i > f.r.first && paper(f.form(i)) && f.r.atoms[i].capital && f.at[i-1] == 0 && f.word(i-1) && (i+1 == f.r.end || !f.r.atoms[i+1].capital):
				f.put(parse.Name{Range: parse.Range{First: f.leftOf(i), End: i + 1}, Type: parse.ORG, Why: "ends in " + f.form(i)})
			case f.r.lex != nil && f.r.atoms[i].capital && f.says(i):
				if _, n := f.r.lex.Match(lexicon.OutletName, word, f.r.end-f.r.first, i-f.r.first); n > 0 {
					at.End = i + n
					f.put(parse.Name{Range: at, Type: parse.ORG, Why: "lexicon: outlet"})
				}
			}
		}
	}
}

// says reports whether a token is the subject of a verb of news, or what "told" and "according to" stand before.
func (f *draft) says(i int) bool {
	t := &f.r.d.Tokens[i]
	if b := f.before(i); b == "told" || b == "to" && f.r.first+2 <= i && f.form(i-2) == "according" || b == "(" {
		return true
	}
	if t.Rel.Base() != "nsubj" || t.Head < 0 {
		return false
	}
	switch f.r.d.Tokens[t.Head].Lemma {
	case "say", "report", "write", "publish", "quote", "put", "show", "ask", "add", "cite", "claim", "note", "count", "call", "speak", "air", "broadcast", "find", "print", "reveal":
		return true
	}
	return false
}

// paper: words that only papers end in.
func paper(w string) bool {
	switch w {
	case "Times", "Herald", "Tribune", "Gazette", "Courier", "Telegraph", "Chronicle", "Mail":
		return true
	}
	return false
}

// press: what papers and stations end their names in.
func press(w string) bool {
	switch w {
	case "Times", "Post", "Herald", "Tribune", "Gazette", "Courier", "Telegraph", "Chronicle", "Mail", "Daily", "TV", "Television", "Radio", "News", "Newspaper", "Journal", "Observer", "Guardian",
		"Wire", "Broadcasting", "Mirror", "Star", "Today", "Online", "Gazeta", "Pravda", "Shimbun", "Zeitung", "Press", "Tide", "Examiner", "Bulletin", "Echo", "Independent", "Newswire", "Inquirer":
		return true
	}
	return false
}

// domain: the last part of an address of the net behind letters or digits.
func domain(w string) bool {
	host, top, ok := strings.Cut(w, ".")
	if !ok || len(host) < 2 {
		return false
	}
	switch top {
	case "com", "org", "net", "info", "ru", "ir", "kg", "kz", "uz", "tj", "tm", "af", "ua", "by", "am", "az", "ge", "uk", "de", "fr", "in", "pk", "news", "tv", "media":
		return true
	}
	return false
}

// station: "FTV".
func station(w string) bool {
	return len(w) > 2 && len(w) <= 5 && capitals(w) && strings.HasSuffix(w, "TV")
}

func (f *draft) inLexicon(r parse.Range, c lexicon.Class) bool {
	if f.r.lex == nil {
		return false
	}
	_, n := f.r.lex.Match(c, func(i int) string { return f.form(r.First + i) }, r.End-r.First, 0)
	return n == r.End-r.First
}

// toldOf: what stands around a name gives a medium away.
func (f *draft) toldOf(r parse.Range) bool {
	sent := f.r.d.Sents[f.r.d.Tokens[r.First].Sent]
	word := func(i int) string {
		if i < sent.First || i >= sent.End {
			return ""
		}
		return f.form(i)
	}
	name := *f.nameAt(r.First)
	body := name.Type == parse.ORG && lastWord(f.form(r.End-1)) == 0
	switch before, after := word(r.First-1), word(r.End); {
	// "the Selka newspaper", "the 24 agency"
	case (medium(after) || after == "news" && word(r.End+1) == "agency") && name.Type != parse.PER:
		return true
	// "Selka Line reporter Gul Popal"
	case name.Type != parse.PER && name.Type != parse.GPE && (after == "reporter" || after == "correspondent" || after == "journalist" || after == "cameraman"):
		return true
	// "the newspaper Selka", "the daily Selka"
	case body && (before == "newspaper" || before == "daily" || before == "broadcaster" || before == "weekly" || before == "channel"):
		return true
	// "he told Selka", "told Selka on Friday"
	case body && (before == "told" || before == "by" && word(r.First-2) == "quoted" || before == "with" && word(r.First-2) == "interview"):
		return true
	// ", Selka reported."
	case body && before == "," && (after == "reported" || after == "wrote" || after == "added") && word(r.End+1) == ".":
		return true
	// "Selka quoted the minister as saying", "Selka showed"
	case body && (after == "quoted" || after == "quotes" || after == "aired" || after == "broadcast" || after == "filmed"):
		return true
	}
	return false
}

func medium(w string) bool {
	switch w {
	case "newspaper", "daily", "weekly", "broadcaster", "newspapers", "magazine", "television", "radio", "TV":
		return true
	}
	return false
}

// nameAt returns the name over a token, nil for none.
func (f *draft) nameAt(i int) *parse.Name {
	if k := f.at[i]; k > 0 {
		return &f.names[k-1]
	}
	return nil
}

// credits: "SELKA, Nov 3 (Meridian Wire) -" and a lone name in brackets at a paragraph's end credit a medium.
func (f *draft) credits(known map[string]bool) {
	for k := range f.names {
		n := &f.names[k]
		if n.End == n.First || n.First == 0 || n.End >= len(f.at) || f.form(n.First-1) != "(" || f.form(n.End) != ")" || n.Type == parse.GPE || n.Type == parse.NORP {
			continue
		}
		open, shut := n.First-1, n.End
		begins := open == f.r.d.Sents[f.r.d.Tokens[open].Sent].First
		dateline := shut+1 < len(f.at) && dash(f.form(shut+1)) && shut < 16
		if (begins || dateline) && f.names[k].Type != parse.OUTLET && !f.inLexicon(n.Range, lexicon.AnyClass&^lexicon.OutletName) {
			n.Type, n.Why = parse.OUTLET, "credited in brackets"
			known[f.text(n.Range)] = true
		}
	}
}

func dash(w string) bool { return w == "-" || w == "–" || w == "—" || w == "--" }
