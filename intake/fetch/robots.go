package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// The bounds of robots.txt.
const (
	robotsFresh  = 24 * time.Hour   // RFC 9309, section 2.4
	robotsFailed = 10 * time.Minute // until a server that couldn't answer is asked again
	maxRules     = 2000             // of one group
	maxDelay     = 30 * time.Second // a wish for more is met by the schedule, not by holding a connection's turn
	maxOrigins   = 10_000
)

// product is the name by which robots.txt speaks to us (RFC 9309, section 2.2.1).
const product = "tocsin"

// A rule allows or forbids the paths that match a pattern.
type rule struct {
	pattern string
	allow   bool
}

// A robots is what one robots.txt says to us.
type robots struct {
	rules []rule
	delay time.Duration
	none  bool // nothing may be read
}

// parseRobots reads a robots.txt (RFC 9309): the groups that name us, else those for "*".
func parseRobots(b []byte) robots {
	var ours, others robots
	named := false             // a group names us
	mine, star := false, false // the current group is for us, for all
	inAgents := false          // the last line was a user-agent line: another one joins the group
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))))
	lines.Buffer(nil, maxRobots+1)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !ok {
			continue
		}
		if key == "user-agent" {
			if !inAgents {
				mine, star = false, false
			}
			inAgents = true
			agent, _, _ := strings.Cut(strings.ToLower(value), "/")
			mine = mine || agent == product
			star = star || agent == "*"
			named = named || agent == product
			continue
		}
		if key != "allow" && key != "disallow" && key != "crawl-delay" {
			continue // sitemap and others stand outside of groups
		}
		inAgents = false
		if mine {
			ours.add(key, value)
		}
		if star {
			others.add(key, value)
		}
	}
	if named {
		return ours
	}
	return others
}

func (r *robots) add(key, value string) {
	switch {
	case key == "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = time.Duration(min(s, maxDelay.Seconds()) * float64(time.Second))
		}
	case value == "": // "Disallow:" forbids nothing
	case len(r.rules) < maxRules:
		r.rules = append(r.rules, rule{escape(value), key == "allow"})
	}
}

// allows reports whether a path (with its query) may be read: the longest matching pattern decides, and of
// two as long the one that allows.
func (r *robots) allows(path string) bool {
	if r.none {
		return false
	}
	if path == "/robots.txt" {
		return true
	}
	best, allow := -1, true
	for _, x := range r.rules {
		if n := len(x.pattern); (n > best || n == best && x.allow) && match(x.pattern, path) {
			best, allow = n, x.allow
		}
	}
	return allow
}

// match reports whether a path begins with a pattern, in which "*" stands for anything and a "$" at the end for the end.
func match(pattern, path string) bool {
	pattern, exact := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, p := range parts[1:] {
		if exact && i == len(parts)-2 { // the last part must stand at the end
			return strings.HasSuffix(rest, p)
		}
		at := strings.Index(rest, p)
		if at < 0 {
			return false
		}
		rest = rest[at+len(p):]
	}
	return !exact || rest == ""
}

// escape brings a path to the one spelling in which patterns and paths are compared: bytes beyond ASCII
// are escaped, escapes are in capitals.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x80 || c <= ' ':
			fmt.Fprintf(&b, "%%%02X", c)
		case c == '%' && i+2 < len(s):
			b.WriteString(strings.ToUpper(s[i : i+3]))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// rules remember the robots.txt of each origin.
type rules struct {
	mu    sync.Mutex
	known map[string]*entry
}

// An entry is one origin's; its turn lets one request fetch while the others wait.
type entry struct {
	turn  chan struct{}
	until time.Time
	says  robots
}

func (r *rules) entry(origin string) *entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.known[origin]
	if !ok {
		if len(r.known) >= maxOrigins {
			clear(r.known)
		}
		e = &entry{turn: make(chan struct{}, 1)}
		r.known[origin] = e
	}
	return e
}

// allowed reports as an error when robots.txt forbids an address.
func (c *Client) allowed(ctx context.Context, u *url.URL) error {
	e := c.rules.entry(u.Scheme + "://" + u.Host)
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !c.now().Before(e.until) {
		says, fresh, err := c.robots(ctx, u)
		if err != nil {
			return err
		}
		e.says, e.until = says, c.now().Add(fresh)
		c.hosts.wish(u.Hostname(), says.delay)
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	switch {
	case e.says.none:
		return fmt.Errorf("robots.txt can't be had from %s: %w", u.Host, tocsin.ErrUnavailable)
	case !e.says.allows(escape(path)):
		return fmt.Errorf("%w: %w", ErrRobots, tocsin.ErrInvalid)
	}
	return nil
}

// robots gets the robots.txt of an address. As RFC 9309 has it: where there is none (4xx) all may be read, where
// the server can't say (5xx, no answer) nothing, for now. The error is only that of the guard or of ctx.
func (c *Client) robots(ctx context.Context, u *url.URL) (robots, time.Duration, error) {
	at := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	resp, err := c.follow(ctx, Request{URL: at.String(), Accept: "text/plain", Max: maxRobots}, false)
	var status *StatusError
	switch {
	case err == nil, errors.Is(err, tocsin.ErrTooLarge): // what came before the cap is obeyed
		return parseRobots(resp.Body), robotsFresh, nil
	case errors.As(err, &status) && (status.Status < 500 && status.Status != http.StatusTooManyRequests):
		return robots{}, robotsFresh, nil
	case ctx.Err() != nil:
		return robots{}, 0, c.failure(ctx.Err())
	case errors.As(err, &status):
		return robots{none: true}, robotsFailed, nil
	case errors.Is(err, tocsin.ErrInvalid):
		return robots{}, 0, err
	}
	return robots{}, 0, err // no connection: the page itself couldn't be had either, and may be tried again
}
