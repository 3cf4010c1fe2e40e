package table

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// polecat is the event table of POLECAT: a line a pair. What we don't know (identifiers of Wikipedia; people, organisations and places of the whole story) is empty.
func polecat() layout {
	party := func(who string, of func(*row) *tocsin.RecordParty) []column {
		name := func(p *tocsin.RecordParty) *string { return &p.Name }
		return []column{
			{who + " Name", func(r *row) string { return *name(of(r)) }, func(r *row, s string) error { *name(of(r)) = s; return nil }},
			derived(who+" Country", func(r *row) string { iso, _ := country(of(r).Code); return iso }),
			derived(who+" COW", func(r *row) string { iso, _ := country(of(r).Code); c, _ := tocsin.CountryOf(iso); return count(c.COW) }),
			derived("Primary "+who+" Sector", func(r *row) string { _, rest := country(of(r).Code); return strings.Join(rest[:min(1, len(rest))], "") }),
			derived(who+" Sectors", func(r *row) string { _, rest := country(of(r).Code); return strings.Join(rest, ";") }),
			text(who+" Title", func(r *row) *string { return &of(r).Title }),
			text(who+" Name Raw", func(r *row) *string { return &of(r).Words }),
			fixed("Wikipedia "+who+" ID", ""),
		}
	}
	return layout{
		header: true, dyadic: true, id: pairID, finish: polecatParties,
		columns: slices.Concat(
			[]column{
				{"Event ID", pairID, func(r *row, s string) error { r.ID = s; return nil }},
				day("Event Date", "2006-01-02", func(r *row) *string { return &r.Day }),
				{"Event Type", func(r *row) string { return string(r.Type) }, func(r *row, s string) (err error) {
					r.Type, err = tocsin.ParsePLOVER(strings.ToUpper(s))
					return err
				}},
				list("Event Mode", ";", func(r *row) *[]string { return &r.Modes }),
				{"Intensity", func(r *row) string { return fixed1(r.Score) }, func(r *row, s string) (err error) { r.Score, err = float(s, -10, 10); return err }},
				derived("Quad Code", func(r *row) string { return quadWords(r.Type.Quad()) }),
				list("Contexts", ";", func(r *row) *[]string { return &r.Contexts }),
			},
			party("Actor", theActor), party("Recipient", theRecipient),
			[]column{
				text("Placename", func(r *row) *string { return &r.Place.Name }),
				text("City", func(r *row) *string { return &r.Place.City }),
				text("District", func(r *row) *string { return &r.Place.District }),
				text("Province", func(r *row) *string { return &r.Place.Province }),
				{"Country", func(r *row) string { return r.Place.Country }, func(r *row, s string) error {
					if c, ok := tocsin.CountryOf(s); ok {
						r.Place.Country = c.ISO
					}
					return nil
				}},
				degrees("Latitude", func(r *row) **float64 { return &r.Place.Lat }, 90),
				degrees("Longitude", func(r *row) **float64 { return &r.Place.Lon }, 180),
				{"GeoNames ID", func(r *row) string { return count(r.Place.GeoNames) }, func(r *row, s string) error {
					if f, err := float(s, 0, 1<<31); err == nil { // some files have 123.0
						r.Place.GeoNames = int(f)
					}
					return nil
				}},
				derived("Raw Placename", func(r *row) string { return r.Place.Name }),
				{"Feature Type", func(r *row) string { return string(r.Place.Precision) }, func(r *row, s string) error {
					if p := tocsin.Precision(s); slices.Contains([]tocsin.Precision{tocsin.AtPlace, tocsin.AtAdmin1, tocsin.AtCountry, tocsin.AtBorder, tocsin.AtRegion}, p) {
						r.Place.Precision = p
					}
					return nil
				}},
				text("Source", func(r *row) *string { return &r.Outlet }),
				day("Publication Date", "2006-01-02", func(r *row) *string { return &r.Published }),
				fixed("Story People", ""), fixed("Story Organizations", ""), fixed("Story Locations", ""),
				text("Language", func(r *row) *string { return &r.Lang }),
				text("Version", func(r *row) *string { return &r.Coder }),
			}),
	}
}

// pairID is the event id of a line where it may be a text: the record's own, with the number of its pair behind it from the second on.
func pairID(r *row) string {
	if r.pair == 0 {
		return r.ID
	}
	return r.ID + "-" + strconv.Itoa(r.pair+1)
}

func quadWords(q tocsin.Quad) string {
	return [...]string{"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}[q]
}

// polecatParties puts the parties together: a cell may hold several names, and the countries in the same order.
func polecatParties(r *row, cell func(string) string) {
	read := func(who string) (out []tocsin.RecordParty) {
		names, countries := filled(cell(who+" Name"), ";"), filled(cell(who+" Country"), ";")
		for i := range max(len(names), len(countries)) {
			p := tocsin.RecordParty{}
			if i < len(names) {
				p.Name = names[i]
			}
			if i < len(countries) {
				p.Code = tocsin.ActorCode(countries[i])
			}
			if len(names) <= 1 && len(countries) <= 1 {
				p.Code += tocsin.ActorCode(strings.Join(filled(cell(who+" Sectors"), ";"), ""))
				p.Title, p.Words = none(cell(who+" Title")), none(cell(who+" Name Raw"))
			}
			if p != (tocsin.RecordParty{}) {
				out = append(out, p)
			}
		}
		return out
	}
	r.Actors, r.Recipients = read("Actor"), read("Recipient")
	r.Modes, r.Contexts = filled(cell("Event Mode"), ";"), filled(cell("Contexts"), ";")
	for _, s := range [...]*string{&r.Place.Name, &r.Place.City, &r.Place.District, &r.Place.Province} {
		*s = none(*s)
	}
}

// filled parts a cell and leaves out what says that there is nothing.
func filled(cell, sep string) []string {
	return slices.DeleteFunc(split(cell, sep), func(s string) bool { return none(s) == "" })
}

// none is a cell, or nothing where it holds the word that POLECAT writes for it.
func none(s string) string {
	if s == "None" || s == "nan" || s == "NA" {
		return ""
	}
	return s
}

// readPOLECAT reads the table of POLECAT; newer files call the fifth column Event Intensity.
func readPOLECAT(in io.Reader, take Take) error {
	return readHeaded(in, polecat(), "POLECAT", map[string]string{"event_intensity": "intensity"}, take)
}
