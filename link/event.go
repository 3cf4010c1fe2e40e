package link

import (
	"fmt"

	"github.com/tocsin-desk/tocsin"
)

// maxEvents bounds how many events before it one is compared with.
const maxEvents = 200

// deeds links an event with the first one before it that is the same deed, told by another voice: what the outlet tells, and what
// a speaker of the article tells of it. Deeds that one voice tells twice are one event already.
func deeds(r *tocsin.Reading) []tocsin.Link {
	var out []tocsin.Link
	for i := range r.Events {
		b := &r.Events[i]
		for k := max(0, i-maxEvents); k < i; k++ {
			a := &r.Events[k]
			if a.Sentence == b.Sentence && sameVoice(a, b) || !tocsin.SameDeed(a, b) {
				continue
			}
			out = append(out, tocsin.Link{Kind: tocsin.SameEvent, From: b.ID, To: a.ID, Trace: []string{
				fmt.Sprintf("same parties, type and realis, nothing against it in place and day, %d sentences apart", b.Sentence-a.Sentence)}})
			break
		}
	}
	return out
}

func sameVoice(a, b *tocsin.Event) bool {
	if a.Statement == nil || b.Statement == nil {
		return a.Statement == b.Statement
	}
	return *a.Statement == *b.Statement
}
