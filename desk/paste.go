package desk

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// maxPaste bounds a pasted text: a long speech has 100 kB; form encoding may triple it, and more.
const maxPaste = 4 << 20

// A pasteForm is what a person typed or pasted, kept when it can't be taken.
type pasteForm struct {
	Text, Title, Outlet, Date, URL string
	Error                          string
}

func (d *desk) pasteForm(w http.ResponseWriter, r *http.Request) error {
	return d.show(w, http.StatusOK, "paste", "Read a text", pasteForm{})
}

// paste takes in a text, or fetches a page where there is an address and no text, and goes to its reading.
func (d *desk) paste(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(w, r, maxPaste); err != nil {
		return err
	}
	// A browser sends line breaks as CR LF; the text that was pasted had line feeds.
	text := strings.ReplaceAll(r.PostForm.Get("text"), "\r\n", "\n")
	value := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	form := pasteForm{Text: text, Title: value("title"), Outlet: value("outlet"), Date: value("date"), URL: value("url")}
	form.Error = form.complaint()
	if form.Error == "" {
		id, err := d.takeIn(r, form)
		if err == nil {
			http.Redirect(w, r, articleURL(id), http.StatusSeeOther)
			return nil
		}
		if form.Error = complaint(err); form.Error == "" {
			return err
		}
	}
	return d.show(w, http.StatusUnprocessableEntity, "paste", "Read a text", form)
}

// complaint says what keeps the form from being taken.
func (f pasteForm) complaint() string {
	hasText := strings.TrimSpace(f.Text) != ""
	switch {
	case !hasText && f.URL == "":
		return "Paste a text, or give the address of a page."
	case f.URL != "" && outside(f.URL) == "":
		return "The address must begin with http:// or https:// and name a host."
	case !utf8.ValidString(f.Text + f.Title + f.Outlet):
		return "The text isn’t UTF-8: copy it again from where it is shown rightly."
	}
	if _, ok := tocsin.ParseDate(f.Date); f.Date != "" && !ok {
		return "The date must look like 2026-11-20 or 2026-11-20T18:30."
	}
	return ""
}

func (d *desk) takeIn(r *http.Request, f pasteForm) (tocsin.ArticleID, error) {
	if strings.TrimSpace(f.Text) == "" {
		return d.intake.FetchURL(r.Context(), f.URL)
	}
	return d.intake.Paste(r.Context(), tocsin.Article{URL: f.URL, Title: f.Title, Text: f.Text, Outlet: f.Outlet, Date: f.Date, Collected: d.opt.Now()})
}
