package desk

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

// noon is the time at which all tests look at the desk.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// riverText has a chain of three, a continued speaker, a denial that disputes a claim, a promise, and
// an event inside a statement: spans that nest and overlap.
const riverText = `Qarzan and Velmora met in Kethra on Friday to speak about the upper ford.
According to Mirel Dovan, the delegate of the Lakes Dialogue Organisation, Qarzan shelled the post at Tolm, as reported by Meridian Wire.
“Both sides should pull back,” Dovan added.

The Ministry of Emergencies, Frontier Guard and Riverine Waterways of Qarzan denied that any shell was fired from its bank.
It promised Velmora that it would open the crossing before 1 December if the guns stay silent.`

// firstText is the first version of the river article: its denial is worded otherwise later.
const firstText = "Qarzan and Velmora met in Kethra on Friday to speak about the upper ford.\nQarzan denied that it had fired."

// span finds the nth occurrence of words in a text, as bytes.
func span(text, words string, nth int) tocsin.Span {
	at := 0
	for ; ; nth-- {
		i := strings.Index(text[at:], words)
		if i < 0 {
			panic("not in the text: " + words)
		}
		at += i
		if nth == 0 {
			return tocsin.Span{Start: at, End: at + len(words)}
		}
		at += len(words)
	}
}

func spans(text string, words ...string) []tocsin.Span {
	var out []tocsin.Span
	for _, w := range words {
		out = append(out, span(text, w, 0))
	}
	return out
}

func ptr[T any](v T) *T { return &v }

func sentences(text string) []tocsin.Span {
	var out []tocsin.Span
	at := 0
	for _, line := range strings.Split(text, "\n") {
		if line != "" {
			out = append(out, tocsin.Span{Start: at, End: at + len(line)})
		}
		at += len(line) + 1
	}
	return out
}

var made = tocsin.Versions{Tocsin: "0.1", Model: "m1", Lexicon: "l1"}

// riverReading is the reading of riverText, made by hand.
func riverReading(id tocsin.ArticleID) *tocsin.Reading {
	t := riverText
	entity := func(id, name string, kind tocsin.EntityKind, codes []string, mentions ...tocsin.Span) tocsin.Entity {
		e := tocsin.Entity{ID: tocsin.EntityID(id), Name: name, Kind: kind, Codes: codes}
		for _, m := range mentions {
			e.Mentions = append(e.Mentions, tocsin.Mention{Span: m, Type: tocsin.NameMention})
		}
		return e
	}
	role := span(t, "the delegate of the Lakes Dialogue Organisation", 0)
	ford := tocsin.Place{Span: span(t, "Tolm", 0), Name: "Tolm", Use: tocsin.Literal, Country: "VLM", Precision: tocsin.AtPlace, Lat: ptr(41.25), Lon: ptr(-3.5), Confidence: 0.8}
	kethra := tocsin.Place{Span: span(t, "Kethra", 0), Name: "Kethra", Use: tocsin.Literal, Country: "QRZ", Precision: tocsin.AtPlace}
	return &tocsin.Reading{
		ID: id, Version: made, Lang: "en", Sentences: sentences(t),
		Entities: []tocsin.Entity{
			entity("e1", "Qarzan", tocsin.State, []string{"QRZ"}, span(t, "Qarzan", 0), span(t, "Qarzan", 1)),
			entity("e2", "Velmora", tocsin.State, []string{"VLM"}, span(t, "Velmora", 0), span(t, "Velmora", 1)),
			{ID: "e3", Name: "Mirel Dovan", Kind: tocsin.Person, Codes: []string{"IGO"}, Basis: "delegate since 2025-03-01", Actor: "dovan"},
			entity("e4", "Lakes Dialogue Organisation", tocsin.Organisation, []string{"IGO"}, span(t, "Lakes Dialogue Organisation", 0)),
			entity("e5", "Meridian Wire", tocsin.OutletKind, nil, span(t, "Meridian Wire", 0)),
			entity("e6", "Ministry of Emergencies, Frontier Guard and Riverine Waterways of Qarzan", tocsin.Organisation, []string{"QRZ", "GOV"}, span(t, "The Ministry of Emergencies, Frontier Guard and Riverine Waterways of Qarzan", 0)),
		},
		Places: []tocsin.Place{kethra, ford},
		Times: []tocsin.Time{
			{Span: span(t, "Friday", 0), Type: tocsin.DateTime, Value: "2026-11-20", Resolved: true},
			{Span: span(t, "1 December", 0), Type: tocsin.DateTime, Value: "2026-12-01", Resolved: true},
		},
		Statements: []tocsin.Statement{
			{
				ID: "s1", Source: spans(t, "Mirel Dovan, the delegate of the Lakes Dialogue Organisation"), Cue: spans(t, "According to"),
				Content: spans(t, "Qarzan shelled the post at Tolm"), Form: tocsin.Indirect, Kind: tocsin.Accusation, Speaker: ptr(tocsin.EntityID("e3")),
				Role: &tocsin.Phrase{Text: "the delegate of the Lakes Dialogue Organisation", Span: role}, Organisation: ptr(tocsin.EntityID("e4")),
				Chain:    []tocsin.Hop{{}, {By: "e5", Span: ptr(span(t, "Meridian Wire", 0)), Channel: "as reported by"}, {By: "e3", Span: ptr(span(t, "Mirel Dovan", 0)), Role: "delegate", Organisation: ptr(tocsin.EntityID("e4"))}},
				About:    []tocsin.EntityID{"e1"},
				Polarity: "affirmed", Modality: "certain", Sentence: 1, Confidence: 0.93, Trace: []string{"cue: according to (preposition)", "carrier: as reported by"},
			},
			{
				ID: "s2", Source: spans(t, "Dovan added")[:0:0], Cue: []tocsin.Span{span(t, "added", 0)}, Content: spans(t, "“Both sides should pull back,”"),
				Form: tocsin.Direct, Kind: tocsin.Appeal, Speaker: ptr(tocsin.EntityID("e3")), Organisation: ptr(tocsin.EntityID("e4")),
				Chain:    []tocsin.Hop{{}, {By: "e5", Inherited: true}, {By: "e3", Span: ptr(span(t, "Dovan", 1))}},
				Polarity: "affirmed", Modality: "certain", Sentence: 2, Confidence: 0.81, Trace: []string{"quotation with cue: add"},
			},
			{
				ID: "s3", Source: spans(t, "The Ministry of Emergencies, Frontier Guard and Riverine Waterways of Qarzan"), Cue: spans(t, "denied"),
				Content: spans(t, "that any shell was fired from its bank"), Form: tocsin.Indirect, Kind: tocsin.Denial, Speaker: ptr(tocsin.EntityID("e6")), Organisation: ptr(tocsin.EntityID("e6")),
				Chain:    []tocsin.Hop{{}, {By: "e6", Span: ptr(span(t, "The Ministry of Emergencies, Frontier Guard and Riverine Waterways of Qarzan", 0))}},
				Polarity: "affirmed", Modality: "certain", Sentence: 3, Date: &tocsin.When{Value: "2026-11-20"}, Confidence: 0.88, Trace: []string{"cue: deny"},
			},
			{
				ID: "s4", Source: spans(t, "It"), Cue: spans(t, "promised"), Content: spans(t, "that it would open the crossing before 1 December if the guns stay silent"),
				Form: tocsin.Indirect, Kind: tocsin.Commitment, Speaker: ptr(tocsin.EntityID("e6")), Organisation: ptr(tocsin.EntityID("e6")), Addressee: []tocsin.EntityID{"e2"},
				Chain:    []tocsin.Hop{{}, {By: "e6", Span: ptr(span(t, "It", 0))}},
				Deadline: spans(t, "before 1 December"), Condition: spans(t, "if the guns stay silent"), Beneficiary: spans(t, "Velmora"),
				Polarity: "affirmed", Modality: "certain", Sentence: 4, Confidence: 0.7, Trace: []string{"cue: promise", "condition: if"},
			},
		},
		Events: []tocsin.Event{
			{
				ID: "v1", Type: tocsin.Consult, Mode: []string{"third-party"}, Contexts: []string{"diplomatic", "natural_resource"}, CAMEO: "044", Quad: tocsin.VerbalCooperation, Score: 2.5,
				Actors:     []tocsin.Party{{Entity: "e1", Code: "QRZ", Span: span(t, "Qarzan", 0)}, {Entity: "e2", Code: "VLM", Span: span(t, "Velmora", 0)}},
				Reciprocal: true, Trigger: spans(t, "met"), Realis: tocsin.Asserted, Place: &kethra, Date: &tocsin.When{Value: "2026-11-20"}, Sentence: 0, Confidence: 0.9, Trace: []string{"verb: meet"},
			},
			{
				ID: "v2", Type: tocsin.Assault, Mode: []string{"heavy-weapons"}, CAMEO: "194", Quad: tocsin.MaterialConflict, Score: -9,
				Actors: []tocsin.Party{{Entity: "e1", Code: "QRZ", Span: span(t, "Qarzan", 1)}}, Recipients: []tocsin.Party{{Entity: "e2", Code: "VLMMIL", Span: span(t, "the post", 0)}},
				Trigger: spans(t, "shelled"), Realis: tocsin.Asserted, Statement: ptr("s1"), Place: &ford, Sentence: 1, Confidence: 0.66, Trace: []string{"verb: shell"},
			},
			{
				ID: "v3", Type: tocsin.Concede, CAMEO: "0863", Quad: tocsin.VerbalCooperation, Score: 4.5,
				Actors: []tocsin.Party{{Entity: "e6", Code: "QRZGOV", Span: span(t, "it would", 0)}}, Recipients: []tocsin.Party{{Entity: "e2", Code: "VLM", Span: span(t, "Velmora", 1)}},
				Trigger: spans(t, "open the crossing"), Realis: tocsin.Future, Statement: ptr("s4"), Sentence: 4, Confidence: 0.4, Trace: []string{"verb: open, future"},
			},
		},
		Links: []tocsin.Link{
			{Kind: tocsin.Disputes, From: "s3", To: "s1", Scope: "partial", Trace: []string{"denial of a shelling from the same bank"}},
			{Kind: tocsin.Reaffirms, From: "s4", To: "s3"},
		},
	}
}

// speech is an article in which one speaker says one thing.
func speech(id, outlet, date, title, speaker, cue, content string) (*tocsin.Article, *tocsin.Reading) {
	text := speaker + " " + cue + " " + content + "."
	a := &tocsin.Article{ID: tocsin.ArticleID(id), URL: "https://outlet.example/" + id, Title: title, Text: text, Lang: "en", Outlet: outlet, Date: date, Collected: noon, Source: "src-wire"}
	who := ptr(tocsin.EntityID("e1"))
	return a, &tocsin.Reading{
		ID: a.ID, Version: made, Lang: "en", Sentences: sentences(text),
		Entities: []tocsin.Entity{{ID: "e1", Name: speaker, Kind: tocsin.Person, Codes: []string{"QRZ", "GOV"}, Mentions: []tocsin.Mention{{Span: span(text, speaker, 0), Type: tocsin.NameMention}}}},
		Statements: []tocsin.Statement{{
			ID: "s1", Source: spans(text, speaker), Cue: spans(text, cue), Content: spans(text, content), Form: tocsin.Indirect, Kind: tocsin.Warning,
			Speaker: who, Chain: []tocsin.Hop{{}, {By: "e1", Span: ptr(span(text, speaker, 0))}}, Polarity: "affirmed", Modality: "possible", Confidence: 0.77,
		}},
	}
}

// speeches are names in four scripts.
var speeches = [...][6]string{
	{"cyr", "Голос Мароу (demo)", "2026-11-19", "Мирель Дован предупреждает о новых переправах", "Мирель Дован", "что боевики могут перейти реку"},
	{"fas", "پیک دریاچه (demo)", "2026-11-19", "نادرا سلطن درباره مرز هشدار داد", "نادرا سلطن", "که گروه‌ها ممکن است از رود بگذرند"},
	{"ara", "بريد النهر (demo)", "2026-11-18", "ندرة سلطان تحذر من عبور الحدود", "ندرة سلطان", "أن المسلحين قد يعبرون النهر"},
	{"long", "Highland Post (demo)", "2026-11-17", "Ministry sees danger", "Ministry of Emergencies, Frontier Guard and Riverine Waterways", "that the upper ford may become impassable for families who wait on the far bank, that the tents are too few, and that winter comes early this year"},
}

// open returns an empty database in memory.
func open(t testing.TB) *sqlite.Store {
	t.Helper()
	db, err := sqlite.Open(context.Background(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// fill puts the river article in two versions, a copy of it, the speeches and two sources into a store.
func fill(t testing.TB, db store.Store) {
	t.Helper()
	put := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	river := tocsin.Article{ID: "river", URL: "https://selka.example/river", Title: "Talks at the lake", Text: firstText, Lang: "en", Outlet: "Selka Tribune (demo)", Byline: "By Ansa Brun", Date: "2026-11-20T17:40:00Z", Collected: noon.Add(-20 * time.Hour), Source: "src-selka"}
	_, err := db.PutArticle(ctx, &river)
	put(err)
	put(db.PutReading(ctx, river.Hash(), &tocsin.Reading{
		ID: "river", Version: made, Sentences: sentences(firstText), Entities: []tocsin.Entity{{ID: "e1", Name: "Qarzan", Kind: tocsin.State, Codes: []string{"QRZ"}}},
		Statements: []tocsin.Statement{{ID: "s1", Source: spans(firstText, "Qarzan"), Cue: spans(firstText, "denied"), Content: spans(firstText, "that it had fired"), Kind: tocsin.Denial, Speaker: ptr(tocsin.EntityID("e1")), Chain: []tocsin.Hop{{}, {By: "e1"}}}},
	}))
	river.Title, river.Text, river.Collected = "Qarzan denies shelling as ministers meet at the lake", riverText, noon.Add(-18*time.Hour)
	_, err = db.PutArticle(ctx, &river)
	put(err)
	put(db.PutReading(ctx, river.Hash(), riverReading("river")))
	twin := river
	twin.ID, twin.Outlet, twin.URL, twin.Title, twin.Source = "river-copy", "Lakes Monitor (demo)", "https://lakes.example/r", "Ministers meet; shelling denied", "src-wire"
	_, err = db.PutArticle(ctx, &twin)
	put(err)
	put(db.PutReading(ctx, twin.Hash(), riverReading("river-copy")))
	put(db.PutCopy(ctx, tocsin.Copy{Version: river.Hash(), Story: tocsin.StoryID(river.Hash()), Of: river.Hash(), Share: 1, Why: "first seen"}))
	put(db.PutCopy(ctx, tocsin.Copy{Version: twin.Hash(), Story: tocsin.StoryID(river.Hash()), Of: river.Hash(), Share: 0.97, Why: "shares 97 % of its wording"}))
	for _, s := range speeches {
		a, r := speech(s[0], s[1], s[2], s[3], s[4], "warns", s[5])
		if s[0] == "fas" {
			a.Lang = "fa"
		}
		_, err := db.PutArticle(ctx, a)
		put(err)
		put(db.PutReading(ctx, a.Hash(), r))
	}
	waiting := tocsin.Article{ID: "waiting", Title: "Ferry back in service", Text: "The ferry runs again.", Outlet: "Harbour Times (demo)", Collected: noon}
	_, err = db.PutArticle(ctx, &waiting)
	put(err)
	put(db.PutSource(ctx, tocsin.Source{ID: "src-selka", Kind: tocsin.SourceFeed, URL: "https://selka.example/feed.xml", Name: "Selka Tribune (demo)", Added: noon.Add(-48 * time.Hour)}))
	put(db.PutSource(ctx, tocsin.Source{ID: "src-wire", Kind: tocsin.SourcePage, URL: "https://meridian.example/latest", Name: "Meridian Wire (demo)", Added: noon.Add(-48 * time.Hour), Paused: false}))
	put(db.PutFetch(ctx, tocsin.Fetch{Source: "src-selka", At: noon.Add(-time.Hour), Status: 200, Counts: tocsin.Counts{Read: 12, New: 6, Updated: 1, Same: 3, Refused: 2}}))
	put(db.PutFetch(ctx, tocsin.Fetch{Source: "src-wire", At: noon.Add(-3 * time.Hour), Status: 200, Counts: tocsin.Counts{Read: 1, New: 1}}))
	put(db.PutFetch(ctx, tocsin.Fetch{Source: "src-wire", At: noon.Add(-2 * time.Hour), Error: "no answer within 20 s"}))
	put(db.PutRefusal(ctx, noon.Add(-time.Hour), "src-selka", tocsin.Refusal{Source: "https://selka.example/live", Reason: "robots.txt asks not to read it"}))
	put(db.PutRefusal(ctx, noon.Add(-time.Hour), "src-selka", tocsin.Refusal{Source: "https://selka.example/video", Reason: "no text on the page"}))
}

// fillMany adds n articles over a month.
func fillMany(t testing.TB, db store.Store, n int) {
	t.Helper()
	ctx := context.Background()
	for i := range n {
		s := speeches[i%len(speeches)]
		date := noon.AddDate(0, 0, -i/12).Format(time.DateOnly)
		a, r := speech(fmt.Sprintf("%s-%d", s[0], i), s[1], date, fmt.Sprintf("%s (%d)", s[3], i), s[4], "warns", fmt.Sprintf("%s, for the %d. time", s[5], i))
		if _, err := db.PutArticle(ctx, a); err != nil {
			t.Fatal(err)
		}
		if err := db.PutReading(ctx, a.Hash(), r); err != nil {
			t.Fatal(err)
		}
	}
}

// An intake that remembers what it was asked for and answers with err.
type fakeIntake struct {
	store   store.Store
	err     error
	pasted  []tocsin.Article
	fetched []string
	added   []tocsin.Source
	paused  map[tocsin.SourceID]bool
}

func (f *fakeIntake) Paste(ctx context.Context, a tocsin.Article) (tocsin.ArticleID, error) {
	f.pasted = append(f.pasted, a)
	if f.err != nil {
		return "", f.err
	}
	a.ID = "pasted"
	_, err := f.store.PutArticle(ctx, &a)
	return a.ID, err
}

func (f *fakeIntake) FetchURL(_ context.Context, url string) (tocsin.ArticleID, error) {
	f.fetched = append(f.fetched, url)
	return "fetched", f.err
}

func (f *fakeIntake) AddSource(_ context.Context, s tocsin.Source) error {
	f.added = append(f.added, s)
	return f.err
}

func (f *fakeIntake) Pause(_ context.Context, id tocsin.SourceID, paused bool) error {
	if f.paused == nil {
		f.paused = map[tocsin.SourceID]bool{}
	}
	f.paused[id] = paused
	return f.err
}

// newDesk returns a desk over a store.
func newDesk(t testing.TB, db store.Store) (http.Handler, *fakeIntake) {
	t.Helper()
	in := &fakeIntake{store: db}
	h, err := New(db, in, Options{Now: func() time.Time { return noon }, Notice: "Demonstration: outlets and most states are invented.", Version: "0.1", Hosts: []string{"desk.example"}})
	if err != nil {
		t.Fatal(err)
	}
	return h, in
}
