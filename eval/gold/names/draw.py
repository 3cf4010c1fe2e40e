"""Draws the real articles of the gold set: python3 draw.py SHARED/data/real > ids

Of each file the texts of 20 to 180 words whose SHA-256 of "names-gold-1:" and id comes first.
"""
import gzip
import hashlib
import json
import pathlib
import sys

WANTED = {"current_events": 60, "tehran_times": 28, "white_house": 16}

for name, count in WANTED.items():
    with gzip.open(pathlib.Path(sys.argv[1]) / f"{name}.jsonl.gz", "rt", encoding="utf-8") as f:
        articles = [json.loads(line) for line in f]
    fit = [a["id"] for a in articles if 20 <= len(a["text"].split()) <= 180]
    fit.sort(key=lambda i: hashlib.sha256(f"names-gold-1:{i}".encode()).hexdigest())
    print("\n".join(fit[:count]))
