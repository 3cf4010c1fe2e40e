package entity_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin/parse"
)

// Roles are the offices of single holders, with what they are of, and without possessors and "former".
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The deputy head of the border service spoke.", []string{"deputy head of the border service"}},
		{"Former Prime Minister Dana Orlova met Kenya's foreign minister.", []string{"Prime Minister", "foreign minister"}},
		{"The ambassador of Armenia to Russia left.", []string{"ambassador of Armenia to Russia"}},
		{"An Afghan Defence Ministry spokesman denied it.", []string{"Afghan Defence Ministry spokesman"}},
		{"The spokesman for the ministry, a presidential aide and the secretary general agreed.", []string{"spokesman for the ministry", "presidential aide", "secretary general"}},
		{"Brigadier General Tomas Besh saw the chief of staff.", []string{"Brigadier General", "chief of staff"}},
		{"Every governor came, and the ministers stayed.", nil},
		{"He hit his head in the kitchen.", nil},
	} {
		d := read(t, c.text)
		var got []string
		for _, n := range d.Roles {
			if n.Type != parse.ROLE || n.Why == "" {
				t.Errorf("%q: %+v", c.text, n)
			}
			got = append(got, d.Span(n.Range).Of(d.Text))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: roles %q, want %q", c.text, got, c.want)
		}
	}
}

// What the words of a name and those beside it say of its class.
func TestFiner(t *testing.T) {
	for _, c := range []struct{ text, want, not string }{
		{"Guards fired near the Halim crossing on Monday.", "Halim crossing/FAC", ""},
		{"Police at Tomas Besh International Airport found it.", "Tomas Besh International Airport/FAC", "Police"},
		{"Trucks waited at the Sarnak border crossing for days.", "Sarnak border crossing/FAC", ""},
		{"An Afghan border crossing was shut.", "Afghan/NORP", "crossing"},
		{"Boats went out on Lake Sarnak before dawn.", "Lake Sarnak/LOC", ""},
		{"They fled towards the Halim valley at night.", "Halim valley/LOC", ""},
		{"Smugglers waded across the Panora at night.", "Panora/LOC", ""},
		{"Traders came from West Africa and from Europe.", "West Africa/LOC", ""},
		{"The council cited Resolution 2255 again.", "Resolution 2255/DOC", ""},
		{"It breaches the Convention for the Protection of Rivers and Lakes.", "Convention for the Protection of Rivers and Lakes/DOC", ""},
		{"They signed the Treaty of Sarnak in May.", "Treaty of Sarnak/DOC", ""},
		{"Both sides keep to the Doha agreement.", "Doha agreement/DOC", ""},
		{"It was read at the Sarnak Conference on Water on Friday.", "Sarnak Conference on Water/EVENT", ""},
		{"It won a prize at the 21st Sarnak Film Festival.", "21st Sarnak Film Festival/EVENT", ""},
		{"His father fell in World War II.", "World War II/EVENT", ""},
		{"Troops began the exercise Halim-2026 on Friday.", "Halim-2026/EVENT", ""},
		{"The shops are shut for Eid al-Fitr.", "Eid al-Fitr/EVENT", ""},
		{"He told Reuters that it was over.", "Reuters/OUTLET", ""},
		{"The Sarnak Herald wrote that it was over.", "Sarnak Herald/OUTLET", ""},
		{"She spoke on Radio Sarnak last night.", "Radio Sarnak/OUTLET", ""},
		{"He told parliament that the Red Cross had left.", "Red Cross/ORG", "OUTLET"},
	} {
		got := show(read(t, c.text), false)
		if !strings.Contains("\n"+got, "\n"+c.want+"\n") {
			t.Errorf("%q: no %q in\n%s", c.text, c.want, got)
		}
		if c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%q: %q in\n%s", c.text, c.not, got)
		}
	}
}
