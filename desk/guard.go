package desk

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// policy lets a page load nothing that didn't come with the program, and run no inline script.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

// guard wraps all routes: headers on every answer, errors included; only known host names;
// no change asked for by another site; a panic becomes an error page with an id.
func (d *desk) guard(mux http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(d.room(func(http.ResponseWriter, *http.Request) error { return errCrossOrigin }))
	inner := cross.Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header(), r.TLS != nil)
		defer func() {
			if p := recover(); p != nil {
				d.fail(w, r, fmt.Errorf("panic: %v", p))
			}
		}()
		if !d.knownHost(r.Host) {
			d.fail(w, r, errHost)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func setHeaders(h http.Header, tls bool) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY") // for browsers that don't know frame-ancestors
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store") // what is read here stays out of caches; assets say otherwise
	if tls {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// knownHost keeps out pages of other sites whose name was made to point at this machine: such a
// request carries their name, never an address.
func (d *desk) knownHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return true
	}
	return strings.EqualFold(name, "localhost") || slices.ContainsFunc(d.opt.Hosts, func(known string) bool { return strings.EqualFold(name, known) })
}

// The refusals that are the desk's own.
var (
	errHost        = errors.New("unknown host name")
	errCrossOrigin = errors.New("request from another site")
)

// A problem is what a person is told about an error.
type problem struct {
	Status int
	Title  string
	Words  string
	ID     string // also in the log, with the error itself
	Link   string // address of the same page without the value that was wrong; empty where that isn't it
}

// problemOf maps kinds of error to answers: the one place where that is done.
func problemOf(err error) problem {
	var tooLarge *http.MaxBytesError
	var bad *badValue
	switch {
	case errors.As(err, &bad):
		return problem{Status: http.StatusBadRequest, Title: "Not understood", Words: bad.Error() + ".", Link: bad.without}
	case errors.Is(err, errHost):
		return problem{Status: http.StatusMisdirectedRequest, Title: "Not this desk", Words: "The desk isn’t known by this name. Whoever runs it can add the name to its configuration."}
	case errors.Is(err, errCrossOrigin):
		return problem{Status: http.StatusForbidden, Title: "Refused", Words: "The request came from another site, so nothing was changed."}
	case errors.Is(err, tocsin.ErrNotFound):
		return problem{Status: http.StatusNotFound, Title: "Not found", Words: "Nothing is kept under this address. It may have been mistyped, or belong to another desk."}
	case errors.Is(err, tocsin.ErrTooLarge), errors.As(err, &tooLarge):
		return problem{Status: http.StatusRequestEntityTooLarge, Title: "Too large", Words: "The text is larger than the desk takes in one piece."}
	case errors.Is(err, tocsin.ErrInvalid):
		return problem{Status: http.StatusBadRequest, Title: "Not understood", Words: "The address or the form holds a value that the desk can’t read."}
	case errors.Is(err, tocsin.ErrConflict):
		return problem{Status: http.StatusConflict, Title: "Changed meanwhile", Words: "Somebody else changed this at the same time. Look again, then repeat it if it is still needed."}
	case errors.Is(err, tocsin.ErrUnavailable):
		return problem{Status: http.StatusServiceUnavailable, Title: "Not available now", Words: "Something the desk needs doesn’t answer. Nothing already read is lost; try again in a minute."}
	}
	return problem{Status: http.StatusInternalServerError, Title: "Something broke", Words: "The desk couldn’t answer. Nothing already read is lost."}
}

// room turns a function that may fail into a handler.
func (d *desk) room(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := f(w, r); err != nil {
			d.fail(w, r, err)
		}
	})
}

// fail logs an error under an id and shows a page that says no more than it has to.
func (d *desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	p.ID = errorID()
	d.opt.Log.LogAttrs(r.Context(), level(p.Status), "request failed",
		slog.String("station", "desk"), slog.String("id", p.ID), slog.String("path", r.URL.Path), slog.String("error", err.Error()))
	w.Header().Set("Cache-Control", "no-store")
	if err := d.show(w, p.Status, "error", p.Title, p); err != nil {
		http.Error(w, p.Title+". Error "+p.ID, p.Status)
	}
}

func (d *desk) nowhere(http.ResponseWriter, *http.Request) error { return tocsin.ErrNotFound }

// errorID is random, so that it tells nothing and can be read out on the telephone.
func errorID() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand
	return hex.EncodeToString(b[:])
}

// level keeps what a browser did wrong apart from what the program did wrong.
func level(status int) slog.Level {
	if status >= http.StatusInternalServerError {
		return slog.LevelError
	}
	return slog.LevelInfo
}
