package main

import (
	"io"
)

// inputs keeps what a command has opened until it is done.
type inputs []io.Closer

// open opens a file, unpacked where its name ends in .gz.
func (in *inputs) open(path string) (io.Reader, error) {
	f, err := openInput(path)
	if err != nil {
		return nil, err
	}
	*in = append(*in, f)
	return f, nil
}

func (in *inputs) close() {
	for _, f := range *in {
		f.Close()
	}
}
