// Package worker reads pages in a child process, because a goroutine can't be killed.
//
// In: the bytes of a page. Out: what package page reads on it, or, where that took too long or too
// much memory, all its visible text, marked as a fallback.
// The child gets no environment, no file and no network address from us; the parent never waits
// longer than the deadline, and never gives the same page to a child a third time.
package worker

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake/page"
)

// Defaults of Options.
const (
	DefaultDeadline = 5 * time.Second // a hundred times the slowest honest page
	DefaultMemory   = 512 << 20       // resident bytes of the child
)

const (
	watchEvery = 25 * time.Millisecond // between two looks at the child's memory
	maxKills   = 2                     // of one content: then it isn't tried again
	maxKnown   = 10_000                // contents whose kills are remembered
	maxCry     = 2 << 10               // bytes of the child's standard error that are kept
)

// Options say how the child is started; Command is required, zero fields take the defaults.
type Options struct {
	Command  []string      // the program and its arguments: this binary, "worker", "page"
	Deadline time.Duration // for one page
	Memory   int64         // resident bytes; watched where the system shows them (Linux)
}

// A Worker owns one child process, started with the first page. It is safe for concurrent use;
// pages wait for each other, so use one a core.
type Worker struct {
	opts  Options
	mu    sync.Mutex
	child *child
	kills map[[sha256.Size]byte]int
}

// New returns a worker. Close it.
func New(o Options) *Worker {
	if o.Deadline == 0 {
		o.Deadline = DefaultDeadline
	}
	if o.Memory == 0 {
		o.Memory = DefaultMemory
	}
	return &Worker{opts: o, kills: map[[sha256.Size]byte]int{}}
}

// Extract reads a page as page.Extract does. Beyond that function's errors it returns those of ctx,
// and tocsin.ErrUnavailable where no child can be started.
func (w *Worker) Extract(ctx context.Context, html []byte, from page.Origin) (page.Page, error) {
	if len(html) > page.MaxBytes {
		return page.Extract(html, from) // refuses it
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	key := sha256.Sum256(html)
	if w.kills[key] >= maxKills {
		return page.Visible(html, from, "was given up twice before")
	}
	if err := ctx.Err(); err != nil {
		return page.Page{}, err
	}
	if w.child == nil {
		c, err := start(w.opts)
		if err != nil {
			return page.Page{}, err
		}
		w.child = c
	}
	a, err := w.child.ask(ctx, w.opts, html, from)
	if err != nil {
		cry := w.child.kill()
		w.child = nil
		if ctx.Err() != nil {
			return page.Page{}, ctx.Err()
		}
		if len(w.kills) < maxKnown || w.kills[key] > 0 {
			w.kills[key]++
		}
		reason := err.Error()
		if cry != "" {
			reason += ": " + cry
		}
		return page.Visible(html, from, reason)
	}
	if a.Error != "" {
		return page.Page{}, fmt.Errorf("%s: %w", strings.TrimSuffix(a.Error, ": "+tocsin.ErrInvalid.Error()), tocsin.ErrInvalid)
	}
	return a.Page, nil
}

// Close ends the child.
func (w *Worker) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.child != nil {
		w.child.kill()
		w.child = nil
	}
	return nil
}

// A child is a running process.
type child struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	cry *tail
}

// tail keeps the beginning of what a child writes to standard error: the line that says why it died.
type tail struct{ b bytes.Buffer }

func (t *tail) Write(p []byte) (int, error) {
	t.b.Write(p[:min(len(p), maxCry-min(maxCry, t.b.Len()))])
	return len(p), nil
}

func start(o Options) (*child, error) {
	if len(o.Command) == 0 {
		return nil, fmt.Errorf("start page worker: no command: %w", tocsin.ErrInvalid)
	}
	c := &child{cmd: exec.Command(o.Command[0], o.Command[1:]...), cry: &tail{}}
	c.cmd.Env = environment(o.Memory)
	c.cmd.Stderr = c.cry
	c.cmd.WaitDelay = time.Second
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start page worker: %w (%w)", err, tocsin.ErrUnavailable)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start page worker: %w (%w)", err, tocsin.ErrUnavailable)
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start page worker %s: %w (%w)", o.Command[0], err, tocsin.ErrUnavailable)
	}
	c.in, c.out = in, bufio.NewReader(out)
	return c, nil
}

// environment is all that the child is told: no secret of ours, and to collect garbage before it
// comes near the cap. Windows can't start a program without SystemRoot.
func environment(memory int64) []string {
	env := []string{fmt.Sprintf("GOMEMLIMIT=%d", memory*3/4)}
	if root, ok := os.LookupEnv("SystemRoot"); ok {
		env = append(env, "SystemRoot="+root)
	}
	return env
}

// ask sends a page and waits for the answer, the deadline, or too much memory.
func (c *child) ask(ctx context.Context, o Options, html []byte, from page.Origin) (answer, error) {
	type reply struct {
		answer
		err error
	}
	got := make(chan reply, 1)
	go func() { // ends at the latest when the child is killed, which closes both pipes
		a, err := c.talk(html, from)
		got <- reply{a, err}
	}()
	deadline := time.NewTimer(o.Deadline)
	defer deadline.Stop()
	look := time.NewTicker(watchEvery)
	defer look.Stop()
	for {
		select {
		case r := <-got:
			return r.answer, r.err
		case <-deadline.C:
			return answer{}, fmt.Errorf("took longer than %v", o.Deadline)
		case <-ctx.Done():
			return answer{}, ctx.Err()
		case <-look.C:
			if n, ok := resident(c.cmd.Process.Pid); ok && n > o.Memory {
				return answer{}, fmt.Errorf("took %d MiB of memory, the cap is %d", n>>20, o.Memory>>20)
			}
		}
	}
}

// talk exchanges the frames of one page.
func (c *child) talk(html []byte, from page.Origin) (answer, error) {
	head, err := json.Marshal(from)
	if err != nil {
		return answer{}, err
	}
	for _, b := range [...][]byte{head, html} {
		if err := writeFrame(c.in, b); err != nil {
			return answer{}, fmt.Errorf("the extractor died: %w", err)
		}
	}
	b, err := readFrame(c.out)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return answer{}, errors.New("the extractor died")
	}
	if err != nil {
		return answer{}, fmt.Errorf("read answer: %w", err)
	}
	var a answer
	if err := json.Unmarshal(b, &a); err != nil {
		return answer{}, fmt.Errorf("read answer: %w", err)
	}
	return a, nil
}

// kill ends the process and returns the first line of what it cried.
func (c *child) kill() string {
	c.cmd.Process.Kill() //nolint:errcheck // it may be dead already
	c.cmd.Wait()         //nolint:errcheck // killed, so it reports a failure
	line, _, _ := strings.Cut(strings.TrimSpace(c.cry.b.String()), "\n")
	return line
}
