package main

import (
	"github.com/pariz/gountries"
)

// landBorders are neighbours that gountries leaves out, or has under another code.
var landBorders = [...]pair{
	{"BRA", "GUF"}, {"GUF", "SUR"}, {"CHN", "HKG"}, {"CHN", "MAC"}, {"ESP", "GIB"}, {"ISR", "PSE"}, {"JOR", "PSE"}, {"EGY", "PSE"},
	{"ALB", "KOS"}, {"KOS", "MKD"}, {"KOS", "MNE"}, {"KOS", "SRB"}, {"ESP", "MAR"}, {"MAF", "SXM"},
}

// neighbours reads who has a land border with whom.
func neighbours(q *gountries.Query) map[pair]bool {
	out := map[pair]bool{}
	for _, p := range landBorders {
		out[p] = true
	}
	for _, c := range q.Countries {
		for _, b := range c.Borders {
			out[pair{min(c.Alpha3, b), max(c.Alpha3, b)}] = true
		}
	}
	return out
}
