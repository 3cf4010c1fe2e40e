// Package arch holds one test: the import graph is the one that ARCHITECTURE.md draws.
package arch

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A station says what a top-level folder may import of this module. The root package is "".
// A folder that is not listed is not part of the architecture.
type station struct {
	imports []string
	pure    bool // same bytes in, same records out: no network, database, other program, log or file
}

func stations() map[string]station {
	return map[string]station{
		"":          {pure: true},
		"intake":    {imports: []string{""}},
		"dedup":     {imports: []string{""}, pure: true},
		"lexicon":   {imports: []string{""}, pure: true},
		"gazetteer": {imports: []string{"", "lexicon"}, pure: true},
		"parse":     {imports: []string{"", "lexicon"}, pure: true},                       // names of people, offices and places
		"coder":     {imports: []string{"", "parse", "lexicon", "gazetteer"}, pure: true}, // reads parsed text with the dictionaries
		"link":      {imports: []string{"", "lexicon"}, pure: true},
		"store":     {imports: []string{""}},
		"desk":      {imports: []string{"", "store", "export"}},
		"export":    {imports: []string{"", "store"}},
		"sample":    {imports: []string{""}, pure: true},
		"eval":      {imports: []string{"", "parse", "lexicon", "gazetteer", "coder"}},
		"train":     {imports: []string{"", "parse", "lexicon", "gazetteer", "coder", "link", "eval"}},
		"app":       {imports: []string{"*"}},
		"cmd":       {imports: []string{"*"}},
		"e2e":       {},
	}
}

// outside is what a pure package reaches by no path through the import graph.
var outside = []string{"net", "net/http", "database/sql", "os/exec"}

// quiet is what a pure package doesn't import itself: it is handed its bytes and returns its errors.
var quiet = []string{"log", "log/slog", "flag", "os", "time/tzdata", "math/rand", "crypto/rand"}

// speakers are the only folders that may speak HTTP.
var speakers = []string{"intake", "desk", "app", "cmd"}

// dialers are the only folders that may open a connection to the outside.
var dialers = []string{"intake/fetch"}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func TestImports(t *testing.T) {
	module := strings.TrimSpace(goList(t, "-m"))
	for _, p := range packages(t, module) {
		folder := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		top := first(folder)
		if top == "internal" {
			continue
		}
		s, known := stations()[top]
		if !known {
			t.Errorf("%s is not in the architecture: add it to ARCHITECTURE.md and to this test", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if own, ok := within(imp, module); ok {
				checkOwn(t, folder, top, own, s)
				continue
			}
			checkForeign(t, folder, top, imp, s)
		}
		if s.pure {
			for _, bad := range outside {
				if slices.Contains(p.Deps, bad) {
					t.Errorf("%s is pure but reaches %s through one of its imports", folder, bad)
				}
			}
		}
	}
}

func checkOwn(t *testing.T, folder, top, own string, s station) {
	t.Helper()
	to := first(own)
	switch {
	case to == top || to == "internal" || slices.Contains(s.imports, "*"):
	case to == "app":
		t.Errorf("%s imports app: nobody does", folder)
	case !slices.Contains(s.imports, to):
		t.Errorf("%s may not import %q", folder, own)
	case (top == "desk" || top == "export") && to == "store" && own != "store":
		t.Errorf("%s may import only the reading side of store, not %s", folder, own)
	}
}

func checkForeign(t *testing.T, folder, top, imp string, s station) {
	t.Helper()
	switch {
	case top == "" && strings.Contains(first(imp), "."):
		t.Errorf("the root package imports only the standard library, not %s", imp)
	case s.pure && slices.Contains(quiet, imp):
		t.Errorf("%s is pure and may not import %s", folder, imp)
	case imp == "net/http" && !slices.Contains(speakers, top):
		t.Errorf("%s may not speak HTTP", folder)
	case imp == "net" && !slices.Contains(dialers, folder) && top != "app" && top != "cmd" && top != "desk":
		t.Errorf("%s may not open connections", folder)
	}
}

func packages(t *testing.T, module string) []pkg {
	t.Helper()
	var out []pkg
	dec := json.NewDecoder(strings.NewReader(goList(t, "-json=ImportPath,Imports,Deps", module+"/...")))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		out = append(out, p)
	}
}

func goList(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		t.Fatalf("go list: %s", exit.Stderr) // an import cycle shows here
	} else if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return string(out)
}

// within returns the folder of an import path of this module.
func within(path, module string) (folder string, ok bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

// first returns the first element of a slash-separated path.
func first(path string) string {
	f, _, _ := strings.Cut(path, "/")
	return f
}
