package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// bad are addresses that must never be connected to.
var bad = [...]string{
	"127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.169.254", "169.254.0.1",
	"100.64.0.1", "0.0.0.0", "0.1.2.3", "255.255.255.255", "224.0.0.1", "239.255.255.250", "240.0.0.1", "198.18.0.1", "198.19.255.255",
	"192.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1",
	"::1", "::", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "100::1", "ff02::1", "2001:db8::1",
	"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "::127.0.0.1",
}

// odd are other spellings of them, which some resolvers take.
var odd = [...]string{
	"2130706433", "0x7f000001", "0X7F.0.0.1", "0177.0.0.1", "127.1", "127.0.1", "017700000001", "127.0.0.1.", "localhost.", "127.0.0.01", "0x7f.1",
	"１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "[::1%25eth0]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]",
}

func TestBadAddresses(t *testing.T) {
	for _, ip := range bad {
		host := ip
		if strings.Contains(ip, ":") {
			host = "[" + ip + "]"
		}
		check(t, "http://"+host+"/", nil)
		if strings.Contains(ip, "::ffff:") {
			continue // from a resolver that is an IPv4 address, which the list holds too
		}
		check(t, "http://harbour.example/", []string{ip})
	}
	for _, host := range odd {
		check(t, "http://"+host+"/", []string{"93.184.215.1"})
	}
	check(t, "http://harbour.example/", []string{"::ffff:127.0.0.1"})
}

// check gets an address of which nothing may be dialled; its name leads to addrs.
func check(t *testing.T, at string, addrs []string) {
	t.Helper()
	c, err := New(Options{
		Now: time.Now,
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			var out []netip.Addr
			for _, a := range addrs {
				out = append(out, netip.MustParseAddr(a))
			}
			return out, nil
		},
		Dial: func(_ context.Context, _, to string) (net.Conn, error) {
			t.Errorf("%s (%v): dialled %s", at, addrs, to)
			return nil, errors.New("no")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Get(t.Context(), Request{URL: at}); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("%s (%v): %v", at, addrs, err)
	}
}

// TestDialerChecksToo uses the dialer of the system, which looks once more at what it connects to.
func TestDialerChecksToo(t *testing.T) {
	g, err := newGuard(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"127.0.0.1:80", "[::1]:443", "169.254.169.254:80", "93.184.215.14:22"} {
		conn, err := g.connect(t.Context(), "tcp", at)
		if err == nil {
			conn.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "prohibited") {
			t.Errorf("%s: %v", at, err)
		}
	}
}

func TestRefusedAddresses(t *testing.T) {
	g, err := newGuard(Options{Allow: []string{"Inside.example:8080", "127.0.0.1:9000"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{
		"", "valley.example", "//valley.example/", "ftp://valley.example/", "file:///etc/passwd", "gopher://valley.example/", "javascript:alert(1)", "http:///x", "http://:80/",
		"http://user:pw@valley.example/", "http://user@valley.example/", "http://valley.example:22/", "http://valley.example:0/", "http://valley.example:99999/",
		"http://inside.example:8081/", "http://127.0.0.1:9001/", "http://valley.example\n.evil/", "http://a b/", "http://" + strings.Repeat("a", 9000) + "/",
	} {
		if u, err := g.parse(at); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%.60q: %v, %v", at, u, err)
		}
	}
	for at, want := range map[string]string{
		"HTTP://Valley.Example:80/a?b#c": "http://valley.example/a?b",
		"https://valley.example:443":     "https://valley.example",
		"https://valley.example:80/":     "https://valley.example:80/",
		"http://inside.example:8080/":    "http://inside.example:8080/",
		"http://127.0.0.1:9000/":         "http://127.0.0.1:9000/",
		"http://порт.example/":           "http://xn--n1adfe.example/",
		"http://93.184.215.14/":          "http://93.184.215.14/",
		"http://[2606:4700::1111]/":      "http://[2606:4700::1111]/",
	} {
		u, err := g.parse(at)
		if err != nil || at != "http://порт.example/" && u.String() != want || !strings.HasPrefix(u.String(), want[:10]) {
			t.Errorf("%s: %v, %v", at, u, err)
		}
	}
}

// TestRebinding: a name answers with a public address first, then with one inside.
func TestRebinding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, hosts: map[string]http.HandlerFunc{"valley.example": page("here")}}
		looks := 0
		c := w.client(Options{Resolve: func(ctx context.Context, host string) ([]netip.Addr, error) {
			if looks++; looks > 2 {
				return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
			}
			return w.resolve(ctx, host)
		}})
		defer c.Close()
		if _, err := c.Get(t.Context(), Request{URL: "http://valley.example/"}); err != nil { // robots.txt and page
			t.Fatal(err)
		}
		before := len(w.dialled)
		_, err := c.Get(t.Context(), Request{URL: "http://valley.example/"})
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("error %v", err)
		}
		if len(w.dialled) != before {
			t.Errorf("dialled %v", w.dialled[before:])
		}
	})
}

// TestMixedAnswer: of several addresses only the public ones are dialled.
func TestMixedAnswer(t *testing.T) {
	var dialled []string
	g, err := newGuard(Options{
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("93.184.215.1"), netip.MustParseAddr("::1")}, nil
		},
		Dial: func(_ context.Context, _, at string) (net.Conn, error) {
			dialled = append(dialled, at)
			return nil, errors.New("refused")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.dial(t.Context(), "tcp", "valley.example:443"); err == nil {
		t.Error("no error")
	}
	if len(dialled) != 1 || dialled[0] != "93.184.215.1:443" {
		t.Errorf("dialled %v", dialled)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"http://valley.example/", "http://[::ffff:127.0.0.1]/", "http://127.1/", "http://①②⑦.0.0.1/", "https://a.b:443/%zz?#"} {
		f.Add(s)
	}
	g, err := newGuard(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := g.parse(raw)
		if err != nil {
			return
		}
		again, err := g.parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q: %v, then %v, %v", raw, u, again, err)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && g.safe.SafeAddr(ip) != nil {
			t.Errorf("%q leads to %s", raw, ip)
		}
	})
}
