package main

import (
	"encoding/binary"
	"errors"
)

// errWire says that bytes are no protocol buffer.
var errWire = errors.New("not a protocol buffer")

// fields calls f with every field of a protocol buffer message: numbers in v, strings and messages in b.
func fields(msg []byte, f func(tag int, v uint64, b []byte) error) error {
	for len(msg) > 0 {
		key, n := binary.Uvarint(msg)
		if n <= 0 {
			return errWire
		}
		msg = msg[n:]
		var v uint64
		var b []byte
		switch key & 7 {
		case 0:
			if v, n = binary.Uvarint(msg); n <= 0 {
				return errWire
			}
		case 1:
			if n = 8; len(msg) < n {
				return errWire
			}
			v = binary.LittleEndian.Uint64(msg)
		case 2:
			size, m := binary.Uvarint(msg)
			if m <= 0 || size > uint64(len(msg)-m) {
				return errWire
			}
			n = m + int(size)
			b = msg[m:n]
		case 5:
			if n = 4; len(msg) < n {
				return errWire
			}
			v = uint64(binary.LittleEndian.Uint32(msg))
		default:
			return errWire
		}
		msg = msg[n:]
		if err := f(int(key>>3), v, b); err != nil {
			return err
		}
	}
	return nil
}

// zigzag undoes the coding of signed numbers.
func zigzag(v uint64) int { return int(v>>1) ^ -int(v&1) }
