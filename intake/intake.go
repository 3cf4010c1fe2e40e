// Package intake is the first station: it turns what a source holds into articles.
//
// In: bytes of strangers, by one reader a format in the packages below it. Out: a sequence of Items,
// each an article with clean text or a refusal that names its source and the reason.
// It never drops anything silently, never panics on input, never reads without a cap,
// and has no opinion about what a text says.
package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/tocsin-desk/tocsin"
)

// An Item is one thing that a reader found. All readers give sequences of items
// (iter.Seq[Item]) in the order of their input.
type Item struct {
	Article *tocsin.Article // nil: given up, Refusal says why
	Refusal *tocsin.Refusal // nil: an article
	Broken  bool            // of a refusal: the bytes were damaged, as against left out by a rule
	Notes   []string        // what was repaired or left out of the article
	Partial bool            // the text is a summary or a beginning: the page at Article.URL has the whole
}

// Refused makes an item that a rule leaves out: over a cap, no text, not ours to read.
func Refused(source, format string, args ...any) Item {
	return Item{Refusal: &tocsin.Refusal{Source: source, Reason: fmt.Sprintf(format, args...)}}
}

// Broken makes an item whose bytes are damaged.
func Broken(source, format string, args ...any) Item {
	it := Refused(source, format, args...)
	it.Broken = true
	return it
}

// Count adds the item to the counts of its source. What becomes of an article (new, updated,
// same) is known only to the store, so the caller adds that.
func (it Item) Count(c *tocsin.Counts) {
	c.Read++
	switch {
	case it.Article != nil:
	case it.Broken:
		c.Failed++
	default:
		c.Refused++
	}
}

// idBytes is how much of a hash names an article: 128 bits, so that a billion documents
// meet by chance less often than once in 10^20 desks.
const idBytes = 16

// ArticleID returns the id of an article that came without a key of its own: the hash of its
// canonical URL, or, without one, of outlet and text.
func ArticleID(a *tocsin.Article) tocsin.ArticleID {
	h := sha256.New()
	if u := CanonicalURL(a.URL); u != "" {
		fmt.Fprintf(h, "url\x00%s", u)
	} else {
		fmt.Fprintf(h, "text\x00%s\x00%s", a.Outlet, a.Text)
	}
	return tocsin.ArticleID(hex.EncodeToString(h.Sum(nil)[:idBytes]))
}

// SourceID returns the id of a source: the hash of its kind and address.
func SourceID(kind tocsin.SourceKind, address string) tocsin.SourceID {
	h := sha256.Sum256([]byte(string(kind) + "\x00" + cmp.Or(CanonicalURL(address), address)))
	return tocsin.SourceID(hex.EncodeToString(h[:idBytes]))
}
