package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

func TestHistory(t *testing.T) {
	s := open(t)
	h, _ := newDesk(t, s)
	if w := get(t, h, "/history"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "tocsin import icews") {
		t.Errorf("without any: %d\n%s", w.Code, w.Body.String())
	}
	if w := get(t, h, "/events"); strings.Contains(w.Body.String(), "/history") {
		t.Error("the events point to a history that isn’t there")
	}
	_, err := s.PutHistory(context.Background(), []tocsin.Record{
		{ID: "9", Dataset: "ICEWS", Day: "2014-01-02", CAMEO: "042", Type: tocsin.Consult, Actors: []tocsin.RecordParty{{Name: "<Karan>", Code: "QZNGOV"}}, Recipients: []tocsin.RecordParty{{Code: "VLM"}},
			Place: tocsin.RecordPlace{Country: "TJK"}, URL: "javascript:alert(1)"},
		{ID: "10", Dataset: "GDELT", Day: "2014-01-01", CAMEO: "010", URL: "https://a.example/10"},
	})
	if err != nil {
		t.Fatal(err)
	}
	body := get(t, h, "/history").Body.String()
	for _, want := range [...]string{"&lt;Karan&gt;", "visited", "VLM", "<code>042</code>", "Tajikistan", "Somebody not named", "https://a.example/10", "2 events", "GDELT (1)"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q isn’t on the page", want)
		}
	}
	if strings.Contains(body, "javascript:") {
		t.Error("an address that a browser would run")
	}
	if body := get(t, h, "/history?dataset=GDELT").Body.String(); strings.Contains(body, "Karan") || !strings.Contains(body, "1 event") {
		t.Error("the filter by dataset")
	}
	if w := get(t, h, "/history?type=DANCE"); w.Code != http.StatusBadRequest {
		t.Errorf("a type that isn’t one: %d", w.Code)
	}
	if !strings.Contains(get(t, h, "/events").Body.String(), `href="/history"`) {
		t.Error("the events don’t point to the history")
	}
}
