package intake

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// SameSite reports whether two hosts are one registrable domain of the public suffix list, as browsers tell
// sites: "www.paper.example" and "paper.example" are, two blogs under one provider's name are not.
func SameSite(a, b string) bool {
	a, b = strings.ToLower(strings.TrimSuffix(a, ".")), strings.ToLower(strings.TrimSuffix(b, "."))
	if a == b {
		return true
	}
	x, err := publicsuffix.EffectiveTLDPlusOne(a)
	if err != nil {
		return false
	}
	y, err := publicsuffix.EffectiveTLDPlusOne(b)
	return err == nil && x == y
}
