package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/sample"
)

// Lexicon loads the embedded tables; with demo the sample's own entries too, and behind them the tables of the operator.
func Lexicon(demo bool, files ...string) (*lexicon.Set, error) {
	var own []lexicon.Table
	if demo {
		for _, t := range sample.Tables() {
			own = append(own, lexicon.Table{Name: t.Name, Data: t.Data})
		}
	}
	more, err := ReadTables(files)
	if err != nil {
		return nil, err
	}
	return lexicon.Load(append(own, more...)...)
}

// maxTable bounds what is read of one table of the lexicon.
const maxTable = 64 << 20

// ReadTables reads tables of the lexicon. The name of a file says which table it is: "own/actors.tsv" has actors.
func ReadTables(files []string) ([]lexicon.Table, error) {
	var out []lexicon.Table
	for _, name := range files {
		data, err := readTable(name)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		if filepath.Base(name) == name {
			name = "." + string(filepath.Separator) + name // ours have no folder in their names
		}
		out = append(out, lexicon.Table{Name: name, Data: data})
	}
	return out, nil
}

func readTable(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxTable+1))
	if err == nil && len(data) > maxTable {
		err = fmt.Errorf("%s has more than %d bytes: %w", name, maxTable, tocsin.ErrTooLarge)
	}
	return data, err
}
