#!/bin/sh
# Makes the classifier of events anew: tools/train-events.sh DIR, where DIR holds data/events/dev and data/real as the README of the
# development data has them. Writes coder/act/votes.tsv; docs/events.md says what it learns from and why.
set -eu
data=${1:?the folder of the development data}
dev=$data/data/events/dev
gold=eval/gold/events
out=$(mktemp)
bin=$(mktemp)
trap 'rm -f "$out" "$bin"' EXIT
go build -o "$bin" ./cmd/tocsin
"$bin" train events --cross \
	--gold "$dev/plv_train.jsonl" --licence plv_train.jsonl="no licence stated" \
	--gold "$dev/cameo_class_train.jsonl" --licence cameo_class_train.jsonl="repository GPL-3, texts of others" \
	--labels "$gold/gold.jsonl" --licence gold.jsonl="our own" --texts "$gold/sentences.jsonl" \
	--labels "$gold/real.jsonl" --licence real.jsonl="labels our own, texts CC BY-SA" --texts "$data/data/real/current_events.jsonl.gz" \
	--held "$dev/plv_test.jsonl" --held "$dev/cameo_class_test.jsonl" \
	--out "$out"
cp "$out" coder/act/votes.tsv
