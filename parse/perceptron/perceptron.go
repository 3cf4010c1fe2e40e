// Package perceptron holds the one statistical engine of the language core: a multi-class averaged
// perceptron over hashed features (Freund and Schapire 1999; Collins 2002).
//
// In: feature hashes and class numbers while training; the bytes of a frozen model afterwards. Out:
// integer scores for each class. It never knows what a feature means, never uses floating point in a
// score, never copies or rebuilds the frozen tables: a Model reads them where they lie.
//
// All training sums are integers, so the same updates in the same order give the same bytes on
// every architecture.
package perceptron

// MaxClasses is the number of classes that one model can hold: a class is one byte of an entry.
const MaxClasses = 256

// Hash mixes a template number and one value into a feature.
func Hash(template, a uint64) uint64 {
	x := (template+1)*0x9E3779B97F4A7C15 ^ (a+0x7F4A7C15)*0xC2B2AE3D27D4EB4F
	x ^= x >> 29
	x *= 0xBF58476D1CE4E5B9
	return x ^ x>>32
}

// Hash2 mixes a template number and two values, whose order matters, into a feature.
func Hash2(template, a, b uint64) uint64 { return Hash(template, Pair(a, b)) }

// Hash3 mixes a template number and three values, whose order matters, into a feature.
func Hash3(template, a, b, c uint64) uint64 { return Hash(template, Pair(Pair(a, b), c)) }

// Pair folds two values, whose order matters, into one that Hash can take.
func Pair(a, b uint64) uint64 {
	x := (a ^ a>>32) * 0xD6E8FEB86659FD93
	return x ^ (b+0x51ED270B)*0x9FB21C651E98DF25
}

// String hashes the bytes of a string (FNV-1a, 64 bits) for use as a value.
func String[T string | []byte](s T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h ^ h>>31
}

// Best returns the class with the highest score, the lower number on a tie; 0 for no scores.
func Best(scores []int32) int {
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	return best
}
