// Package e2e runs the built program and uses it as a person does, in a real browser.
//
// In: bin/tocsin, Chromium, and what "npm ci" brings into this folder; where one of them is missing the
// test is skipped and says which. Out: a list of what isn't as it should be; with -update also the
// screenshots in docs/img. It never reaches another host.
package e2e

import (
	"bufio"
	"context"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "take the screenshots in docs/img again")

const (
	startLimit = 2 * time.Minute // the demo reads its sample before it listens
	runLimit   = 8 * time.Minute
)

var listening = regexp.MustCompile(`listening on (http://\S+)`)

func TestDeskInABrowser(t *testing.T) {
	program := need(t, "../bin/tocsin", "run make build")
	need(t, "node_modules/playwright-core", "run npm ci in e2e")
	browser := command(t, "chromium")
	node := command(t, "node")
	base := start(t, program)

	ctx, cancel := context.WithTimeout(context.Background(), runLimit)
	defer cancel()
	shots := t.TempDir()
	if *update {
		shots = filepath.Join("..", "docs", "img")
	}
	cmd := exec.CommandContext(ctx, node, "desk.mjs", base, shots)
	cmd.Env = append(os.Environ(), "CHROMIUM="+browser)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}

// need returns the absolute path of a file, or skips the test and says how to get it.
func need(t *testing.T, path, how string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	if err == nil {
		_, err = os.Stat(abs)
	}
	if err != nil {
		t.Skipf("%s is missing: %s", path, how)
	}
	return abs
}

func command(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is missing: install it by the system’s packages", name)
	}
	return path
}

// start runs the demo on a free port and returns its address once it listens.
func start(t *testing.T, program string) string {
	t.Helper()
	cmd := exec.Command(program, "demo", "--addr", "127.0.0.1:0", "--data", t.TempDir())
	errs, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	found := make(chan string, 1)
	go func() {
		defer close(found)
		lines := bufio.NewScanner(errs)
		for lines.Scan() {
			if m := listening.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
				_, _ = io.Copy(io.Discard, errs)
				return
			}
			t.Log(lines.Text())
		}
	}()
	select {
	case base, ok := <-found:
		if !ok {
			t.Fatal("the demo ended before it listened")
		}
		return base
	case <-time.After(startLimit):
		t.Fatalf("the demo didn't listen within %s", startLimit)
	}
	return ""
}
