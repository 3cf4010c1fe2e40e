package desk

import "net/http"

// help shows the keys, the colours, and what the words and numbers of the desk mean.
func (d *desk) help(w http.ResponseWriter, r *http.Request) error {
	var kinds []coded
	for _, s := range sayings {
		kinds = append(kinds, coded{string(s.kind), s.past})
	}
	var types []coded
	for _, a := range acts {
		types = append(types, coded{string(a.typ), a.name})
	}
	return d.show(w, http.StatusOK, "help", "Help", struct{ Kinds, Types []coded }{kinds, types})
}
