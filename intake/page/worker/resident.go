package worker

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// resident returns the resident memory of a process in bytes; ok is false where the system
// doesn't show it as Linux does.
func resident(pid int) (n int64, ok bool) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0, false
	}
	fields := strings.Fields(string(b)) // size, resident, shared, … in pages
	if len(fields) < 2 {
		return 0, false
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize()), err == nil
}
