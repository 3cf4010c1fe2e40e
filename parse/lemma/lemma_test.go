package lemma

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
)

func TestRuleMakesTheLemma(t *testing.T) {
	for _, c := range []struct{ form, lemma, rule string }{
		{"stopped", "stop", "l3+"}, {"went", "go", "l4+go"}, {"Forces", "force", "l1+"}, {"McDonald", "McDonald", "k0+"},
		{"RUSSIA", "Russia", "t0+"}, {"i", "I", "t0+"}, {"n't", "not", "l2+ot"}, {"naïveté", "naïveté", "l0+"}, {"’s", "be", "l2+be"},
	} {
		r := ruleFor(c.form, c.lemma)
		if r.String() != c.rule || r.Apply(c.form) != c.lemma {
			t.Errorf("%s → %s: rule %s gives %s, want rule %s", c.form, c.lemma, r, r.Apply(c.form), c.rule)
		}
	}
}

func TestRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-zéßŁ'’-]{1,12}`)
		form, lemma := word.Draw(t, "form"), word.Draw(t, "lemma")
		r := ruleFor(form, lemma)
		back, err := ParseRule(r.String())
		if err != nil || back != r {
			t.Fatalf("rule %s reads back as %v, %v", r, back, err)
		}
		if got := r.Apply(form); got != lemma {
			t.Fatalf("%s → %s: rule %s gives %s", form, lemma, r, got)
		}
	})
}

func TestParseRuleRejects(t *testing.T) {
	for _, s := range []string{"", "l", "l1", "x1+", "l-1+", "lx+a", "+"} {
		if r, err := ParseRule(s); err == nil {
			t.Errorf("%q: rule %v", s, r)
		}
	}
}

// learned trains on word, tag, lemma triples.
func learned(t *testing.T, tags []net.Tag, words ...[3]string) *Lemmatizer {
	t.Helper()
	d := &parse.Doc{}
	for _, w := range words {
		g := net.ParseTag(w[1])
		d.Tokens = append(d.Tokens, parse.Token{Form: w[0], UPOS: g.UPOS, XPOS: g.XPOS, Lemma: w[2]})
	}
	rules, sections, err := Train([]*parse.Doc{d}, tags)
	if err != nil {
		t.Fatal(err)
	}
	b, err := model.Encode(model.Header{Tags: map[string][]string{RuleSet: rules}}, sections)
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	l, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLemma(t *testing.T) {
	tags := []net.Tag{{UPOS: "NOUN", XPOS: "NNS"}, {UPOS: "VERB", XPOS: "VBD"}, {UPOS: "NOUN", XPOS: "NN"}, {UPOS: "ADJ", XPOS: "JJ"}}
	l := learned(t, tags, [3]string{"parties", "NOUN|NNS", "party"}, [3]string{"boats", "NOUN|NNS", "boat"}, [3]string{"nets", "NOUN|NNS", "net"}, [3]string{"men", "NOUN|NNS", "man"}, [3]string{"lanes", "NOUN|NNS", "lane"}, [3]string{"pipes", "NOUN|NNS", "pipe"},
		[3]string{"saw", "VERB|VBD", "see"}, [3]string{"saw", "NOUN|NN", "saw"}, [3]string{"Iranian", "ADJ|JJ", "Iranian"}, [3]string{"human", "ADJ|JJ", "human"})
	for _, c := range []struct {
		form string
		tag  uint8
		want string
	}{
		{"boats", 0, "boat"}, {"BOATS", 0, "boat"}, {"treaties", 0, "treaty"}, {"ropes", 0, "rope"}, {"Men", 0, "man"}, // seen, capitals, endings
		{"saw", 1, "see"}, {"saw", 2, "saw"}, // the tag decides
		{"Fenlandian", 3, "Fenlandian"}, {"superhuman", 3, "superhuman"}, // capitals decide
		{"rope", 77, "rope"}, // a tag that was never seen
	} {
		if got := l.Lemma(c.form, c.tag); got != c.want {
			t.Errorf("%s with tag %d: %s, want %s", c.form, c.tag, got, c.want)
		}
	}
}
