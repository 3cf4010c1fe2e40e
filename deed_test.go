package tocsin

import "testing"

func TestSameDeed(t *testing.T) {
	side := func(codes ...ActorCode) []Party {
		var out []Party
		for _, c := range codes {
			out = append(out, Party{Code: c})
		}
		return out
	}
	kabul := &Place{Name: "Kabul", Country: "AFG", Precision: AtPlace}
	herat := &Place{Name: "Herat", Country: "AFG", Precision: AtPlace}
	country := &Place{Name: "Afghanistan", Country: "AFG", Precision: AtCountry}
	day := func(v string) *When { return &When{Value: v} }
	base := Event{Type: Assault, Realis: Asserted, CAMEO: "190", Mode: []string{"firearms"}, Actors: side("AFGREB"), Recipients: side("AFGMIL"), Place: kabul, Date: day("2020-05-04")}
	for _, tt := range []struct {
		name   string
		change func(e *Event)
		want   bool
	}{
		{"told again in the same words", func(*Event) {}, true},
		{"another type", func(e *Event) { e.Type = Coerce }, false},
		{"only feared", func(e *Event) { e.Realis = Hypothetical }, false},
		{"in another way", func(e *Event) { e.Mode = []string{"abduct"} }, false},
		{"in a way that is told once", func(e *Event) { e.Mode = nil }, true},
		{"another town", func(e *Event) { e.Place = herat }, false},
		{"the country around the town, the same day", func(e *Event) { e.Place = country }, true},
		{"another day", func(e *Event) { e.Date = day("2020-05-03") }, false},
		{"the month of the day", func(e *Event) { e.Date = day("2020-05") }, true},
		{"a party named more closely", func(e *Event) { e.Recipients = side("AFG") }, true},
		{"recipients left out", func(e *Event) { e.Recipients = nil }, true},
		{"other recipients", func(e *Event) { e.Recipients = side("AFGCVL") }, false},
		{"one actor more", func(e *Event) { e.Actors = side("AFGREB", "PAKREB") }, false},
		{"neither place nor day, the same code", func(e *Event) { e.Place, e.Date = nil, nil }, true},
		{"neither place nor day, another code", func(e *Event) { e.Place, e.Date, e.CAMEO = nil, nil, "195" }, false},
	} {
		e := base
		tt.change(&e)
		if got := SameDeed(&base, &e); got != tt.want || SameDeed(&e, &base) != got {
			t.Errorf("%s: %t, want %t both ways", tt.name, got, tt.want)
		}
	}

	// Of doers whom nobody names only the victims tell whether it is one deed.
	bomb := Event{Type: Assault, CAMEO: "183", Actors: side("UAF"), Recipients: side("AFGCVL"), Place: kabul}
	other := bomb
	if other.Recipients = nil; SameDeed(&bomb, &other) {
		t.Error("two unnamed doers are one without the same victims")
	}
	other = bomb
	if other.CAMEO = "182"; SameDeed(&bomb, &other) {
		t.Error("two unnamed doers are one though they did different things")
	}
}
