"""Draws the real reports of the gold set of events: python3 draw.py SHARED/data/real > reports.jsonl

Of each year the 17 reports whose SHA-256 of "events-gold-1:" and id comes first, whatever they tell. A report of more than 80 words is read up to
the last end of a sentence within its first 60 words, or else the first one after: "window" is [0, end) in code points. The texts stay out of the repository.
"""
import collections
import gzip
import hashlib
import json
import pathlib
import re
import sys

A_YEAR, LONG, WANTED = 17, 80, 60


def window(text):
    """Where reading stops, or None where the whole report is read."""
    if len(text.split()) <= LONG:
        return None
    ends = [m.end() for m in re.finditer(r'(?<!\b[A-Z])(?<!Mr|Dr|St|No|vs)[.!?]["”’\')\]]*(?=\s+["“\'(]?[A-Z0-9])', text)]
    within = [e for e in ends if len(text[:e].split()) <= WANTED]
    return (within[-1:] or ends[:1] or [None])[0]


years = collections.defaultdict(list)
with gzip.open(pathlib.Path(sys.argv[1]) / "current_events.jsonl.gz", "rt", encoding="utf-8") as f:
    for line in f:
        report = json.loads(line)
        years[report["date"][:4]].append(report)
for year in sorted(years):
    years[year].sort(key=lambda r: hashlib.sha256(f"events-gold-1:{r['id']}".encode()).hexdigest())
    for r in years[year][:A_YEAR]:
        end = window(r["text"])
        drawn = {"id": r["id"], "sha256": hashlib.sha256(r["text"].encode()).hexdigest()}
        if end is not None:
            drawn["window"] = [0, end]
        print(json.dumps(drawn | {"date": r["date"], "text": r["text"][:end]}, ensure_ascii=False))
