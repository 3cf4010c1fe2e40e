// Command tocsin reads news and official statements and shows who said what, who did what, where and when.
//
// Results go to standard output, logs and progress to standard error. Exit status: 0 all was well,
// 1 it failed, 2 the command line was wrong, 3 some input could not be read and the rest was, 130 it was
// told to stop before it had done all.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// version is set by the linker.
var version = "dev" //nolint:gochecknoglobals // the linker can set nothing else

// The exit codes.
const (
	exitOK      = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3
	exitStopped = 130 // 128 and the number of the interrupt, as shells have it
)

// grace is how long a command that was told to stop may take to put its work in order; one that waits for
// standard input would never look.
const grace = 10 * time.Second

// errPartial says that some input could not be read, and the rest was.
var errPartial = errors.New("some input could not be read")

// cli is every command; help and documentation are made from it.
type cli struct {
	Demo      demoCmd      `cmd:"" help:"Read the sample and open the desk on it."`
	Serve     serveCmd     `cmd:"" help:"Open the desk, poll the sources."`
	Read      readCmd      `cmd:"" help:"Read one article: a file, a URL or standard input."`
	Intake    intakeCmd    `cmd:"" help:"Take files, folders, archives, pages or feeds into the store and read them."`
	Source    sourceCmd    `cmd:"" help:"Add, list and import sources."`
	Export    exportCmd    `cmd:"" help:"Write statements, events or readings from the store."`
	Import    importCmd    `cmd:"" help:"Take events of ICEWS, POLECAT, GDELT and others into the store, as history."`
	Page      pageCmd      `cmd:"" help:"Take the text out of an HTML page."`
	Dedup     dedupCmd     `cmd:"" help:"Group copies: articles in, id and cluster out."`
	Parse     parseCmd     `cmd:"" help:"Sentences, words, tags and trees."`
	Code      codeCmd      `cmd:"" help:"Articles in, readings out, one JSON line each."`
	Gazetteer gazetteerCmd `cmd:"" help:"Look places and borders up, import a gazetteer of your own."`
	Eval      evalCmd      `cmd:"" help:"Measure against gold data."`
	Train     trainCmd     `cmd:"" help:"Train the language models."`
	Config    configCmd    `cmd:"" help:"Print the whole configuration with its comments."`
	Doctor    doctorCmd    `cmd:"" help:"Check what the program needs and has."`
	Version   versionCmd   `cmd:"" help:"Print the versions of program, models and lexicon."`
	Worker    workerCmd    `cmd:"" hidden:"" help:"The child process that takes pages apart."`
}

// A console is where a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends it at once
		time.Sleep(grace)
		os.Exit(exitStopped)
	})
	code := run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run parses the command line and runs one command.
func run(ctx context.Context, args []string, con console) int {
	var c cli
	status := -1
	parser, err := kong.New(&c,
		kong.Name("tocsin"),
		kong.Description("Who said what, to whom, as reported by whom; who did what, where and when."),
		kong.UsageOnError(),
		kong.Writers(con.out, con.err),
		kong.Exit(func(code int) { status = code }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(con),
	)
	if err != nil {
		fmt.Fprintln(con.err, "tocsin:", err)
		return exitFailed
	}
	cmd, err := parser.Parse(args)
	if status >= 0 {
		return status // help was asked for
	}
	if err != nil {
		fmt.Fprintln(con.err, "tocsin:", err)
		return exitUsage
	}
	switch err := cmd.Run(); {
	case err == nil:
		return exitOK
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, syscall.EPIPE):
		return exitOK // the reader of our output has had enough
	case errors.Is(err, context.Canceled):
		return exitStopped
	default:
		fmt.Fprintln(con.err, "tocsin:", err)
		return exitFailed
	}
}
