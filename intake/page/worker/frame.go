package worker

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/tocsin-desk/tocsin"
)

// maxFrame is the longest frame: the largest page, as JSON text twice over.
const maxFrame = 64 << 20

// A frame is four bytes of length, big end first, and that many bytes.

func writeFrame(w io.Writer, b []byte) error {
	if len(b) > maxFrame {
		return fmt.Errorf("frame of %d bytes: %w", len(b), tocsin.ErrTooLarge)
	}
	var head [4]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(b)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(b)
	return err
}

// readFrame reads one frame; io.EOF means that there is none left.
func readFrame(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > maxFrame {
		return nil, fmt.Errorf("frame of %d bytes: %w", n, tocsin.ErrTooLarge)
	}
	// Grown while it is read: four bytes of a stranger don't make us reserve 64 MiB.
	b, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(b) < int(n) {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}
