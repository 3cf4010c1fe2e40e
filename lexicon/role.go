package lexicon

import "strings"

// A Role is a noun for people by what they do: "foreign minister", "police", "refugees".
type Role struct {
	Noun     string
	Codes    []string // sector codes put behind the country's: GOV; none where the noun has no sector
	Person   bool     // in the singular one person: "minister"; else a body or group: "army"
	Head     bool     // an office that one person holds at a time: "president"
	Document bool     // no people but a text that can speak: "report"
	Where    string
}

// readRoles reads roles.tsv: noun, plural ("" regular, "-" none), sector codes, number
// (person, office, group, document).
func readRoles(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"noun", "number"}, []string{"plural", "codes", "variants", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		role := Role{Noun: r.Get("noun"), Where: r.Where()}
		switch r.Get("number") {
		case "person":
			role.Person = true
		case "office":
			role.Person, role.Head = true, true
		case "group":
		case "document":
			role.Document = true
		default:
			return r.Errorf("number %q is not person, office, group or document", r.Get("number"))
		}
		if r.Get("codes") != "-" {
			if role.Codes, err = s.readBlocks(r, "codes"); err != nil {
				return err
			}
		}
		i := len(s.Roles)
		s.Roles = append(s.Roles, role)
		plural := r.Get("plural")
		for k, n := range append([]string{role.Noun}, r.List("variants")...) {
			s.trie.add(n, Ref{Class: RoleNoun, Index: i})
			switch {
			case plural == "-":
			case plural != "" && k == 0:
				s.trie.add(plural, Ref{Class: RoleNoun, Index: i, Plural: true})
			default:
				s.trie.add(pluralOf(n), Ref{Class: RoleNoun, Index: i, Plural: true})
			}
		}
	}
	return nil
}

// pluralOf makes the regular plural of the last word.
func pluralOf(n string) string {
	switch {
	case strings.HasSuffix(n, "man"):
		return strings.TrimSuffix(n, "man") + "men"
	case strings.HasSuffix(n, "y") && !strings.ContainsAny(n[max(0, len(n)-2):len(n)-1], "aeiou"):
		return strings.TrimSuffix(n, "y") + "ies"
	case strings.HasSuffix(n, "s"), strings.HasSuffix(n, "ch"), strings.HasSuffix(n, "sh"), strings.HasSuffix(n, "x"):
		return n + "es"
	}
	return n + "s"
}
