package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake/page"
	"go.uber.org/goleak"
)

const good = `<html lang="en"><head><title>Pass closed</title></head><body><article><p>The council of Lenda said on Monday that the northern pass is closed to all lorries until further notice.</p><p>A spokesman of the border guard, Tarek Olin, said that two convoys had been turned back during the night.</p></article></body></html>`

// TestMain lets the test binary be the child: its first argument says which one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], "child-") {
		child := children[strings.TrimPrefix(os.Args[1], "child-")]
		if err := child(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// children are processes that fail in all the ways a real one may.
var children = map[string]func(io.Reader, io.Writer) error{
	"good": Serve,
	"hang": func(io.Reader, io.Writer) error { time.Sleep(time.Hour); return nil },
	"grow": func(in io.Reader, _ io.Writer) error {
		var held [][]byte
		for {
			b := make([]byte, 8<<20)
			for i := range b {
				b[i] = 1
			}
			held = append(held, b)
			time.Sleep(time.Millisecond)
			if len(held) > 1000 {
				return errors.New("nobody killed me")
			}
		}
	},
	"die": func(io.Reader, io.Writer) error { return errors.New("stack overflow") },
	"babble": func(_ io.Reader, out io.Writer) error {
		_, err := out.Write(bytes.Repeat([]byte{0xff}, 1<<20))
		return err
	},
	"env": func(in io.Reader, out io.Writer) error {
		b, err := json.Marshal(answer{Page: page.Page{Text: strings.Join(os.Environ(), "\n")}})
		if err != nil {
			return err
		}
		readFrame(in) //nolint:errcheck // whatever it holds
		readFrame(in) //nolint:errcheck
		return writeFrame(out, b)
	},
}

// worker starts a child of the given kind.
func worker(t *testing.T, kind string, o Options) *Worker {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o.Command = []string{self, "child-" + kind}
	w := New(o)
	t.Cleanup(func() { w.Close() })
	return w
}

func TestExtract(t *testing.T) {
	w := worker(t, "good", Options{})
	from := page.Origin{URL: "https://valley.example/pass", ContentType: "text/html; charset=utf-8"}
	want, err := page.Extract([]byte(good), from)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		got, err := w.Extract(t.Context(), []byte(good), from)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
	if _, err := w.Extract(t.Context(), nil, from); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("empty page: %v", err)
	}
	if _, err := w.Extract(t.Context(), make([]byte, page.MaxBytes+1), from); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("page over the cap: %v", err)
	}
	if got, err := w.Extract(t.Context(), []byte(good), from); err != nil || got.Text != want.Text {
		t.Errorf("after refusals: %+v, %v", got, err)
	}
}

func TestExtractGivesUp(t *testing.T) {
	for _, c := range []struct {
		kind   string
		opts   Options
		reason string
	}{
		{"hang", Options{Deadline: 200 * time.Millisecond}, "took longer than 200ms"},
		{"grow", Options{Memory: 128 << 20}, "MiB of memory, the cap is 128"},
		{"die", Options{}, "the extractor died"},
		{"babble", Options{}, "read answer: frame of 4294967295 bytes"},
	} {
		t.Run(c.kind, func(t *testing.T) {
			if _, ok := resident(os.Getpid()); !ok && c.kind == "grow" {
				t.Skip("this system doesn't show the memory of a process")
			}
			w := worker(t, c.kind, c.opts)
			for range maxKills {
				p, err := w.Extract(t.Context(), []byte(good), page.Origin{})
				if err != nil || !strings.Contains(p.Fallback, c.reason) || !strings.Contains(p.Text, "Tarek Olin") {
					t.Errorf("page %+v, %v", p, err)
				}
			}
			p, err := w.Extract(t.Context(), []byte(good), page.Origin{})
			if err != nil || p.Fallback != "was given up twice before" {
				t.Errorf("third time: %+v, %v", p, err)
			}
			if w.child != nil {
				t.Error("a child was started for a page that killed two")
			}
		})
	}
}

func TestExtractRestarts(t *testing.T) {
	w := worker(t, "good", Options{})
	if _, err := w.Extract(t.Context(), []byte(good), page.Origin{}); err != nil {
		t.Fatal(err)
	}
	w.child.cmd.Process.Kill()
	p, err := w.Extract(t.Context(), []byte(good), page.Origin{})
	if err != nil || p.Fallback == "" {
		t.Errorf("killed child: %+v, %v", p, err)
	}
	p, err = w.Extract(t.Context(), []byte(good), page.Origin{})
	if err != nil || p.Fallback != "" {
		t.Errorf("new child: %+v, %v", p, err)
	}
}

func TestExtractTellsTheChildNothing(t *testing.T) {
	t.Setenv("TOCSIN_SECRET", "canary")
	t.Setenv("HTTPS_PROXY", "http://proxy.example:3128")
	p, err := worker(t, "env", Options{}).Extract(t.Context(), []byte(good), page.Origin{})
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(p.Text) {
		name, _, _ := strings.Cut(strings.TrimSpace(l), "=")
		if name != "GOMEMLIMIT" && !strings.EqualFold(name, "SystemRoot") {
			t.Errorf("the child sees %q", l)
		}
	}
}

func TestExtractCancelled(t *testing.T) {
	w := worker(t, "hang", Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := w.Extract(ctx, []byte(good), page.Origin{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if len(w.kills) != 0 {
		t.Error("a page that we cancelled counts as guilty")
	}
}

func TestExtractWithoutProgram(t *testing.T) {
	w := New(Options{Command: []string{"/nonexistent/tocsin"}})
	if _, err := w.Extract(t.Context(), []byte(good), page.Origin{}); !errors.Is(err, tocsin.ErrUnavailable) {
		t.Errorf("error %v", err)
	}
}

func FuzzServe(f *testing.F) {
	var b bytes.Buffer
	writeFrame(&b, []byte(`{"url":"https://valley.example/"}`))
	writeFrame(&b, []byte(good))
	f.Add(b.Bytes())
	f.Add([]byte{0, 0, 0, 1, '{', 0, 0, 0, 9, '<'})
	f.Fuzz(func(t *testing.T, b []byte) {
		var out bytes.Buffer
		err := Serve(bytes.NewReader(b), &out)
		for {
			answer, e := readFrame(&out)
			if e != nil {
				break
			}
			if !json.Valid(answer) {
				t.Errorf("answer %q (%v)", answer, err)
			}
		}
	})
}
