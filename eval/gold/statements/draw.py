"""Draws the real reports of the gold of statements: python3 draw.py SHARED/data/real PAGES > texts.jsonl

PAGES is what "tocsin page --jsonl" prints for kremlin_pages. Of each file come the texts with a reporting word near their beginning, in the order of the SHA-256 of
"statements-gold-1:" and id; current events with two different words of reach come first. The window ends with the first sentence after 1,000 code points; one was then cut
by hand before a quotation that it would have torn (tt-459886).
"""
import gzip
import hashlib
import json
import pathlib
import re
import sys

SAY = re.compile(
    r"\b(say|says|said|told|accus\w+|den(?:y|ies|ied)|claim\w*|announc\w+|warn\w*|vow\w*|pledg\w+|demand\w*|call(?:s|ed)? (?:for|on)|condemn\w*|reject\w*"
    r"|according to|report(?:s|ed)|stat(?:es|ed)|urg\w+|confirm\w*|threaten\w*)\b")
REACH = re.compile(r"\b(according to|citing|quot(?:es|ed|ing)|told|reports that|reported that|state media|news agency|television|spokes\w+|den(?:y|ies|ied)|reject\w*)\b")
WANTED = {"tehran_times": 28, "white_house": 10, "kremlin_pages": 8, "current_events": 34}
ROOT, PAGES = map(pathlib.Path, sys.argv[1:])


def window(text):
    for end in re.finditer(r"[.!?][\"”’)]*(?=\s)", text):
        if end.end() >= 1000 and not re.search(r"\b(U\.S|Mr|Mrs|Dr|Gen|Corp)\.$", text[:end.end()]):
            return end.end()
    return len(text.rstrip())


def first(rows, count):
    fit = [r for r in rows if len(r["text"].split()) >= 18]
    reach = [r for r in fit if len(set(REACH.findall(r["text"]))) >= 2][:22]
    return (reach + [r for r in fit if r not in reach])[:count]


pages = {p["id"]: p["text"] for p in map(json.loads, PAGES.open(encoding="utf-8"))}
for name, count in WANTED.items():
    with gzip.open(ROOT / f"{name}.jsonl.gz", "rt", encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    if name == "kremlin_pages":
        rows = [{**r, "text": pages[r["id"]]} for r in rows if len(pages.get(r["id"], "")) > 600]
    rows = [r for r in rows if len(SAY.findall(r["text"][:1200])) >= (2 if name == "white_house" else 1)]
    rows.sort(key=lambda r: hashlib.sha256(f"statements-gold-1:{r['id']}".encode()).hexdigest())
    for r in first(rows, count) if name == "current_events" else rows[:count]:
        print(json.dumps({"id": r["id"], "window": [0, window(r["text"])], "text": r["text"]}, ensure_ascii=False))
