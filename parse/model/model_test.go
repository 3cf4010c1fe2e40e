package model

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

func header() Header {
	return Header{
		Language: "en", Task: "test", Seed: 7,
		Data:     []DataSet{{Name: "toy", Licence: "Apache-2.0", SHA256: "00", Words: 12}},
		Settings: map[string]string{"epochs": "3"}, Tags: map[string][]string{"upos": {"NOUN", "VERB"}},
		Dev: []Score{{"toy", "UPOS", 99.5}},
	}
}

func encoded(t testing.TB) []byte {
	t.Helper()
	b, err := Encode(header(), []Section{{"tags", []byte("123")}, {"trees", []byte("1234567890")}, {"none", nil}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRoundTrip(t *testing.T) {
	f, err := Open(encoded(t))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(header(), f.Header); d != "" {
		t.Errorf("header: %s", d)
	}
	for name, want := range map[string]string{"tags": "123", "trees": "1234567890", "none": ""} {
		got, err := f.Section(name)
		if err != nil || string(got) != want {
			t.Errorf("section %s: %q, %v; want %q", name, got, err, want)
		}
	}
	if len(f.Hash()) != 64 {
		t.Errorf("hash %q", f.Hash())
	}
}

func TestErrorsNameTheSection(t *testing.T) {
	whole := encoded(t)
	flip := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 1
		return b
	}
	trees := bytes.Index(whole, []byte("1234567890"))
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"empty", nil, "not a model file"},
		{"magic", flip(0), "not a model file"},
		{"version", flip(4), "version 0"},
		{"header", flip(bytes.Index(whole, []byte("epochs"))), `"header"`},
		{"data", flip(trees), `"trees"`},
		{"cut", whole[:trees+4], `"trees"`},
	} {
		_, err := Open(c.b)
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want ErrInvalid with %q", c.name, err, c.want)
		}
	}
	f, err := Open(whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Section("names"); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), `"names"`) {
		t.Errorf("missing section: %v", err)
	}
}

func TestEncodeRejects(t *testing.T) {
	if _, err := Encode(header(), []Section{{strings.Repeat("n", 17), nil}}); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("long name: %v", err)
	}
	if _, err := Encode(header(), make([]Section, 70)); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("70 sections: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(encoded(f))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(b)
		if err != nil {
			return
		}
		if _, err := file.Section(headerName); err != nil {
			t.Errorf("opened without a header: %v", err)
		}
	})
}
