package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// beat is how often progress is printed: often enough to see life, seldom enough to read.
const beat = 500 * time.Millisecond

// A progress shows count and rate of long work on one line of a terminal. Where standard error is no
// terminal it shows nothing, so that logs stay clean.
type progress struct {
	w     io.Writer
	what  string
	total int // 0: unknown
	done  int
	start time.Time
	last  time.Time
}

func newProgress(w io.Writer, what string) *progress {
	now := time.Now()
	p := &progress{what: what, start: now, last: now}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.w = w
	}
	return p
}

// add counts n more and prints when it is time to.
func (p *progress) add(n int) {
	p.done += n
	if p.w == nil || time.Since(p.last) < beat {
		return
	}
	p.last = time.Now()
	fmt.Fprintf(p.w, "\r\033[K%s", p.line(p.last))
}

// line is what a person sees: "1204 articles, 350/s, 12s left".
func (p *progress) line(now time.Time) string {
	rate := float64(p.done) / max(now.Sub(p.start).Seconds(), 0.001)
	s := fmt.Sprintf("%d %s, %.0f/s", p.done, p.what, rate)
	if left := p.total - p.done; left > 0 && rate > 0 {
		s += fmt.Sprintf(", %s left", (time.Duration(float64(left)/rate) * time.Second).Round(time.Second))
	}
	return s
}

// end wipes the line.
func (p *progress) end() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\033[K")
	}
}
