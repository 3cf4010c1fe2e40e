package where

import (
	_ "embed" // calibration.tsv
	"fmt"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// How a mention came to its place. What a choice among several is worth stands in the table by its lead.
const (
	onlyState      = "only state"     // a state, and nothing else is so called
	onlyOwn        = "only own"       // a row of the project's table
	onlyExact      = "only exact"     // of another table, as printed
	onlyOther      = "only other"     // but for accents, or by another name
	onlyArea       = "only area"      // a sea, a range, a region
	unlistedHeld   = "unlisted held"  // in no table: what the text says it lies in stands for it
	unlistedLocal  = "unlisted local" // the places of the text around
	unlistedLand   = "unlisted land"  // the country of the text; right where the country is
	unlistedAbroad = "unlisted"       // no answer
	leads          = "lead "          // with the least lead in hundredths behind it
)

// only returns the case of a name with one candidate.
func only(c *gazetteer.Candidate) string {
	switch {
	case c.Kind == gazetteer.Country:
		return onlyState
	case c.Kind == lexicon.Region || c.Kind == lexicon.Water || c.Kind == lexicon.Terrain:
		return onlyArea
	case c.Source == "tocsin":
		return onlyOwn
	case c.How == gazetteer.Exact:
		return onlyExact
	}
	return onlyOther
}

// chances are how often the answers of each case were right, in percent.
type chances struct {
	leads []lead // the largest first
	share map[string]int
}

type lead struct {
	least int32
	name  string
}

//go:embed calibration.tsv
var calibrationTable []byte

// readChances reads calibration.tsv, written by "tocsin train calibration".
func readChances(name string, data []byte) (chances, error) {
	c := chances{share: map[string]int{}}
	rows, err := lexicon.ReadTable(name, data, []string{"case", "percent"}, []string{"of"})
	if err != nil {
		return c, err
	}
	for _, r := range rows {
		v, ok, err := r.Float("percent", 0, 100)
		if err != nil || !ok {
			return c, r.Errorf("percent %q is no number", r.Get("percent"))
		}
		key := r.Get("case")
		c.share[key] = int(v)
		if least, is := strings.CutPrefix(key, leads); is {
			n, err := strconv.Atoi(least)
			if err != nil || len(c.leads) > 0 && int32(n) >= c.leads[len(c.leads)-1].least {
				return c, r.Errorf("lead %q is no number below the one before", least)
			}
			c.leads = append(c.leads, lead{int32(n), key})
		}
	}
	for _, key := range Cases() {
		if _, ok := c.share[key]; !ok {
			return c, fmt.Errorf("%s: no case %q", name, key)
		}
	}
	return c, nil
}

// Cases returns the cases that the table must have, in its order.
func Cases() []string {
	out := []string{onlyState, onlyOwn, onlyExact, onlyOther, onlyArea}
	for _, n := range [...]int{800, 400, 250, 150, 80, 40, 0} {
		out = append(out, fmt.Sprint(leads, n))
	}
	return append(out, unlistedHeld, unlistedLocal, unlistedLand, unlistedAbroad)
}

// lead returns the case of a choice that leads the next one by a margin.
func (c *chances) lead(margin int32) string {
	for _, l := range c.leads {
		if margin >= l.least {
			return l.name
		}
	}
	return c.leads[len(c.leads)-1].name
}

// of returns the confidence of a case.
func (c *chances) of(how string) float64 { return float64(c.share[how]) / 100 }
