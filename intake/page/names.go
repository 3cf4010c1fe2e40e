package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// aside reports whether an element says that it is no part of the article.
func aside(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Figure, atom.Figcaption, atom.Form, atom.Dialog, atom.Fieldset, atom.Caption:
		return true
	case atom.Body, atom.Main, atom.Article:
		return false
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" && a.Key != "role" && a.Key != "itemtype" {
			continue
		}
		for _, w := range nameWords(a.Val) {
			if asideWord(w) {
				return true
			}
		}
	}
	return false
}

// articleHint reports whether an element calls itself the article.
func articleHint(n *html.Node) bool {
	if n.DataAtom == atom.Article || n.DataAtom == atom.Main {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop":
			if strings.EqualFold(a.Val, "articleBody") {
				return true
			}
		case "class", "id":
			for _, w := range nameWords(a.Val) {
				switch w {
				case "article", "articlebody", "story", "storybody", "entry", "post", "content", "body", "text":
					return true
				}
			}
		}
	}
	return false
}

// maxClass is how much of a list of classes is looked at, in bytes.
const maxClass = 300

// nameWords splits names of classes into words: "relatedPosts c-share__list" gives related, posts, c, share, list.
func nameWords(s string) []string {
	s = cut(s, maxClass)
	var out []string
	start := 0
	add := func(end int) {
		if end > start {
			out = append(out, strings.ToLower(s[start:end]))
		}
	}
	lower := false
	for i, r := range s {
		letter := unicode.IsLetter(r)
		switch {
		case !letter:
			add(i)
			start = i + len(string(r))
		case unicode.IsUpper(r) && lower:
			add(i)
			start = i
		}
		lower = unicode.IsLower(r)
	}
	add(len(s))
	return out
}

func asideWord(w string) bool {
	switch w {
	case "nav", "navbar", "navi", "navigation", "menu", "menubar", "sidebar", "aside", "complementary", "footer", "foot", "contentinfo", "breadcrumb", "breadcrumbs", "pagination", "pager",
		"comment", "comments", "commentlist", "respond", "disqus", "discussion", "reply",
		"share", "sharing", "shares", "sharedaddy", "social", "addthis", "facebook", "twitter",
		"related", "recommended", "recommendations", "recommend", "recirc", "outbrain", "taboola", "trending", "popular", "similar", "teasers",
		"newsletter", "subscribe", "subscription", "signup", "login", "register", "paywall", "cookie", "cookies", "consent", "gdpr", "popup", "modal", "overlay", "lightbox", "dialog", "alert",
		"ad", "ads", "adv", "advert", "advertisement", "advertising", "anzeige", "werbung", "sponsor", "sponsored", "promo", "promotion", "banner",
		"widget", "widgets", "tags", "tag", "tagcloud", "taglist", "toolbar", "rating", "ratings", "caption", "credit", "credits", "copyright", "bio", "byline",
		"skip", "search", "screenreader", "print", "hidden", "jp", "toc":
		return true
	}
	return false
}
