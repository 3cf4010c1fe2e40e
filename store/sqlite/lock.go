package sqlite

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A lock is the file beside the database that says which process owns it. The operating system gives
// it back when the process ends, however it ends, so a crash leaves nothing to clean up.
type lock struct{ file *os.File }

// maxOwner is as much of the lock file as is shown: a line we wrote.
const maxOwner = 100

// acquire takes the lock, or fails with ErrConflict and the owner's words.
func acquire(path string) (*lock, error) {
	file, err := lockFile(path)
	if err != nil {
		if !isHeld(err) {
			return nil, fmt.Errorf("lock %s: %w (%w)", path, tocsin.ErrUnavailable, err)
		}
		return nil, fmt.Errorf("it is in use by %s, named in %s: stop that one first, or use another database: %w", owner(path), path, tocsin.ErrConflict)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	words := fmt.Sprintf("process %d on %s\n", os.Getpid(), host)
	err = file.Truncate(0)
	if err == nil {
		_, err = file.WriteAt([]byte(words), 0)
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("write %s: %w (%w)", path, tocsin.ErrUnavailable, err)
	}
	return &lock{file}, nil
}

// owner reads who holds the lock.
func owner(path string) string {
	b, err := os.ReadFile(path)
	line, _, _ := strings.Cut(string(b[:min(len(b), maxOwner)]), "\n")
	if err != nil || line == "" {
		return "another process"
	}
	return line
}

// release gives the lock back. The file stays: removing it could take it from under the next owner.
// A second release is no error.
func (l *lock) release() error {
	if err := l.file.Close(); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}
