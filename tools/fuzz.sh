#!/bin/sh
# Runs each fuzz target for the given time (60s). What is merely new is hardly minimized, or that takes all the time.
set -eu
cd "$(dirname "$0")/.."
for dir in $(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do
	for name in $(grep -h -o '^func Fuzz[A-Za-z0-9_]*' "$dir"/*_test.go | sed 's/^func //'); do
		echo "$dir $name" >&2
		go test "$dir" -run '^$' -fuzz "^$name\$" -fuzztime "${1:-60s}" -fuzzminimizetime 10x
	done
done
