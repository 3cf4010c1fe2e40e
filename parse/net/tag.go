package net

import (
	"strings"

	"github.com/tocsin-desk/tocsin/parse"
)

// A Tag is a class of the tagger: the universal and the treebank's own tag, jointly.
type Tag struct {
	UPOS parse.UPOS
	XPOS string
}

// String returns the form in which tags stand in a model's header: "NOUN|NN".
func (t Tag) String() string { return string(t.UPOS) + "|" + t.XPOS }

// ParseTag reads that form.
func ParseTag(s string) Tag {
	u, x, _ := strings.Cut(s, "|")
	return Tag{parse.UPOS(u), x}
}

// TagOf returns the tag that a token carries.
func TagOf(t *parse.Token) Tag { return Tag{t.UPOS, t.XPOS} }
