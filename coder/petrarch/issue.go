package petrarch

import "github.com/tocsin-desk/tocsin"

// issues counts the issues of each sentence. A phrase that keeps issues away does so in its sentence, or in the whole story.
func (c *coder) issues(all []*sentence) {
	for _, x := range all {
		kept := true
		for i := 0; i < len(x.text); {
			is, n := c.dict.Issues.Longest(x.text[i:], nil)
			i += max(n, 1)
			switch {
			case n == 0:
			case is.Code != "":
				x.issues = count(x.issues, is.Code)
			case is.Story:
				for _, o := range all {
					o.issues = nil
				}
				return
			default:
				kept = false
			}
		}
		if !kept {
			x.issues = nil
		}
	}
}

// count adds one to an issue.
func count(list []tocsin.Issue, code string) []tocsin.Issue {
	for i := range list {
		if list[i].Code == code {
			list[i].Count++
			return list
		}
	}
	return append(list, tocsin.Issue{Code: code, Count: 1})
}
