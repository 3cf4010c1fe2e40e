"""Draws the real texts of the gold set of statements: python3 draw.py SHARED/data/real PAGES > texts.jsonl

PAGES is what tocsin page --jsonl gives for kremlin_pages. Of each file the texts come first whose SHA-256 of "statements-gold-1:" and id is
lowest. A long text is cut to a window at the first end of a sentence after 1,000 code points (Kremlin: from the start too).
"""
import gzip, hashlib, json, pathlib, re, sys

SAY = re.compile(r"\b(say|says|said|told|accus\w+|den(?:y|ies|ied)|claim\w*|announc\w+|warn\w*|vow\w*|pledg\w+|demand\w*|call(?:s|ed)? (?:for|on)|condemn\w*|reject\w*|according to|report(?:s|ed)|stat(?:es|ed)|urg\w+|confirm\w*|threaten\w*)\b")
REACH = re.compile(r"\b(according to|citing|quot(?:es|ed|ing)|told|reports that|reported that|state media|news agency|television|spokes\w+|den(?:y|ies|ied)|reject\w*)\b")
WANTED = {"tehran_times": 28, "white_house": 10, "kremlin_pages": 8, "current_events": 34}
root = pathlib.Path(sys.argv[1])

def window(text, least=1000):
    for m in re.finditer(r"[.!?][\"”’)]*(?=\s)", text):
        if m.end() >= least and not re.search(r"\b(U\.S|Mr|Mrs|Dr|Gen|Corp)\.$", text[:m.end()]):
            return m.end()
    return len(text.rstrip())

pages = {}
for line in open(sys.argv[2], encoding="utf-8"):
    p = json.loads(line)
    pages[p["id"]] = p

for name, count in WANTED.items():
    with gzip.open(root / f"{name}.jsonl.gz", "rt", encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    if name == "kremlin_pages":
        rows = [{**r, "text": pages[r["id"]]["text"]} for r in rows if r["id"] in pages and len(pages[r["id"]]["text"]) > 600]
    rows = [r for r in rows if len(SAY.findall(r["text"][:1200])) >= (2 if name == "white_house" else 1)]
    rows.sort(key=lambda r: hashlib.sha256(f"statements-gold-1:{r['id']}".encode()).hexdigest())
    if name == "current_events":
        rows = [r for r in rows if len(r["text"].split()) >= 18]
        long = [r for r in rows if len(set(REACH.findall(r["text"]))) >= 2][:22]
        rows = (long + [r for r in rows if r not in long])[:count]
    for r in rows[:count]:
        t = r["text"]
        print(json.dumps({"id": r["id"], "sha256": hashlib.sha256(t.encode()).hexdigest(), "window": [0, window(t)], "text": t,
                          "date": r.get("date", ""), "outlet": r.get("outlet", "")}, ensure_ascii=False))
