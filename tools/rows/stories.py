#!/usr/bin/env python3
"""Writes a gold file of shared claims as the stories that `parallax rules fit-alignment --rows` reads.

usage: stories.py GOLD.json > stories.jsonl

GOLD.json names its corpus (JSON Lines of articles, relative to its own folder) and holds, for each set of articles, rows of
quoted members. Full members of a row become a row; with its optional ones and the rows it may be joined with, a loose one.
Standard library only.
"""
import gzip
import json
import pathlib
import sys


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = pathlib.Path(sys.argv[1])
    gold = json.loads(path.read_text(encoding="utf-8"))
    corpus = path.parent / gold["corpus"]
    opener = gzip.open if corpus.suffix == ".gz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        articles = {a["id"]: a for a in map(json.loads, lines)}
    for story in gold["sets"]:
        rows, loose = [], []
        by_id = {row["id"]: row for row in story["rows"]}

        def quotes(row, full):
            return [{"article": m["article"], "quote": m["quote"]} for m in row["members"] if not (full and m.get("optional"))]

        for row in story["rows"]:
            rows.append(quotes(row, True))
            loose.append(quotes(row, False))
            for other in row.get("join", []):
                loose.append(quotes(row, False) + quotes(by_id[other], False))
        given = [{"id": i, "text": articles[i]["text"]} for i in story["articles"]]
        ignore = [{"article": p["article"], "quote": p["quote"]} for p in story.get("ignore", [])]
        print(json.dumps({"articles": given, "rows": rows, "loose": loose, "ignore": ignore}, ensure_ascii=False))


if __name__ == "__main__":
    main()
