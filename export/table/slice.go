package table

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// quarter is how long a slice of GDELT is.
const quarter = 15 * time.Minute

// maxHeld is how many bytes of slices are kept in memory; beyond it they go to the disk for the time being.
const maxHeld = 64 << 20

// slices15 are the files of a GDELT export: events and mentions of each quarter of an hour in which their reports came in, zipped, by the names that GDELT gives them.
type slices15 struct {
	dir  string
	all  map[string]*slice
	held int
}

// A slice is the events and mentions of a quarter of an hour.
type slice struct{ parts [2]part }

// A part is a file in the making.
type part struct {
	bytes.Buffer
	rows   int
	spilt  string // name of the file to which the beginning went; "" where it is all here
	format string // of its name
}

func (s *slices15) record(r *tocsin.Record) ([]string, error) {
	at := stamp(r.Collected.Truncate(quarter))
	one := s.all[cmp.Or(at, "00000000000000")]
	if one == nil {
		one = &slice{[2]part{{format: "%s.export.CSV"}, {format: "%s.mentions.CSV"}}}
		s.all[cmp.Or(at, "00000000000000")] = one
	}
	before := one.parts[0].Len() + one.parts[1].Len()
	ids, err := tabbed(gdelt)(&one.parts[0], Options{}).Record(r)
	if err != nil {
		return nil, err
	}
	for _, m := range MentionsOf(r, ids) {
		if err := WriteMention(&one.parts[1], m); err != nil {
			return nil, err
		}
	}
	one.parts[0].rows += len(ids)
	one.parts[1].rows += len(ids)
	if s.held += one.parts[0].Len() + one.parts[1].Len() - before; s.held > maxHeld {
		return ids, s.spill()
	}
	return ids, nil
}

// spill brings what is held to the disk.
func (s *slices15) spill() error {
	for at, one := range s.all {
		for i := range one.parts {
			if err := one.parts[i].spill(s.dir, at); err != nil {
				return err
			}
		}
	}
	s.held = 0
	return nil
}

func (p *part) spill(dir, at string) error {
	if p.Len() == 0 {
		return nil
	}
	how := os.O_APPEND
	if p.spilt == "" {
		how = os.O_TRUNC // an export that was broken off may have left one
	}
	p.spilt = filepath.Join(dir, fmt.Sprintf(p.format, at)+".part")
	f, err := os.OpenFile(p.spilt, how|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("write a slice: %w", err)
	}
	_, err = p.WriteTo(f)
	return errors.Join(err, f.Close())
}

func (s *slices15) close() (files []File, err error) {
	for _, at := range slices.Sorted(maps.Keys(s.all)) {
		for i := range s.all[at].parts {
			f, err := s.all[at].parts[i].zip(s.dir, at)
			if err != nil {
				return files, err
			}
			files = append(files, f)
		}
	}
	return files, nil
}

// zip writes the archive with the one file in it; its bytes depend on nothing but that file.
func (p *part) zip(dir, at string) (File, error) {
	name := fmt.Sprintf(p.format, at)
	out, err := create(dir, name+".zip")
	if err != nil {
		return File{}, err
	}
	z := zip.NewWriter(out)
	w, err := z.Create(name)
	if err != nil {
		return File{}, errors.Join(err, out.Close())
	}
	err = errors.Join(p.copy(w), z.Close(), out.Close())
	return out.sum.File(name+".zip", p.rows), err
}

func (p *part) copy(w io.Writer) error {
	if p.spilt != "" {
		f, err := os.Open(p.spilt)
		if err != nil {
			return fmt.Errorf("write a slice: %w", err)
		}
		_, err = io.Copy(w, f)
		if err := errors.Join(err, f.Close(), os.Remove(p.spilt)); err != nil {
			return err
		}
	}
	_, err := p.WriteTo(w)
	return err
}
