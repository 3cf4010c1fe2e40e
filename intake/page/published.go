package page

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateNames are the pieces of metadata that hold the date of publication, most reliable first.
// Those of changes are left out: an old article that was touched is still old.
var dateNames = [...]string{
	"article:published_time", "og:article:published_time", "datepublished", "og:published_time", "article:published", "parsely-pub-date", "sailthru.date",
	"dc.date.issued", "dcterms.issued", "dc.terms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "citation_publication_date", "citation_date",
	"publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "pubdate", "pub_date", "published", "originalpublicationdate",
	"cxenseparse:recs:publishtime", "cxenseparse:publishtime", "date_published", "article.published", "article.created", "datecreated", "created", "release_date",
	"article_date_original", "bt:pubdate", "weibo:article:create_at", "ya:ovs:upload_date", "date", "displaydate", "rnews:datepublished",
}

// published returns the date of publication in ISO 8601.
func (f *facts) published(address string, ld linked) string {
	if d := isoDate(ld.published); d != "" {
		return d
	}
	for _, n := range dateNames {
		if d := isoDate(f.meta[n]); d != "" {
			return d
		}
	}
	for _, t := range f.times {
		if d := isoDate(t); d != "" {
			return d
		}
	}
	return addressDate(address)
}

// dateLayouts are the forms in which dates are printed, beside ISO 8601. Day before month where the
// two can't be told apart by their separator: of the world's outlets only those of one country do otherwise,
// and theirs write month names.
var dateLayouts = [...]struct {
	layout string
	zone   bool // the form states a zone
	day    bool // the form states a day only
}{
	{time.RFC3339Nano, true, false},
	{"2006-01-02T15:04:05.999999999Z0700", true, false},
	{"2006-01-02T15:04Z07:00", true, false},
	{"2006-01-02T15:04Z0700", true, false},
	{"2006-01-02 15:04:05Z07:00", true, false},
	{"2006-01-02 15:04:05 Z07:00", true, false},
	{"2006-01-02 15:04:05 -0700", true, false},
	{"2006-01-02 15:04:05 -0700 MST", true, false},
	{"2006-01-02 15:04 -0700", true, false},
	{"2006-01-02T15:04:05", false, false},
	{"2006-01-02T15:04", false, false},
	{"2006-01-02 15:04:05.999999999", false, false},
	{"2006-01-02 15:04", false, false},
	{"2006/01/02 15:04:05", false, false},
	{"2006/01/02 15:04", false, false},
	{"20060102T150405Z0700", true, false},
	{"20060102T150405", false, false},
	{time.RFC1123Z, true, false},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true, false},
	{"2 Jan 2006 15:04:05 -0700", true, false},
	{"Mon Jan 2 2006 15:04:05 GMT-0700", true, false},
	{"Mon, 2 Jan 2006 15:04:05 MST", false, false},
	{"2 January 2006 15:04", false, false},
	{"2 January 2006, 15:04", false, false},
	{"January 2, 2006 15:04", false, false},
	{"January 2, 2006, 3:04 pm", false, false},
	{"January 2, 2006 3:04 PM", false, false},
	{"02.01.2006 15:04:05", false, false},
	{"02.01.2006 15:04", false, false},
	{"02.01.2006, 15:04", false, false},
	{"02/01/2006 15:04", false, false},
	{"2006-01-02", false, true},
	{"2006-1-2", false, true},
	{"2006/01/02", false, true},
	{"2006/1/2", false, true},
	{"2006.01.02", false, true},
	{"20060102", false, true},
	{"2.1.2006", false, true},
	{"2/1/2006", false, true},
	{"2 January 2006", false, true},
	{"2 January, 2006", false, true},
	{"2 Jan 2006", false, true},
	{"2 Jan. 2006", false, true},
	{"January 2, 2006", false, true},
	{"January 2 2006", false, true},
	{"Jan 2, 2006", false, true},
	{"Jan. 2, 2006", false, true},
	{"Monday, January 2, 2006", false, true},
	{"Monday, 2 January 2006", false, true},
	{"Mon, 2 Jan 2006", false, true},
	{"Mon, January 2, 2006", false, true},
}

// The years in which a web page can have been published.
const (
	firstYear = 1991
	lastYear  = 2100
)

// maxDate is the longest printed date, in bytes; longer values are prose.
const maxDate = 80

// isoDate reads a date in any of the known forms and returns it in ISO 8601, a time only where one is stated
// and a zone only where one is stated; "" where it isn't a date.
func isoDate(s string) string {
	s = line(s)
	if s == "" || len(s) > maxDate {
		return ""
	}
	if i := strings.IndexByte(s, '['); i > 0 { // 2026-11-20T09:00+05:00[Asia/Lenda]
		s = s[:i]
	}
	if i := strings.Index(s, " ("); i > 0 { // … GMT+0500 (Lenda Standard Time)
		s = s[:i]
	}
	if t, ok := unixTime(s); ok {
		return t.Format(time.RFC3339)
	}
	s = englishMonths(s)
	for _, l := range dateLayouts {
		t, err := time.Parse(l.layout, s)
		if err != nil || t.Year() < firstYear || t.Year() > lastYear {
			continue
		}
		switch {
		case l.day:
			return t.Format(time.DateOnly)
		case l.zone || strings.HasSuffix(s, " GMT") || strings.HasSuffix(s, " UTC"):
			return t.Format(time.RFC3339)
		default:
			return t.Format("2006-01-02T15:04:05")
		}
	}
	return ""
}

// unixTime reads seconds or milliseconds since 1970, as some systems write into their metadata.
func unixTime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil || len(s) != 10 && len(s) != 13:
		return time.Time{}, false
	case len(s) == 13:
		n /= 1000
	}
	t := time.Unix(n, 0).UTC()
	return t, t.Year() >= firstYear && t.Year() <= lastYear
}

// monthNames translate the months of the languages that the desk's sources print most, in the
// case in which they stand in a date: "20 ноября 2026".
var monthNames = strings.NewReplacer(
	"января", "January", "февраля", "February", "марта", "March", "апреля", "April", "мая", "May", "июня", "June",
	"июля", "July", "августа", "August", "сентября", "September", "октября", "October", "ноября", "November", "декабря", "December",
	"Januar ", "January ", "Februar ", "February ", "März", "March", "Mai ", "May ", "Juni ", "June ", "Juli ", "July ", "Oktober", "October", "Dezember", "December",
	"janvier", "January", "février", "February", "mars", "March", "avril", "April", "juin", "June", "juillet", "July",
	"août", "August", "septembre", "September", "octobre", "October", "novembre", "November", "décembre", "December",
	"enero", "January", "febrero", "February", "marzo", "March", "abril", "April", "mayo", "May", "junio", "June",
	"julio", "July", "agosto", "August", "septiembre", "September", "octubre", "October", "noviembre", "November", "diciembre", "December",
)

// printed takes off what stands around a printed date.
var printed = strings.NewReplacer("Published on ", "", "Published: ", "", "Published ", "", "Posted on ", "", "Posted ", "", " года", "", " г.", "", " de ", " ", ". ", " ", " at ", " ", "st,", ",", "nd,", ",", "rd,", ",", "th,", ",")

func englishMonths(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > ' ' && (r < '0' || r > '9') && !strings.ContainsRune("-:.+TZ/", r) }) < 0 {
		return s // digits and signs only: nothing to translate
	}
	return strings.TrimSpace(monthNames.Replace(printed.Replace(s)))
}

var pathDate = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// addressDate returns the day that stands in an address: /news/2026/11/20/pass-closed.
func addressDate(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	m := pathDate.FindStringSubmatch(u.Path)
	if m == nil {
		return ""
	}
	return isoDate(m[1] + "-" + m[2] + "-" + m[3])
}
