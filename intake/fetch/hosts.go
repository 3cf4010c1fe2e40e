package fetch

import (
	"context"
	"sync"
	"time"
)

// maxHosts is how many hosts are remembered; beyond, those at rest are forgotten.
const maxHosts = 10_000

// hosts let one request at a time through to each host, with a pause between two.
type hosts struct {
	pause time.Duration
	now   func() time.Time
	mu    sync.Mutex
	slots map[string]*slot
}

// A slot is the turn of one host.
type slot struct {
	turn chan struct{} // holds a token while a request runs
	used int           // requests that run or wait; guarded by hosts.mu
	next time.Time     // not before; guarded by turn
	rest time.Duration // the host's own wish; guarded by hosts.mu
}

// acquire waits for the host's turn. release ends it.
func (h *hosts) acquire(ctx context.Context, host string) (release func(), err error) {
	s := h.slot(host)
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		h.leave(s)
		return nil, ctx.Err()
	}
	release = func() {
		h.mu.Lock()
		pause := max(h.pause, s.rest)
		h.mu.Unlock()
		s.next = h.now().Add(pause)
		<-s.turn
		h.leave(s)
	}
	if err := sleep(ctx, s.next.Sub(h.now())); err != nil {
		<-s.turn
		h.leave(s)
		return nil, err
	}
	return release, nil
}

func (h *hosts) slot(host string) *slot {
	h.mu.Lock()
	defer h.mu.Unlock()
	s, ok := h.slots[host]
	if !ok {
		if len(h.slots) >= maxHosts {
			h.forget()
		}
		s = &slot{turn: make(chan struct{}, 1)}
		h.slots[host] = s
	}
	s.used++
	return s
}

func (h *hosts) leave(s *slot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s.used--
}

// forget drops the hosts at rest. The caller holds mu.
func (h *hosts) forget() {
	for name, s := range h.slots {
		if s.used == 0 {
			delete(h.slots, name)
		}
	}
}

// wish sets the pause that a host asks for in its robots.txt.
func (h *hosts) wish(host string, rest time.Duration) {
	s := h.slot(host)
	h.mu.Lock()
	s.rest = rest
	h.mu.Unlock()
	h.leave(s)
}
