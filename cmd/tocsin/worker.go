package main

import (
	"os"

	"github.com/tocsin-desk/tocsin/intake/page/worker"
)

// workerCmd is "tocsin worker": the program as a child of itself.
type workerCmd struct {
	Page workerPageCmd `cmd:"" help:"Read pages for the parent process, in frames."`
}

// workerPageCmd is "tocsin worker page".
type workerPageCmd struct{}

// Run answers pages until standard input ends.
func (*workerPageCmd) Run() error { return worker.Serve(os.Stdin, os.Stdout) }
