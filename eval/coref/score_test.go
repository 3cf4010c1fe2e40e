package coref

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s %.6f, want %.6f", what, got, want)
	}
}

// The key has {1 2 3} and {4 5}; the response {1 2}, {3 4} and {5 6}; 6 is in no chain of the key.
//
// MUC. Recall: the response cuts {1 2 3} into {1 2} and {3}, so 3-2 = 1 of its 2 links is left; {4 5} into {4} and {5},
// so 0 of 1: 1/3. Precision: {1 2} is whole in the key, 1 of 1; {3 4} lies in two chains, 0 of 1; {5 6} in one chain and
// outside, 0 of 1: 1/3. F1 1/3.
//
// B³. Overlaps: {1 2 3} shares 2 with {1 2} and 1 with {3 4}; {4 5} 1 with {3 4} and 1 with {5 6}. Recall: (4+1)/3 + (1+1)/2
// = 8/3 over 5 mentions = 8/15. Precision: 4/2 + 1/2 + 1/2 + 1/2 = 3.5 over 6 mentions = 7/12. F1 = 2·(8/15)(7/12) / (8/15+7/12)
// = (112/180) / (201/180) = 112/201.
//
// CEAFφ4. φ4 = 2·shared/(sizes' sum): {1 2 3}: 4/5 with {1 2}, 2/5 with {3 4}; {4 5}: 2/4 with {3 4}, 2/4 with {5 6}. Best
// choice 4/5 + 1/2 = 1.3. Recall 1.3/2 = .65, precision 1.3/3 = .4333…, F1 = 2·1.3/5 = .52.
func TestByHand(t *testing.T) {
	var s Score
	s.Add([][]int{{1, 2, 3}, {4, 5}}, [][]int{{1, 2}, {3, 4}, {5, 6}})
	near(t, "MUC recall", s.MUC.Recall.Value(), 1./3)
	near(t, "MUC precision", s.MUC.Precision.Value(), 1./3)
	near(t, "MUC F1", s.MUC.F1(), 1./3)
	near(t, "B³ recall", s.B3.Recall.Value(), 8./15)
	near(t, "B³ precision", s.B3.Precision.Value(), 7./12)
	near(t, "B³ F1", s.B3.F1(), 112./201)
	near(t, "CEAF recall", s.CEAF.Recall.Value(), .65)
	near(t, "CEAF precision", s.CEAF.Precision.Value(), 1.3/3)
	near(t, "CEAF F1", s.CEAF.F1(), .52)
	near(t, "mentions recall", s.Mentions.Recall.Value(), 1)
	near(t, "mentions precision", s.Mentions.Precision.Value(), 5./6)
	near(t, "CoNLL", s.CoNLL(), (1./3+112./201+.52)/3)
}

// Everything in one chain: no link of the key is lost, so MUC's recall is 1, and of the response's 3 links 2 are right.
// B³: recall 1; precision (2²/4 + 2²/4)/4 = 1/2. CEAF: φ4 = 2·2/(2+4) = 2/3 for one of the two chains: recall 1/3, precision 2/3.
func TestOneChain(t *testing.T) {
	var s Score
	s.Add([][]int{{1, 2}, {3, 4}}, [][]int{{1, 2, 3, 4}})
	near(t, "MUC recall", s.MUC.Recall.Value(), 1)
	near(t, "MUC precision", s.MUC.Precision.Value(), 2./3)
	near(t, "B³ recall", s.B3.Recall.Value(), 1)
	near(t, "B³ precision", s.B3.Precision.Value(), .5)
	near(t, "CEAF recall", s.CEAF.Recall.Value(), 1./3)
	near(t, "CEAF precision", s.CEAF.Precision.Value(), 2./3)
}

// Two documents: sums are taken over both before anything is divided. The first is perfect (MUC 1 of 1), in the second
// the response finds nothing (0 of 2): recall 1/3, precision 1.
func TestSumsOverDocuments(t *testing.T) {
	var s Score
	s.Add([][]int{{1, 2}}, [][]int{{1, 2}})
	s.Add([][]int{{1, 2, 3}}, nil)
	near(t, "MUC recall", s.MUC.Recall.Value(), 1./3)
	near(t, "MUC precision", s.MUC.Precision.Value(), 1)
	near(t, "B³ recall", s.B3.Recall.Value(), 2./5)
	near(t, "CEAF recall", s.CEAF.Recall.Value(), 1./2)
}

func TestEmpty(t *testing.T) {
	var s Score
	s.Add(nil, nil)
	near(t, "CoNLL of nothing", s.CoNLL(), 0)
}

// The best choice isn't the greedy one: 9 first would leave 1, in all 10; 8 + 7 = 15 is more. And a row may go without.
func TestAssignment(t *testing.T) {
	near(t, "square", assignment([][]float64{{9, 8}, {7, 1}}), 15)
	near(t, "more rows", assignment([][]float64{{9}, {10}, {2}}), 10)
	near(t, "more columns", assignment([][]float64{{0, 0, 3}, {0, 2, 3}}), 5)
}
