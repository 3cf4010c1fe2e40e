package desk

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

//go:embed assets/*.css assets/*.js assets/*.svg
var assetFiles embed.FS

// assets are the desk's own files under names that hold a hash of their content, so that a browser
// may keep them for ever and never has an old one.
type assets struct {
	bytes map[string][]byte // by hashed name: desk.1f2e3d4c.css
	names map[string]string // desk.css → desk.1f2e3d4c.css
}

func loadAssets() (assets, error) {
	a := assets{bytes: map[string][]byte{}, names: map[string]string{}}
	entries, err := fs.ReadDir(assetFiles, "assets")
	if err != nil {
		return a, fmt.Errorf("list the desk's assets: %w", err)
	}
	for _, e := range entries {
		b, err := fs.ReadFile(assetFiles, "assets/"+e.Name())
		if err != nil {
			return a, fmt.Errorf("read the desk's asset %s: %w", e.Name(), err)
		}
		sum := sha256.Sum256(b)
		ext := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:4]) + ext
		a.bytes[hashed], a.names[e.Name()] = b, hashed
	}
	return a, nil
}

// url returns the address of an asset; a template that names an unknown one doesn't render.
func (a assets) url(name string) (string, error) {
	hashed, ok := a.names[name]
	if !ok {
		return "", fmt.Errorf("asset %s: %w", name, tocsin.ErrNotFound)
	}
	return "/assets/" + hashed, nil
}

func (d *desk) asset(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	b, ok := d.assets.bytes[name]
	if !ok {
		return fmt.Errorf("asset %s: %w", name, tocsin.ErrNotFound)
	}
	w.Header().Set("Content-Type", contentType(path.Ext(name)))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	return nil
}

// contentType doesn't ask the machine's own tables: an answer must not depend on where the desk runs.
func contentType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}
