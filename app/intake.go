package app

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/fetch"
	"github.com/tocsin-desk/tocsin/intake/opml"
)

// intakeDesk does what a person at the desk asks for; it is desk.Intake.
type intakeDesk struct{ app *App }

// byHand is the source of what people paste.
func byHand() tocsin.Source {
	const address = "desk:paste"
	return tocsin.Source{ID: intake.SourceID(tocsin.SourceFile, address), Kind: tocsin.SourceFile, URL: address, Name: "Pasted at the desk"}
}

// Paste takes in one article and reads it at once.
func (d *intakeDesk) Paste(ctx context.Context, art tocsin.Article) (tocsin.ArticleID, error) {
	if strings.TrimSpace(art.Text) == "" {
		return "", fmt.Errorf("there is no text: %w", tocsin.ErrInvalid)
	}
	if art.ID == "" {
		art.ID = intake.ArticleID(&art)
	}
	return art.ID, d.app.takeByHand(ctx, &art)
}

// FetchURL gets one page and reads it at once.
func (d *intakeDesk) FetchURL(ctx context.Context, url string) (tocsin.ArticleID, error) {
	resp, err := d.app.fetch.Get(ctx, fetch.Request{URL: url})
	if err != nil {
		return "", err
	}
	art, err := articleOf(ctx, d.app.pages, resp)
	if err != nil {
		return "", err
	}
	art.ID = cmp.Or(art.ID, intake.ArticleID(art))
	return art.ID, d.app.takeByHand(ctx, art)
}

// AddSource adds a feed or a page to be polled.
func (d *intakeDesk) AddSource(ctx context.Context, s tocsin.Source) error {
	return d.app.AddSource(ctx, s)
}

// Pause stops or resumes the polling of a source.
func (d *intakeDesk) Pause(ctx context.Context, id tocsin.SourceID, paused bool) error {
	s, err := d.app.store.Source(ctx, id)
	if err != nil {
		return err
	}
	s.Paused = paused
	return d.app.store.PutSource(ctx, *s)
}

// takeByHand stores and reads an article that somebody waits for.
func (a *App) takeByHand(ctx context.Context, art *tocsin.Article) error {
	src := byHand()
	src.Added = time.Now()
	if err := a.store.PutSource(ctx, src); err != nil {
		return err
	}
	start := time.Now()
	counts, err := a.walk.readNow(ctx, src.ID, art)
	if err != nil {
		return err
	}
	return a.store.PutFetch(ctx, tocsin.Fetch{Source: src.ID, At: start, Took: time.Since(start), Counts: counts})
}

// AddSource stores a source; its id is made from kind and address.
func (a *App) AddSource(ctx context.Context, s tocsin.Source) error {
	if !IsURL(s.URL) || intake.CanonicalURL(s.URL) == "" {
		return fmt.Errorf("source %q: not an http or https address: %w", s.URL, tocsin.ErrInvalid)
	}
	s = NewSource(s.Kind, s.URL, cmp.Or(s.Name, s.URL))
	if err := s.Validate(); err != nil {
		return err
	}
	return a.store.PutSource(ctx, s)
}

// ImportSources adds the sources of an OPML list and returns how many, and which entries were left out.
func (a *App) ImportSources(ctx context.Context, path string) (int, []tocsin.Refusal, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	sources, refused, err := opml.Read(f, path)
	if err != nil && len(sources) == 0 {
		return 0, refused, err
	}
	for i, s := range sources {
		s.Added = time.Now()
		if old, err := a.store.Source(ctx, s.ID); err == nil { // a list read again changes nobody's name to nothing, and wakes nobody
			s.Name, s.Paused = cmp.Or(s.Name, old.Name), old.Paused
		}
		if perr := a.store.PutSource(ctx, s); perr != nil {
			return i, refused, perr
		}
	}
	return len(sources), refused, err
}

// NewSource makes a source of what a person typed.
func NewSource(kind tocsin.SourceKind, url, name string) tocsin.Source {
	return tocsin.Source{ID: intake.SourceID(kind, url), Kind: kind, URL: url, Name: name, Added: time.Now()}
}
