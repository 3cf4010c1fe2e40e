package table

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// text is a column of words.
func text(name string, of func(*row) *string) column {
	return column{name, func(r *row) string { return *of(r) }, func(r *row, s string) error { *of(r) = s; return nil }}
}

// fixed is a column for which we have nothing to say.
func fixed(name, value string) column {
	return column{name, func(*row) string { return value }, nil}
}

// derived is a column that follows from others.
func derived(name string, of func(*row) string) column { return column{name, of, nil} }

// list is a column of several values between separators.
func list(name, sep string, of func(*row) *[]string) column {
	return column{name,
		func(r *row) string { return strings.Join(*of(r), sep) },
		func(r *row, s string) error { *of(r) = split(s, sep); return nil }}
}

// split parts a cell at a separator, blanks around the parts taken off.
func split(s, sep string) (out []string) {
	for part := range strings.SplitSeq(s, strings.TrimSpace(sep)) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// degrees is a column of a coordinate.
func degrees(name string, of func(*row) **float64, limit float64) column {
	return column{name,
		func(r *row) string {
			if *of(r) == nil {
				return ""
			}
			return decimal(**of(r))
		},
		func(r *row, s string) error {
			f, err := float(s, -limit, limit)
			if err == nil {
				*of(r) = &f
			}
			return err
		}}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func float(s string, low, high float64) (float64, error) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(f >= low && f <= high) {
		return 0, fmt.Errorf("no number from %g to %g: %w", low, high, tocsin.ErrInvalid)
	}
	return f, nil
}

func whole(s string) (int, error) {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 31)
	if err != nil {
		return 0, fmt.Errorf("no whole number: %w", tocsin.ErrInvalid)
	}
	return int(n), nil
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// day is a column of a day in a layout of package time.
func day(name, form string, of func(*row) *string) column {
	return column{name,
		func(r *row) string {
			t, err := time.Parse(time.DateOnly, *of(r))
			if err != nil {
				return ""
			}
			return t.Format(form)
		},
		func(r *row, s string) error {
			t, err := time.Parse(form, s)
			if err != nil && len(s) > len(form) { // some tables have the hour behind it
				t, err = time.Parse(form, s[:len(form)])
			}
			if err != nil {
				return fmt.Errorf("no day in the form %s: %w", form, tocsin.ErrInvalid)
			}
			*of(r) = t.Format(time.DateOnly)
			return nil
		}}
}

// cameo is a column of a CAMEO code: digits, kept as text because "040" is not 40.
func cameo(name string) column {
	return column{name, func(r *row) string { return string(r.CAMEO) }, func(r *row, s string) (err error) {
		r.CAMEO, err = cameoOf(s)
		r.Type, _ = r.CAMEO.PLOVER()
		return err
	}}
}

func cameoOf(s string) (tocsin.CAMEO, error) {
	if len(s) < 2 || len(s) > 4 || strings.Trim(s, "0123456789") != "" {
		return "", fmt.Errorf("a CAMEO code has two to four digits: %w", tocsin.ErrInvalid)
	}
	return tocsin.CAMEO(s), nil
}

func theActor(r *row) *tocsin.RecordParty     { return &r.actor }
func theRecipient(r *row) *tocsin.RecordParty { return &r.recipient }

// countryName is a column of a country in words; of is its ISO code.
func countryName(name string, of func(*row) string, set func(*row, string)) column {
	return column{name,
		func(r *row) string { c, _ := tocsin.CountryOf(of(r)); return c.Name },
		func(r *row, s string) error {
			if c, ok := tocsin.CountryBy(func(c tocsin.Country) bool { return strings.EqualFold(c.Name, s) }); ok {
				set(r, c.ISO)
			} else if iso, ok := otherNames()[strings.ToLower(s)]; ok {
				set(r, iso)
			}
			return nil // a region, or a name that we don't know: the row is good without it
		}}
}

// otherNames are names by which published tables call some countries, in lower case.
func otherNames() map[string]string {
	return map[string]string{
		"russian federation": "RUS", "occupied palestinian territory": "PSE", "palestinian territories": "PSE", "burma": "MMR", "cote d'ivoire": "CIV", "ivory coast": "CIV",
		"macedonia": "MKD", "czech republic": "CZE", "swaziland": "SWZ", "cape verde": "CPV", "republic of the congo": "COG", "congo, democratic republic of": "COD",
		"democratic republic of congo": "COD", "east timor": "TLS", "vatican city": "VAT", "the gambia": "GMB", "bahamas, the": "BHS", "gambia, the": "GMB", "turkiye": "TUR", "türkiye": "TUR",
		"south korea": "KOR", "north korea": "PRK", "laos": "LAO", "syria": "SYR", "iran": "IRN", "united states": "USA", "united kingdom": "GBR",
	}
}

// parts cuts an actor code into its parts of three letters, big to small; what is left over is a part too.
func parts(code tocsin.ActorCode) (out []string) {
	for rest := string(code); rest != ""; {
		n := min(3, len(rest))
		out, rest = append(out, rest[:n]), rest[n:]
	}
	return out
}

// country is the state of an actor code, and rest what follows it.
func country(code tocsin.ActorCode) (iso string, rest []string) {
	all := parts(code)
	if len(all) > 0 {
		if _, ok := tocsin.CountryOf(all[0]); ok {
			return all[0], all[1:]
		}
	}
	return "", all
}

// withCountry puts a country in front of a code, or in the place of the one it has.
func withCountry(code tocsin.ActorCode, iso string) tocsin.ActorCode {
	_, rest := country(code)
	return tocsin.ActorCode(iso + strings.Join(rest, ""))
}

// known returns which of the parts are among the names.
func known(all []string, names string) (out []string) {
	for _, p := range all {
		if slices.Contains(strings.Fields(names), p) {
			out = append(out, p)
		}
	}
	return out
}
