package app

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/tocsin-desk/tocsin/intake/page/worker"
)

// TestMain lets the test binary be the child that takes pages apart, as the program is of itself: without this a test
// that reads a page would run all tests again in the child, and so on.
func TestMain(m *testing.M) {
	if slices.Equal(os.Args[1:], []string{"worker", "page"}) {
		if err := worker.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}
