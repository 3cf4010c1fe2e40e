package tocsin

import "errors"

// The kinds of error. Every error that crosses a package border wraps one of them or is internal;
// the desk maps them to HTTP codes and the commands to exit codes, each in one place.
var (
	ErrInvalid     = errors.New("invalid")     // the input is wrong: a person can fix it
	ErrNotFound    = errors.New("not found")   // no such record, file or page
	ErrConflict    = errors.New("conflict")    // somebody else changed or owns it
	ErrUnavailable = errors.New("unavailable") // another machine doesn't answer; later it may
	ErrTooLarge    = errors.New("too large")   // a cap struck; what was read before it is kept
)
