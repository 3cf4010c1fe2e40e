package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The room of sources: each with its health, what was refused and why, and the ledger that adds up.
type sourcesPage struct {
	Sources  []sourceRow
	Refusals []store.RefusalRow
	Names    map[tocsin.SourceID]string
	Coverage store.Coverage
	Whole    bool // whether the numbers of the ledger add up
	Form     sourceForm
}

// A sourceRow is a source with its own small ledger.
type sourceRow struct {
	store.SourceHealth
	Whole bool
	Link  string // its address, where a browser may open it
}

// A sourceForm is what a person typed, kept when it can't be taken.
type sourceForm struct {
	URL, Name, Kind string
	Error           string
}

const (
	refusalsShown = 50      // of the newest; the whole list is in the store
	maxFormBytes  = 8 << 10 // a form of addresses and names, not of texts
)

func (d *desk) sources(w http.ResponseWriter, r *http.Request) error {
	return d.showSources(w, r, http.StatusOK, sourceForm{Kind: string(tocsin.SourceFeed)})
}

func (d *desk) showSources(w http.ResponseWriter, r *http.Request, status int, form sourceForm) error {
	all, err := d.store.Sources(r.Context())
	if err != nil {
		return err
	}
	f := readFilter(r)
	from := tocsin.SourceID(f.text("source"))
	if f.err != nil {
		return f.err
	}
	refusals, err := d.store.Refusals(r.Context(), from, refusalsShown)
	if err != nil {
		return err
	}
	coverage, err := d.store.Coverage(r.Context())
	if err != nil {
		return err
	}
	p := sourcesPage{
		Refusals: refusals, Names: map[tocsin.SourceID]string{}, Coverage: coverage, Form: form,
		Whole: coverage.Taken.Whole() && coverage.Versions == coverage.Read+coverage.Waiting,
	}
	for _, s := range all {
		p.Names[s.ID] = s.Name
		p.Sources = append(p.Sources, sourceRow{s, s.Total.Whole(), outside(s.URL)})
	}
	return d.show(w, status, "sources", "Sources", p)
}

func (d *desk) addSource(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(w, r, maxFormBytes); err != nil {
		return err
	}
	form := sourceForm{URL: strings.TrimSpace(r.PostForm.Get("url")), Name: strings.TrimSpace(r.PostForm.Get("name")), Kind: r.PostForm.Get("kind")}
	s := tocsin.Source{Kind: tocsin.SourceKind(form.Kind), URL: form.URL, Name: form.Name, Added: d.opt.Now()}
	form.Error = sourceComplaint(s)
	if form.Error == "" {
		err := d.intake.AddSource(r.Context(), s)
		if err == nil {
			http.Redirect(w, r, "/sources", http.StatusSeeOther)
			return nil
		}
		if form.Error = complaint(err); form.Error == "" {
			return err
		}
	}
	return d.showSources(w, r, http.StatusUnprocessableEntity, form)
}

// sourceComplaint says what keeps a source from being added, in words for the person who typed it.
func sourceComplaint(s tocsin.Source) string {
	switch {
	case outside(s.URL) == "":
		return "The address must begin with http:// or https:// and name a host."
	case s.Name == "":
		return "Give the outlet’s name, as it should be shown."
	case s.Kind != tocsin.SourceFeed && s.Kind != tocsin.SourcePage:
		return "Choose whether it is a feed or a page."
	}
	return ""
}

func (d *desk) pauseSource(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(w, r, maxFormBytes); err != nil {
		return err
	}
	id := tocsin.SourceID(r.PostForm.Get("source"))
	if err := d.intake.Pause(r.Context(), id, r.PostForm.Get("paused") == "true"); err != nil {
		return err
	}
	http.Redirect(w, r, "/sources#"+url.PathEscape(string(id)), http.StatusSeeOther)
	return nil
}

// parseForm reads a form of at most limit bytes.
func parseForm(w http.ResponseWriter, r *http.Request, limit int64) error {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	err := r.ParseForm()
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil, errors.As(err, &tooLarge):
		return err
	}
	return errors.Join(tocsin.ErrInvalid, err)
}
