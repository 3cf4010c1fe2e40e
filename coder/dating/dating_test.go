package dating

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/when"
)

// tree builds a text from lines of sentences; a word is "form/lemma/XPOS/head/relation", the head counted from 1.
func tree(tb testing.TB, sents ...string) *parse.Doc {
	tb.Helper()
	d := &parse.Doc{Lang: "en"}
	upos := map[string]parse.UPOS{"NN": parse.NOUN, "NNS": parse.NOUN, "NNP": parse.PROPN, "IN": parse.ADP, "DT": parse.DET, "MD": parse.AUX, "AX": parse.AUX, "CD": parse.NUM, ".": parse.PUNCT, ",": parse.PUNCT, "TO": parse.PART, "RB": parse.ADV, "WRB": parse.ADV, "JJ": parse.ADJ, "CC": parse.CCONJ, "PRP": parse.PRON}
	for n, s := range sents {
		st := parse.Sentence{First: len(d.Tokens)}
		for _, w := range strings.Fields(s) {
			f := strings.Split(w, "/")
			if len(f) != 5 {
				tb.Fatalf("%q is no word", w)
			}
			if len(d.Tokens) > 0 {
				d.Text += " "
			}
			t := parse.Token{Form: f[0], Lemma: f[1], XPOS: f[2], UPOS: upos[f[2]], Rel: parse.Rel(f[4]), Sent: n, Head: parse.NoHead}
			if t.UPOS == "" {
				t.UPOS = parse.VERB
			}
			var head int
			fmt.Sscan(f[3], &head)
			if head > 0 {
				t.Head = st.First + head - 1
			}
			t.Span = tocsin.Span{Start: len(d.Text), End: len(d.Text) + len(f[0])}
			d.Text += f[0]
			d.Tokens = append(d.Tokens, t)
		}
		st.End = len(d.Tokens)
		st.Span = tocsin.Span{Start: d.Tokens[st.First].Span.Start, End: len(d.Text)}
		d.Sents = append(d.Sents, st)
	}
	d.Index()
	return d
}

// deeds prints the chronology of a text published on Monday 23 November 2026: "met 2026-11-20; said ~2026-11-23", a "?" before the day of the story.
func deeds(tb testing.TB, date string, sents ...string) string {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	a := &tocsin.Article{Date: date}
	d := tree(tb, sents...)
	day, dated := a.Day()
	d.Times = when.Find(d, lex, day, dated)
	var out []string
	for _, x := range Read(d, lex, a).Deeds() {
		about := map[string]string{"news": "~", "story": "?"}[x.Date.Basis]
		out = append(out, x.Span.Of(d.Text)+" "+about+x.Date.Value)
	}
	return strings.Join(out, "; ")
}

func TestDeeds(t *testing.T) {
	const published = "2026-11-23"
	for _, c := range []struct {
		name, date string
		sents      []string
		want       string
	}{
		{"the date of the saying isn't that of the deed", published, []string{
			"Soldiers/soldier/NNS/2/nsubj killed/kill/VBD/0/root two/two/CD/4/nummod men/man/NNS/2/obj ,/,/,/7/punct police/police/NNS/7/nsubj said/say/VBD/2/parataxis on/on/IN/9/case Friday/Friday/NNP/7/obl ././././punct"},
			"killed ~2026-11-20; said 2026-11-20"},
		{"what is joined shares the date", published, []string{
			"They/they/PRP/2/nsubj met/meet/VBD/0/root on/on/IN/4/case Friday/Friday/NNP/2/obl and/and/CC/6/cc left/leave/VBD/2/conj ././././punct"},
			"met 2026-11-20; left 2026-11-20"},
		{"since, until and after only bound", published, []string{
			"They/they/PRP/3/nsubj have/have/AX/3/aux held/hold/VBN/0/root it/it/PRP/3/obj since/since/IN/6/case Friday/Friday/NNP/3/obl ././././punct"},
			""},
		{"a deadline dates what is to come", published, []string{
			"They/they/PRP/3/nsubj will/will/MD/3/aux leave/leave/VB/0/root by/by/IN/5/case Friday/Friday/NNP/3/obl ././././punct"},
			"leave 2026-11-27"},
		{"a date under a noun stays there", published, []string{
			"He/he/PRP/2/nsubj postponed/postpone/VBD/0/root the/the/DT/4/det attack/attack/NN/2/obj of/of/IN/7/case 5/5/CD/7/nummod December/December/NNP/4/nmod ././././punct"},
			"postponed ~2026-11-23; attack 2026-12-05"},
		{"a deed and what is said of it have dates of their own", published, []string{
			"They/they/PRP/2/nsubj condemned/condemn/VBD/0/root the/the/DT/4/det attack/attack/NN/2/obj on/on/IN/6/case Friday/Friday/NNP/2/obl ././././punct"},
			"condemned 2026-11-20; attack ?2026-11-20"},
		{"a pluperfect is not the news", published, []string{
			"They/they/PRP/3/nsubj had/have/AX/3/aux met/meet/VBN/0/root ././././punct"},
			""},
		{"the day told before goes on", published, []string{
			"They/they/PRP/2/nsubj met/meet/VBD/0/root on/on/IN/4/case Friday/Friday/NNP/2/obl ././././punct",
			"They/they/PRP/2/nsubj signed/sign/VBD/0/root it/it/PRP/2/obj ././././punct"},
			"met 2026-11-20; signed ~2026-11-20"},
		{"what followed a time long past is not the news", published, []string{
			"Girls/girl/NNS/2/nsubj fled/flee/VBD/0/root after/after/IN/6/case the/the/DT/6/det Taliban/Taliban/NNP/6/compound takeover/takeover/NN/2/obl ././././punct"},
			"takeover 2021-08-15"},
		{"a noun takes up what was told", published, []string{
			"They/they/PRP/2/nsubj cancelled/cancell/VBD/0/root it/it/PRP/2/obj on/on/IN/5/case Friday/Friday/NNP/2/obl ././././punct",
			"Others/other/NNS/2/nsubj met/meet/VBD/0/root on/on/IN/4/case Saturday/Saturday/NNP/2/obl ././././punct",
			"Unions/union/NNS/2/nsubj welcomed/welcome/VBD/0/root the/the/DT/4/det cancellation/cancellation/NN/2/obj ././././punct"},
			"cancelled 2026-11-20; met 2026-11-21; welcomed ~2026-11-21; cancellation ?2026-11-20"},
		{"days counted from a deed", published, []string{
			"They/they/PRP/2/nsubj announced/announce/VBD/0/root it/it/PRP/2/obj on/on/IN/5/case Friday/Friday/NNP/2/obl ././././punct",
			"A/a/DT/2/det day/day/NN/5/obl before/before/IN/5/case the/the/DT/5/det announcement/announcement/NN/7/obl he/he/PRP/7/nsubj resigned/resign/VBD/0/root ././././punct"},
			"announced 2026-11-20; announcement ?2026-11-20; resigned ?2026-11-19"},
		{"what the days are counted from", published, []string{
			"Two/two/CD/2/nummod days/day/NNS/5/obl after/after/IN/5/case the/the/DT/5/det shelling/shelling/NN/10/obl ,/,/,/5/punct on/on/IN/8/case Friday/Friday/NNP/10/obl it/it/PRP/10/nsubj burned/burn/VBD/0/root ././././punct"},
			"shelling ?2026-11-18; burned 2026-11-20"},
		{"what goes on, what has just been, what is to come", published, []string{
			"They/they/PRP/3/nsubj are/be/AX/3/aux trying/try/VBG/0/root ././././punct",
			"They/they/PRP/3/nsubj will/will/MD/3/aux leave/leave/VB/0/root ././././punct",
			"It/it/PRP/3/nsubj was/be/AX/3/cop down/down/JJ/0/root at/at/IN/5/case 16:08/16:08/CD/3/obl ././././punct"},
			"trying ?2026-11-23; was ?2026-11-23"},
		{"days ago is no day", published, []string{
			"They/they/PRP/2/nsubj left/leave/VBD/0/root some/some/DT/4/det days/day/NNS/2/obl ago/ago/RB/4/advmod ././././punct"},
			""},
		{"a report that comes late says so in its first sentence", published, []string{
			"They/they/PRP/2/nsubj met/meet/VBD/0/root him/he/PRP/2/obj on/on/IN/6/case 5/5/CD/6/nummod November/November/NNP/2/obl ././././punct",
			"They/they/PRP/2/nsubj signed/sign/VBD/0/root it/it/PRP/2/obj ././././punct"},
			"met 2026-11-05; signed ~2026-11-05"},
		{"without a day of publication nothing is taken for news", "", []string{
			"They/they/PRP/2/nsubj met/meet/VBD/0/root on/on/IN/4/case Friday/Friday/NNP/2/obl ././././punct",
			"They/they/PRP/2/nsubj signed/sign/VBD/0/root it/it/PRP/2/obj in/in/IN/5/case 2025/2025/CD/2/obl ././././punct"},
			"signed 2025"},
	} {
		if diff := cmp.Diff(c.want, deeds(t, c.date, c.sents...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Broken trees and odd dates cost nothing but their own deeds: no index leaves the text.
func TestReadBroken(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"Two/two/CD/2/nummod", "years/year/NNS/3/nsubj", "passed/pass/VBD/0/root"}, {"Friday/Friday/NNP/0/root"}, {"since/since/IN/2/case", "2026/2026/CD/0/root"}} {
		d := tree(t, strings.Join(words, " "))
		d.Times = when.Find(d, lex, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), true)
		x := Read(d, lex, &tocsin.Article{Date: "2026-11-23"})
		for i := range d.Tokens {
			x.Of(i, nil)
			x.Reported(i, true)
		}
		if got := x.Deeds(); slices.ContainsFunc(got, func(q tocsin.Deed) bool { return q.Span.Validate(d.Text) != nil }) {
			t.Errorf("%v: %v", words, got)
		}
	}
}
