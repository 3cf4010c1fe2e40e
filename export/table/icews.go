package table

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// icews is the event table of ICEWS: a line a pair, names and sectors in words. Event Text is a plain name of the CAMEO code; Intensity is Goldstein's.
func icews() layout {
	return layout{
		header: true, dyadic: true, id: number, finish: icewsNames,
		columns: []column{
			{"Event ID", number, func(r *row, s string) error { r.ID = s; return nil }},
			day("Event Date", "2006-01-02", func(r *row) *string { return &r.Day }),
			icewsName("Source Name", theActor), icewsSectors("Source Sectors", theActor), partyCountry("Source Country", theActor),
			derived("Event Text", func(r *row) string { return upperFirst(r.CAMEO.Name()) }),
			cameo("CAMEO Code"),
			intensity("Intensity"),
			icewsName("Target Name", theRecipient), icewsSectors("Target Sectors", theRecipient), partyCountry("Target Country", theRecipient),
			text("Story ID", func(r *row) *string { return (*string)(&r.Article) }),
			{"Sentence Number", func(r *row) string { return count(r.Sentence) }, func(r *row, s string) (err error) { r.Sentence, err = whole(s); return err }},
			text("Publisher", func(r *row) *string { return &r.Outlet }),
			text("City", func(r *row) *string { return &r.Place.City }),
			text("District", func(r *row) *string { return &r.Place.District }),
			text("Province", func(r *row) *string { return &r.Place.Province }),
			countryName("Country", func(r *row) string { return r.Place.Country }, func(r *row, iso string) { r.Place.Country = iso }),
			degrees("Latitude", func(r *row) **float64 { return &r.Place.Lat }, 90),
			degrees("Longitude", func(r *row) **float64 { return &r.Place.Lon }, 180),
		},
	}
}

// intensity is a column of Goldstein's value: the dataset's own where the record was imported.
func intensity(name string) column {
	return column{name,
		func(r *row) string {
			if r.Dataset != "" {
				return fixed1(r.Score)
			}
			return fixed1(r.CAMEO.Goldstein())
		},
		func(r *row, s string) (err error) { r.Score, err = float(s, -10, 10); return err }}
}

// fixed1 writes a value with the one decimal that the scale has, more where it has more.
func fixed1(f float64) string {
	if s := strconv.FormatFloat(f, 'f', 1, 64); s == decimal(f) || s == decimal(f)+".0" {
		return s
	}
	return decimal(f)
}

func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// icewsName is a name with its country behind it, as ICEWS tells namesakes apart: "Citizen (Angola)". A state stands alone.
func icewsName(name string, of func(*row) *tocsin.RecordParty) column {
	return column{name,
		func(r *row) string {
			p := of(r)
			iso, _ := country(p.Code)
			if c, ok := tocsin.CountryOf(iso); ok && p.Name != "" && p.Name != c.Name {
				return p.Name + " (" + c.Name + ")"
			}
			return p.Name
		},
		func(r *row, s string) error { of(r).Name = s; return nil }}
}

// icewsNames takes the countries off the names again.
func icewsNames(r *row, cell func(string) string) {
	for side, list := range map[string][]tocsin.RecordParty{"Source": r.Actors, "Target": r.Recipients} {
		if c := cell(side + " Country"); c != "" && len(list) > 0 {
			list[0].Name = strings.TrimSuffix(list[0].Name, " ("+c+")")
		}
	}
}

// partyCountry is the country of a party in words.
func partyCountry(name string, of func(*row) *tocsin.RecordParty) column {
	return countryName(name,
		func(r *row) string { iso, _ := country(of(r).Code); return iso },
		func(r *row, iso string) { of(r).Code = withCountry(of(r).Code, iso) })
}

// A sector is a part of an actor code in ICEWS's words; others are words that say the same.
type sector struct {
	code, word string
	others     string // between bars
}

// sectors are the roles of actors. What has no word here is written as its code.
func sectors() []sector {
	return []sector{
		{"GOV", "Government", "executive|executive office|cabinet|state media|government appointee|diplomatic|foreign ministry"},
		{"MIL", "Military", "army|navy|air force|research and design wings"}, {"COP", "Police", ""}, {"PRM", "Paramilitary", "state-sponsored militia"},
		{"SPY", "Intelligence", "spy|state intelligence"}, {"JUD", "Judicial", "judiciary|criminals / gangs court"}, {"LEG", "Legislative / Parliamentary", "legislative|parliament|upper house|lower house"},
		{"PTY", "Parties", "political parties"}, {"OPP", "Opposition", "dissident|protestors / popular opposition / mobs|opposition parties|exiles"}, {"REB", "Rebel", "organized violent"}, {"INS", "Insurgents", ""},
		{"SEP", "Separatists", "ethnic separatists"}, {"UAF", "Unidentified Forces", "unidentified armed force"}, {"CVL", "General Population / Civilian / Social", "civilian|popular opposition|social"},
		{"BUS", "Business", "multinational corporations (mnc)"}, {"MED", "News", ""}, {"JRN", "Media", "media personnel"}, {"EDU", "Education", ""}, {"LAB", "Labor", "labor union"}, {"AGR", "Agricultural", ""},
		{"REF", "Refugees / Displaced", ""}, {"REL", "Religious", ""}, {"CRM", "Criminals / Gangs", ""}, {"ELI", "Elite", "former government"}, {"IGO", "International Government Organization", "regional diplomatic igos|global diplomatic igos"},
		{"NGO", "Nongovernmental Organization / Activism", "nongovernmental organization (international)|human rights ngos"}, {"MNC", "Multinational Corporations", ""},
	}
}

// icewsSectors are the parts of a code behind its country, in words.
func icewsSectors(name string, of func(*row) *tocsin.RecordParty) column {
	all := sectors()
	return column{name,
		func(r *row) string {
			_, rest := country(of(r).Code)
			for i, p := range rest {
				for _, s := range all {
					if s.code == p {
						rest[i] = s.word
					}
				}
			}
			return strings.Join(rest, ",")
		},
		func(r *row, cell string) error {
			iso, _ := country(of(r).Code)
			var found []string
			for _, word := range split(cell, ",") {
				if code := sectorOf(all, word); code != "" && !containsCode(found, code) && len(found) < 6 {
					found = append(found, code)
				}
			}
			of(r).Code = tocsin.ActorCode(iso + strings.Join(found, ""))
			return nil
		}}
}

func containsCode(list []string, code string) bool { return len(known(list, code)) > 0 }

// sectorOf is the code of a sector's name; "" for one that says nothing about the role ("Ideological", "(National)").
func sectorOf(all []sector, word string) string {
	for _, s := range all {
		if strings.EqualFold(s.word, word) {
			return s.code
		}
		for other := range strings.SplitSeq(s.others, "|") {
			if other != "" && strings.EqualFold(other, word) {
				return s.code
			}
		}
	}
	if len(word) <= 3 && (strings.ToUpper(word) == word || strings.ToLower(word) == word) {
		return word // a part of a code that has no word: an organisation, or an ethnic group in small letters
	}
	return ""
}

// readICEWS reads the table of ICEWS, with its names of columns or those of the usual readers (event_id).
func readICEWS(in io.Reader, take Take) error { return readHeaded(in, icews(), "ICEWS", nil, take) }

// readHeaded reads a table whose first line names the columns, in any order. A header that comes again and lines with more or fewer cells are given as errors.
// aliases are other names of columns, in the reader's form: lower case, blanks as underscores.
func readHeaded(in io.Reader, l layout, dataset string, aliases map[string]string, take Take) error {
	var at map[string]int
	width := 0
	return lines(in, func(n int, line string) error {
		cells := strings.Split(line, "\t")
		switch {
		case at == nil:
			var err error
			if at, err = l.header1(strings.Split(strings.TrimPrefix(line, "\ufeff"), "\t"), aliases); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			width = len(cells)
			return nil
		case strings.TrimSpace(line) == "":
			return nil
		case len(cells) == width && key(cells[0]) == key(l.columns[0].name):
			return take(n, nil, fmt.Errorf("the header once more: %w", tocsin.ErrInvalid))
		case len(cells) != width:
			return take(n, nil, fmt.Errorf("%d cells, the header has %d: %w", len(cells), width, tocsin.ErrInvalid))
		}
		return l.take(n, cells, at, dataset, take)
	})
}

// take reads the cells of one line and hands on what they are.
func (l *layout) take(n int, cells []string, at map[string]int, dataset string, take Take) error {
	r, err := l.parse(cells, at)
	if err == nil && r.Day == "" {
		err = fmt.Errorf("no day: %w", tocsin.ErrInvalid)
	}
	if err != nil {
		return take(n, nil, err)
	}
	r.Dataset = cmp.Or(r.Dataset, dataset)
	return take(n, r, nil)
}

// key is a column's name as readers compare it.
func key(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.Trim(strings.TrimSpace(name), `"#!`)), " ", "_")
}

// header1 finds the layout's columns among the names of the first line. The first column, and any other, must be there.
func (l *layout) header1(names []string, aliases map[string]string) (map[string]int, error) {
	have := map[string]int{}
	for i, n := range names {
		k := key(n)
		if a, ok := aliases[k]; ok {
			k = a
		}
		have[k] = i
	}
	at := map[string]int{}
	for _, c := range l.columns {
		i, ok := have[key(c.name)]
		if !ok {
			return nil, fmt.Errorf("this table has no column %q: %w", c.name, tocsin.ErrInvalid)
		}
		at[c.name] = i
	}
	return at, nil
}
