package desk

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// complaint returns a sentence about an error that a person can do something about; "" for one that is the
// program's own fault, which gets an error page.
func complaint(err error) string {
	for _, kind := range [...]error{tocsin.ErrInvalid, tocsin.ErrTooLarge, tocsin.ErrUnavailable, tocsin.ErrConflict, tocsin.ErrNotFound} {
		if errors.Is(err, kind) {
			if s := unreached(err); s != "" {
				return s
			}
			return sentenceOf(err.Error(), kind.Error())
		}
	}
	return ""
}

// unreached says why another host gave no answer. The words of the network's own errors name resolvers and
// sockets, which are nothing to the person who typed an address.
func unreached(err error) string {
	name, nameErr := errors.AsType[*net.DNSError](err)
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	timed, timedErr := errors.AsType[net.Error](err)
	_, dialed := errors.AsType[*net.OpError](err)
	switch {
	case nameErr && name.IsNotFound:
		return "No host of this name answers."
	case nameErr:
		return "The name of the host can’t be looked up just now. Try again in a minute."
	case certificate:
		return "The host doesn’t prove who it is: its certificate isn’t valid."
	case errors.Is(err, context.DeadlineExceeded), timedErr && timed.Timeout():
		return "The host didn’t answer in time. Try again in a minute."
	case dialed:
		return "The host can’t be reached. Try again in a minute."
	}
	return ""
}

// sentenceOf makes a sentence of an error's words: without the address, which stands in the form, and without
// the kind at the end, which is for programs.
func sentenceOf(words, kind string) string {
	if rest, ok := strings.CutPrefix(words, "fetch "); ok {
		if _, reason, ok := strings.Cut(rest, ": "); ok {
			words = reason
		}
	}
	if rest, ok := strings.CutSuffix(words, ": "+kind); ok {
		words = rest
	}
	return capital(strings.TrimSuffix(words, ".")) + "."
}

// capital writes the first letter large, as at the head of a sentence or a row. "eBay" stays.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s[size:], " ")
	if size == 0 || first == utf8.RuneError || strings.ContainsFunc(word, unicode.IsUpper) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
