package table

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin"
)

func TestTableHoldsWhatWasFrozen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := map[uint64]uint16{}
		for i, v := range rapid.SliceOf(rapid.Uint16Max(MaxValue)).Draw(t, "values") {
			m[uint64(i+1)*0x9E3779B97F4A7C15] = v
		}
		b, err := Freeze(m)
		if err != nil {
			t.Fatal(err)
		}
		table, err := Open(b)
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range m {
			if got, ok := table.Get(k); !ok || got != want {
				t.Fatalf("key %x: %d, %v; want %d", k, got, ok, want)
			}
		}
		if v, ok := table.Get(12345 << 20); ok {
			t.Fatalf("a key that wasn't stored gives %d", v)
		}
	})
}

func TestRejects(t *testing.T) {
	if _, err := Freeze(map[uint64]uint16{1: 0xFFFF}); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("value too large: %v", err)
	}
	for _, b := range [][]byte{nil, make([]byte, 7), {1, 2, 3, 4, 5, 6, 7, 8}} {
		if _, err := Open(b); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	}
	if _, ok := (Table{}).Get(1); ok {
		t.Error("the zero table holds something")
	}
}

func FuzzOpen(f *testing.F) {
	b, err := Freeze(map[uint64]uint16{1 << 40: 3, 1 << 50: 4})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		if table, err := Open(b); err == nil {
			for k := range uint64(10) {
				table.Get(k * 0x9E3779B97F4A7C15)
			}
		}
	})
}
