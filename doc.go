// Package tocsin holds the nouns of the desk: what an article is, what was read in it,
// and the codes by which the field names these things.
//
// In: nothing. Out: types, their invariants, and the JSON form of the reading contract.
// It never does I/O, never logs, and imports only the standard library.
//
// Inside the program a Span counts bytes of an article's text. On every border to the
// outside (the JSON lines of "tocsin code", exports) spans count Unicode code points;
// Reading.CodePoints makes that copy.
package tocsin
