package eval_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin/lexicon"
)

// A listed spell is one line of a public list of leaders. Months are counted from the year 0; a bound of -1 isn't given.
type listed struct {
	list, state, name string
	from, to          int
	year              bool // only the years are given
}

// A settled difference says why our table and a list differ. Kind "counts" is no error: the list counts something else
// (who held power, years before independence, turns of a chair); "errs": the list is wrong.
type settled struct{ kind, why string }

// TestOffices compares the spells of offices.tsv with public lists: with REIGN and with the leaders of August 2026 to the
// month, with Wikidata's heads of 2022 to the year. Both know a spell when state and name fit and the times overlap. Every difference is settled in a table of ours.
func TestOffices(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "data", "offices")
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	o := newOffices(lex)
	reasons := readSettled(t)
	var got strings.Builder
	checked := map[*lexicon.Office][]string{}
	for _, list := range [...]struct {
		name string
		rows []listed
	}{{"REIGN", reign(t, filepath.Join(dir, "reign_leaders_1995_2021.csv"))}, {"Wikidata 2022", wikidata(t, filepath.Join(dir, "wikidata_heads_2022.csv"), lex)}, {"leaders 2026", leaders(t, filepath.Join(dir, "leaders_2026-08-22.csv"), lex)}} {
		agree, errs, counts, unknown := 0, 0, 0, 0
		differ := 0
		for _, l := range list.rows {
			same, near := o.find(l)
			why, ok := reasons[key(l)]
			if !ok {
				why, ok = reasons[list.name+" "+l.state+" *"]
			}
			switch {
			case len(same) > 0:
				agree++
				for _, s := range same {
					checked[s] = append(checked[s], list.name)
				}
			case len(near) == 0:
				unknown++
			case ok && why.kind == "errs":
				errs++
			case ok:
				counts++
			default:
				differ++
				t.Errorf("not settled: %s; ours: %s", key(l), strings.Join(near, "; "))
			}
		}
		share := 100 * float64(agree) / float64(agree+errs+differ)
		fmt.Fprintf(&got, "%s.agree %.1f spells %d list_errs %d counts_otherwise %d not_ours %d\n", list.name, share, agree, errs, counts, unknown)
		if share < 98 {
			t.Errorf("%s: %.1f %% of the spells that both know agree, want 98", list.name, share)
		}
	}
	for i := range lex.Offices {
		s := &lex.Offices[i]
		if found := slices.Compact(checked[s]); !slices.Equal(found, s.Checked) {
			t.Errorf("%s %s: checked says %q, the lists have it in %q", s.Where, s.Person, s.Checked, found)
		}
	}
	fmt.Fprintf(&got, "spells %d persons %d\n", len(lex.Offices), o.persons)
	compare(t, filepath.Join("testdata", "offices.score"), got.String())
}

// key names a line of a list in the table of settled differences.
func key(l listed) string {
	return fmt.Sprintf("%s %s %s %s", l.list, l.state, strings.TrimSpace(l.name), month(l.from, l.year))
}

func month(m int, year bool) string {
	if year {
		return strconv.Itoa(m / 12)
	}
	return fmt.Sprintf("%d-%02d", m/12, m%12+1)
}

// readSettled reads the table of settled differences; a state with the name "*" settles all its lines.
func readSettled(t *testing.T) map[string]settled {
	t.Helper()
	name := "offices.settled.tsv"
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := lexicon.ReadTable(name, data, []string{"list", "state", "name", "kind", "why"}, []string{"from"})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]settled{}
	for _, r := range rows {
		if k := r.Get("kind"); k != "errs" && k != "counts" {
			t.Errorf("%s: kind %q is not errs or counts", r.Where(), k)
		}
		k := strings.TrimSpace(strings.Join([]string{r.Get("list"), r.Get("state"), r.Get("name"), r.Get("from")}, " "))
		out[k] = settled{r.Get("kind"), r.Get("why")}
	}
	return out
}

// An office table to search: spells by state, and the words of each person's names.
type offices struct {
	lex     *lexicon.Set
	byState map[string][]*lexicon.Office
	words   map[string][]string // by person
	persons int
}

func newOffices(lex *lexicon.Set) *offices {
	o := &offices{lex, map[string][]*lexicon.Office{}, map[string][]string{}, 0}
	for i := range lex.Offices {
		s := &lex.Offices[i]
		o.byState[s.Of] = append(o.byState[s.Of], s)
		if o.words[s.Person] == nil {
			o.persons++
		}
		for _, n := range append([]string{s.Person}, s.Variants...) {
			o.words[s.Person] = append(o.words[s.Person], nameWords(n)...)
		}
	}
	return o
}

// find looks a listed spell up: same are the spells of ours that have its bounds, near those of that name and time.
func (o *offices) find(l listed) (same []*lexicon.Office, near []string) {
	want := nameWords(l.name)
	for _, s := range o.byState[l.state] {
		from, to := -1, 1<<20
		if !s.From.IsZero() {
			from = monthOf(s.From)
		}
		if !s.To.IsZero() {
			to = monthOf(s.To)
		}
		if !likeName(want, o.words[s.Person]) || l.to >= 0 && from > l.to+12 || to+12 < l.from {
			continue
		}
		if l.year && from/12 == l.from/12 && (l.to < 0 || !s.To.IsZero() && to/12 == l.to/12) ||
			!l.year && near1(s.From, l.from) && (l.to < 0 || near1(s.To, l.to)) {
			same = append(same, s)
		}
		if to >= l.from && (l.to < 0 || from <= l.to) {
			near = append(near, fmt.Sprintf("%s %s %s %s", s.Where, s.Person, s.Title, s.Period))
		}
	}
	return same, near
}

func monthOf(t time.Time) int { return 12*t.Year() + int(t.Month()) - 1 }

// near1 compares to the month, with a day's slack for which day counts as the last.
func near1(t time.Time, month int) bool {
	return !t.IsZero() && (monthOf(t) == month || monthOf(t.AddDate(0, 0, 1)) == month || monthOf(t.AddDate(0, 0, -1)) == month)
}

// plain are the words of names that say nothing of who it is.
var plain = strings.Fields("king queen prince sheikh lord dos del von van bin ibn the and ould mohamed mohammed muhammad abdul time acting")

// nameWords folds a name into its telling words.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(lexicon.Fold(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '\'' }) {
		if len(w) > 2 && !slices.Contains(plain, w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 { // "Mohammed VI"
		out = strings.Fields(lexicon.Fold(name))
	}
	return out
}

// likeName reports whether two names share a word, or one that differs by a letter, long ones by two.
func likeName(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			short := min(len(x), len(y))
			if x == y || short >= 7 && distance(x, y) <= 2 || short == 6 && distance(x, y) <= 1 {
				return true
			}
		}
	}
	return false
}

// distance counts the letters to be changed, added or left out.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diag, row[j] = row[j], min(row[j]+1, row[j-1]+1, diag+cost)
		}
	}
	return row[len(b)]
}

// cowISO are the abbreviations of states in REIGN that differ from ISO's.
var cowISO = map[string]string{
	"AAB": "ATG", "ALG": "DZA", "ANG": "AGO", "AUL": "AUS", "AUS": "AUT", "BAH": "BHR", "BAR": "BRB", "BFO": "BFA", "BHM": "BHS",
	"BHU": "BTN", "BNG": "BGD", "BOS": "BIH", "BOT": "BWA", "BUI": "BDI", "BUL": "BGR", "CAM": "KHM", "CAO": "CMR", "CAP": "CPV",
	"CDI": "CIV", "CEN": "CAF", "CHA": "TCD", "CON": "COG", "COS": "CRI", "CRO": "HRV", "CZR": "CZE", "DEN": "DNK", "DRC": "COD",
	"DRV": "VNM", "EQG": "GNQ", "ETM": "TLS", "FIJ": "FJI", "FRN": "FRA", "GAM": "GMB", "GMY": "DEU", "GRG": "GEO", "GRN": "GRD",
	"GUA": "GTM", "GUI": "GIN", "HAI": "HTI", "HON": "HND", "ICE": "ISL", "INS": "IDN", "IRE": "IRL", "KUW": "KWT", "KYR": "KGZ",
	"KZK": "KAZ", "LAT": "LVA", "LEB": "LBN", "LES": "LSO", "LIB": "LBY", "LIT": "LTU", "MAA": "MRT", "MAC": "MKD", "MAD": "MDV",
	"MAG": "MDG", "MAL": "MYS", "MAS": "MUS", "MAW": "MWI", "MLD": "MDA", "MNC": "MCO", "MNG": "MNE", "MON": "MNG", "MOR": "MAR",
	"MSI": "MHL", "MYA": "MMR", "MZM": "MOZ", "NAU": "NRU", "NEP": "NPL", "NEW": "NZL", "NIG": "NGA", "NIR": "NER", "NTH": "NLD",
	"OMA": "OMN", "PAL": "PLW", "PAR": "PRY", "PHI": "PHL", "POR": "PRT", "ROK": "KOR", "ROM": "ROU", "SAF": "ZAF", "SAL": "SLV",
	"SEY": "SYC", "SIE": "SLE", "SIN": "SGP", "SKN": "KNA", "SLO": "SVK", "SLU": "LCA", "SLV": "SVN", "SNM": "SMR", "SOL": "SLB",
	"SPN": "ESP", "SRI": "LKA", "SUD": "SDN", "SVG": "VCT", "SWA": "SWZ", "SWD": "SWE", "SWZ": "CHE", "TAJ": "TJK", "TAW": "TWN",
	"TAZ": "TZA", "THI": "THA", "TOG": "TGO", "TRI": "TTO", "UAE": "ARE", "UKG": "GBR", "URU": "URY", "VAN": "VUT", "ZAM": "ZMB",
	"ZIM": "ZWE",
}

// reign reads the list of de facto leaders, to the month.
func reign(t *testing.T, path string) []listed {
	t.Helper()
	var out []listed
	for _, r := range csvRows(t, path) {
		iso := r["stateabb"]
		if c, ok := cowISO[iso]; ok {
			iso = c
		}
		l := listed{list: "REIGN", state: iso, name: r["leader"], from: 12*atoi(t, r["syear"]) + atoi(t, r["smonth"]) - 1, to: 12*atoi(t, r["eyear"]) + atoi(t, r["emonth"]) - 1}
		if iso == "YUG" && l.from >= 12*2003+2 { // the list goes on under one abbreviation
			l.state = "SRB"
		}
		out = append(out, l)
	}
	return out
}

// wikidata reads the heads of 2022, to the year.
func wikidata(t *testing.T, path string, lex *lexicon.Set) []listed {
	t.Helper()
	other := map[string]string{
		"Kingdom of Denmark": "DNK", "Kingdom of the Netherlands": "NLD", "Federated States of Micronesia": "FSM", "Republic of Ireland": "IRL",
		"Republic of Abkhazia": "republic of abkhazia", "Republika Srpska": "republika srpska", "Transnistria": "transnistrian authorities",
	}
	var out []listed
	for _, r := range csvRows(t, path) {
		state := other[r["country"]]
		if a := lex.ActorNamed(r["country"]); state == "" && a != nil {
			state = a.ID
		}
		l := listed{list: "Wikidata 2022", state: state, name: r["officeholderLabel"], from: 12 * atoi(t, r["start_year"]), to: -1, year: true}
		if r["end_year"] != "" {
			l.to = 12*atoi(t, r["end_year"]) + 11
		}
		if state != "" {
			out = append(out, l)
		}
	}
	return out
}

// leaders reads who led thirty states in August 2026 and since when, to the month.
func leaders(t *testing.T, path string, lex *lexicon.Set) []listed {
	t.Helper()
	var out []listed
	for _, r := range csvRows(t, path) {
		since, err := time.Parse(time.DateOnly, r["since"])
		if a := lex.ActorNamed(r["country"]); a != nil && err == nil {
			out = append(out, listed{list: "leaders 2026", state: a.ID, name: r["name"], from: monthOf(since), to: -1})
		}
	}
	return out
}

func csvRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, rec := range all[1:] {
		m := map[string]string{}
		for i, c := range rec {
			m[all[0][i]] = c
		}
		out = append(out, m)
	}
	return out
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
