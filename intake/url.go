package intake

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// trackers are query keys that tell who sent the reader and never which document is meant.
// Keys that begin with "utm_" are dropped too.
var trackers = [...]string{"dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "ref_src", "wt_mc", "yclid"}

// CanonicalURL returns the form of an address that names one document: host in lower case,
// no default port, no fragment, no tracking keys, the query sorted. An address that isn't
// absolute http or https gives "".
func CanonicalURL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	port := u.Port()
	u.Host = strings.ToLower(u.Hostname())
	if strings.Contains(u.Host, ":") { // IPv6
		u.Host = "[" + u.Host + "]"
	}
	if port != "" && !(u.Scheme == "http" && port == "80") && !(u.Scheme == "https" && port == "443") {
		u.Host += ":" + port
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = canonicalQuery(u.RawQuery)
	u.ForceQuery = false
	return u.String()
}

// canonicalQuery drops trackers and sorts what is left. It works on the raw pairs, because
// decoding and encoding again would merge addresses that a server tells apart.
func canonicalQuery(raw string) string {
	var keep []string
	for pair := range strings.SplitSeq(raw, "&") {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if pair == "" || strings.HasPrefix(key, "utm_") || slices.Contains(trackers[:], key) {
			continue
		}
		keep = append(keep, escapeQuery(pair))
	}
	slices.SortStableFunc(keep, func(a, b string) int {
		ka, _, _ := strings.Cut(a, "=")
		kb, _, _ := strings.Cut(b, "=")
		return strings.Compare(ka, kb)
	})
	return strings.Join(keep, "&")
}

// escapeQuery escapes what may not stand in a query as it is: spaces and bytes beyond ASCII.
func escapeQuery(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
