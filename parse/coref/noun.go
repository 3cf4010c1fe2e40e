package coref

import (
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
)

// A nounSort says what a noun stands for that the lexicon's roles don't have.
type nounSort uint8

const (
	human nounSort = iota + 1
	body
	land
	document
)

// nouns are common nouns that chains are made of, beside the lexicon's roles.
var nouns = map[string]nounSort{
	"man": human, "woman": human, "boy": human, "girl": human, "child": human, "person": human, "father": human, "mother": human, "son": human, "daughter": human,
	"brother": human, "sister": human, "wife": human, "husband": human, "parent": human, "friend": human, "family": human, "victim": human, "suspect": human,
	"author": human, "writer": human, "player": human, "scientist": human, "artist": human, "founder": human, "winner": human, "passenger": human, "tourist": human,
	"driver": human, "owner": human, "researcher": human, "expert": human, "colleague": human, "counterpart": human, "predecessor": human, "successor": human,
	"teenager": human, "youth": human, "adult": human, "visitor": human, "candidate": human, "survivor": human, "hostage": human, "patient": human, "participant": human,
	"extremist": human, "neighbor": human, "guest": human, "speaker": human, "spokesperson": human, "individual": human,

	"organization": body, "organisation": body, "group": body, "agency": body, "team": body, "institution": body, "network": body, "club": body, "force": body,
	"bloc": body, "outfit": body, "store": body, "business": body, "department": body, "partner": body,

	"country": land, "nation": land, "state": land, "republic": land, "city": land, "town": land, "village": land, "capital": land, "province": land, "region": land,
	"territory": land, "district": land, "island": land, "neighbour": land, "kingdom": land, "area": land,

	"document": document, "concept": document, "strategy": document, "doctrine": document, "policy": document, "report": document, "treaty": document,
	"agreement": document, "resolution": document, "communique": document, "communiqué": document, "memorandum": document, "declaration": document, "charter": document,
	"constitution": document, "law": document, "bill": document, "accord": document, "pact": document, "paper": document, "letter": document, "protocol": document,
}

func sortOf(noun string) nounSort { return nouns[noun] }

// Stands reports whether a common noun, by its lemma, can stand for a person, a body or a place.
func Stands(noun string, lex *lexicon.Set) bool {
	if s := sortOf(noun); s != 0 {
		return s != document
	}
	refs, n := lex.Match(lexicon.RoleNoun, func(int) string { return noun }, 1, 0)
	return n == 1 && !lex.Roles[refs[0].Index].Document
}

// loose nouns mean documents only where they are a certain one's.
func loose(noun string) bool {
	switch noun {
	case "resolution", "policy", "paper", "law", "bill", "agreement", "strategy", "concept", "letter", "report":
		return true
	}
	return false
}

// genderOfNoun: "spokeswoman", "king".
func genderOfNoun(noun string) gender {
	switch noun {
	case "man", "boy", "father", "son", "brother", "husband", "king", "prince", "spokesman", "chairman", "businessman", "gunman", "policeman", "emir", "sultan", "imam", "priest", "uncle", "clergyman", "congressman":
		return male
	case "woman", "girl", "mother", "daughter", "sister", "wife", "queen", "princess", "spokeswoman", "chairwoman", "businesswoman", "policewoman", "actress", "aunt", "congresswoman":
		return female
	}
	return anyGender
}

// honorific reports whether a word only stands before names of persons.
func honorific(w string) bool {
	switch strings.TrimSuffix(w, ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Sir", "Dame", "Lady", "Lord", "Gen", "Col", "Maj", "Capt", "Lt", "Sgt", "Sen", "Rep", "Gov", "Rev", "Hon", "St",
		"GEN", "MR", "MRS", "MS", "DR", "Justice", "Judge", "Master", "Emperor", "Sheikh", "Imam", "Ayatollah", "Mullah", "Pope":
		return true
	}
	return false
}

// pluralPeople are group nouns that "they" and never "it" stands for.
func pluralPeople(noun string) bool {
	switch noun {
	case "police", "people", "troops", "troop", "residents", "families", "crowd", "wounded", "forces", "soldiers", "marines", "public":
		return true
	}
	return false
}

// A pronoun is what a personal pronoun asks of its antecedent.
type pronoun struct {
	number number
	gender gender
	person bool
}

var personal = map[string]pronoun{
	"he": {singular, male, true}, "him": {singular, male, true}, "his": {singular, male, true}, "himself": {singular, male, true},
	"she": {singular, female, true}, "her": {singular, female, true}, "hers": {singular, female, true}, "herself": {singular, female, true},
	"it": {singular, anyGender, false}, "its": {singular, anyGender, false}, "itself": {singular, anyGender, false},
	"they": {plural, anyGender, false}, "them": {plural, anyGender, false}, "their": {plural, anyGender, false}, "theirs": {plural, anyGender, false}, "themselves": {plural, anyGender, false},
	"i": {singular, anyGender, true}, "me": {singular, anyGender, true}, "my": {singular, anyGender, true}, "myself": {singular, anyGender, true},
	"we": {plural, anyGender, true}, "us": {plural, anyGender, true}, "our": {plural, anyGender, true}, "ours": {plural, anyGender, true}, "ourselves": {plural, anyGender, true},
}

// firstPerson reports whether a pronoun speaks of the speaker.
func firstPerson(p string) bool {
	switch p {
	case "i", "me", "my", "myself", "we", "us", "our", "ours", "ourselves":
		return true
	}
	return false
}

// saying reports whether a verb reports speech: its subject is whom the next "he" mostly means.
func saying(verb string) bool {
	switch verb {
	case "say", "tell", "add", "continue", "warn", "stress", "note", "state", "claim", "announce", "declare", "voice", "explain", "argue", "insist", "deny", "admit", "confirm",
		"emphasise", "emphasize", "underline", "urge", "call", "express", "report", "remark", "reply", "respond", "write", "believe", "think", "hope", "pledge", "promise",
		"vow", "reiterate", "repeat", "assert", "caution", "accuse", "criticise", "criticize", "condemn", "describe", "dispute", "reject", "reaffirm", "recall", "point", "mention", "suggest", "acknowledge", "ask", "demand":
		return true
	}
	return false
}
