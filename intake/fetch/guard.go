package fetch

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"
	"github.com/tocsin-desk/tocsin"
	"golang.org/x/net/idna"
)

// A guard decides where we connect.
type guard struct {
	safe    *ssrf.Guardian
	allow   []string
	resolve func(context.Context, string) ([]netip.Addr, error)
	connect func(ctx context.Context, network, address string) (net.Conn, error)
	inside  func(ctx context.Context, network, address string) (net.Conn, error) // for allowed hosts
}

func newGuard(o Options) (*guard, error) {
	g := &guard{safe: ssrf.New(), resolve: o.Resolve, connect: o.Dial, inside: o.Dial}
	for _, a := range o.Allow {
		host, port, err := net.SplitHostPort(a)
		if n, e := strconv.ParseUint(port, 10, 16); err != nil || e != nil || n == 0 || host == "" {
			return nil, fmt.Errorf("allowed host %q: must be host:port: %w", a, tocsin.ErrInvalid)
		}
		g.allow = append(g.allow, net.JoinHostPort(strings.ToLower(host), port))
	}
	if g.resolve == nil {
		g.resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if o.Dial == nil {
		// Control sees the address that the system really connects to.
		g.connect = (&net.Dialer{Timeout: connectTime, Control: g.safe.Safe}).DialContext
		g.inside = (&net.Dialer{Timeout: connectTime}).DialContext
	}
	return g, nil
}

// maxAddress is the longest address that is fetched.
const maxAddress = 8 << 10

// oddHost is a name of digits, dots and hexadecimal numbers that isn't an address in its usual form:
// 2130706433, 0x7f000001, 0177.0.0.1, 127.1. Some resolvers take them for addresses.
var oddHost = regexp.MustCompile(`^(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*\.?$`)

// parse reads an address and refuses what is never fetched: other schemes, passwords, unusual ports, odd
// spellings and inside addresses. Names are looked at again when they are resolved.
func (g *guard) parse(raw string) (*url.URL, error) {
	if len(raw) > maxAddress {
		return nil, fmt.Errorf("address of %d bytes: %w", len(raw), tocsin.ErrInvalid)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	no := func(format string, args ...any) (*url.URL, error) {
		return nil, fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), tocsin.ErrInvalid)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return no("scheme %q is not http or https", u.Scheme)
	case u.User != nil:
		return no("the address holds a user name")
	case u.Hostname() == "":
		return no("the address has no host")
	}
	host, err := hostName(u.Hostname())
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	u.Fragment, u.RawFragment = "", ""
	at := net.JoinHostPort(host, port)
	u.Host = at
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		u.Host = strings.TrimSuffix(at, ":"+port) // as browsers send it
	}
	if g.allowed(at) {
		return u, nil
	}
	if port != "80" && port != "443" {
		return no("port %s is not 80 or 443", port)
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if err := g.safe.SafeAddr(ip); err != nil {
			return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
		}
	}
	return u, nil
}

// hostName returns a host in its one spelling, or refuses it.
func hostName(host string) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Zone() != "" {
			return "", fmt.Errorf("host %q has a zone: %w", host, tocsin.ErrInvalid)
		}
		return ip.String(), nil
	}
	ascii, err := idna.Lookup.ToASCII(host) // also makes plain digits of full-width ones
	if err != nil {
		return "", fmt.Errorf("host %q: %w: %w", host, err, tocsin.ErrInvalid)
	}
	ascii = strings.ToLower(ascii)
	if again, err := idna.Lookup.ToASCII(ascii); err != nil || again != ascii { // bytes that are no text come out as such names
		return "", fmt.Errorf("host %q is no name: %w", host, tocsin.ErrInvalid)
	}
	if _, err := netip.ParseAddr(ascii); err == nil || oddHost.MatchString(ascii) || strings.HasSuffix(ascii, ".") || strings.ContainsAny(ascii, ":%[]") {
		return "", fmt.Errorf("host %q is an odd spelling: %w", host, tocsin.ErrInvalid)
	}
	return ascii, nil
}

func (g *guard) allowed(hostPort string) bool { return slices.Contains(g.allow, hostPort) }

// maxAddresses is how many addresses of a name are tried.
const maxAddresses = 4

// dial connects to a host of an address that parse let through. The name is resolved here and the
// connection made to what was resolved, so that a name which changes its answer gains nothing.
func (g *guard) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("port %q: %w", port, tocsin.ErrInvalid)
	}
	addrs, err := g.lookUp(ctx, host)
	if err != nil {
		return nil, err
	}
	allowed, connect := g.allowed(hostPort), g.connect
	if allowed {
		connect = g.inside
	}
	var last error
	for _, ip := range addrs[:min(len(addrs), maxAddresses)] {
		at := netip.AddrPortFrom(ip, uint16(n))
		if !allowed {
			if err := g.safe.SafeAddrPort(at); err != nil {
				last = fmt.Errorf("%s is %s: %w: %w", host, ip, err, tocsin.ErrInvalid)
				continue
			}
		}
		conn, err := timed(ctx, connect, network, at.String())
		if err == nil {
			return &quietConn{conn}, nil
		}
		last = err
	}
	return nil, last
}

// timed bounds one attempt to connect, also where the dialer is not ours.
func timed(ctx context.Context, connect func(context.Context, string, string) (net.Conn, error), network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	return connect(ctx, network, address)
}

func (g *guard) lookUp(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	addrs, err := g.resolve(ctx, host)
	if err != nil {
		return nil, fmt.Errorf("look up %s: %w", host, err)
	}
	if len(addrs) == 0 {
		return nil, fmt.Errorf("look up %s: no address", host)
	}
	out := make([]netip.Addr, len(addrs))
	for i, a := range addrs {
		out[i] = a.Unmap() // resolvers give IPv4 addresses in the form of IPv6
	}
	return out, nil
}

// A quietConn ends when no byte comes for quietTime.
type quietConn struct{ net.Conn }

func (c *quietConn) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(quietTime)); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}
