package tocsin

import (
	"slices"
	"strings"
)

// SameDeed reports whether two events of one article are one deed told twice: one type and realis, the same parties, nothing
// against it in mode, place and day, and one of place, day and CAMEO code for it. A party may be named more closely once ("Qarzan", "Qarzani
// soldiers"), and one telling may leave the recipients out, unless nobody is named as the doer.
func SameDeed(a, b *Event) bool {
	if a.Type != b.Type || a.Realis != b.Realis || a.Reciprocal != b.Reciprocal || !sameSide(a.Actors, b.Actors) ||
		(len(a.Recipients) > 0 && len(b.Recipients) > 0 || unnamed(a.Actors)) && !sameSide(a.Recipients, b.Recipients) {
		return false
	}
	if len(a.Mode) > 0 && len(b.Mode) > 0 && !slices.ContainsFunc(a.Mode, func(m string) bool { return slices.Contains(b.Mode, m) }) {
		return false // an arrest is no deportation
	}
	if unnamed(a.Actors) && a.CAMEO != b.CAMEO {
		return false // nor a stabbing the shooting before it
	}
	place, placed := samePlace(a.Place, b.Place)
	day, dated := sameDay(a.Date, b.Date)
	if placed && !place || dated && !day {
		return false
	}
	return placed || dated || a.CAMEO == b.CAMEO && len(a.CAMEO) > 2
}

func unnamed(ps []Party) bool {
	return !slices.ContainsFunc(ps, func(p Party) bool { return p.Code != "UNK" && p.Code != "UAF" })
}

// sameSide reports whether every party of each side stands on the other, too.
func sameSide(a, b []Party) bool {
	within := func(xs, ys []Party) bool {
		for _, x := range xs {
			if !slices.ContainsFunc(ys, func(y Party) bool { return sameParty(x, y) }) {
				return false
			}
		}
		return true
	}
	return len(a) > 0 && within(a, b) && within(b, a)
}

func sameParty(a, b Party) bool {
	if a.Entity != "" && a.Entity == b.Entity {
		return true
	}
	return len(a.Code) >= 3 && len(b.Code) >= 3 && (strings.HasPrefix(string(a.Code), string(b.Code)) || strings.HasPrefix(string(b.Code), string(a.Code)))
}

// samePlace compares places; known is false where one isn't told.
func samePlace(a, b *Place) (same, known bool) {
	switch {
	case a == nil || b == nil:
		return false, false
	case a.Name == b.Name || a.GeoNames != 0 && a.GeoNames == b.GeoNames:
		return true, true
	case a.Country != "" && a.Country == b.Country && (a.Precision == AtCountry || b.Precision == AtCountry):
		return false, false // the one may lie in the other
	}
	return false, true
}

// sameDay compares days; known is false where the text itself doesn't tell one: what it only reports has the day of the news.
func sameDay(a, b *When) (same, known bool) {
	if a == nil || b == nil || a.Basis != "" || b.Basis != "" {
		return false, false
	}
	a0, a1, ok := Bounds(a.Value)
	b0, b1, also := Bounds(b.Value)
	if !ok || !also {
		return a.Value == b.Value, true
	}
	return !a1.Before(b0) && !b1.Before(a0), true
}
