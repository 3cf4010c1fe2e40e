// Package eval holds the measurements of quality: a golden file for each set of development data, so that a
// change of quality is a line of the review, and scorers in Go for what "tocsin eval" measures.
//
// In: gold data beside the checkout or of our own (gold/names), readings of the program. Out: figures.
// It never looks at the test part of a corpus, and no text of others is kept here.
package eval
