package importer

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// read tells JSON from tables by the first letter.
func read(name string, data []byte) ([]record, error) {
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) == 0 {
		return nil, fmt.Errorf("%s: empty: %w", name, tocsin.ErrInvalid)
	}
	if trimmed[0] == '{' || trimmed[0] == '[' {
		return readJSON(name, trimmed)
	}
	return readTable(name, data)
}

// readJSON reads the results of a query, or an array of flat objects; lines are counted by record.
func readJSON(name string, data []byte) ([]record, error) {
	var rows []map[string]json.RawMessage
	if data[0] == '{' {
		var q struct {
			Results *struct {
				Bindings []map[string]json.RawMessage `json:"bindings"`
			} `json:"results"`
		}
		if err := json.Unmarshal(data, &q); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", name, err, tocsin.ErrInvalid)
		}
		if q.Results == nil {
			return nil, fmt.Errorf("%s: no results of a query in it: %w", name, tocsin.ErrInvalid)
		}
		rows = q.Results.Bindings
	} else if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, err, tocsin.ErrInvalid)
	}
	if len(rows) > maxRows {
		return nil, fmt.Errorf("%s: more than %d rows: %w", name, maxRows, tocsin.ErrTooLarge)
	}
	var out []record
	for i, row := range rows {
		r := record{name + ":record " + strconv.Itoa(i+1), map[string]string{}}
		for k, raw := range row {
			r.cells[column(k)] = text(raw)
		}
		out = append(out, r)
	}
	return out, nil
}

// text reads {"type":"literal","value":"x"}, "x" or 12.
func text(raw json.RawMessage) string {
	var v struct {
		Value string `json:"value"`
	}
	if json.Unmarshal(raw, &v) == nil {
		return v.Value
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

// readTable reads CSV, or TSV where the first line has tabs.
func readTable(name string, data []byte) ([]record, error) {
	c := csv.NewReader(bytes.NewReader(data))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.Contains(first, []byte("\t")) {
		c.Comma = '\t'
	}
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, err, tocsin.ErrInvalid)
	}
	var out []record
	for {
		row, err := c.Read()
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w: %w", name, err, tocsin.ErrInvalid)
		case len(out) == maxRows:
			return nil, fmt.Errorf("%s: more than %d rows: %w", name, maxRows, tocsin.ErrTooLarge)
		}
		line, _ := c.FieldPos(0)
		r := record{name + ":" + strconv.Itoa(line), map[string]string{}}
		for i, cell := range row {
			if i < len(head) {
				r.cells[column(head[i])] = cell
			}
		}
		out = append(out, r)
	}
}

// column is the key of a column: "startDate", "start_date" and "Start date" are one.
func column(head string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, head)
}

// get returns the first of the columns that has something; a label stands before the address it belongs to.
func (r record) get(columns ...string) string {
	for _, c := range columns {
		c = column(c)
		for _, k := range [...]string{c + "label", c} {
			if v := strings.TrimSpace(r.cells[k]); v != "" && !strings.HasPrefix(v, "http://") && !strings.HasPrefix(v, "https://") {
				return v
			}
		}
	}
	return ""
}

// names returns the name of a row and its variants, none of them twice.
func (r record) names(columns ...string) []string {
	all := strings.Split(r.get(columns...), "|")
	all = append(all, strings.FieldsFunc(r.get("variants", "aliases", "alias", "altlabel"), func(x rune) bool { return x == '|' || x == ';' })...)
	var out []string
	for _, n := range all {
		if n = clean(n); n != "" && !numbered(n) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// numbered: "Q42" stands where Wikidata has no label.
func numbered(name string) bool {
	_, err := strconv.Atoi(strings.TrimPrefix(name, "Q"))
	return strings.HasPrefix(name, "Q") && err == nil
}

// period reads when a row holds, and how sure that is.
func (w *writer) period(r record) (from, to, sure string, ok bool) {
	from, s1, err := day(r.get("start", "starttime", "startdate", "startyear", "from", "begin", "since"), r.get("startprecision", "precision"))
	if err != nil {
		w.leave(r, "%v", err)
		return "", "", "", false
	}
	to, s2, err := day(r.get("end", "endtime", "enddate", "endyear", "to", "until"), r.get("endprecision", "precision"))
	if err != nil {
		w.leave(r, "%v", err)
		return "", "", "", false
	}
	if from != "" && to != "" && from >= to {
		w.leave(r, "it ends on %s, before it begins on %s", to, from)
		return "", "", "", false
	}
	if sure = coarser(s1, s2); sure == "year" {
		w.doubt(r, "only the year is known, or it begins on the first of January")
	}
	return from, to, sure, true
}

// coarser returns the less sure of two.
func coarser(a, b string) string {
	for _, s := range [...]string{"year", "month", "day"} {
		if a == s || b == s {
			return s
		}
	}
	return ""
}

// day reads a date as Wikidata and people write it, and to what it is known: "2014-09-29T00:00:00Z", "+2014-00-00T00:00:00Z",
// "2014-09", "2014". Without a word on its precision the first of January counts as a year.
func day(s, precision string) (date, sure string, err error) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "+")
	if s == "" {
		return "", "", nil
	}
	plain, _, _ := strings.Cut(s, "T")
	plain = strings.TrimSuffix(strings.TrimSuffix(plain, "-00"), "-00")
	for _, form := range [...]struct{ layout, sure string }{{time.DateOnly, "day"}, {"2006-01", "month"}, {"2006", "year"}} {
		t, err := time.Parse(form.layout, plain)
		if err != nil || t.Year() < 1 {
			continue
		}
		sure = form.sure
		switch {
		case precision == "9", precision == "" && sure == "day" && t.YearDay() == 1 && strings.Contains(s, "T"):
			sure = "year"
		case precision == "10":
			sure = "month"
		}
		return t.Format(time.DateOnly), sure, nil
	}
	return "", "", fmt.Errorf("%q is no date such as 2021-08-15", s)
}
