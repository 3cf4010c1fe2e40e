// Package fetch is the only part of intake that opens connections: it gets feeds and pages politely,
// and from nowhere else than where it was sent.
//
// In: an address and what is known of its last answer. Out: the answer's bytes, unpacked, under caps.
// It obeys robots.txt and Retry-After, names itself, and talks to a host over one connection
// at a time with a pause between two requests.
// It never sends a cookie, a referrer or a password, never uses a proxy from the environment, and never
// connects to an inside address, whatever a name, a redirect or a second look at the name says.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake/unpack"
)

// The limits of a request.
const (
	MaxFeed   = 10 << 20 // bytes after decompression
	MaxPage   = 20 << 20
	maxRobots = 512 << 10 // RFC 9309 asks for 500 KiB at least

	maxHeaders   = 64 << 10
	maxRedirects = 5
	maxTries     = 3

	connectTime = 10 * time.Second
	headerTime  = 15 * time.Second
	quietTime   = 20 * time.Second // without a byte
	wholeTime   = 60 * time.Second // one request, from the moment when the host's turn has come
	firstWait   = 2 * time.Second  // before the second try; twice that before the third
	maxWait     = 30 * time.Second // a server that asks for more is left to the schedule

	// DefaultPause is what a host rests between two of our requests.
	DefaultPause = time.Second
)

// Options say how a client reaches the world. Now is required.
type Options struct {
	Version string           // of the program, for the user agent
	Allow   []string         // host:port pairs that may be reached although they are inside or have an unusual port
	Pause   time.Duration    // 0: DefaultPause
	Now     func() time.Time // the clock

	// Resolve looks up a name; nil: the system's resolver.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	// Dial connects to an address that was checked; nil: a dialer that checks once more.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// A Client gets addresses. It is safe for concurrent use.
type Client struct {
	agent string
	now   func() time.Time
	guard *guard
	http  *http.Transport
	hosts hosts
	rules rules
}

// New returns a client. Close it.
func New(o Options) (*Client, error) {
	if o.Now == nil {
		return nil, fmt.Errorf("fetch: no clock: %w", tocsin.ErrInvalid)
	}
	if o.Pause == 0 {
		o.Pause = DefaultPause
	}
	g, err := newGuard(o)
	if err != nil {
		return nil, err
	}
	c := &Client{
		agent: fmt.Sprintf("Tocsin/%s (+https://github.com/tocsin-desk/tocsin)", o.Version), now: o.Now, guard: g,
		hosts: hosts{pause: o.Pause, now: o.Now, slots: map[string]*slot{}}, rules: rules{known: map[string]*entry{}},
	}
	// The transport alone: a client would follow redirects, and keep cookies.
	c.http = &http.Transport{
		Proxy:                  nil, // else the guard would see the proxy's address only
		DialContext:            g.dial,
		DisableCompression:     true, // unpack has caps
		DisableKeepAlives:      true, // after a pause the connection would be gone
		TLSHandshakeTimeout:    connectTime,
		ResponseHeaderTimeout:  headerTime,
		MaxResponseHeaderBytes: maxHeaders,
	}
	return c, nil
}

// Close gives back idle connections.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return nil
}

// A Request says what to get.
type Request struct {
	URL          string
	ETag         string // of the last answer: then an unchanged document comes back as NotModified
	LastModified string
	Accept       string // media types; empty: any
	Max          int64  // bytes after decompression; 0: MaxPage
}

// A Response is what came back.
type Response struct {
	URL          string // after redirects
	Moved        bool   // all redirects were permanent: the address should be changed to URL
	Status       int
	NotModified  bool
	ContentType  string
	ETag         string
	LastModified string
	Body         []byte
}

// A StatusError is an answer other than the one asked for.
type StatusError struct {
	Status     int
	RetryAfter time.Duration // how long the server asks us to stay away; 0: it doesn't say
}

func (e *StatusError) Error() string {
	s := fmt.Sprintf("the server answers %d %s", e.Status, http.StatusText(e.Status))
	if e.RetryAfter > 0 {
		s += fmt.Sprintf(", try again in %v", e.RetryAfter)
	}
	return s
}

// Unwrap tells the kind of error: gone, later, or wrong.
func (e *StatusError) Unwrap() error {
	switch {
	case e.Status == http.StatusNotFound || e.Status == http.StatusGone:
		return tocsin.ErrNotFound
	case e.later():
		return tocsin.ErrUnavailable
	}
	return tocsin.ErrInvalid
}

func (e *StatusError) later() bool {
	return e.Status >= 500 || e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout
}

// ErrRobots means that robots.txt asks us not to read an address.
var ErrRobots = errors.New("robots.txt forbids it")

// Get gets one address. The error names it, and wraps tocsin.ErrInvalid (the address may not be read),
// ErrNotFound, ErrUnavailable or ErrTooLarge; with ErrTooLarge, and where the body broke off,
// what came before is in the response.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	if r.Max == 0 {
		r.Max = MaxPage
	}
	for try := 1; ; try++ {
		resp, err := c.follow(ctx, r, true)
		wait, again := retry(err, try)
		if !again || try == maxTries || ctx.Err() != nil {
			if err != nil {
				return resp, fmt.Errorf("fetch %s: %w", r.URL, err)
			}
			return resp, nil
		}
		if err := sleep(ctx, wait); err != nil {
			return resp, fmt.Errorf("fetch %s: %w", r.URL, err)
		}
	}
}

// retry says whether an error may pass, and how long to wait.
func retry(err error, try int) (wait time.Duration, again bool) {
	wait = firstWait << (try - 1)
	var status *StatusError
	switch {
	case err == nil, !errors.Is(err, tocsin.ErrUnavailable):
		return 0, false
	case errors.As(err, &status) && status.RetryAfter > 0:
		return status.RetryAfter, status.RetryAfter <= maxWait
	}
	return wait, true
}

// sleep waits, unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// follow gets an address and goes where it is redirected, looking at each hop as if it had been asked for.
func (c *Client) follow(ctx context.Context, r Request, obey bool) (*Response, error) {
	moved := true
	at := r.URL
	for hop := 0; hop <= maxRedirects; hop++ {
		u, err := c.guard.parse(at)
		if err != nil {
			return nil, err
		}
		if obey {
			if err := c.allowed(ctx, u); err != nil {
				return nil, err
			}
		}
		resp, next, err := c.hop(ctx, u, r)
		if next == "" {
			if resp != nil {
				resp.Moved = hop > 0 && moved
			}
			return resp, err
		}
		moved = moved && (resp.Status == http.StatusMovedPermanently || resp.Status == http.StatusPermanentRedirect)
		to, err := u.Parse(next)
		if err != nil {
			return nil, fmt.Errorf("redirect to %q: %w", next, tocsin.ErrInvalid)
		}
		at = to.String()
	}
	return nil, fmt.Errorf("more than %d redirects: %w", maxRedirects, tocsin.ErrInvalid)
}

// hop makes one request when the host's turn has come. next is where a redirect leads.
func (c *Client) hop(ctx context.Context, u *url.URL, r Request) (resp *Response, next string, err error) {
	release, err := c.hosts.acquire(ctx, u.Hostname())
	if err != nil {
		return nil, "", err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, wholeTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	for name, v := range map[string]string{
		"User-Agent": c.agent, "Accept-Encoding": unpack.Accept, "Accept": r.Accept, "If-None-Match": r.ETag, "If-Modified-Since": r.LastModified,
	} {
		if v != "" {
			req.Header.Set(name, v)
		}
	}
	res, err := c.http.RoundTrip(req)
	if err != nil {
		return nil, "", c.failure(err)
	}
	defer res.Body.Close()
	resp = &Response{
		URL: u.String(), Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"),
		ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"),
	}
	if to := res.Header.Get("Location"); to != "" && redirects(res.StatusCode) {
		return resp, to, nil
	}
	return resp, "", c.read(res, resp, r)
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// failure sorts an error of the connection: what the guard refused stays refused, the rest may pass.
func (c *Client) failure(err error) error {
	if errors.Is(err, tocsin.ErrInvalid) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%w: %w", err, tocsin.ErrUnavailable)
}

// read takes the body of an answer.
func (c *Client) read(res *http.Response, resp *Response, r Request) error {
	switch {
	case res.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		resp.NotModified = true
		return nil
	case res.StatusCode != http.StatusOK && res.StatusCode != http.StatusNonAuthoritativeInfo:
		return &StatusError{res.StatusCode, c.retryAfter(res.Header.Get("Retry-After"))}
	}
	body, err := unpack.Reader(res.Body, res.Header.Get("Content-Encoding"), r.Max)
	if err != nil {
		return err
	}
	defer body.Close()
	resp.Body, err = io.ReadAll(body)
	switch {
	case errors.Is(err, tocsin.ErrTooLarge):
		return err
	case err != nil:
		return fmt.Errorf("the answer breaks off after %d bytes: %w", len(resp.Body), c.failure(err))
	}
	return nil
}

// retryAfter reads the header of that name: seconds, or a date.
func (c *Client) retryAfter(v string) time.Duration {
	v = strings.TrimSpace(v)
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(max(0, min(n, 1<<24))) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(c.now()))
	}
	return 0
}
