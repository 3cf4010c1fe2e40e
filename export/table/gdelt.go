package table

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// gdelt is the event table of GDELT 2.0: a line a pair, no header. AvgTone is empty, for we measure none; the places of the actors are of type 0, none.
func gdelt() layout {
	return layout{
		dyadic: true, id: number,
		columns: slices.Concat(
			[]column{
				{"GLOBALEVENTID", number, func(r *row, s string) error { r.ID = s; return nil }},
				day("SQLDATE", "20060102", func(r *row) *string { return &r.Day }),
				derived("MonthYear", dayPart("200601")), derived("Year", dayPart("2006")), derived("FractionDate", fraction),
			},
			gdeltActor("Actor1", theActor), gdeltActor("Actor2", theRecipient),
			[]column{
				{"IsRootEvent", func(r *row) string {
					if r.Sentence == 1 {
						return "1"
					}
					return "0"
				}, func(r *row, s string) error {
					if s == "1" {
						r.Sentence = 1
					}
					return nil
				}},
				cameo("EventCode"),
				derived("EventBaseCode", func(r *row) string { return string(r.CAMEO[:min(3, len(r.CAMEO))]) }),
				derived("EventRootCode", func(r *row) string { return r.CAMEO.Root() }),
				derived("QuadClass", func(r *row) string { return strconv.Itoa(gdeltQuad(r.CAMEO)) }),
				intensity("GoldsteinScale"),
				derived("NumMentions", func(r *row) string { return strconv.Itoa(max(1, r.Reach.Reports)) }),
				{"NumSources", func(r *row) string { return strconv.Itoa(max(1, r.Reach.Outlets)) }, func(r *row, s string) (err error) { r.Reach.Outlets, err = whole(s); return err }},
				{"NumArticles", func(r *row) string { return strconv.Itoa(max(1, r.Reach.Reports)) }, func(r *row, s string) (err error) { r.Reach.Reports, err = whole(s); return err }},
				fixed("AvgTone", ""),
			},
			noGeo("Actor1Geo"), noGeo("Actor2Geo"), actionGeo(),
			[]column{
				{"DATEADDED", func(r *row) string { return stamp(r.Collected) }, func(r *row, s string) (err error) {
					r.Collected, err = unstamp(s)
					return err
				}},
				text("SOURCEURL", func(r *row) *string { return &r.URL }),
			}),
	}
}

func dayPart(form string) func(*row) string {
	return func(r *row) string {
		t, err := time.Parse(time.DateOnly, r.Day)
		if err != nil {
			return ""
		}
		return t.Format(form)
	}
}

// fraction is the day as a fraction of the year, the way GDELT's codebook counts it: (month × 30 + day) of 365.
func fraction(r *row) string {
	t, err := time.Parse(time.DateOnly, r.Day)
	if err != nil {
		return ""
	}
	return strconv.FormatFloat(float64(t.Year())+float64(int(t.Month())*30+t.Day())/365, 'f', 4, 64)
}

// stamp writes a time as GDELT does, YYYYMMDDHHMMSS in UTC.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("20060102150405")
}

// unstamp reads such a time, or a day alone as GDELT 1.0 has it.
func unstamp(s string) (time.Time, error) {
	for _, form := range [...]string{"20060102150405", "20060102"} {
		if t, err := time.Parse(form, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("no time in the form YYYYMMDDHHMMSS: %w", tocsin.ErrInvalid)
}

// gdeltQuad is GDELT's class of a code: statements and appeals are cooperation in words there, reduced relations conflict in deeds.
func gdeltQuad(c tocsin.CAMEO) int {
	switch q := c.Class(); {
	case q == 0:
		return 1
	case c.Root() == "16":
		return 4
	default:
		return int(q)
	}
}

// The parts of actor codes by what they say: CAMEO 1.1b3, chapters 3 to 6.
const (
	roleCodes     = "COP GOV INS JUD MIL OPP REB SEP SPY UAF AGR BUS CRM CVL DEV EDU ELI ENV HLH HRI LAB LEG MED REF MOD RAD PTY PRM UNK JRN REL SOC PRE LGL MNC NGO IGO NGM IMG INT UIS"
	religionCodes = "ADR ALE ANI ATH BAH BUD CHR CPT CTH DOX DRZ HIN HSD ITR JAN JEW JHW LDS MOS MRN NRM PAG PRO SFI SHI SHN SIK SUN TAO UDX ZRO"
)

// gdeltActor are the ten columns of an actor. All but code and name follow from the code.
func gdeltActor(who string, of func(*row) *tocsin.RecordParty) []column {
	nth := func(pick func(*row) []string, n int) func(*row) string {
		return func(r *row) string {
			if all := pick(r); n < len(all) {
				return all[n]
			}
			return ""
		}
	}
	rest := func(r *row) []string { _, rest := country(of(r).Code); return rest }
	roles := func(r *row) []string { return known(rest(r), roleCodes) }
	religions := func(r *row) []string { return known(rest(r), religionCodes) }
	groups := func(r *row) []string {
		return slices.DeleteFunc(rest(r), func(p string) bool {
			return len(known([]string{p}, roleCodes+" "+religionCodes)) > 0 || strings.ToLower(p) == p
		})
	}
	ethnic := func(r *row) []string {
		return slices.DeleteFunc(rest(r), func(p string) bool { return strings.ToLower(p) != p || p == "---" })
	}
	return []column{
		{who + "Code", func(r *row) string { return string(of(r).Code) }, func(r *row, s string) error { of(r).Code = tocsin.ActorCode(s); return nil }},
		{who + "Name", func(r *row) string { return strings.ToUpper(cmp.Or(of(r).Name, of(r).Words)) }, func(r *row, s string) error { of(r).Name = s; return nil }},
		derived(who+"CountryCode", func(r *row) string { iso, _ := country(of(r).Code); return iso }),
		derived(who+"KnownGroupCode", nth(groups, 0)), derived(who+"EthnicCode", nth(ethnic, 0)),
		derived(who+"Religion1Code", nth(religions, 0)), derived(who+"Religion2Code", nth(religions, 1)),
		derived(who+"Type1Code", nth(roles, 0)), derived(who+"Type2Code", nth(roles, 1)), derived(who+"Type3Code", nth(roles, 2)),
	}
}

// noGeo are the columns of a place that isn't known.
func noGeo(prefix string) []column {
	out := []column{fixed(prefix+"_Type", "0")}
	for _, n := range [...]string{"FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"} {
		out = append(out, fixed(prefix+"_"+n, ""))
	}
	return out
}

// actionGeo are the columns of where the event was. GDELT numbers places by another gazetteer than ours: FeatureID is empty.
func actionGeo() []column {
	fips := func(r *row) string { c, _ := tocsin.CountryOf(r.Place.Country); return c.FIPS }
	return []column{
		{"ActionGeo_Type", func(r *row) string { return geoType(r.Place) }, func(r *row, s string) error { r.Place.Precision = geoPrecision(s); return nil }},
		{"ActionGeo_FullName", func(r *row) string { return fullName(r.Place) }, func(r *row, s string) error { r.Place.Name = s; return nil }},
		{"ActionGeo_CountryCode", fips, func(r *row, s string) error {
			if c, ok := tocsin.CountryBy(func(c tocsin.Country) bool { return c.FIPS == s }); ok {
				r.Place.Country = c.ISO
			}
			return nil
		}},
		derived("ActionGeo_ADM1Code", fips), fixed("ActionGeo_ADM2Code", ""),
		degrees("ActionGeo_Lat", func(r *row) **float64 { return &r.Place.Lat }, 90),
		degrees("ActionGeo_Long", func(r *row) **float64 { return &r.Place.Lon }, 180),
		fixed("ActionGeo_FeatureID", ""),
	}
}

// geoType is how exact a place is: 1 country, 2 and 5 division, 3 and 4 town, the lower number in the United States.
func geoType(p tocsin.RecordPlace) string {
	american := p.Country == "USA"
	switch {
	case p.Precision == tocsin.AtPlace && american:
		return "3"
	case p.Precision == tocsin.AtPlace:
		return "4"
	case p.Precision == tocsin.AtAdmin1 && american:
		return "2"
	case p.Precision == tocsin.AtAdmin1:
		return "5"
	case p.Country != "":
		return "1"
	}
	return "0"
}

func geoPrecision(s string) tocsin.Precision {
	switch s {
	case "1":
		return tocsin.AtCountry
	case "2", "5":
		return tocsin.AtAdmin1
	case "3", "4":
		return tocsin.AtPlace
	}
	return ""
}

// fullName is a place with its division and country behind it, as GDELT writes it; as it was imported, it stays.
func fullName(p tocsin.RecordPlace) string {
	if p.City == "" && p.Province == "" && p.Name != "" {
		return p.Name
	}
	c, _ := tocsin.CountryOf(p.Country)
	all := slices.DeleteFunc([]string{p.City, p.Province, c.Name}, func(s string) bool { return s == "" })
	return strings.Join(slices.Compact(all), ", ")
}

// readGDELT reads event tables of GDELT: 61 columns of version 2.0; 58 of 1.0, which has no second divisions; 57 of its back file, which has no addresses.
func readGDELT(in io.Reader, take Take) error {
	l := gdelt()
	names := l.names()
	old := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return strings.HasSuffix(n, "ADM2Code") })
	at := map[int]map[string]int{61: positions(names), 58: positions(old), 57: positions(old[:57])}
	return lines(in, func(n int, line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		cells := strings.Split(line, "\t")
		where, ok := at[len(cells)]
		switch {
		case !ok:
			return take(n, nil, fmt.Errorf("%d cells, an event of GDELT has 61, 58 or 57: %w", len(cells), tocsin.ErrInvalid))
		case n == 1 && strings.EqualFold(cells[0], names[0]):
			return nil // somebody gave it a header
		}
		return l.take(n, cells, where, "GDELT", take)
	})
}
