package where

import "testing"

func TestReadChances(t *testing.T) {
	c, err := readChances("calibration.tsv", calibrationTable)
	if err != nil {
		t.Fatal(err)
	}
	last := 1.0
	for _, margin := range []int32{10_000, 500, 300, 200, 100, 50, 0, -5} {
		v := c.of(c.lead(margin))
		if v > last || v <= 0 {
			t.Errorf("a lead of %d is worth %g, a larger one %g", margin, v, last)
		}
		last = v
	}
	for _, bad := range []string{
		"case\tpercent\nonly state\t99\n", // cases are missing
		"case\tpercent\nonly state\tmany\n",
		"case\tpercent\nlead 10\t50\nlead 20\t60\n", // the larger comes first
		"case\tpercent\nlead x\t50\n",
	} {
		if _, err := readChances("bad.tsv", []byte(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
