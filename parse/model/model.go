// Package model holds the file form of trained models, .tcm: a header that says what the model is and
// what it was made from, and named sections of flat tables.
//
// In: the bytes of a file, or a header and sections to write. Out: views of the sections, which share
// the file's bytes, or the bytes of a file. It never knows what a section means and never reads a disk.
//
// Layout, little endian: the magic "\x89TCM", the version and the number of sections (uint16 each);
// one entry of 24 bytes a section (its name in 16 bytes, padded with zeros; length and CRC-32 (IEEE)
// as uint32); then the sections in the same order, each starting at a multiple of 8. The first
// section is the header, JSON.
package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"

	"github.com/tocsin-desk/tocsin"
)

const (
	magic      = "\x89TCM"
	version    = 1
	headBytes  = 8
	entryBytes = 24
	nameBytes  = 16

	// maxSections is far above the dozen that a model has; it keeps a damaged count from asking for memory.
	maxSections = 64

	headerName = "header"
)

// A Header says what a model is and how to make it again.
type Header struct {
	Language string              `json:"language"` // BCP 47
	Task     string              `json:"task"`     // "syntax", "names", …
	Data     []DataSet           `json:"data"`     // what it was trained on
	Seed     uint64              `json:"seed"`
	Settings map[string]string   `json:"settings"`      // what the trainer was told: epochs, pruning, genres
	Tags     map[string][]string `json:"tags"`          // tag sets: the name of each class, by its number
	Dev      []Score             `json:"dev,omitempty"` // how it did on data it was not trained on
}

// A DataSet is one file that a model was trained or measured on.
type DataSet struct {
	Name    string `json:"name"`
	Licence string `json:"licence"` // SPDX identifier, "" where the file doesn't say
	SHA256  string `json:"sha256"`  // of the file as given
	Words   int    `json:"words"`   // words used of it
}

// A Score is one figure, in percent, on one data set.
type Score struct {
	Set    string  `json:"set"`
	Metric string  `json:"metric"`
	Value  float64 `json:"value"`
}

// A Section is a named table.
type Section struct {
	Name string // at most 16 bytes
	Data []byte
}

// A File is an opened model. It is read only and safe for any number of goroutines.
type File struct {
	Header   Header
	sections []Section
	hash     string
}

// Encode writes a model file.
func Encode(h Header, sections []Section) ([]byte, error) {
	head, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("encode model header: %w", err)
	}
	sections = append([]Section{{headerName, head}}, sections...)
	if len(sections) > maxSections {
		return nil, fmt.Errorf("encode model: %d sections, at most %d: %w", len(sections), maxSections, tocsin.ErrTooLarge)
	}
	out := append([]byte(magic), version, 0, byte(len(sections)), 0)
	for _, s := range sections {
		if len(s.Name) > nameBytes || s.Name == "" {
			return nil, fmt.Errorf("encode model: section name %q: %w", s.Name, tocsin.ErrInvalid)
		}
		var name [nameBytes]byte
		copy(name[:], s.Name)
		out = append(out, name[:]...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(s.Data)))
		out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(s.Data))
	}
	for _, s := range sections {
		out = append(out, s.Data...)
		out = append(out, make([]byte, padding(len(out)))...)
	}
	return out, nil
}

// padding is the number of bytes up to the next multiple of 8.
func padding(n int) int { return -n & 7 }

// Open reads a model file. Its sections are views of b, which must not be changed afterwards.
// Errors name the section and wrap ErrInvalid.
func Open(b []byte) (*File, error) {
	if len(b) < headBytes || string(b[:4]) != magic {
		return nil, fmt.Errorf("open model: not a model file: %w", tocsin.ErrInvalid)
	}
	if v := binary.LittleEndian.Uint16(b[4:]); v != version {
		return nil, fmt.Errorf("open model: version %d, can read %d: %w", v, version, tocsin.ErrInvalid)
	}
	n := int(binary.LittleEndian.Uint16(b[6:]))
	if n < 1 || n > maxSections || len(b) < headBytes+n*entryBytes {
		return nil, fmt.Errorf("open model: %d sections in %d bytes: %w", n, len(b), tocsin.ErrInvalid)
	}
	f := &File{}
	at := uint64(headBytes + n*entryBytes)
	for i := range n {
		s, err := openSection(b, b[headBytes+i*entryBytes:], at)
		if err != nil {
			return nil, err
		}
		f.sections = append(f.sections, s)
		at += uint64(len(s.Data))
		at += uint64(padding(int(at)))
	}
	head, err := f.Section(headerName)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(head, &f.Header); err != nil {
		return nil, fmt.Errorf("open model: section %s: %w: %w", headerName, err, tocsin.ErrInvalid)
	}
	sum := sha256.Sum256(b)
	f.hash = hex.EncodeToString(sum[:])
	return f, nil
}

func openSection(file, entry []byte, at uint64) (Section, error) {
	name := string(bytes.TrimRight(entry[:nameBytes], "\x00"))
	length := uint64(binary.LittleEndian.Uint32(entry[nameBytes:]))
	if at+length > uint64(len(file)) {
		return Section{}, fmt.Errorf("open model: section %q ends at %d of %d bytes: %w", name, at+length, len(file), tocsin.ErrInvalid)
	}
	data := file[at : at+length : at+length]
	if got, want := crc32.ChecksumIEEE(data), binary.LittleEndian.Uint32(entry[nameBytes+4:]); got != want {
		return Section{}, fmt.Errorf("open model: section %q is damaged: CRC-32 %08x, want %08x: %w", name, got, want, tocsin.ErrInvalid)
	}
	return Section{name, data}, nil
}

// Has reports whether the file has a section.
func (f *File) Has(name string) bool {
	_, err := f.Section(name)
	return err == nil
}

// Section returns the data of a section, or an error that wraps ErrInvalid and names it.
func (f *File) Section(name string) ([]byte, error) {
	for _, s := range f.sections {
		if s.Name == name {
			return s.Data, nil
		}
	}
	return nil, fmt.Errorf("model for %q: no section %q: %w", f.Header.Language, name, tocsin.ErrInvalid)
}

// Hash returns the SHA-256 of the file, in hexadecimal: it names the model in every record's version.
func (f *File) Hash() string { return f.hash }
