package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tocsin-desk/tocsin"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a made-up network: names lead to public addresses, connections to handlers in memory.
type world struct {
	t        *testing.T
	hosts    map[string]http.HandlerFunc // by host name
	resolved []string
	dialled  []string
	mu       sync.Mutex
	names    map[string]string // address: host name
	silent   bool              // takes connections and never answers
}

// client makes a client whose only way out is the world. Call it inside a synctest bubble.
func (w *world) client(o Options) *Client {
	w.t.Helper()
	w.names = map[string]string{}
	if o.Version == "" {
		o.Version = "1.0"
	}
	o.Now = time.Now
	if o.Resolve == nil {
		o.Resolve = w.resolve
	}
	o.Dial = w.dial
	c, err := New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) resolve(_ context.Context, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.resolved = append(w.resolved, host)
	if w.hosts[host] == nil && !w.silent {
		return nil, errors.New("no such host")
	}
	ip := netip.AddrFrom4([4]byte{93, 184, 215, byte(len(w.names) + 1)})
	w.names[ip.String()] = host
	return []netip.Addr{ip}, nil
}

func (w *world) dial(_ context.Context, _, address string) (net.Conn, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dialled = append(w.dialled, address)
	ip, _, _ := net.SplitHostPort(address)
	ours, theirs := net.Pipe()
	if w.silent {
		go io.Copy(io.Discard, theirs) //nolint:errcheck // until the client hangs up
		return ours, nil
	}
	handler := w.hosts[w.names[ip]]
	if handler == nil {
		return nil, errors.New("connection refused")
	}
	go serve(theirs, handler)
	return ours, nil
}

// serve answers the requests of one connection.
func serve(conn net.Conn, h http.Handler) {
	l := &oneConn{conn: make(chan net.Conn, 1), done: make(chan struct{})}
	l.conn <- conn
	s := &http.Server{Handler: h, ConnState: func(_ net.Conn, st http.ConnState) {
		if st == http.StateClosed || st == http.StateHijacked {
			l.once.Do(func() { close(l.done) })
		}
	}}
	s.Serve(l) //nolint:errcheck // ends with the connection
}

type oneConn struct {
	conn chan net.Conn
	done chan struct{}
	once sync.Once
}

func (l *oneConn) Accept() (net.Conn, error) {
	select {
	case c := <-l.conn:
		return c, nil
	case <-l.done:
		return nil, io.EOF
	}
}
func (l *oneConn) Close() error   { return nil }
func (l *oneConn) Addr() net.Addr { return &net.TCPAddr{} }

// page answers with a body, and with 404 for robots.txt.
func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, body)
	}
}

func TestGet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got *http.Request
		w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(rw, r)
				return
			}
			got = r
			rw.Header().Set("ETag", `"7"`)
			rw.Header().Set("Last-Modified", "Fri, 20 Nov 2026 04:00:00 GMT")
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			if r.Header.Get("If-None-Match") == `"7"` {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			io.WriteString(rw, "pass closed")
		}}}
		c := w.client(Options{Version: "2.3"})
		defer c.Close()
		resp, err := c.Get(t.Context(), Request{URL: "http://valley.example/pass#top", Accept: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		if string(resp.Body) != "pass closed" || resp.ETag != `"7"` || resp.URL != "http://valley.example/pass" || resp.Moved || resp.Status != 200 || resp.ContentType != "text/html; charset=utf-8" {
			t.Errorf("response %+v", resp)
		}
		if got.Host != "valley.example" || got.UserAgent() != "Tocsin/2.3 (+https://github.com/tocsin-desk/tocsin)" || got.Header.Get("Accept") != "text/html" {
			t.Errorf("request %s %v", got.Host, got.Header)
		}
		for _, name := range []string{"Cookie", "Referer", "Authorization"} {
			if got.Header.Get(name) != "" {
				t.Errorf("sent %s", name)
			}
		}
		again, err := c.Get(t.Context(), Request{URL: "http://valley.example/pass", ETag: resp.ETag, LastModified: resp.LastModified})
		if err != nil || !again.NotModified || len(again.Body) != 0 || got.Header.Get("If-Modified-Since") != resp.LastModified {
			t.Errorf("conditional: %+v, %v", again, err)
		}
	})
}

func TestGetRedirects(t *testing.T) {
	to := func(status int, at string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Location", at)
			w.WriteHeader(status)
		}
	}
	for _, c := range []struct {
		name   string
		status int
		at     string
		moved  bool
		err    string // "": works
	}{
		{"permanent", 301, "http://harbour.example/new", true, ""},
		{"permanent, method kept", 308, "//harbour.example/new", true, ""},
		{"for now", 302, "http://harbour.example/new", false, ""},
		{"loop", 302, "/again", false, "more than 5 redirects"},
		{"to loopback", 302, "http://127.0.0.1/admin", false, "127.0.0.1"},
		{"to the metadata of a cloud", 301, "http://169.254.169.254/latest/meta-data/", false, "169.254.169.254"},
		{"to another port", 302, "http://harbour.example:6379/", false, "port 6379 is not 80 or 443"},
		{"to a file", 302, "file:///etc/passwd", false, `scheme "file"`},
		{"to an odd spelling", 302, "http://0x7f000001/", false, "odd spelling"},
		{"to nonsense", 302, "http://[::1", false, "redirect to"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": to(c.status, c.at), "harbour.example": page("here")}}
				client := w.client(Options{})
				defer client.Close()
				resp, err := client.Get(t.Context(), Request{URL: "http://valley.example/pass"})
				if c.err != "" {
					if err == nil || !strings.Contains(err.Error(), c.err) || !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "http://valley.example/pass") {
						t.Errorf("error %v", err)
					}
					return
				}
				if err != nil || string(resp.Body) != "here" || resp.URL != "http://harbour.example/new" || resp.Moved != c.moved {
					t.Errorf("%+v, %v", resp, err)
				}
			})
		})
	}
}

// TestGetRedirectToLoopback does the same with a real server behind the redirect.
func TestGetRedirectToLoopback(t *testing.T) {
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the inside server was reached") }))
	defer secret.Close()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			http.Redirect(w, r, secret.URL, http.StatusFound)
		}
	}))
	defer front.Close()
	c, err := New(Options{Now: time.Now, Allow: []string{strings.TrimPrefix(front.URL, "http://")}, Pause: time.Nanosecond})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Get(t.Context(), Request{URL: front.URL}); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("error %v", err)
	}
}

func TestGetIgnoresProxies(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the proxy was used") }))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"} {
		t.Setenv(name, proxy.URL)
	}
	target := httptest.NewServer(page("straight"))
	defer target.Close()
	addr := strings.TrimPrefix(target.URL, "http://")
	_, port, _ := net.SplitHostPort(addr)
	at := "inside.example:" + port // by name: addresses of the own machine never go through a proxy
	c, err := New(Options{Now: time.Now, Allow: []string{at}, Pause: time.Nanosecond,
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	resp, err := c.Get(t.Context(), Request{URL: "http://" + at + "/"})
	if err != nil || string(resp.Body) != "straight" {
		t.Errorf("%+v, %v", resp, err)
	}
}

func TestGetNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, silent: true}
		c := w.client(Options{})
		defer c.Close()
		start := time.Now()
		_, err := c.Get(t.Context(), Request{URL: "http://valley.example/pass"})
		if !errors.Is(err, tocsin.ErrUnavailable) || !strings.Contains(err.Error(), "http://valley.example/pass") || !strings.Contains(err.Error(), "timeout awaiting response headers") {
			t.Errorf("error %v", err)
		}
		// Three tries of 15 s, two waits; the pauses of the host lie within the waits.
		if took := time.Since(start); took != maxTries*headerTime+firstWait+2*firstWait {
			t.Errorf("took %v", took)
		}
	})
}

func TestGetDrips(t *testing.T) {
	for _, c := range []struct {
		name  string
		every time.Duration
		took  time.Duration // of one try
		err   string
	}{
		{"a byte in 10 s", 10 * time.Second, wholeTime, "deadline exceeded"},
		{"a byte in 30 s", 30 * time.Second, quietTime, "i/o timeout"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/robots.txt" {
						http.NotFound(w, r)
						return
					}
					for range 20 {
						if _, err := io.WriteString(w, "x"); err != nil {
							return
						}
						w.(http.Flusher).Flush()
						select {
						case <-time.After(c.every):
						case <-r.Context().Done():
							return
						}
					}
				}}}
				client := w.client(Options{})
				defer client.Close()
				start := time.Now()
				resp, err := client.Get(t.Context(), Request{URL: "http://valley.example/pass"})
				if !errors.Is(err, tocsin.ErrUnavailable) || !strings.Contains(err.Error(), c.err) {
					t.Errorf("error %v", err)
				}
				if resp == nil || len(resp.Body) == 0 {
					t.Error("what came before is lost")
				}
				if took, most := time.Since(start), maxTries*c.took+4*firstWait; took > most {
					t.Errorf("took %v, at most %v", took, most)
				}
			})
		})
	}
}

func TestGetPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var times []time.Time
		open, most := 0, 0
		slow := func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			times = append(times, time.Now())
			open++
			most = max(most, open)
			mu.Unlock()
			time.Sleep(3 * time.Second)
			mu.Lock()
			open--
			mu.Unlock()
			if r.URL.Path == "/robots.txt" {
				io.WriteString(w, "User-agent: *\nCrawl-delay: 5\n")
			}
		}
		w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": slow}}
		c := w.client(Options{})
		defer c.Close()
		var wg sync.WaitGroup
		for n := range 4 {
			wg.Go(func() {
				if _, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("http://valley.example/%d", n)}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(times) != 5 || most != 1 { // robots.txt once, four pages
			t.Fatalf("%d requests, %d at once", len(times), most)
		}
		for i, at := range times[2:] {
			if d := at.Sub(times[i+1]); d != 8*time.Second { // three to answer, five as the host wishes
				t.Errorf("request %d after %v", i+2, d)
			}
		}
	})
}

func TestGetRetries(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		header string
		tries  int
		kind   error
		after  time.Duration
	}{
		{"once unavailable", 503, "", 2, nil, 0},
		{"asks for a while", 429, "7", 2, nil, 7 * time.Second},
		{"asks for hours", 503, "7200", 1, tocsin.ErrUnavailable, 0},
		{"asks by date", 503, "Sat, 01 Jan 2000 00:00:09 GMT", 2, nil, 0},
		{"not found", 404, "", 1, tocsin.ErrNotFound, 0},
		{"gone", 410, "", 1, tocsin.ErrNotFound, 0},
		{"forbidden", 403, "", 1, tocsin.ErrInvalid, 0},
		{"a lie: nothing was asked", 304, "", 1, tocsin.ErrInvalid, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // the clock stands at the beginning of 2000
				tries := 0
				w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/robots.txt" {
						return
					}
					if tries++; tries == 1 {
						w.Header().Set("Retry-After", c.header)
						w.WriteHeader(c.status)
						return
					}
					io.WriteString(w, "here")
				}}}
				client := w.client(Options{})
				defer client.Close()
				start := time.Now()
				resp, err := client.Get(t.Context(), Request{URL: "http://valley.example/"})
				if tries != c.tries || !errors.Is(err, c.kind) {
					t.Errorf("%d tries, %v", tries, err)
				}
				if c.kind == nil && (err != nil || string(resp.Body) != "here" || time.Since(start) < c.after) {
					t.Errorf("after %v: %+v, %v", time.Since(start), resp, err)
				}
				var status *StatusError
				if c.kind != nil && (!errors.As(err, &status) || status.Status != c.status) {
					t.Errorf("error %v", err)
				}
			})
		})
	}
}

func TestGetCaps(t *testing.T) {
	bomb := func() []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 32<<20))
		z.Close()
		return b.Bytes()
	}()
	var whole bytes.Buffer
	z := gzip.NewWriter(&whole)
	io.WriteString(z, strings.Repeat("The pass is closed. ", 500))
	z.Close()
	for _, c := range []struct {
		name, encoding string
		body           []byte
		max            int64
		kind           error
		kept           int // bytes at least
	}{
		{"over the cap", "", bytes.Repeat([]byte("x"), 5000), 1000, tocsin.ErrTooLarge, 1000},
		{"at the cap", "", bytes.Repeat([]byte("x"), 1000), 1000, nil, 1000},
		{"packed", "gzip", whole.Bytes(), 0, nil, 10_000},
		{"bomb", "gzip", bomb, 0, tocsin.ErrTooLarge, 1 << 20},
		{"truncated gzip", "gzip", whole.Bytes()[:whole.Len()-12], 0, tocsin.ErrUnavailable, 5000},
		{"unknown encoding", "harbour", []byte("x"), 0, tocsin.ErrInvalid, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/robots.txt" {
						return
					}
					if c.encoding != "" {
						w.Header().Set("Content-Encoding", c.encoding)
					}
					w.Write(c.body)
				}}}
				client := w.client(Options{})
				defer client.Close()
				resp, err := client.Get(t.Context(), Request{URL: "http://valley.example/", Max: c.max})
				if !errors.Is(err, c.kind) {
					t.Errorf("error %v", err)
				}
				if resp == nil || len(resp.Body) < c.kept || c.max > 0 && int64(len(resp.Body)) > c.max {
					t.Errorf("response %+v", resp)
				}
			})
		})
	}
}

func TestGetHeadersOfMegabytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				return
			}
			w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
		}}}
		c := w.client(Options{})
		defer c.Close()
		if _, err := c.Get(t.Context(), Request{URL: "http://valley.example/"}); err == nil || !strings.Contains(err.Error(), "exceeded") {
			t.Errorf("error %v", err)
		}
	})
}

func TestGetCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, silent: true}
		c := w.client(Options{})
		defer c.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.Get(ctx, Request{URL: "http://valley.example/"})
		if err == nil || time.Since(start) != time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

func TestNewRefuses(t *testing.T) {
	for _, o := range []Options{
		{},
		{Now: time.Now, Allow: []string{"inside.example"}},
		{Now: time.Now, Allow: []string{"inside.example:0"}},
		{Now: time.Now, Allow: []string{":80"}},
	} {
		if _, err := New(o); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%+v: %v", o.Allow, err)
		}
	}
}
