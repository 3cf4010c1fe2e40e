// Package train makes the models of the language core from treebanks, and the ranker of places from texts with points.
//
// In: treebanks in CoNLL-U, with their names and licences, and settings. Out: the bytes of a model
// file, the same for the same input on every machine. It never opens a file, never looks at a treebank that it was given
// to measure on while it learns, and never runs outside the training commands.
package train
