package opml

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
)

const list = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE opml [<!ENTITY x "y">]>
<opml version="2.0"><head><title>Desk</title></head><body>
<outline text="Region"><outline text="Valley Post" title="Valley &amp; Post" type="rss" xmlUrl="https://valley.example/feed.xml" htmlUrl="https://valley.example/"/>
<outline text="Broken" type="rss" xmlUrl="ftp://valley.example/feed"/></outline>
<outline text="Ministry" type="link" url="https://ministry.example/news"/>
<outline text="Again" type="rss" xmlUrl="https://VALLEY.example/feed.xml"/>
</body></opml>`

func TestRead(t *testing.T) {
	sources, refused, err := Read(strings.NewReader(list), "desk.opml")
	if err != nil {
		t.Fatal(err)
	}
	want := []tocsin.Source{
		{ID: intake.SourceID(tocsin.SourceFeed, "https://valley.example/feed.xml"), Kind: tocsin.SourceFeed, URL: "https://valley.example/feed.xml", Name: "Valley & Post"},
		{ID: intake.SourceID(tocsin.SourcePage, "https://ministry.example/news"), Kind: tocsin.SourcePage, URL: "https://ministry.example/news", Name: "Ministry"},
	}
	if d := cmp.Diff(want, sources); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]tocsin.Refusal{{Source: "desk.opml entry 2 (Broken)", Reason: `no http or https address: "ftp://valley.example/feed"`}}, refused); d != "" {
		t.Error(d)
	}
	for _, s := range sources {
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestReadBroken(t *testing.T) {
	for _, c := range []struct {
		name, in, reason string
		kept             int
	}{
		{"empty", "", "no <opml> in it", 0},
		{"a page", "<html><outline xmlUrl='https://a.example/'/></html>", "no <opml> in it", 0},
		{"cut off", list[:strings.Index(list, "Ministry")], "unexpected EOF", 1},
		{"too deep", "<opml>" + strings.Repeat("<outline text='a'>", 40), "nested deeper than 32", 0},
	} {
		sources, _, err := Read(strings.NewReader(c.in), "desk.opml")
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), c.reason) || !strings.Contains(err.Error(), "desk.opml") {
			t.Errorf("%s: %v", c.name, err)
		}
		if len(sources) != c.kept {
			t.Errorf("%s: kept %d sources", c.name, len(sources))
		}
	}
}

func TestReadCap(t *testing.T) {
	if _, _, err := Read(strings.NewReader(strings.Repeat(" ", MaxBytes+1)), "big.opml"); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte(`<opml><outline xmlUrl="https://a.example/?a=1&b=2" title="&quot;"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		sources, _, _ := Read(bytes.NewReader(b), "fuzz")
		var out bytes.Buffer
		if err := Write(&out, "desk", sources); err != nil {
			t.Fatal(err)
		}
		again, refused, err := Read(&out, "again")
		if err != nil || len(refused) > 0 {
			t.Fatalf("written list: %v, %v", refused, err)
		}
		if len(again) != len(sources) {
			t.Fatalf("%d sources, then %d", len(sources), len(again))
		}
		for i := range again {
			if again[i].URL != sources[i].URL || again[i].Kind != sources[i].Kind {
				t.Errorf("source %+v, then %+v", sources[i], again[i])
			}
		}
	})
}
