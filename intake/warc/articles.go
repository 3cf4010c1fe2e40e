package warc

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"mime"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/page"
	"github.com/tocsin-desk/tocsin/intake/plain"
)

// An Extractor reads a page: worker.Worker's Extract, or page.Extract where the archive is trusted.
type Extractor func(ctx context.Context, html []byte, from page.Origin) (page.Page, error)

// Articles yields an item for every page and text in the archive, and for every damaged or oversized
// record. What else the archive holds is counted in Tally.
func (r *Reader) Articles(ctx context.Context, extract Extractor) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for rec, no := range r.Records() {
			if ctx.Err() != nil {
				return
			}
			if no != nil {
				if !yield(intake.Item{Refusal: no, Broken: true}) {
					return
				}
				continue
			}
			it, ok := r.article(ctx, rec, extract)
			if ok && !yield(it) {
				return
			}
		}
	}
}

// article makes an item of a record; ok is false where it holds no page.
func (r *Reader) article(ctx context.Context, rec *Record, extract Extractor) (it intake.Item, ok bool) {
	switch rec.Type {
	case "response", "resource", "conversion":
	case "revisit":
		r.Tally.Revisits++
		return it, false
	case "request", "metadata", "warcinfo":
		r.Tally.Requests++
		return it, false
	default:
		r.Tally.Other++
		return it, false
	}
	where := fmt.Sprintf("%s record %d (%s)", r.name, rec.Number, rec.URI)
	p, err := rec.Payload()
	if p.BadDigest {
		r.Tally.BadDigests++
	}
	if rec.Truncated != "" {
		r.Tally.Truncations++
	}
	kind := mediaType(p.ContentType)
	switch {
	case rec.Type == "response" && p.Status != 0 && (p.Status < 200 || p.Status > 299):
		r.Tally.NotOK++
		return it, false
	case kind == "":
		r.Tally.Media++
		return it, false
	case errors.Is(err, tocsin.ErrTooLarge):
		r.Tally.TooLarge++
		return intake.Refused(where, "%v", err), true
	case err != nil:
		r.Tally.Damaged++
		return intake.Broken(where, "%v", err), true
	}
	r.Tally.Pages++
	if kind == "html" {
		pg, err := extract(ctx, p.Body, page.Origin{URL: rec.URI, ContentType: p.ContentType})
		it = page.Item(pg, err, where)
	} else {
		it = plain.Text(p.Body, where, p.ContentType)
	}
	it.Notes = append(it.Notes, p.Notes...)
	if a := it.Article; a != nil {
		if a.URL == "" {
			a.URL = rec.URI
			a.ID = intake.ArticleID(a)
		}
		a.Collected = rec.Date
		it.Partial = rec.Truncated != ""
	}
	return it, true
}

// mediaType sorts content types: "html", "text", or "" for what holds no article.
func mediaType(contentType string) string {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		kind, _, _ = strings.Cut(strings.ToLower(contentType), ";")
	}
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		return "html"
	case "text/plain":
		return "text"
	}
	return ""
}
