package lexicon

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shared opens a file of the development data beside the checkout, and skips the test where it is absent.
func shared(t *testing.T, path string) *os.File {
	t.Helper()
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, path))
	if err != nil {
		t.Skipf("no development data: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func records(t *testing.T, path string) [][]string {
	t.Helper()
	r := csv.NewReader(shared(t, path))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

// surname returns the folded last word of a name.
func surname(name string) string {
	words := strings.Fields(strings.ReplaceAll(name, "-", " "))
	if len(words) == 0 {
		return ""
	}
	return string(fold(nil, words[len(words)-1]))
}

// cow2iso are the state abbreviations of the REIGN list that differ from ISO, as far as offices.tsv has their states.
var cow2iso = map[string]string{"UKG": "GBR", "FRN": "FRA", "GMY": "DEU", "SPN": "ESP", "POR": "PRT", "ROM": "ROU", "SER": "SRB", "BOS": "BIH", "CRO": "HRV", "MAC": "MKD", "GRG": "GEO", "KYR": "KGZ", "TAJ": "TJK", "KZK": "KAZ", "IND": "IND", "SRI": "LKA", "BNG": "BGD", "INS": "IDN", "MAL": "MYS", "SIN": "SGP", "PHI": "PHL", "TAW": "TWN", "ROK": "KOR", "MYA": "MMR", "CAM": "KHM", "LEB": "LBN", "MOR": "MAR", "ALG": "DZA", "LIB": "LBY", "SUD": "SDN", "SSD": "SSD", "NIR": "NER", "NIG": "NGA", "CDI": "CIV", "SIE": "SLE", "GAM": "GMB", "CEN": "CAF", "CHA": "TCD", "CAO": "CMR", "CON": "COG", "DRC": "COD", "ANG": "AGO", "ZAM": "ZMB", "ZIM": "ZWE", "SAF": "ZAF", "TAZ": "TZA", "BUI": "BDI", "MZM": "MOZ", "BFO": "BFA", "HAI": "HTI", "SAL": "SLV", "PAR": "PRY", "URU": "URY", "AUL": "AUS", "NEW": "NZL", "MLD": "MDA", "TUN": "TUN", "OMA": "OMN", "KUW": "KWT", "BAH": "BHR", "UAE": "ARE", "SWZ": "SWZ", "LES": "LSO", "MAA": "MRT"}

// TestOfficesAgainstREIGN compares the starts of spells with a public list of de facto leaders. It prints
// every difference for a person to settle, because the list errs too, and fails when too few agree.
func TestOfficesAgainstREIGN(t *testing.T) {
	s := load(t)
	same, close, differ := 0, 0, []string{}
	for _, rec := range records(t, "data/offices/reign_leaders_1995_2021.csv") {
		iso := rec[0]
		if m, ok := cow2iso[iso]; ok {
			iso = m
		}
		start, err := time.Parse("2/1/2006", rec[3]+"/"+rec[4]+"/"+rec[5])
		if err != nil {
			continue
		}
		best, diff := "", 1e9
		for i := range s.Offices {
			o := &s.Offices[i]
			if o.Of != iso || surname(o.Person) != surname(rec[2]) {
				continue
			}
			if d := start.Sub(o.From).Abs().Hours() / 24; d < diff {
				best, diff = fmt.Sprintf("%s %s %s %s; REIGN %s %s", o.Where, o.Of, o.Person, o.String(), rec[2], start.Format(time.DateOnly)), d
			}
		}
		switch {
		case best == "":
		case diff <= 2:
			same++
		case diff <= 31:
			close++
		default:
			differ = append(differ, best)
		}
	}
	t.Logf("%d spells start on the day (or within two), %d within a month, %d differ:\n%s", same, close, len(differ), strings.Join(differ, "\n"))
	if total := same + close + len(differ); total < 100 || float64(same+close) < .7*float64(total) {
		t.Errorf("only %d of %d agree", same+close, total)
	}
}

// TestOfficesAgainst2026 compares who holds the first offices of thirty states in August 2026.
func TestOfficesAgainst2026(t *testing.T) {
	s := load(t)
	iso := map[string]string{}
	for i := range s.Actors {
		iso[s.Actors[i].Name] = s.Actors[i].ID
	}
	on := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	holds := map[string][]string{} // by country: those of offices.tsv
	for i := range s.Offices {
		if o := &s.Offices[i]; o.Holds(on, true) && len(o.Of) == 3 {
			holds[o.Of] = append(holds[o.Of], o.Person)
		}
	}
	listed := map[string][]string{}
	for _, rec := range records(t, "data/offices/leaders_2026-08-22.csv") {
		if c := iso[rec[1]]; c != "" {
			listed[c] = append(listed[c], rec[4])
		}
	}
	same, differ := 0, []string{}
	for c, mine := range holds {
		if listed[c] == nil {
			continue
		}
		for _, p := range mine {
			if has(listed[c], p) {
				same++
			} else {
				differ = append(differ, fmt.Sprintf("%s: ours %s, listed %v", c, p, listed[c]))
			}
		}
	}
	t.Logf("%d of ours are listed; not listed (ministers and others among them):\n%s", same, strings.Join(differ, "\n"))
	if same < 10 {
		t.Errorf("only %d agree", same)
	}
}

func has(names []string, person string) bool {
	for _, n := range names {
		if surname(n) == surname(person) || string(fold(nil, strings.Fields(n)[0])) == string(fold(nil, strings.Fields(person)[0])) {
			return true
		}
	}
	return false
}
