package attribute

import "github.com/tocsin-desk/tocsin/parse"

// documents are nouns for things in writing that can say something.
var documents = map[string]bool{"document": true, "paper": true, "report": true, "concept": true, "policy": true, "strategy": true, "doctrine": true, "statement": true,
	"letter": true, "resolution": true, "communique": true, "communiqué": true, "declaration": true, "agreement": true, "treaty": true, "article": true, "bill": true,
	"law": true, "constitution": true, "manifesto": true, "memo": true, "memorandum": true, "study": true, "survey": true, "poll": true, "book": true, "charter": true,
	"decree": true, "editorial": true, "text": true, "draft": true, "plan": true, "accord": true, "protocol": true, "notice": true, "bulletin": true, "filing": true,
	"lawsuit": true, "complaint": true, "email": true, "e-mail": true, "record": true, "audit": true, "analysis": true, "assessment": true, "file": true, "transcript": true,
	"white paper": true, "ruling": true, "opinion": true, "op-ed": true, "press release": true, "release": true, "post": true, "tweet": true, "message": true}

// document reports whether a noun phrase is something in writing: by its noun, or by the noun before it ("policy idea").
func (r *reader) document(i int) bool {
	if documents[r.lemma(i)] {
		return true
	}
	for _, k := range r.doc.Children(i) {
		if r.is(k, "compound", "amod", "nmod") && k < i && documents[r.lemma(k)] {
			return true
		}
	}
	return false
}

// inDocument finds the document a passive verb is said in: "the need for a port is stressed in the new plan".
func (r *reader) inDocument(v int) int {
	for _, k := range r.doc.Children(v) {
		m := r.case_(k)
		if k > v && r.is(k, "obl", "nmod") && m != parse.NoHead && r.form(m) == "in" && r.document(k) && (r.has(k, "nmod:poss") || r.has(k, "det") || r.has(k, "compound")) {
			return k
		}
	}
	return parse.NoHead
}
