package intake

import "testing"

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"paper.example", "www.Paper.example.", true},
		{"news.paper.co.uk", "paper.co.uk", true},
		{"a.github.io", "b.github.io", false},
		{"evil.example", "ministry.example", false},
		{"paper.co.uk", "other.co.uk", false},
		{"10.0.0.1", "10.0.0.1", true},
		{"10.0.0.1", "11.0.0.1", false},
		{"", "paper.example", false},
	} {
		if got := SameSite(c.a, c.b); got != c.want {
			t.Errorf("SameSite(%q, %q) = %t", c.a, c.b, got)
		}
	}
}
