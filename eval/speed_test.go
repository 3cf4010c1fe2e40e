package eval_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/when"
)

// TestQualitySpeed prints how fast the whole walk is and how much memory it takes. The figures depend on the
// machine and on what else it does, so nothing is asserted about them.
func TestQualitySpeed(t *testing.T) {
	shared := sharedDir(t)
	bin := build(t)
	input := python(t, shared, []string{"to_articles_statements.py", "data/statements/polnear_dev.jsonl.gz"})
	words := 0
	token := regexp.MustCompile(`[\pL\pN]+|[^\s\pL\pN]`) // as a treebank counts: words and marks
	for line := range bytes.Lines(input) {
		var a struct{ Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		words += len(token.FindAllString(a.Text, -1))
	}
	cmd := exec.Command(bin, "code", "--workers", "1")
	cmd.Stdin = bytes.NewReader(input)
	start := time.Now()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	wall := time.Since(start)
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	t.Logf("code, one worker: %d tokens, %.0f tokens/s of wall time, %.0f tokens/s of processor time, peak memory %d MB, start included",
		words, float64(words)/wall.Seconds(), float64(words)/cpu.Seconds(), usage.Maxrss/1024)
	if bytes.Count(out, []byte("\n")) != bytes.Count(input, []byte("\n")) {
		t.Error("not every article has a reading")
	}
}

// TestQualityParseSpeed prints how fast the language core alone is, on one core: segmentation, tags, features, lemmas, trees,
// names. The peer that it is compared with is run beside it, by hand: docs/language.md says how.
func TestQualityParseSpeed(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English(func(d *parse.Doc) { d.Names = names.Names(d, lex) })
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for line := range bytes.Lines(python(t, sharedDir(t), []string{"to_articles_statements.py", "data/statements/polnear_dev.jsonl.gz"})) {
		var a struct{ Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, a.Text)
	}
	for _, text := range texts[:len(texts)/4] { // caches and buffers
		p.Parse(text)
	}
	words, start, before := 0, time.Now(), processorTime(t)
	for _, text := range texts {
		words += len(p.Parse(text).Tokens)
	}
	wall, cpu := time.Since(start), processorTime(t)-before
	t.Logf("parse with names, one core: %d words, %.0f a second of wall time, %.0f a second of processor time", words, float64(words)/wall.Seconds(), float64(words)/cpu.Seconds())
}

// TestQualityStatementSpeed prints what finding statements costs beside the parse of the same texts: names and chains are
// the parse's, entities are nobody's.
func TestQualityStatementSpeed(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	said, err := attribute.English()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English(func(d *parse.Doc) { d.Names = names.Names(d, lex); chains.Resolve(d, lex) })
	if err != nil {
		t.Fatal(err)
	}
	var reading, rules, model time.Duration
	words := 0
	for line := range bytes.Lines(python(t, sharedDir(t), []string{"to_articles_statements.py", "data/statements/polnear_dev.jsonl.gz"})) {
		var a tocsin.Article
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		start := processorTime(t)
		d := p.Parse(a.Text)
		reading += processorTime(t) - start
		cast := actor.Resolve(d, lex, &a)
		start = processorTime(t)
		attribute.Find(d, cast, lex, &a, nil)
		rules += processorTime(t) - start
		start = processorTime(t)
		attribute.Find(d, cast, lex, &a, said)
		model += processorTime(t) - start
		words += len(d.Tokens)
	}
	a := func(d time.Duration) float64 { return d.Seconds() * 1e6 / float64(words) }
	t.Logf("µs of processor time a word: parse %.1f, statements %.1f (%.2f of it), by rules alone %.1f", a(reading), a(model), model.Seconds()/reading.Seconds(), a(rules))
}

// TestQualityCodeSpeed prints how fast texts are coded that are parsed already, on one core: who is in them, where, who said what and
// who did what. The parse is timed beside it, so that the ratio doesn't depend on the machine.
func TestQualityCodeSpeed(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	r := readerParts(t)
	var articles []*tocsin.Article
	var docs []*parse.Doc
	sentences, before := 0, processorTime(t)
	for line := range bytes.Lines(python(t, sharedDir(t), []string{"to_articles.py", "data/events/dev/plv_train.jsonl", "--no-dyads"})) {
		var a struct{ Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		x := &tocsin.Article{Text: a.Text, Date: "2020-05-05", Lang: "en"}
		d := r.parse(x)
		articles, docs = append(articles, x), append(docs, d)
		sentences += len(d.Sents)
	}
	parsed := processorTime(t) - before
	for pass := range 2 { // the first fills caches
		before = processorTime(t)
		for i := range docs {
			coder.Code(articles[i], docs[i], r.lex, r.world, r.models)
		}
		if took := processorTime(t) - before; pass == 1 {
			t.Logf("coding after the parse, one core: %d sentences, %.0f a second of processor time; the parse took %.1f times as long",
				sentences, float64(sentences)/took.Seconds(), parsed.Seconds()/took.Seconds())
		}
	}
	var cast, where, said, acted time.Duration
	for i, d := range docs {
		a, t0 := articles[i], processorTime(t)
		c := actor.Resolve(d, r.lex, a)
		t1 := processorTime(t)
		m := r.world.Find(d, c, a)
		t2 := processorTime(t)
		sts := attribute.Find(d, c, r.lex, a, r.models.Statements)
		t3 := processorTime(t)
		act.Find(d, c, m, sts, r.lex, r.models.Events, a)
		t4 := processorTime(t)
		cast, where, said, acted = cast+t1-t0, where+t2-t1, said+t3-t2, acted+t4-t3
	}
	per := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(sentences) }
	t.Logf("microseconds a sentence: actors %.0f, places %.0f, statements %.0f, events %.0f", per(cast), per(where), per(said), per(acted))
}

// parts is what a reader is made of, for timing one after the other.
type parts struct {
	parse  func(*tocsin.Article) *parse.Doc
	lex    *lexicon.Set
	world  *where.World
	models coder.Models
}

func readerParts(t *testing.T) parts {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	gaz, err := gazetteer.Open(lex, nil)
	if err != nil {
		t.Fatal(err)
	}
	world, err := where.NewWorld(lex, gaz)
	if err != nil {
		t.Fatal(err)
	}
	votes, err := act.English()
	if err != nil {
		t.Fatal(err)
	}
	said, err := attribute.English()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	return parts{lex: lex, world: world, models: coder.Models{Statements: said, Events: votes}, parse: func(a *tocsin.Article) *parse.Doc {
		d := p.Parse(a.Text)
		day, dated := a.Day()
		d.Names = names.Names(d, lex)
		d.Vectors = nil
		d.Roles = entity.Roles(d, lex)
		d.Times = when.Find(d, lex, day, dated)
		chains.Resolve(d, lex)
		d.Lang = "en"
		return d
	}}
}

// processorTime is what this process has used so far.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestQualityStart prints how long serve takes on an empty store until it can be asked for its first page.
func TestQualityStart(t *testing.T) {
	cmd := exec.Command(build(t), "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir())
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := ""
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		if said = lines.Text(); strings.HasPrefix(said, "listening on ") {
			break
		}
	}
	t.Logf("serve on an empty store: %v until it listens", time.Since(start).Round(time.Millisecond))
	if !strings.HasPrefix(said, "listening on http://127.0.0.1:") {
		t.Errorf("it says %q", said)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
}

// TestQualityWhereWhenSpeed prints how fast places are found and times are read on one core, the parse left out, and what the
// gazetteer takes: bytes in the binary, and memory once it has answered.
func TestQualityWhereWhenSpeed(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	before := heap()
	gaz, err := gazetteer.Open(lex, nil)
	if err != nil {
		t.Fatal(err)
	}
	gaz.Lookup("Springfield")
	gaz.Border("TJK", "AFG")
	t.Logf("gazetteer: %d bytes of tables in the binary, %.1f MB of memory after load, a name and a line", gazetteer.Embedded(), float64(heap()-before)/1e6)
	world, err := where.NewWorld(lex, gaz)
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := pipeline.English(func(d *parse.Doc) { d.Names = names.Names(d, lex) })
	if err != nil {
		t.Fatal(err)
	}
	var docs []*parse.Doc
	var casts []*actor.Cast
	a := &tocsin.Article{Date: "2026-11-23"}
	day, dated := a.Day()
	bytesRead, sents := 0, 0
	for line := range bytes.Lines(python(t, sharedDir(t), []string{"to_articles_statements.py", "data/statements/polnear_dev.jsonl.gz"})) {
		var x struct{ Text string }
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		d := pipe.Parse(x.Text)
		docs, casts = append(docs, d), append(casts, actor.Resolve(d, lex, a))
		bytesRead, sents = bytesRead+len(x.Text), sents+len(d.Sents)
	}
	const rounds = 5
	start := processorTime(t)
	for range rounds {
		for _, d := range docs {
			when.Find(d, lex, day, dated)
		}
	}
	times := processorTime(t) - start
	start = processorTime(t)
	for range rounds {
		for i, d := range docs {
			world.Find(d, casts[i], a)
		}
	}
	places := processorTime(t) - start
	t.Logf("%d articles of %d sentences: times %.1f MB, places %.0f articles a second of processor time", len(docs), sents/len(docs),
		rounds*float64(bytesRead)/1e6/times.Seconds(), rounds*float64(len(docs))/places.Seconds())
}

// heap is the memory in use after a collection.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
