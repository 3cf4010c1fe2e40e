#!/bin/sh
# Brings the outlines of the desk's map from the package registry into desk/outline/data, for go:embed.
# Where that can't be done it says so and succeeds: then the map has no outlines.
set -eu
cd "$(dirname "$0")"
out=data/countries-10m.json.gz
from=node_modules/world-atlas/countries-10m.json
if command -v npm >/dev/null 2>&1 && npm ci --no-audit --no-fund --silent --fetch-retries=1 --fetch-timeout=30000 && [ -f "$from" ]; then
	gzip -9nc "$from" >"$out.part" && mv "$out.part" "$out"
else
	echo "The desk's map will have no outlines: they are brought by npm, which is missing or failed." >&2
fi
