package fetch

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestRobots(t *testing.T) {
	const text = "\xEF\xBB\xBF# ours\nUser-Agent: Harbourbot\nUser-agent: TOCSIN/2.0\nDisallow: /private/ # secret\nAllow: /private/press\nDisallow: /*.pdf$\nDisallow: /search?*q=\nCrawl-delay: 2.5\n" +
		"Sitemap: https://valley.example/s.xml\nDisallow:\n\nUser-agent: *\nDisallow: /\n"
	r := parseRobots([]byte(text))
	for path, want := range map[string]bool{
		"/":                   true,
		"/private":            true,
		"/private/":           false,
		"/private/x":          false,
		"/private/press":      true,
		"/private/press/2":    true,
		"/a.pdf":              false,
		"/a.pdf?x":            true,
		"/search?lang=ru&q=x": false,
		"/search?lang=ru":     true,
		"/robots.txt":         true,
	} {
		if got := r.allows(escape(path)); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if r.delay != 2500*time.Millisecond {
		t.Errorf("delay %v", r.delay)
	}
}

func TestRobotsGroups(t *testing.T) {
	for _, c := range []struct {
		name, text, path string
		want             bool
	}{
		{"empty", "", "/x", true},
		{"all", "User-agent: *\nDisallow: /", "/x", false},
		{"others only", "User-agent: harbourbot\nDisallow: /", "/x", true},
		{"ours goes before all", "User-agent: *\nDisallow: /\n\nUser-agent: tocsin\nDisallow: /y", "/x", true},
		{"ours may be empty", "User-agent: *\nDisallow: /\nUser-agent: Tocsin\nDisallow:\n", "/x", true},
		{"our groups are joined", "User-agent: tocsin\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: tocsin\nDisallow: /x", "/x", false},
		{"as long: allowed", "User-agent: *\nDisallow: /x\nAllow: /x", "/x", true},
		{"carriage returns", "User-agent: *\r\nDisallow: /x\r\n", "/x", false},
		{"not ours by beginning", "User-agent: tocsinbot\nDisallow: /", "/x", true},
		{"beyond ASCII", "User-agent: *\nDisallow: /порт", "/%d0%bf%d0%be%d1%80%d1%82/1", false},
		{"a page instead", "<html><body>Disallow: /</body></html>", "/x", true},
		{"stars", "User-agent: *\nDisallow: /*a*b*c$", "/1a2b3c", false},
		{"stars, not at the end", "User-agent: *\nDisallow: /*a*b*c$", "/1a2b3c4", true},
	} {
		r := parseRobots([]byte(c.text))
		if got := r.allows(escape(c.path)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestGetObeysRobots(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		text   string
		err    string
	}{
		{"allowed", 200, "User-agent: *\nDisallow: /other", ""},
		{"forbidden", 200, "User-agent: *\nDisallow: /pass", ErrRobots.Error()},
		{"none", 404, "", ""},
		{"locked", 403, "", ""},
		{"server error", 500, "", "robots.txt can't be had"},
		{"over the cap", 200, "User-agent: *\nDisallow: /pass\n" + strings.Repeat("# long\n", 100_000), ErrRobots.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked, pages := 0, 0
				w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path != "/robots.txt" {
						pages++
						return
					}
					asked++
					w.WriteHeader(c.status)
					io.WriteString(w, c.text)
				}}}
				client := w.client(Options{})
				defer client.Close()
				for range 2 {
					_, err := client.Get(t.Context(), Request{URL: "http://valley.example/pass"})
					if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
						t.Errorf("error %v", err)
					}
				}
				if asked != 1 || c.err != "" && pages != 0 {
					t.Errorf("robots.txt asked for %d times, %d pages read", asked, pages)
				}
				time.Sleep(25 * time.Hour)
				client.Get(t.Context(), Request{URL: "http://valley.example/pass"}) //nolint:errcheck // only who is asked counts
				if asked != 2 {
					t.Errorf("robots.txt isn't read again after a day: %d", asked)
				}
			})
		})
	}
}

// TestGetAsksTheTargetsRobots: a redirect to a host that wants no visit isn't followed.
func TestGetAsksTheTargetsRobots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, hosts: map[string]http.HandlerFunc{
			"valley.example": func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					http.Redirect(w, r, "http://harbour.example/x", http.StatusFound)
				}
			},
			"harbour.example": func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					t.Error("read against robots.txt")
				}
				io.WriteString(w, "User-agent: *\nDisallow: /\n")
			},
		}}
		c := w.client(Options{})
		defer c.Close()
		if _, err := c.Get(t.Context(), Request{URL: "http://valley.example/"}); !errors.Is(err, ErrRobots) {
			t.Errorf("error %v", err)
		}
	})
}

func FuzzParseRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*$\nCrawl-delay: 1e9\n"), "/a")
	f.Add([]byte("user-agent:tocsin\nallow:%\ndisallow:*$*\n"), "%")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		r := parseRobots(b)
		if r.delay < 0 || r.delay > maxDelay || len(r.rules) > maxRules {
			t.Errorf("delay %v, %d rules", r.delay, len(r.rules))
		}
		r.allows(escape(path))
		if !r.allows("/robots.txt") {
			t.Error("robots.txt itself is forbidden")
		}
	})
}
