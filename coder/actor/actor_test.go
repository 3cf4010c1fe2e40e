package actor_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// tree makes a doc of sentences written as "form/UPOS/head/rel" words; heads count from 1 in their
// sentence, 0 is the root. A form that ends in '_' is printed without a blank behind it.
func tree(tb testing.TB, sentences ...string) *parse.Doc {
	tb.Helper()
	d := &parse.Doc{Lang: "en"}
	var text strings.Builder
	for k, s := range sentences {
		first := len(d.Tokens)
		for _, w := range strings.Fields(s) {
			p := strings.Split(w, "/")
			head, err := strconv.Atoi(p[2])
			if len(p) != 4 || err != nil {
				tb.Fatalf("word %q", w)
			}
			form := strings.TrimSuffix(p[0], "_")
			start := text.Len()
			text.WriteString(form)
			t := parse.Token{Span: tocsin.Span{Start: start, End: text.Len()}, Form: form, Lemma: strings.ToLower(form), UPOS: parse.UPOS(p[1]), Head: parse.NoHead, Rel: parse.Rel(p[3]), Sent: k}
			if head > 0 {
				t.Head = first + head - 1
			}
			d.Tokens = append(d.Tokens, t)
			if !strings.HasSuffix(p[0], "_") {
				text.WriteByte(' ')
			}
		}
		d.Sents = append(d.Sents, parse.Sentence{First: first, End: len(d.Tokens), Span: tocsin.Span{Start: d.Tokens[first].Span.Start, End: d.Tokens[len(d.Tokens)-1].Span.End}})
	}
	d.Text = text.String()
	d.Index()
	return d
}

func load(tb testing.TB) *lexicon.Set {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	for _, t := range [...][2]string{
		{"countries.tsv", "iso\tname\tadjectives\tpeople\tlat\tlon\nQZB\tBelland\tBellish\tBellanders\t10\t20\nQZR\tRuritania\tRuritanian\tRuritanians\t11\t22\n"},
		{"actors.tsv", "id\tname\tvariants\tkind\tcodes\tfrom\tto\tnote\ngrey front\tGrey Front\tGF\tarmed-group\tQZB REB\t\t2020-05-01\ngrey front\t\t\t\tQZB GOV\t2020-05-01\t\tde facto\nlake league\tLake League\t\torganisation\tIGO LKL\n"},
		{"offices.tsv", "person\ttitle\tof\tfrom\tto\nMaren Holt|Holt\tpresident\tQZB\t2015-01-01\t2020-05-01\n"},
		{"places.tsv", "name\tkind\tcountry\tlat\tlon\nBelport\tcapital\tQZB\t10.1\t20.1\nStrelsau\tcapital\tQZR\t11.1\t22.1\nGannet\tcity\tQZB\t10.5\t20.5\n"},
	} {
		if lex, err = lex.With(t[0], strings.NewReader(t[1])); err != nil {
			tb.Fatal(err)
		}
	}
	return lex
}

func resolve(tb testing.TB, lex *lexicon.Set, d *parse.Doc, date string) *actor.Cast {
	tb.Helper()
	return actor.Resolve(d, lex, &tocsin.Article{Date: date})
}

// at prints who stands at a word: "QZBGOV person|…".
func at(d *parse.Doc, c *actor.Cast, word string) string {
	var out []string
	for i := range d.Tokens {
		if d.Tokens[i].Form != word {
			continue
		}
		for _, e := range c.At(i) {
			out = append(out, fmt.Sprintf("%s %s", c.Entities[e].Code(), c.Entities[e].Kind))
		}
		break
	}
	return strings.Join(out, "|")
}

func TestWhoStandsAtAWord(t *testing.T) {
	lex := load(t)
	for _, c := range []struct {
		name, date, sentence string
		want                 map[string]string
	}{
		{"two states share a noun", "2019-01-01",
			"Bellish/ADJ/4/amod and/CCONJ/3/cc Ruritanian/ADJ/1/conj officials/NOUN/5/nsubj met/VERB/0/root",
			map[string]string{"officials": "QZBGOV population|QZRGOV population", "Bellish": "QZBGOV population", "Ruritanian": "QZRGOV population"}},
		{"troops", "2019-01-01", "Bellish/ADJ/2/amod troops/NOUN/3/nsubj left/VERB/0/root",
			map[string]string{"troops": "QZBMIL organisation"}},
		{"government by adjective", "2019-01-01", "The/DET/3/det Bellish/ADJ/3/amod government/NOUN/4/nsubj fell/VERB/0/root",
			map[string]string{"government": "QZBGOV state"}},
		{"capital that speaks", "2019-01-01", "Belport/PROPN/2/nsubj refused/VERB/0/root",
			map[string]string{"Belport": "QZBGOV state"}},
		{"capital as a place", "2019-01-01", "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Belport/PROPN/2/obl",
			map[string]string{"Belport": "QZB place"}},
		{"residents of a capital", "2019-01-01", "Belport/PROPN/2/compound residents/NOUN/3/nsubj marched/VERB/0/root",
			map[string]string{"residents": "QZBCVL population"}},
		{"office in time", "2019-01-01", "Maren/PROPN/3/nsubj Holt/PROPN/1/flat spoke/VERB/0/root",
			map[string]string{"Maren": "QZBGOV person"}},
		{"office over", "2021-01-01", "Maren/PROPN/3/nsubj Holt/PROPN/1/flat spoke/VERB/0/root",
			map[string]string{"Maren": "QZBELI person"}},
		{"former by word", "2019-01-01", "Former/ADJ/3/amod Bellish/ADJ/3/amod president/NOUN/4/compound Anders/PROPN/6/nsubj Vik/PROPN/4/flat spoke/VERB/0/root",
			map[string]string{"Anders": "QZBELI person"}},
		{"title and country", "2019-01-01", "Ruritanian/ADJ/4/amod Foreign/PROPN/3/compound Minister/PROPN/4/compound Anders/PROPN/6/nsubj Vik/PROPN/4/flat spoke/VERB/0/root",
			map[string]string{"Anders": "QZRGOV person", "Ruritanian": "QZRGOV person"}},
		{"a group before it rules", "2019-01-01", "Grey/PROPN/2/compound Front/PROPN/3/compound fighters/NOUN/4/nsubj came/VERB/0/root",
			map[string]string{"fighters": "QZBREB armed-group"}},
		{"a group that rules de facto", "2021-01-01", "The/DET/4/det Grey/PROPN/3/compound Front/PROPN/4/compound leadership/NOUN/5/nsubj spoke/VERB/0/root",
			map[string]string{"leadership": "QZBGOV armed-group"}},
		{"peacekeepers of an organisation", "2019-01-01", "Lake/PROPN/2/compound League/PROPN/3/compound peacekeepers/NOUN/4/nsubj left/VERB/0/root",
			map[string]string{"peacekeepers": "IGOMILLKL population"}},
		{"members of the league named before", "2019-01-01", "The/DET/3/det Lake/PROPN/3/compound League/PROPN/4/nsubj said/VERB/0/root member/NOUN/6/compound nations/NOUN/7/nsubj agree/VERB/4/ccomp",
			map[string]string{"nations": "IGOLKL organisation"}},
		{"unnamed police where the sentence stands", "2019-01-01", "In/ADP/2/case Gannet/PROPN/5/obl ,/PUNCT/5/punct police/NOUN/5/nsubj fired/VERB/0/root",
			map[string]string{"police": "QZBCOP organisation"}},
		{"unnamed police between two countries", "2019-01-01", "Belland/PROPN/2/nsubj told/VERB/0/root Ruritania/PROPN/2/obj that/SCONJ/6/mark police/NOUN/6/nsubj waited/VERB/2/ccomp",
			map[string]string{"police": "COP organisation"}},
		{"gunmen stay unidentified", "2019-01-01", "Gunmen/NOUN/2/nsubj fired/VERB/0/root in/ADP/4/case Gannet/PROPN/2/obl",
			map[string]string{"Gunmen": "UAF armed-group"}},
		{"backed is not owned", "2019-01-01", "Ruritanian/ADJ/3/amod -_/PUNCT/3/punct backed/VERB/4/amod rebels/NOUN/5/nsubj came/VERB/0/root",
			map[string]string{"rebels": "REB armed-group"}},
		{"nationals", "2019-01-01", "Bellanders/PROPN/2/nsubj voted/VERB/0/root",
			map[string]string{"Bellanders": "QZB population"}},
		{"troops withdrawn from a country aren't its own", "2019-01-01", "Ruritania/PROPN/2/nsubj withdrew/VERB/0/root its/PRON/4/nmod:poss troops/NOUN/2/obj from/ADP/6/case Belland/PROPN/4/nmod",
			map[string]string{"troops": "QZRMIL organisation"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := tree(t, c.sentence)
			cast := resolve(t, lex, d, c.date)
			got := map[string]string{}
			for w := range c.want {
				got[w] = at(d, cast, w)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// "Anders Vik, the secretary general of the Lake League": the apposition is his role, with the organisation.
// In an official text "we" is who issued it and "I" who signed; offices without a country are the issuer's.
func TestIssuer(t *testing.T) {
	lex := load(t)
	we := "We/PRON/2/nsubj welcome/VERB/0/root the/DET/4/det truce/NOUN/2/obj"
	i := "I/PRON/2/nsubj welcome/VERB/0/root the/DET/4/det truce/NOUN/2/obj"
	president := "The/DET/2/det president/NOUN/3/nsubj spoke/VERB/0/root"
	for _, c := range []struct{ name, outlet, title, sentence, word, want string }{
		{"a ministry", "Ministry of Roads of Belland (press service)", "On the truce", we, "We", "QZBGOV organisation"},
		{"an organisation", "The Lake League", "", we, "We", "IGOLKL organisation"},
		{"a newspaper", "Belport Courier", "Statement by President Maren Holt on the truce", we, "We", ""},
		{"an office holder signs", "Ministry of Roads of Belland", "Statement by President Maren Holt on the truce", i, "I", "QZBGOV person"},
		{"somebody by title signs", "Government of Belland", "Remarks of Foreign Minister Anders Vik at the ferry", i, "I", "QZBGOV person"},
		{"nobody signs", "Government of Belland", "Statement of the observers on the truce", i, "I", ""},
		{"others join", "Government of Belland", "", "We/PRON/5/nsubj ,/PUNCT/4/punct the/DET/4/det ministers/NOUN/1/conj agree/VERB/0/root", "We", ""},
		{"a joint statement", "Government of Belland", "Joint Statement on the truce", we, "We", ""},
		{"an office of the issuer", "Government of Ruritania", "", president, "president", "QZRGOV person"},
		{"an office in a newspaper", "Belport Courier", "", president, "president", "GOV person"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := tree(t, c.sentence)
			for k, tok := range d.Tokens {
				if tok.UPOS == parse.PRON {
					d.Mentions = append(d.Mentions, parse.Mention{Range: parse.Range{First: k, End: k + 1}, Head: k, Form: tocsin.PronounMention, Chain: parse.NoHead})
				}
			}
			a := &tocsin.Article{Date: "2019-01-01", Outlet: c.outlet, Title: c.title}
			cast := actor.Resolve(d, lex, a)
			if got := at(d, cast, c.word); got != c.want {
				t.Errorf("%s is %q, want %q", c.word, got, c.want)
			}
			if c.word != "president" && cast.Self(0) != (c.want != "") {
				t.Errorf("Self(0) = %t", cast.Self(0))
			}
			for k := range d.Mentions { // inside quotation marks they are the speaker's
				d.Mentions[k].Quoted = true
			}
			if cast = actor.Resolve(d, lex, a); cast.Self(0) {
				t.Error("the first person of a quotation is the issuer's")
			}
		})
	}
}

// "Prime Minister Vik … the prime minister": one man. Of two presidents, nobody's guess.
func TestIncumbent(t *testing.T) {
	lex := load(t)
	vik := "Bellish/ADJ/3/amod Prime/PROPN/3/compound Minister/PROPN/4/compound Anders/PROPN/6/nsubj Vik/PROPN/4/flat met/VERB/0/root Ruritanian/ADJ/9/amod President/PROPN/9/compound Lena/PROPN/6/obj Roth/PROPN/9/flat"
	for _, c := range []struct{ name, sentence, word, want string }{
		{"named before", "The/DET/3/det prime/ADJ/3/amod minister/NOUN/4/nsubj left/VERB/0/root", "minister", "QZBGOV person"},
		{"of another", "The/DET/3/det prime/ADJ/3/amod minister/NOUN/6/nsubj of/ADP/5/case Ruritania/PROPN/3/nmod left/VERB/0/root", "minister", "QZRGOV person"},
		{"any", "A/DET/3/det prime/ADJ/3/amod minister/NOUN/4/nsubj left/VERB/0/root", "minister", "GOV person"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := tree(t, vik, c.sentence)
			d.Names = []parse.Name{{Range: parse.Range{First: 3, End: 5}, Type: parse.PER}, {Range: parse.Range{First: 8, End: 10}, Type: parse.PER}}
			if got := at(d, resolve(t, lex, d, "2019-01-01"), c.word); got != c.want {
				t.Errorf("the prime minister is %q, want %q", got, c.want)
			}
		})
	}
}

// A middle initial and "Jr." don't hide who holds an office.
func TestNameOfOffice(t *testing.T) {
	d := tree(t, "Maren/PROPN/5/nsubj K./PROPN/1/flat Holt/PROPN/1/flat Jr./PROPN/1/flat spoke/VERB/0/root")
	d.Names = []parse.Name{{Range: parse.Range{First: 0, End: 4}, Type: parse.PER}}
	if got := at(d, resolve(t, load(t), d, "2019-01-01"), "Maren"); got != "QZBGOV person" {
		t.Errorf("Maren K. Holt Jr. is %q", got)
	}
}

func TestRoleAndOrganisation(t *testing.T) {
	d := tree(t, "Anders/PROPN/11/nsubj Vik/PROPN/1/flat ,/PUNCT/5/punct the/DET/5/det secretary/NOUN/1/appos general/ADJ/5/amod of/ADP/9/case the/DET/9/det Lake/PROPN/5/nmod League/PROPN/9/flat spoke/VERB/0/root")
	c := resolve(t, load(t), d, "2019-01-01")
	role, ok := c.Role(0)
	if !ok || d.Span(role.Range).Of(d.Text) != "the secretary general of the Lake League" {
		t.Fatalf("role %q, %v", d.Span(role.Range).Of(d.Text), ok)
	}
	if role.Organisation < 0 || c.Entities[role.Organisation].Actor != "lake league" {
		t.Errorf("organisation %d of the role", role.Organisation)
	}
	who := c.At(0)
	if len(who) != 1 || string(c.Entities[who[0]].Code()) != "IGOGOVLKL" {
		t.Errorf("entities %v", who)
	}
	if o, ok := c.Organisation(who[0]); !ok || o != role.Organisation {
		t.Errorf("Organisation gives %d, %v", o, ok)
	}
	if same := c.At(4); !slices.Equal(same, who) {
		t.Errorf("the apposition is %v, the name %v", same, who)
	}
}

// A surname and a pronoun of his chain are the person named before.
func TestChainsAndSurnames(t *testing.T) {
	d := tree(t,
		"Minister/PROPN/2/compound Anders/PROPN/4/nsubj Vik/PROPN/2/flat spoke/VERB/0/root",
		"Vik/PROPN/2/nsubj left/VERB/0/root",
		"He/PRON/2/nsubj returned/VERB/0/root")
	d.Names = []parse.Name{{Range: parse.Range{First: 1, End: 3}, Type: parse.PER}, {Range: parse.Range{First: 4, End: 5}, Type: parse.PER}}
	d.Mentions = []parse.Mention{
		{Range: parse.Range{First: 4, End: 5}, Head: 4, Form: tocsin.NameMention, Type: parse.PER, Chain: 0},
		{Range: parse.Range{First: 6, End: 7}, Head: 6, Form: tocsin.PronounMention, Chain: 0},
	}
	d.Chains = 1
	c := resolve(t, load(t), d, "2019-01-01")
	who := c.At(1)
	if len(who) != 1 || !slices.Equal(c.At(4), who) || !slices.Equal(c.At(6), who) {
		t.Fatalf("name %v, surname %v, pronoun %v", who, c.At(4), c.At(6))
	}
	e := &c.Entities[who[0]]
	if e.Name != "Anders Vik" || len(e.Mentions) != 3 {
		t.Errorf("%q with %d mentions", e.Name, len(e.Mentions))
	}
}

// Every mention re-slices to words of the text, whatever the tree.
func TestMentionsLieInTheText(t *testing.T) {
	lex := load(t)
	d := tree(t, "Bellish/ADJ/0/root and/CCONJ/1/dep ,/PUNCT/1/dep minister/NOUN/1/conj of/ADP/4/dep the/DET/4/det Grey/PROPN/4/dep Front/PROPN/4/dep in/ADP/4/case Gannet/PROPN/4/dep")
	c := resolve(t, lex, d, "")
	for i := range c.Entities {
		for _, m := range c.Entities[i].Mentions {
			if err := m.Span.Validate(d.Text); err != nil {
				t.Errorf("%s: %v", c.Entities[i].Name, err)
			}
		}
	}
	if len(c.Entities) == 0 {
		t.Error("nobody found")
	}
}
