package desk

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// What a person reads names neither resolvers nor sockets nor the program's own kinds of error.
func TestComplaint(t *testing.T) {
	fetch := func(err, kind error) error {
		return fmt.Errorf("fetch https://a.example/x: %w", fmt.Errorf("%w: %w", err, kind))
	}
	for _, c := range [...]struct {
		err  error
		want string
	}{
		{fetch(&net.DNSError{Err: "no such host", Name: "a.example", Server: "10.0.0.53:53", IsNotFound: true}, tocsin.ErrUnavailable), "No host of this name answers."},
		{fetch(&net.DNSError{Err: "server misbehaving", Name: "a.example", Server: "10.0.0.53:53", IsTemporary: true}, tocsin.ErrUnavailable), "The name of the host can’t be looked up just now. Try again in a minute."},
		{fetch(context.DeadlineExceeded, tocsin.ErrUnavailable), "The host didn’t answer in time. Try again in a minute."},
		{fetch(&net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}, tocsin.ErrUnavailable), "The host can’t be reached. Try again in a minute."},
		{fetch(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, tocsin.ErrUnavailable), "The host doesn’t prove who it is: its certificate isn’t valid."},
		{fetch(errors.New("port 9 is not 80 or 443"), tocsin.ErrInvalid), "Port 9 is not 80 or 443."},
		{fmt.Errorf("there is no text: %w", tocsin.ErrInvalid), "There is no text."},
		{errors.New("disk on fire"), ""},
	} {
		if got := complaint(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestCapital(t *testing.T) {
	for in, want := range map[string]string{"": "", "the observers": "The observers", "Qarzan": "Qarzan", "“they”": "“they”", "eBay said": "eBay said", "émigrés": "Émigrés", "نادرا": "نادرا"} {
		if got := capital(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
