//go:build unix

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// lockFile opens the file and locks it against other processes.
func lockFile(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// isHeld reports whether somebody else has the lock.
func isHeld(err error) bool { return errors.Is(err, syscall.EWOULDBLOCK) }
