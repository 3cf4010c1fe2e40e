package actor_test

import (
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// reader returns what parses a text with the models of the program and resolves it.
func reader(t *testing.T) func(text, date string) *actor.Cast {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	nm, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	return func(text, date string) *actor.Cast {
		d := p.Parse(text)
		d.Names = nm.Names(d, lex)
		chains.Resolve(d, lex)
		return actor.Resolve(d, lex, &tocsin.Article{Date: date})
	}
}

// Who isn't in the lexicon is typed by the words beside its name and in it; of two that share an acronym the text chooses.
func TestUnknownIsTypedByContext(t *testing.T) {
	read := reader(t)
	for _, c := range []struct{ text, name, kind, code string }{
		{"The rebel group Ansar Velm attacked a village in Tajikistan on Monday.", "Ansar Velm", "armed-group", "TJKREB"},
		{"Ansar Velm, an armed group of Tajikistan, said it had attacked the convoy.", "Ansar Velm", "armed-group", "TJKREB"},
		{"The Velm Liberation Front killed two soldiers.", "Velm Liberation Front", "armed-group", "REB"},
		{"Bellmar Holdings said it would leave Kazakhstan.", "Bellmar Holdings", "organisation", "BUS"},
		{"The Tajik Ministry of Roads met Velm University.", "Velm University", "organisation", "EDU"},
		{"The Tajik Ministry of Roads met Velm University.", "Tajik Ministry of Roads", "organisation", "TJKGOV"},
		{"The SLA shelled a village in southern Lebanon.", "South Lebanon Army", "armed-group", "LBNREB"},
		{"Sudan said that the SLA had attacked a village in Sudan.", "Sudan Liberation Army", "armed-group", "SDNREB"},
		{"Fighters of the Grey Wolves attacked an office in Turkey.", "Grey Wolves", "armed-group", "TURPRM"},
		{"Grey wolves return to the valley.", "Grey Wolves", "", ""},
		{"Foreign Minister Haneef Atmar left for Doha. Atmar said that talks would resume.", "Atmar", "", ""},
	} {
		cast := read(c.text, "2005-03-01")
		kind, code := "", ""
		for i := range cast.Entities {
			if e := &cast.Entities[i]; e.Name == c.name {
				kind, code = string(e.Kind), string(e.Code())
			}
		}
		if kind != c.kind || code != c.code {
			t.Errorf("%q: %s is %s %s, want %s %s", c.text, c.name, kind, code, c.kind, c.code)
		}
	}
}
