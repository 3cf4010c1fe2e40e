package page

import (
	"bytes"
	"encoding/json"
	"strings"
)

// linked is what JSON-LD says about the article (schema.org NewsArticle and its relatives).
type linked struct{ headline, published, author, publisher, url, lang, body string }

// articleTypes are the schema.org types whose properties describe the page's article.
func articleType(name string) bool {
	name = name[strings.LastIndexAny(name, "/#:")+1:]
	return strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "BlogPosting") || name == "Report" || name == "SocialMediaPosting"
}

// The bounds of the walk through JSON-LD.
const (
	maxGraph = 2000 // objects
	maxNest  = 16   // levels
)

// readLinked takes the first article described in the scripts. A script that isn't JSON is passed over.
func readLinked(scripts [][]byte) linked {
	w := walker{left: maxGraph}
	for _, s := range scripts {
		var v any
		if json.Unmarshal(tidy(s), &v) != nil {
			continue
		}
		w.walk(v, 0)
	}
	return w.found
}

// tidy makes JSON of what is often put into the script beside it: comment marks, line breaks inside strings.
func tidy(s []byte) []byte {
	s = bytes.TrimSpace(s)
	for _, mark := range [...]string{"<!--", "//<![CDATA[", "<![CDATA["} {
		s = bytes.TrimPrefix(s, []byte(mark))
	}
	for _, mark := range [...]string{"-->", "//]]>", "]]>"} {
		s = bytes.TrimSuffix(s, []byte(mark))
	}
	return bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, bytes.TrimRight(s, " ;\n\t"))
}

// A walker searches a JSON-LD graph for the first article.
type walker struct {
	found linked
	done  bool
	left  int
}

func (w *walker) walk(v any, depth int) {
	if w.left--; w.left < 0 || w.done || depth > maxNest {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			w.walk(x, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			w.done = true
			w.found = linked{
				headline: str(v["headline"]), published: str(v["datePublished"]), author: name(v["author"]), publisher: name(v["publisher"]),
				url: id(v["url"], v["mainEntityOfPage"]), lang: name(v["inLanguage"]),
				body: body(v["articleBody"]),
			}
			if w.found.author == "" {
				w.found.author = name(v["creator"])
			}
			return
		}
		// In this order and no other: what a map yields first would differ from run to run.
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			w.walk(v[key], depth+1)
		}
	}
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return articleType(v)
	case []any:
		for _, x := range v {
			if s, ok := x.(string); ok && articleType(s) {
				return true
			}
		}
	}
	return false
}

// str returns a string value in one line.
func str(v any) string {
	s, _ := v.(string)
	return line(cut(s, maxField))
}

// body returns the text of an article; some sites put markup into it.
func body(v any) string {
	s, _ := v.(string)
	return Text(s)
}

// maxNames bounds the authors of one article.
const maxNames = 10

// name returns the name of a person, an organisation or a list of them.
func name(v any) string {
	switch v := v.(type) {
	case string:
		return str(v)
	case map[string]any:
		if n := str(v["name"]); n != "" {
			return n
		}
		return name(first(v["name"]))
	case []any:
		var names []string
		for _, x := range v[:min(len(v), maxNames)] {
			if _, nested := x.([]any); nested {
				continue
			}
			if n := name(x); n != "" {
				names = append(names, n)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// first returns the first element of a list of strings; nil of anything else.
func first(v any) any {
	if list, ok := v.([]any); ok && len(list) > 0 {
		if s, ok := list[0].(string); ok {
			return s
		}
	}
	return nil
}

// id returns the first address among values: a string, or the @id of an object.
func id(values ...any) string {
	for _, v := range values {
		if o, ok := v.(map[string]any); ok {
			v = o["@id"]
		}
		if s := str(v); strings.Contains(s, "://") {
			return s
		}
	}
	return ""
}
