package petrarch

import "strings"

// A Rule turns an event about an event into one event: "~ a (b . ATTACK) SAY = a b 112" says that who says of somebody else that
// he attacks, accuses him. Actors are variables; "." is anybody, "_" nobody; the verb "Q" is any.
type Rule struct {
	Outer     string // who acts
	Inner     [2]string
	OuterVerb string
	InnerVerb string
	From, To  string // of the event that comes out
	Code      string // its code, or Q
	Line
}

// rule reads one transformation of two levels.
func (r *verbReader) rule(l line) {
	left, right, ok := strings.Cut(strings.TrimPrefix(l.text, "~"), "=")
	before, rest, open := strings.Cut(left, "(")
	inner, after, closed := strings.Cut(rest, ")")
	o, i, v, out := strings.Fields(before), strings.Fields(inner), strings.Fields(after), strings.Fields(right)
	if !ok || !open || !closed || len(o) != 1 || len(i) != 3 || len(v) != 1 || len(out) != 3 {
		r.warn(l.Line, "a transformation of another form than \"~ a (b c VERB) VERB = a b CODE\"; left out")
		return
	}
	known := map[string]bool{o[0]: true, i[0]: true, i[1]: true, "_": false, ".": false}
	if !known[out[0]] || !known[out[1]] {
		r.warn(l.Line, "a transformation whose result names an actor that its left side doesn't; left out")
		return
	}
	r.dict.Rules = append(r.dict.Rules, Rule{Outer: o[0], Inner: [2]string{i[0], i[1]}, OuterVerb: strings.ToUpper(v[0]),
		InnerVerb: strings.ToUpper(i[2]), From: out[0], To: out[1], Code: strings.ToUpper(out[2]), Line: l.Line})
}
