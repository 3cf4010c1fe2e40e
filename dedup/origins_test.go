package dedup

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
)

var clusters = flag.String("clusters", "", "write id<TAB>cluster of the origins data to this file, for its scorer")

type labelled struct {
	Document
	ID, Cluster, Edit string
}

// origins reads the labelled copies that lie beside the project, in order of publication.
func origins(tb testing.TB) []labelled {
	tb.Helper()
	dir := filepath.Join(cmp.Or(os.Getenv("TOCSIN_SHARED"), "../../shared"), "data", "origins")
	truth, err := os.ReadFile(filepath.Join(dir, "truth.tsv"))
	if err != nil {
		tb.Skipf("no labelled copies: %v", err)
	}
	labels := map[string][]string{}
	for line := range strings.Lines(string(truth)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
			labels[f[0]] = f
		}
	}
	file, err := os.Open(filepath.Join(dir, "articles.jsonl.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	var out []labelled
	for dec := json.NewDecoder(bufio.NewReader(plain)); ; {
		var in struct{ ID, Text, Outlet, Date string }
		if err := dec.Decode(&in); err == io.EOF {
			break
		} else if err != nil {
			tb.Fatal(err)
		}
		at, ok := tocsin.ParseDate(in.Date)
		if !ok || labels[in.ID] == nil {
			tb.Fatalf("article %s has no date or no label", in.ID)
		}
		a := tocsin.Article{Text: in.Text}
		out = append(out, labelled{Document{Hash: a.Hash() + tocsin.VersionHash(in.ID), Outlet: in.Outlet, At: at, Text: in.Text}, in.ID, labels[in.ID][1], labels[in.ID][2]})
	}
	slices.SortStableFunc(out, func(a, b labelled) int { return a.At.Compare(b.At) })
	return out
}

// Copies of real texts, edited by machine: B-cubed F1 and not one text that only quotes another.
func TestOrigins(t *testing.T) {
	in := origins(t)
	x := New(Options{})
	got := make([]string, len(in))
	var tsv strings.Builder
	for i, d := range in {
		got[i] = string(x.Add(d.Document).Story)
		fmt.Fprintf(&tsv, "%s\t%s\n", d.ID, got[i])
	}
	if *clusters != "" {
		if err := os.WriteFile(*clusters, []byte(tsv.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	precision, recall, merged := 0., 0., 0
	for i := range in {
		var both, mine, theirs float64
		for j := range in {
			same, gold := got[i] == got[j], in[i].Cluster == in[j].Cluster
			if same {
				mine++
			}
			if gold {
				theirs++
			}
			if same && gold {
				both++
			}
		}
		precision += both / mine
		recall += both / theirs
		if in[i].Edit == "quote only" && mine > 1 {
			merged++
		}
	}
	n := float64(len(in))
	f1 := 2 * precision * recall / (precision + recall) / n
	t.Logf("B-cubed precision %.4f, recall %.4f, F1 %.4f, traps merged %d", precision/n, recall/n, f1, merged)
	if f1 < .99 || merged > 0 {
		t.Errorf("B-cubed F1 %.4f, %d traps merged; want at least .99 and none", f1, merged)
	}
}

// BenchmarkAdd feeds the labelled texts, each pass a week later.
func BenchmarkAdd(b *testing.B) {
	in := origins(b)
	x := New(Options{})
	var size int64
	for _, d := range in {
		size += int64(len(d.Text))
	}
	b.SetBytes(size / int64(len(in)))
	b.ResetTimer()
	for i := range b.N {
		d := in[i%len(in)].Document
		d.At = d.At.Add(time.Duration(i/len(in)) * defaultWindow)
		d.Hash += tocsin.VersionHash(fmt.Sprint(i / len(in)))
		x.Add(d)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}
