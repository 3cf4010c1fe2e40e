package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
)

// maxDictionary bounds one dictionary file, unpacked.
const maxDictionary = 64 << 20

// Dictionaries reads the user's dictionaries in a folder, plain or gzip; what is hidden and what is a folder is left alone. Lines that
// can't be read are warnings.
func Dictionaries(dir string) (*petrarch.Dictionary, []petrarch.Warning, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("dictionaries: %w", err)
	}
	var files []petrarch.File
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		data, err := dictionaryFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, nil, fmt.Errorf("dictionaries: %w", err)
		}
		files = append(files, petrarch.File{Name: strings.TrimSuffix(e.Name(), ".gz"), Data: data})
	}
	if len(files) == 0 {
		return nil, nil, fmt.Errorf("dictionaries: no file in %s: %w", dir, tocsin.ErrInvalid)
	}
	dict, warnings := petrarch.Read(files)
	if len(dict.Verbs) == 0 {
		return nil, warnings, fmt.Errorf("dictionaries: no verb in %s: %w", dir, tocsin.ErrInvalid)
	}
	return dict, warnings, nil
}

// dictionaryFile returns the bytes of a file, gzip or plain.
func dictionaryFile(name string) ([]byte, error) {
	f, err := unpacked(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxDictionary+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case len(data) > maxDictionary:
		return nil, fmt.Errorf("%s: more than %d bytes: %w", name, maxDictionary, tocsin.ErrTooLarge)
	}
	return data, nil
}

// With returns a reader that codes with a user's dictionaries instead of the lexicon; places, statements and links are not read then.
func (r *Reader) With(dict *petrarch.Dictionary) *Reader {
	c := *r
	c.dict = dict
	c.version.Lexicon = "dictionaries-" + dict.Hash()[:12]
	return &c
}
