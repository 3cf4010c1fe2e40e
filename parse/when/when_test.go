package when

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// verbs tags what the tense rules look at; everything else stays untagged, as from a reader without a tagger.
var verbs = map[string]parse.UPOS{
	"will": parse.AUX, "would": parse.AUX, "may": parse.AUX, "is": parse.AUX, "was": parse.AUX, "met": parse.VERB, "meet": parse.VERB, "said": parse.VERB,
	"held": parse.VERB, "crossed": parse.VERB, "march": parse.VERB, "plans": parse.VERB, "due": parse.ADJ, "began": parse.VERB, "left": parse.VERB, "reopen": parse.VERB, "leave": parse.VERB,
}

// plain cuts text at blanks and marks; a newline ends a sentence.
func plain(text string) *parse.Doc {
	d := &parse.Doc{Text: text}
	for i := 0; i < len(text); {
		end := i + max(strings.IndexByte(text[i:], '\n'), 0)
		if end == i {
			end = len(text)
			if text[i] == '\n' {
				i++
				continue
			}
		}
		s := parse.Sentence{First: len(d.Tokens)}
		for k := i; k < end; {
			_, size := utf8.DecodeRuneInString(text[k:])
			m := k + size
			if text[k] <= ' ' {
				k++
				continue
			}
			for m < end && size == 1 && (isLetter(text[k]) || isDigit(text[k])) && (isLetter(text[m]) || isDigit(text[m]) || text[m] == '-') {
				m++
			}
			form := text[k:m]
			tok := parse.Token{Span: tocsin.Span{Start: k, End: m}, Form: form, UPOS: verbs[form], Head: parse.NoHead, Sent: len(d.Sents)}
			if form == "met" || form == "said" || form == "held" || form == "crossed" || form == "began" || form == "left" {
				tok.XPOS = "VBD"
			}
			d.Tokens = append(d.Tokens, tok)
			k = m
		}
		if s.End = len(d.Tokens); s.End > s.First {
			s.Span = tocsin.Span{Start: d.Tokens[s.First].Span.Start, End: d.Tokens[s.End-1].Span.End}
			d.Sents = append(d.Sents, s)
		}
		i = end
	}
	return d
}

// published is a Monday.
var published = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// show prints times as "words = value", with the type where it isn't DATE, the mod, and a question mark where unresolved.
func show(text string, times []tocsin.Time) []string {
	out := []string{}
	for _, t := range times {
		s := t.Span.Of(text) + " = " + t.Value
		if t.Type != tocsin.DateTime {
			s += " " + string(t.Type)
		}
		if t.Mod != "" {
			s += " " + t.Mod
		}
		if !t.Resolved {
			s += " ?"
		}
		out = append(out, s)
	}
	return out
}

// tables loads the named times.
func tables(tb testing.TB) *lexicon.Set {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return lex
}

func TestFind(t *testing.T) {
	lex := tables(t)
	for _, c := range []struct{ text, want string }{
		{"The ministers met on 3 November 2026 in the capital.", "3 November 2026 = 2026-11-03"},
		{"The ministers met on Nov. 3 and left.", "Nov. 3 = 2026-11-03"},
		{"The treaty of November 3, 2021, lapsed.", "November 3, 2021 = 2021-11-03"},
		{"The order is dated 2026-11-03.", "2026-11-03 = 2026-11-03"},
		{"The order is dated 23.11.2026.", "23.11.2026 = 2026-11-23"},
		{"Published 11/23/2026.", "11/23/2026 = 2026-11-23"},
		{"Published 04/05/2026.", "04/05/2026 = 2026"},
		{"Talks began in November 2025.", "November 2025 = 2025-11"},
		{"Talks began in March.", "March = 2026-03"},
		{"Talks began in December.", "December = 2025-12"},
		{"Talks will resume in December.", "December = 2026-12"},
		{"From 3 to 5 November 2026 they met.", "3 = 2026-11-03; 5 November 2026 = 2026-11-05"},
		{"They met on November 3-5, 2025.", "November 3 = 2025-11-03; 5, 2025 = 2025-11-05"},
		{"The war of the 1990s and the late 1980s.", "the 1990s = 199; the late 1980s = 198 END"},
		{"In the first quarter of 2025 exports fell.", "the first quarter of 2025 = 2025-Q1"},
		{"In the second half of the year exports fell.", "the second half of the year = 2026-H2"},
		{"By the end of the year the bridge will reopen.", "the end of the year = 2026 END"},
		{"The minister said on Friday that he was tired.", "Friday = 2026-11-20"},
		{"The minister said on Monday that he was tired.", "Monday = 2026-11-23"},
		{"The ministers will meet on Friday.", "Friday = 2026-11-27"},
		{"The ministers met last Monday.", "last Monday = 2026-11-16"},
		{"The ministers will meet next Tuesday.", "next Tuesday = 2026-11-24"},
		{"The border is to reopen on Thursday.", "Thursday = 2026-11-26"},
		{"They were held until Friday and met nobody.", "Friday = 2026-11-20"},
		{"Troops leave by Friday.", "Friday = 2026-11-27"},
		{"Yesterday, today and tomorrow.", "Yesterday = 2026-11-22; today = 2026-11-23; tomorrow = 2026-11-24"},
		{"Shells fell overnight and last night.", "overnight = 2026-11-22TNI TIME; last night = 2026-11-22TNI TIME"},
		{"Two days ago shells fell; a month ago none did.", "Two days ago = 2026-11-21; a month ago = 2026-10"},
		{"Last week, last month, last year.", "Last week = 2026-W47; last month = 2026-10; last year = 2025"},
		{"Earlier this month and later this week.", "Earlier this month = 2026-11 START; later this week = 2026-W48 END"},
		{"Since Monday the road is shut.", "Monday = 2026-11-23"},
		{"A three-day visit, a decades-long war, a week-long truce.", "three-day = P3D DURATION; decades-long = PXDE DURATION; week-long = P1W DURATION"},
		{"For more than six months, at least two years.", "more than six months = P6M DURATION MORE_THAN; at least two years = P2Y DURATION EQUAL_OR_MORE"},
		{"For years and for half an hour.", "years = PXY DURATION; half an hour = PT30M DURATION"},
		{"The past two years and the next six weeks.", "The past two years = P2Y DURATION; the next six weeks = P6W DURATION"},
		{"Twenty-five years and two and a half years.", "Twenty-five years = P25Y DURATION; two and a half years = P2.5Y DURATION"},
		{"Every day, every Friday, weekly, twice a month, on Sundays.", "Every day = P1D SET; every Friday = XXXX-WXX-5 SET; weekly = P1W SET; twice a month = P1M SET; Sundays = XXXX-WXX-7 SET"},
		{"On Friday evening, and at 5 p.m. on Saturday.", "Friday evening = 2026-11-20TEV TIME; 5 p.m. on Saturday = 2026-11-21T17:00 TIME"},
		{"At 10:30 GMT on 3 November 2026.", "10:30 GMT on 3 November 2026 = 2026-11-03T10:30Z TIME"},
		{"At 10:30 a siren was heard.", "10:30 = XXXX-XX-XXT10:30 TIME ?"},
		{"Recently, now, soon.", "Recently = PAST_REF; now = PRESENT_REF; soon = FUTURE_REF"},
		{"In 2019 fighters crossed. Two years later they left.", "2019 = 2019; Two years later = 2021"},
		{"On 3 May 2019 they crossed; the next day they left.", "3 May 2019 = 2019-05-03; the next day = 2019-05-04"},
		{"In early March and mid-June and late last year.", "early March = 2026-03 START; mid-June = 2026-06 MID; late last year = 2025 END"},
		{"This summer and the winter of 2024.", "This summer = 2026-SU; the winter of 2024 = 2024-WI"},
		{"In the 19th century.", "the 19th century = 18"},
		{"They sent 2000 soldiers and 1500 people under Resolution 1973.", ""},
		{"He may march; Marta May said so.", ""},
		{"The Sun rose on a Black Friday sale.", ""},
		{"A second attempt cost a quarter of the budget.", ""},
		{"Version 2.2021 of page 2020 costs $2019.", ""},
		{"Five hours ago.", "Five hours ago = XXXX-XX-XXTXX ?"},
		{"The first week of June and the last day of March.", "The first week of June = 2026-06 START; the last day of March = 2026-03 END"},
		{"Before New Year's Eve 2025 and at Nawruz.", "New Year's Eve 2025 = 2025-12-31; Nawruz = 2026-03-21"},
		{"The years 2019–2021 and 1914-18.", "2019 = 2019; 2021 = 2021; 1914 = 1914; 18 = 1918"},
		{"Since the Taliban takeover schools are shut.", "the Taliban takeover = 2021-08-15"},
		{"They condemned the Doha agreement.", ""},
		{"Prices began to rise before Ramadan.", "Ramadan = 2026-02-18/2026-03-19 APPROX"},
		{"They met on Orthodox Christmas and at Easter 2024.", "Orthodox Christmas = 2026-01-07; Easter 2024 = 2024-03-31"},
		{"Eid al-Fitr of next year; last Christmas.", "Eid al-Fitr of next year = 2027-03-09 APPROX; last Christmas = 2025-12-25"},
		{"The Tet Offensive and Operation Ramadan.", ""},
		{"In fiscal 2026 and in FY 2025.", "fiscal 2026 = FY2026; FY 2025 = FY2025"},
		{"They soon left. Talks will resume soon.", "soon = FUTURE_REF"},
		{"By year's end, at year-end.", "year's end = 2026 END; year-end = 2026 END"},
		{"The day after tomorrow and the day before yesterday.", "The day after tomorrow = 2026-11-25; the day before yesterday = 2026-11-21"},
		{"They met on 3 May 2019. They had met two days before.", "3 May 2019 = 2019-05-03; two days before = 2019-05-01"},
		{"Between March and April 2025, from 26 June to 4 August 2024.", "March = 2025-03; April 2025 = 2025-04; 26 June = 2024-06-26; 4 August 2024 = 2024-08-04"},
		{"On 19 April last year.", "19 April last year = 2025-04-19"},
		{"After the fall of the city.", ""},
		{"At night and all day.", "night = XXXX-XX-XXTNI TIME; all day = P1D DURATION"},
		{"They met on Sunday.\nHe spoke to reporters.\nEarlier in the day a letter came.", "Sunday = 2026-11-22; Earlier in the day = 2026-11-22 START"},
		{"Leave by the end of the day.", "the end of the day = 2026-11-23 END"},
		{"The mill burned on Friday the 13th and met its end.", "Friday the 13th = 2026-11-13"},
		{"They met on the first Tuesday of October and on the last Friday in March 2025.", "the first Tuesday of October = 2026-10-06; the last Friday in March 2025 = 2025-03-28"},
		{"A week ago today they met; a year ago today none did.", "A week ago today = 2026-11-16; a year ago today = 2025-11-23"},
		{"March of last year; July 25 of that year.", "March of last year = 2025-03; July 25 of that year = 2025-07-25"},
	} {
		d := plain(c.text)
		got := strings.Join(show(c.text, Find(d, lex, published, true)), "; ")
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Without a day of publication nothing relative is resolved; what stands in the text still is.
func TestFindWithoutDate(t *testing.T) {
	lex := tables(t)
	for _, c := range []struct{ text, want string }{
		{"He voiced worries on Friday.", "Friday = XXXX-WXX-5 ?"},
		{"They met on 3 November.", "3 November = XXXX-11-03 ?"},
		{"They met on 3 November 2025 and again two days later.", "3 November 2025 = 2025-11-03; two days later = 2025-11-05"},
		{"Yesterday, last week, last month, last year.", "Yesterday = XXXX-XX-XX ?; last week = XXXX-WXX ?; last month = XXXX-XX ?; last year = XXXX ?"},
		{"In March and in the third quarter.", "March = XXXX-03 ?; the third quarter = XXXX-Q3 ?"},
		{"For two years, daily.", "two years = P2Y DURATION; daily = P1D SET"},
		{"On Friday morning.", "Friday morning = XXXX-WXX-5TMO TIME ?"},
	} {
		d := plain(c.text)
		got := strings.Join(show(c.text, Find(d, lex, time.Time{}, false)), "; ")
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// A history told in 2026 keeps to its own years.
func TestFindInHistory(t *testing.T) {
	text := "The republic of Varna rose in 1918.\nIn March its army crossed the river.\nBy January 1919 the war was lost.\nOn 5 April the parliament met."
	want := []string{"1918 = 1918", "March = 1918-03", "January 1919 = 1919-01", "5 April = 1919-04-05"}
	if diff := cmp.Diff(want, show(text, Find(plain(text), tables(t), published, true))); diff != "" {
		t.Error(diff)
	}
}

// A tale of ages before Christ counts backwards.
func TestFindBeforeChrist(t *testing.T) {
	text := "The Ionians rose in 499 BC.\nIn 490 B.C. the Persians landed.\nTen years later they came again, and the following year they left.\nThe wars of 479-478 BC and the 5th century BC."
	want := []string{"499 BC = BC0499", "490 B.C. = BC0490", "Ten years later = BC0480", "the following year = BC0479", "479 = BC0479", "478 BC = BC0478", "the 5th century BC = BC04"}
	if diff := cmp.Diff(want, show(text, Find(plain(text), tables(t), published, true))); diff != "" {
		t.Error(diff)
	}
}

// Spans always re-slice, stand in order and don't overlap, whatever the text.
func FuzzFind(f *testing.F) {
	lex := tables(f)
	f.Add("On Friday, 3 November 2026 at 5.30 p.m.; two and a half years ago, mid-2019, '90s", int64(20000), true)
	f.Add("the first half of the last quarter of the 31st of February 490 BC – 12/13/14", int64(-1), false)
	f.Add("9999 decades ago, every 30000 centuries, in 99-99-9999", int64(1<<40), true)
	f.Fuzz(func(t *testing.T, text string, day int64, known bool) {
		text = strings.ToValidUTF8(text, "?") // the texts of articles are
		d := plain(text)
		last := 0
		for _, x := range Find(d, lex, time.Unix(day%4e9*86400%1e12, 0), known) {
			if err := x.Span.Validate(text); err != nil {
				t.Fatal(err)
			}
			if x.Span.Start < last {
				t.Fatalf("span %v begins before %d", x.Span, last)
			}
			if x.Value == "" {
				t.Fatalf("no value for %q", x.Span.Of(text))
			}
			last = x.Span.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The minister said on Friday that two days ago, in the early hours of 3 November 2026, fighters had crossed the river near the old bridge.\n", 50)
	d, lex := plain(text), tables(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(d, lex, published, true)
	}
}
