package where_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// flat makes a doc of "form/UPOS/head/rel" words of one sentence; heads count from 1, 0 is the root.
func flat(tb testing.TB, words string) *parse.Doc {
	tb.Helper()
	d := &parse.Doc{Lang: "en"}
	var text strings.Builder
	for _, w := range strings.Fields(words) {
		p := strings.Split(w, "/")
		head := 0
		if _, err := fmt.Sscan(p[2], &head); err != nil {
			tb.Fatalf("word %q: %v", w, err)
		}
		start := text.Len()
		text.WriteString(p[0])
		d.Tokens = append(d.Tokens, parse.Token{Span: tocsin.Span{Start: start, End: text.Len()}, Form: p[0], Lemma: strings.ToLower(p[0]), UPOS: parse.UPOS(p[1]), Head: head - 1, Rel: parse.Rel(p[3])})
		text.WriteByte(' ')
	}
	d.Text = text.String()
	d.Sents = []parse.Sentence{{First: 0, End: len(d.Tokens), Span: tocsin.Span{Start: 0, End: text.Len() - 1}}}
	d.Index()
	return d
}

func load(tb testing.TB) *lexicon.Set {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return lex
}

func find(t testing.TB, d *parse.Doc, lex *lexicon.Set, a *tocsin.Article) []tocsin.Place {
	if a == nil {
		a = &tocsin.Article{}
	}
	return world(t, lex).Find(d, actor.Resolve(d, lex, a), a).Places
}

func world(tb testing.TB, lex *lexicon.Set) *where.World {
	tb.Helper()
	gaz, err := gazetteer.Open(lex, nil)
	if err != nil {
		tb.Fatal(err)
	}
	w, err := where.NewWorld(lex, gaz)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// short prints a place in one line.
func short(d *parse.Doc, p *tocsin.Place) string {
	return fmt.Sprintf("%s = %s %s %s %s", p.Span.Of(d.Text), p.Name, p.Use, p.Country, p.Precision)
}

func TestFind(t *testing.T) {
	lex := load(t)
	for _, c := range []struct {
		name, sentence string
		want           []string
	}{
		{"literal and region", "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Kulob/PROPN/2/obl and/CCONJ/6/cc Herat/PROPN/4/conj",
			[]string{"Kulob = Kulob literal TJK place", "Herat = Herat literal AFG place"}},
		{"capital that speaks", "Tashkent/PROPN/2/nsubj objected/VERB/0/root",
			[]string{"Tashkent = Tashkent metonymic UZB place"}},
		{"leaders of a capital", "Tashkent/PROPN/2/compound leaders/NOUN/3/nsubj objected/VERB/0/root",
			[]string{"Tashkent = Tashkent metonymic UZB place"}},
		{"airport of a capital", "Tashkent/PROPN/2/compound airport/NOUN/3/nsubj closed/VERB/0/root",
			[]string{"Tashkent = Tashkent literal UZB place"}},
		{"adjective", "Uzbek/ADJ/2/amod soil/NOUN/3/nsubj dried/VERB/0/root",
			[]string{"Uzbek = Uzbekistan associative UZB country"}},
		{"people", "Uzbeks/PROPN/2/nsubj voted/VERB/0/root",
			[]string{"Uzbeks = Uzbekistan demonym UZB country"}},
		{"a state's border", "Guards/NOUN/2/nsubj watch/VERB/0/root Uzbekistan/PROPN/6/nmod:poss 's/PART/3/case southern/ADJ/6/amod border/NOUN/2/obj",
			[]string{"Uzbekistan = Uzbekistan literal UZB country", "Uzbekistan 's southern border = border of Uzbekistan, southern side literal UZB border"}},
		{"two states' border", "Guards/NOUN/2/nsubj watch/VERB/0/root the/DET/7/det Uzbek/ADJ/7/amod -/PUNCT/6/punct Kazakh/ADJ/7/amod border/NOUN/2/obj",
			[]string{"Uzbek = Uzbekistan associative UZB country", "Uzbek - Kazakh border = border of Uzbekistan with Kazakhstan literal UZB border", "Kazakh = Kazakhstan associative KAZ country"}},
		{"border between", "the/DET/2/det border/NOUN/0/root between/ADP/4/case Iran/PROPN/2/nmod and/CCONJ/6/cc Turkmenistan/PROPN/4/conj",
			[]string{"border between Iran and Turkmenistan = border of Iran with Turkmenistan literal IRN border", "Iran = Iran literal IRN country", "Turkmenistan = Turkmenistan literal TKM country"}},
		{"to border is a verb", "Iran/PROPN/2/nsubj borders/VERB/0/root Turkmenistan/PROPN/2/obj",
			[]string{"Iran = Iran metonymic IRN country", "Turkmenistan = Turkmenistan literal TKM country"}},
		{"a province of the same name", "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Georgia/PROPN/2/obl ,/PUNCT/6/punct USA/PROPN/4/appos",
			[]string{"Georgia = Georgia literal USA admin1", "USA = United States literal USA country"}},
		{"the country beside decides", "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Tripoli/PROPN/2/obl ,/PUNCT/6/punct Lebanon/PROPN/4/appos",
			[]string{"Tripoli = Tripoli literal LBN place", "Lebanon = Lebanon literal LBN country"}},
		{"a street is no town", "Shops/NOUN/5/nsubj on/ADP/4/case Washington/PROPN/4/compound Avenue/PROPN/1/nmod closed/VERB/0/root",
			[]string{"Washington Avenue = Washington Avenue literal  place"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := flat(t, c.sentence)
			var got []string
			for _, p := range find(t, d, lex, nil) {
				got = append(got, short(d, &p))
				if len(p.Trace) == 0 {
					t.Errorf("%s has no trace", p.Name)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What has the name of a place, or none, by what the text around it says.
func TestFindInContext(t *testing.T) {
	lex := load(t)
	w := world(t, lex)
	if len(w.Layers()) < 2 {
		t.Skip("this build has no towns")
	}
	for _, c := range []struct{ text, name, want string }{
		{"The Georgia National Guard deployed in Atlanta.", "Georgia", "USA"},
		{"Police in Tbilisi, Georgia, saw it.", "Georgia", "GEO"},
		{"Aid groups said that Israel bombed Gaza on Friday.", "Gaza", "PSE"},
		{"The White House said that Ohio and Nevada had voted.", "White House", ""},
		{"A chemical plant exploded in Geismar, Louisiana.", "Geismar", "USA"},
		{"Officers from Boise, Nampa and Meridian in Idaho searched the Birchwood Lake.", "Birchwood Lake", "USA"},
		{"Suffolk County detectives found a skeleton near Albany, New York.", "Suffolk County", "USA"},
		{"The U.S. District Court in Boston heard the case.", "U.S.", "USA"},
	} {
		d := parsed(t, lex, c.text)
		got := ""
		for _, p := range find(t, d, lex, nil) {
			if strings.HasPrefix(p.Span.Of(d.Text), c.name) {
				got = p.Country
			}
			if p.Confidence < 0 || p.Confidence > 1 {
				t.Errorf("%s: confidence %g", p.Name, p.Confidence)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.text, c.name, got, c.want)
		}
	}
}

// A person's name is no place, and a border has no point.
func TestNoPlace(t *testing.T) {
	lex := load(t)
	d := flat(t, "Delia/PROPN/3/nsubj Washington/PROPN/1/flat sang/VERB/0/root")
	d.Names = []parse.Name{{Range: parse.Range{First: 0, End: 2}, Type: parse.PER}}
	if got := find(t, d, lex, nil); len(got) != 0 {
		t.Errorf("places %v", got)
	}
	d = flat(t, "the/DET/3/det Uzbek/ADJ/3/amod border/NOUN/0/root")
	for _, p := range find(t, d, lex, nil) {
		if p.Precision == tocsin.AtBorder && (p.Lat != nil || p.GeoNames != 0) {
			t.Errorf("the border has a point: %+v", p)
		}
	}
}

// Each asked span has its answer, also where the lexicon or the tree knows no place.
func TestAskedToponyms(t *testing.T) {
	lex := load(t)
	d := flat(t, "Delia/PROPN/3/nsubj Washington/PROPN/1/flat left/VERB/0/root Nowheresville/PROPN/3/obj")
	d.Names = []parse.Name{{Range: parse.Range{First: 0, End: 2}, Type: parse.PER}}
	asked := []tocsin.Span{{Start: 6, End: 16}, {Start: 22, End: 35}}
	got := find(t, d, lex, &tocsin.Article{Text: d.Text, Ask: &tocsin.Ask{Toponyms: asked}})
	if len(got) != 2 || got[0].Span != asked[0] || got[1].Span != asked[1] {
		t.Fatalf("answers %v", got)
	}
	if got[0].Country != "USA" || got[0].Lat == nil {
		t.Errorf("Washington: %+v", got[0])
	}
	if got[1].Lat != nil || got[1].Confidence != 0 {
		t.Errorf("an unknown name has a point: %+v", got[1])
	}
}

// TestReport reads the report that the project began from, whole, and checks what must be found and what not.
func TestReport(t *testing.T) {
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	text, err := os.ReadFile(filepath.Join(root, "seed", "article.txt"))
	if err != nil {
		t.Skipf("no development data: %v", err)
	}
	gold, err := os.ReadFile(filepath.Join(root, "seed", "seed.gold.json"))
	if err != nil {
		t.Skipf("no development data: %v", err)
	}
	var want struct {
		Entities []struct {
			ID, Kind string
			KindAlso []string `json:"kind_also"`
			Accept   []string
			Mentions []struct{ Span tocsin.Span }
		}
		Places []struct {
			Span               tocsin.Span
			Country, Precision string
			Required           bool
		}
	}
	if err := json.Unmarshal(gold, &want); err != nil {
		t.Fatal(err)
	}
	lex := load(t)
	d := parsed(t, lex, string(text))
	cast := actor.Resolve(d, lex, &tocsin.Article{})
	r := (&tocsin.Reading{Entities: cast.Entities, Places: world(t, lex).Find(d, cast, nil).Places}).CodePoints(string(text))
	for _, w := range want.Places {
		found := false
		for _, p := range r.Places {
			found = found || p.Span.Overlaps(w.Span) && p.Country == w.Country && string(p.Precision) == w.Precision
		}
		if w.Required && !found {
			t.Errorf("no place %v %s %s", w.Span, w.Country, w.Precision)
		}
	}
	for _, p := range r.Places {
		if p.Name == "Moscow" && p.Use == tocsin.Literal || p.Name == "Dushanbe" {
			t.Errorf("must not come out: %+v", p)
		}
	}
	for _, w := range want.Entities {
		if len(w.Accept) == 0 {
			continue
		}
		found := false
		for _, e := range r.Entities {
			for _, name := range w.Accept {
				found = found || strings.Contains(strings.ToLower(e.Name), name)
			}
		}
		if !found {
			t.Errorf("no entity %s", w.ID)
		}
	}
}

// parsed runs the whole pipeline of reading.
func parsed(tb testing.TB, lex *lexicon.Set, text string) *parse.Doc {
	tb.Helper()
	p, err := pipeline.English()
	if err != nil {
		tb.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		tb.Fatal(err)
	}
	d := p.Parse(text)
	d.Names = names.Names(d, lex)
	chains, err := coref.English()
	if err != nil {
		tb.Fatal(err)
	}
	chains.Resolve(d, lex)
	return d
}

// The place of a deed is not that of a saying about it, nor that where the report was written.
func TestEvent(t *testing.T) {
	lex := load(t)
	w := world(t, lex)
	for _, c := range []struct{ text, word, want string }{
		{"Speaking in Vienna, the envoy said that rebels had shelled Homs.", "shelled", "Homs event"},
		{"Speaking in Vienna, the envoy said that rebels had shelled Homs.", "said", "Vienna speaker"},
		{"TASHKENT, Oct. 12 (Tern Wire) - Gunmen attacked a convoy near Kunduz.", "attacked", "Kunduz event"},
		{"TASHKENT, Oct. 12 (Tern Wire) - The ministry denied the report.", "denied", "Tashkent dateline"},
		{"Tehran rejected the report.", "rejected", "nowhere"},
		{"The Geneva Conventions were violated.", "violated", "nowhere"},
		{"A bomb went off in Herat. It killed three guards.", "killed", "Herat event"},
		{"The siege of Aleppo lasted a month.", "siege", "Aleppo event"},
		{"A journalist was found dead in Herat.", "found", "Herat event"},
		{"The convoy was attacked on the highway between Kabul and Jalalabad.", "attacked", "Kabul and Jalalabad event"},
		{"On a trip to Riyadh, the chancellor urged both parties in Sudan to stop.", "urged", "Riyadh speaker"},
		{"The mayor of Lviv criticised the plan.", "criticised", "nowhere"},
		{"The Minsk agreements were never carried out.", "carried", "nowhere"},
		{"In an interview with a Berlin newspaper, she accused the army of theft.", "accused", "nowhere"},
		{"The president fled to Moscow when Damascus fell.", "fell", "Damascus event"},
		{"The president fled to Moscow when Damascus fell.", "fled", "Moscow event"},
		{"Guards killed two smugglers on the Tajik-Afghan border.", "killed", "border of Tajikistan with Afghanistan event"},
		{"The minister flew from Tashkent to Kabul.", "flew", "Kabul event"},
	} {
		d := parsed(t, lex, c.text)
		m := w.Find(d, actor.Resolve(d, lex, &tocsin.Article{Text: c.text}), nil)
		at := strings.Index(c.text, c.word)
		got := "nowhere"
		if p := m.Event(d.TokenAt(at)); p != nil {
			got = p.Name + " " + string(p.Role)
		}
		if got != c.want {
			t.Errorf("%s: %q is in %s, want %s", c.text, c.word, got, c.want)
		}
	}
}

// What the text says decides among namesakes; one name has one sense until the text says otherwise.
func TestNamesakes(t *testing.T) {
	lex := load(t)
	w := world(t, lex)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Fighting went on in Tripoli, Lebanon.", []string{"Tripoli LBN", "Lebanon LBN"}},
		{"Fighting went on in Tripoli and Benghazi.", []string{"Tripoli LBY", "Benghazi LBY"}},
		{"Police searched a house in Georgia, USA.", []string{"Georgia USA", "United States USA"}},
		{"Russian troops left Georgia and Armenia.", []string{"Russia RUS", "Georgia GEO", "Armenia ARM"}},
	} {
		d := parsed(t, lex, c.text)
		var got []string
		for _, p := range w.Find(d, actor.Resolve(d, lex, &tocsin.Article{Text: c.text}), nil).Places {
			got = append(got, p.Name+" "+p.Country)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}

// A border expression means a line, and where the text says so a side of it.
func TestBorders(t *testing.T) {
	lex := load(t)
	w := world(t, lex)
	for _, c := range []struct{ text, want string }{
		{"Guards watch the Tajik-Afghan border.", "AFG-TJK"},
		{"Tajikistan closed its border with Afghanistan.", "AFG-TJK"},
		{"Shots fell along the Durand Line.", "AFG-PAK"},
		{"Gunmen hid on the Afghan side of the Tajik border.", "AFG-TJK on AFG"},
		{"Posts were built along the border of Tajikistan and Uzbekistan with Afghanistan.", "AFG-TJK AFG-UZB"},
		{"Fighters hide in the tri-border area of Mali, Niger and Burkina Faso.", "BFA-MLI BFA-NER MLI-NER"},
		{"Tajikistan borders Afghanistan.", ""},
		{"Doctors Without Borders left.", ""},
	} {
		d := parsed(t, lex, c.text)
		got := ""
		for _, p := range w.Find(d, actor.Resolve(d, lex, &tocsin.Article{Text: c.text}), nil).Places {
			if p.Border != nil {
				got += strings.Join(p.Border.Line, " ")
				if p.Border.Side != "" {
					got += " on " + p.Border.Side
				}
				if p.Lat != nil {
					t.Errorf("%s: a border has no point", c.text)
				}
				if words := p.Span.Of(c.text); strings.HasSuffix(words, ".") {
					t.Errorf("%s: %q takes the stop", c.text, words)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// BenchmarkActorAndWhere reads an article of twenty sentences; the aim is a thousand articles a second.
func BenchmarkActorAndWhere(b *testing.B) {
	lex := load(b)
	w := world(b, lex)
	d := parsed(b, lex, strings.Repeat("Tajik and Uzbek officials met in Dushanbe on Friday to discuss the border with Afghanistan. "+
		"The foreign minister said that police had detained four gunmen near Kulob, and that his government would ask the CSTO for help. "+
		"A spokesman for the Taliban in Kunduz denied the report, which he called an invention of Moscow. "+
		"Residents of Springfield and of Paris, Texas, heard of it from a paper in Cambridge.\n", 5))
	find := func() { w.Find(d, actor.Resolve(d, lex, &tocsin.Article{}), nil) }
	find() // the strip is drawn once
	b.ReportAllocs()
	for b.Loop() {
		find()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
