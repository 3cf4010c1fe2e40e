package link

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

// A say is one statement of a test article: who, in which words, as what.
type say struct {
	speaker string // "" for unresolved
	cue     string
	content string
	kind    tocsin.Kind
	form    tocsin.Form
	about   string // ids, joined by spaces
	parent  string
	source  string // as printed
}

// reading builds an article with one sentence a statement: "cue content."
func reading(says []say) (*tocsin.Reading, string) {
	r := &tocsin.Reading{Entities: []tocsin.Entity{{ID: "holt", Name: "Mira Holt"}, {ID: "reyl", Name: "Tomas Reyl"}, {ID: "kesten", Name: "Kesten"}}}
	var b strings.Builder
	for i, s := range says {
		first := b.Len()
		if s.source != "" {
			b.WriteString(s.source + " ")
		}
		cue := b.Len()
		b.WriteString(s.cue + " ")
		at := b.Len()
		b.WriteString(s.content)
		st := tocsin.Statement{ID: fmt.Sprintf("s%d", i+1), Kind: s.kind, Form: s.form, Sentence: i, Parent: s.parent,
			Cue: []tocsin.Span{{Start: cue, End: at - 1}}, Content: []tocsin.Span{{Start: at, End: b.Len()}}}
		if s.source != "" {
			st.Source = []tocsin.Span{{Start: first, End: cue - 1}}
		}
		if s.speaker != "" {
			id := tocsin.EntityID(s.speaker)
			st.Speaker = &id
		}
		for _, id := range strings.Fields(s.about) {
			st.About = append(st.About, tocsin.EntityID(id))
		}
		b.WriteString(".")
		r.Sentences = append(r.Sentences, tocsin.Span{Start: first, End: b.Len()})
		r.Statements = append(r.Statements, st)
		b.WriteString(" ")
	}
	return r, b.String()
}

func TestWithin(t *testing.T) {
	tests := []struct {
		name string
		says []say
		want []string
	}{
		{"paraphrase and quotation of one utterance", []say{
			{"holt", "warned of", "a growing danger of raids on the fishing ports", tocsin.Warning, tocsin.Indirect, "", "", ""},
			{"holt", "said", "Raids on our fishing ports are more likely every night", tocsin.Warning, tocsin.Direct, "", "", ""},
		}, []string{"same-statement s2 s1"}},
		{"two quotations are two utterances", []say{
			{"holt", "said", "Raids on the fishing ports are likely", tocsin.Warning, tocsin.Direct, "", "", ""},
			{"holt", "said", "Raids on the fishing ports are very likely", tocsin.Warning, tocsin.Direct, "", "", ""},
		}, nil},
		{"other words, other utterance", []say{
			{"holt", "said", "the pier was closed for repairs", tocsin.Claim, tocsin.Indirect, "", "", ""},
			{"holt", "said", "Nobody has paid the divers since spring", tocsin.Claim, tocsin.Direct, "", "", ""},
		}, nil},
		{"the same words by another speaker", []say{
			{"holt", "warned of", "a growing danger of raids on the fishing ports", tocsin.Warning, tocsin.Indirect, "", "", ""},
			{"reyl", "said", "Raids on the fishing ports are a growing danger", tocsin.Warning, tocsin.Direct, "", "", ""},
		}, nil},
		{"a denial of the same matter, other parties", []say{
			{"holt", "warned of", "attacks from Kesten on partner states", tocsin.Warning, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that Kesten was planning attacks on its neighbours", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
		}, []string{"disputes s2 s1 partial"}},
		{"a denial of the whole", []say{
			{"holt", "accused", "Kesten of shelling the harbour", tocsin.Accusation, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that Kesten had shelled the harbour", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
		}, []string{"disputes s2 s1 full"}},
		{"other figures", []say{
			{"holt", "said", "soldiers of Kesten had killed 40 men", tocsin.Claim, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that soldiers of Kesten had killed 25 men", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
		}, []string{"disputes s2 s1 partial"}},
		{"a denial that points back", []say{
			{"holt", "accused", "Tomas Reyl of theft", tocsin.Accusation, tocsin.Indirect, "reyl", "", ""},
			{"reyl", "denied", "the allegations", tocsin.Denial, tocsin.Indirect, "", "", ""},
		}, []string{"disputes s2 s1 full"}},
		{"nobody disputes himself", []say{
			{"reyl", "warned of", "attacks from Kesten", tocsin.Warning, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that Kesten was planning attacks", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
		}, nil},
		{"an unresolved speaker may be the same man", []say{
			{"", "warned of", "attacks from Kesten", tocsin.Warning, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that Kesten was planning attacks", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
		}, nil},
		{"a denial of having denied", []say{
			{"holt", "warned of", "attacks from Kesten", tocsin.Warning, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that he had disputed that Kesten was planning attacks", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "disputed", "that Kesten was planning attacks", tocsin.Denial, tocsin.Indirect, "kesten", "s2", ""},
		}, nil},
		{"a demand can't be denied", []say{
			{"holt", "demanded", "that Kesten stop its attacks", tocsin.Demand, tocsin.Indirect, "kesten", "", ""},
			{"reyl", "denied", "that Kesten was planning attacks", tocsin.Denial, tocsin.Indirect, "kesten", "", ""},
		}, nil},
		{"one of the same side goes on from a denial", []say{
			{"holt", "accused", "Kesten of mining the ford", tocsin.Accusation, tocsin.Indirect, "kesten", "", ""},
			{"kesten", "denied", "it", tocsin.Denial, tocsin.Indirect, "", "", "Kesten"},
			{"reyl", "said", "no soldier had laid a mine that week", tocsin.Denial, tocsin.Indirect, "", "", "Its spokesman"},
		}, []string{"disputes s2 s1 full", "disputes s3 s1 full"}},
		{"the charge inside the denial", []say{
			{"reyl", "denied", "a claim by Holt that the bridge was mined", tocsin.Denial, tocsin.Indirect, "", "", ""},
			{"holt", "a claim by Holt", "that the bridge was mined", tocsin.Claim, tocsin.Indirect, "", "s1", ""},
		}, []string{"disputes s1 s2 full"}},
		{"called a lie", []say{
			{"holt", "said", "that Tomas Reyl had sold the harbour", tocsin.Claim, tocsin.Indirect, "reyl", "", ""},
			{"reyl", "called", "the accusation a plain lie", tocsin.Denial, tocsin.Indirect, "", "", ""},
		}, []string{"disputes s2 s1 full"}},
		{"neither denied nor confirmed", []say{
			{"holt", "accused", "Tomas Reyl of theft", tocsin.Accusation, tocsin.Indirect, "reyl", "", ""},
			{"reyl", "neither confirmed nor denied", "having been there", tocsin.Position, tocsin.Indirect, "", "", ""},
		}, nil},
		{"a demand refused", []say{
			{"holt", "demanded", "the release of the pilots", tocsin.Demand, tocsin.Indirect, "", "", ""},
			{"reyl", "rejected", "the demand", tocsin.Position, tocsin.Indirect, "", "", ""},
		}, nil},
		{"a denial of another matter", []say{
			{"holt", "said", "the wheat harvest had been good", tocsin.Claim, tocsin.Indirect, "", "", ""},
			{"reyl", "denied", "that he had met the ambassador", tocsin.Denial, tocsin.Indirect, "", "", ""},
		}, nil},
		{"two of one mind", []say{
			{"holt", "said", "the bridge at Arlen was closed", tocsin.Claim, tocsin.Indirect, "", "", ""},
			{"reyl", "said", "the bridge at Arlen would open in May", tocsin.Claim, tocsin.Indirect, "", "", ""},
		}, nil},
		{"a denial and the words of it", []say{
			{"reyl", "denied", "it", tocsin.Denial, tocsin.Indirect, "", "", ""},
			{"reyl", "said", "I never saw that ship", tocsin.Denial, tocsin.Direct, "", "", ""},
		}, []string{"same-statement s2 s1"}},
		{"a quotation that gathers two paraphrases", []say{
			{"holt", "stressed", "the importance of a neutral and stable island", tocsin.Position, tocsin.Indirect, "", "", ""},
			{"holt", "urged", "aid for the fishermen of the coast", tocsin.Appeal, tocsin.Indirect, "", "", ""},
			{"holt", "called for", "aid for fishermen and a stable, neutral island", tocsin.Appeal, tocsin.Direct, "", "", ""},
		}, []string{"same-statement s3 s2", "same-statement s3 s1"}},
		{"taken back", []say{
			{"reyl", "said", "the inspectors had slept on duty", tocsin.Claim, tocsin.Indirect, "", "", ""},
			{"reyl", "withdrew", "the remark", tocsin.Position, tocsin.Indirect, "", "", ""},
		}, []string{"retracts s2 s1"}},
		{"said again", []say{
			{"reyl", "promised", "to keep the harbour of Arlen open", tocsin.Commitment, tocsin.Indirect, "", "", ""},
			{"reyl", "reaffirmed", "that the harbour of Arlen would be kept open", tocsin.Commitment, tocsin.Indirect, "", "", ""},
		}, []string{"reaffirms s2 s1"}},
		{"said again, but not here before", []say{
			{"reyl", "reaffirmed", "that the harbour of Arlen would be kept open", tocsin.Commitment, tocsin.Indirect, "", "", ""},
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, text := reading(tt.says)
			var got []string
			for _, l := range Within(r, text) {
				if len(l.Trace) == 0 {
					t.Errorf("%s %s -> %s without a reason", l.Kind, l.From, l.To)
				}
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", l.Kind, l.From, l.To, l.Scope)))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWithinEmpty(t *testing.T) {
	if got := Within(&tocsin.Reading{}, ""); got != nil {
		t.Errorf("got %v", got)
	}
}
