package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tocsin": main})
}

// TestScripts runs every command as a person would; the scripts double as documentation.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"cmpids": cmpIDs, "bigline": bigLine, "truncgzip": truncGzip, "rawfile": rawFile,
			"serving": serving, "get": get, "stopserving": stopServing,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", e.WorkDir)
			e.Values[server{}] = new(running)
			return nil
		},
	})
}

// cmpIDs FILE ID… checks the ids of the lines of a file, in order.
func cmpIDs(ts *testscript.TestScript, neg bool, args []string) {
	var got []string
	for _, m := range regexp.MustCompile(`(?m)^\{"id":"([^"]*)"`).FindAllStringSubmatch(ts.ReadFile(args[0]), -1) {
		got = append(got, m[1])
	}
	if strings.Join(got, " ") != strings.Join(args[1:], " ") {
		ts.Fatalf("ids are %v, want %v", got, args[1:])
	}
}

// rawFile FILE HEX writes bytes that a script can't hold.
func rawFile(ts *testscript.TestScript, neg bool, args []string) {
	b, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// bigLine FILE MB writes three lines of JSON, the middle one of so many megabytes.
func bigLine(ts *testscript.TestScript, neg bool, args []string) {
	var mb int
	if _, err := fmt.Sscan(args[1], &mb); err != nil {
		ts.Fatalf("bigline: %v", err)
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	const line = `{"id":"%s","text":"Norway sent aid to Sweden on Monday."}` + "\n"
	fmt.Fprintf(f, line, "before")
	io.WriteString(f, `{"id":"big","text":"`)
	for range mb {
		f.Write(bytes.Repeat([]byte("x"), 1<<20))
	}
	io.WriteString(f, "\"}\n")
	fmt.Fprintf(f, line, "after")
}

// truncGzip FILE writes a packed file of articles and cuts its end off.
func truncGzip(ts *testscript.TestScript, neg bool, args []string) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	for i := range 3000 {
		fmt.Fprintf(z, `{"id":"a%d","text":"The minister of place %d said on Monday that %d ships had left the harbour of %x."}`+"\n", i, i*7, i*31, i*i)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), buf.Bytes()[:buf.Len()*2/3], 0o644))
}

// server is the key under which a script keeps its server.
type server struct{}

// running is a desk that a script has started.
type running struct {
	cmd  *exec.Cmd
	base string
	log  bytes.Buffer
}

// patience is how long a script waits for a desk: a shared machine may be slow.
const patience = 2 * time.Minute

// serving ARGS… starts tocsin and waits until it says where it listens.
func serving(ts *testscript.TestScript, neg bool, args []string) {
	r := ts.Value(server{}).(*running)
	path, err := exec.LookPath("tocsin")
	ts.Check(err)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	ts.Defer(cancel)
	r.cmd = exec.CommandContext(ctx, path, args...)
	r.cmd.Dir = ts.Getenv("WORK")
	r.cmd.Env = append(os.Environ(), "XDG_DATA_HOME="+ts.Getenv("WORK"))
	stderr, err := r.cmd.StderrPipe()
	ts.Check(err)
	ts.Check(r.cmd.Start())
	ts.Defer(func() { r.stop() })
	said := regexp.MustCompile(`listening on (http://[0-9.:]+)`)
	lines := bufio.NewScanner(io.TeeReader(stderr, &r.log))
	for lines.Scan() {
		if m := said.FindStringSubmatch(lines.Text()); m != nil {
			r.base = m[1]
			go io.Copy(io.Discard, stderr)
			return
		}
	}
	ts.Fatalf("tocsin %s didn't listen:\n%s", strings.Join(args, " "), r.log.String())
}

// get PATH REGEXP gets a page of the server; -404 in place of the expression expects that status.
func get(ts *testscript.TestScript, neg bool, args []string) {
	r := ts.Value(server{}).(*running)
	resp, err := http.Get(r.base + args[0])
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	if status, ok := strings.CutPrefix(args[1], "-"); ok {
		if fmt.Sprint(resp.StatusCode) != status {
			ts.Fatalf("GET %s: %s, want %s", args[0], resp.Status, status)
		}
		return
	}
	if resp.StatusCode != http.StatusOK || !regexp.MustCompile(args[1]).Match(body) {
		ts.Fatalf("GET %s: %s, nothing matches %q in\n%s", args[0], resp.Status, args[1], body)
	}
}

func (r *running) stop() error {
	if r.cmd == nil {
		return nil
	}
	cmd := r.cmd
	r.cmd = nil
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return cmd.Wait()
}

// stopserving interrupts the server, which must end well.
func stopServing(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(ts.Value(server{}).(*running).stop())
}
