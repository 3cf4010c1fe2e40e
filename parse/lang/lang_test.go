package lang

import "testing"

func TestDetect(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The minister said that the talks would be held in the capital and that nobody was excluded.", "en"},
		{"Talks resume", "en"},
		{"Der Minister sagte, die Gespräche würden in der Hauptstadt fortgesetzt, und niemand sei ausgeschlossen.", "und"},
		{"Le ministre a déclaré que les pourparlers se poursuivraient dans la capitale avec tous les partis.", "und"},
		{"Министр заявил, что переговоры продолжатся в столице.", "und"},
		{"وزیر گفت که مذاکرات ادامه خواهد یافت", "und"},
		{"12 345 — 67", "und"},
		{"", "und"},
		{"Parliamentary elections held; ruling party keeps majority.", "en"},
		{"Magnitude 6.1 earthquake strikes northern Velmora, killing 14 people and injuring hundreds more in Tolm.", "en"},
		{"Tropical storm hits coast; 30 dead.", "en"},
		{"El ministro dijo que las conversaciones seguirán en la capital con todos los partidos.", "und"},
		{"Wasiirka arrimaha dibadda ayaa sheegay in wadahadalladu ay sii socon doonaan caasimadda isbuuca soo socda", "und"},
		{"Rustan Okhel (Рустан Охель) was elected president of the republic by the assembly on Friday.", "en"},
	}
	for _, tt := range tests {
		if got := Detect(tt.text); got != tt.want {
			t.Errorf("Detect(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
