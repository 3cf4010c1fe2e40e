#!/bin/sh
# Everything that has to hold, in the order in which it fails fastest.
set -eu
cd "$(dirname "$0")/.."

unformatted=$(gofmt -l . | grep -v node_modules || true)
if [ -n "$unformatted" ]; then
	echo "gofmt these files:" >&2
	echo "$unformatted" >&2
	exit 1
fi
go vet ./...

# A fresh clone builds without the Node step and without C.
CGO_ENABLED=0 go build ./...

race=""
if command -v cc >/dev/null 2>&1; then
	race="-race"
fi
# The measurements load every model and corpus: without the race detector, and last.
CGO_ENABLED=${race:+1} go test $race -timeout 40m $(go list ./... | grep -v -e /eval -e /e2e)
go test -count=1 -timeout 40m -v ./e2e/... ./eval/...
