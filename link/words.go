package link

import (
	"slices"
	"strings"
	"unicode"
)

// matter maps a stem to what it is about, so that "threat" meets "danger".
func matter(st string) string {
	for _, m := range matters {
		if slices.Contains(m.stems, st) {
			return m.name
		}
	}
	return ""
}

// matters groups words that name one matter in reports on security. The list is short on purpose: a dispute needs a matter
// that can be denied.
var matters = []struct {
	name  string
	stems []string
}{
	{"danger", stems("threat threaten danger dangerous risk peril menace hazard infiltrate infiltration penetrate unsafe insecurity")},
	{"attack", stems("attack strike assault raid shell shelling bomb bombing bombard fire missile rocket drone offensive airstrike ambush")},
	{"killing", stems("kill killed murder death dead casualty massacre execute execution slain victim toll")},
	{"aid to fighters", stems("shelter harbour harbor haven sponsor arm armed weapon fund finance supply smuggle train training sanctuary")},
	{"crossing", stems("cross incursion intrude intrusion violate violation breach trespass border airspace")},
	{"talks", stems("talk negotiate negotiation dialogue meet meeting contact agreement agree deal accord ceasefire truce")},
	{"detention", stems("arrest detain detention prison prisoner jail hostage torture abduct kidnap disappear")},
	{"vote", stems("election vote ballot poll fraud rig result")},
	{"troops", stems("troop soldier mobilise mobilize deploy deployment withdraw withdrawal force build-up army")},
	{"money", stems("corruption bribe bribery embezzle steal launder")},
	{"hunger", stems("famine hunger starve starvation shortage food drought")},
	{"disease", stems("disease outbreak virus epidemic infection cholera")},
	{"chemical", stems("chemical nuclear toxic poison enrich uranium gas warhead")},
}

// parties are nouns for those who do or suffer something. Two statements that name different ones are not about quite the same.
var parties = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range stems("neighbour neighbor member partner ally country nation state civilian resident citizen soldier troop police minority refugee child woman opposition protester journalist worker hospital school village region") {
		m[s] = true
	}
	return m
}()

func stems(words string) []string {
	f := strings.Fields(words)
	for i := range f {
		f[i] = stem(f[i])
	}
	return f
}

// stem cuts the endings of a word, roughly, and writes -ise for -ize: it only has to bring forms of one word together.
func stem(w string) string {
	w = strings.ReplaceAll(w, "iz", "is")
	for _, e := range [...]string{"isations", "isation", "ations", "ation", "nesses", "ness", "ments", "ment", "ising", "ised", "ises", "ing", "ers", "ies", "ied", "ed", "es", "er", "ly", "s", "e", "y"} {
		if strings.HasSuffix(w, e) && len(w)-len(e) >= 4 {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// split returns the words of a text: letters, digits, inner hyphens and points of figures.
func split(s string) []string {
	words := strings.FieldsFunc(strings.ReplaceAll(s, "’", "'"), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\''
	})
	for i := range words {
		words[i] = strings.Trim(words[i], "'-")
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// share is the part of the shorter list that both have.
func share(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(common(a, b)) / float64(min(len(a), len(b)))
}

func common(a, b []string) int { return len(shared(a, b)) }

// shared returns what two sorted lists have in common.
func shared(a, b []string) []string {
	var out []string
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch strings.Compare(a[i], b[k]) {
		case -1:
			i++
		case 1:
			k++
		default:
			out = append(out, a[i])
			i++
			k++
		}
	}
	return out
}

// without returns what of a sorted list is not in another one.
func without(a, b []string) []string {
	var out []string
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			out = append(out, x)
		}
	}
	return out
}

// stop are words that two unrelated statements share.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`the and that this these those with from for was were are has have had been being will would could should may might must can not its his her their
		our your they them him she who whom which what when where how why any some all more most other into onto upon over under out about against between there here than then also only very
		just but because while after before during through does did doing done said say says say-so such own same each both few many much one two new last next you`) {
		m[w] = true
	}
	return m
}()
