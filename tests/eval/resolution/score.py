#!/usr/bin/env python3
"""Score whom the words of a source are said to mean.

    score.py ARTICLES.jsonl PRED.jsonl [--labels FILE] [--json] [--errors]

ARTICLES is PolNeAR's training part in the form that attribution/score.py describes (plain or .gz); PRED what `parallax annotate
--format jsonl` prints of it. The labels (default: tests/resolution/labels.jsonl) were made by hand, one a line:

    {"article": id, "kind": "pronoun" | "name" | "description", "source": span, "antecedent": [span, …] | null}

`source` is a pronoun, a short name or a definite description that is the source of a gold attribution, drawn at random with a fixed
seed, at most one an article. `antecedent` lists where the article gives the one whom it means its fullest name, or, of those without a
name, the words that introduce them; null: it cannot be told. All spans are UTF-8 byte offsets; the labels hold no text.

A label is resolved when a predicted attribution's source overlaps `source` (the closest one counts) and has a `resolved`. It is right
when a span of `resolved` overlaps an antecedent, or its name is the text of one. `resolved` is the share of all labels, `right` the
share of the resolved; a label without antecedent can only be resolved wrongly.
"""
import argparse
import collections
import gzip
import json
import pathlib
import sys

LABELS = pathlib.Path(__file__).resolve().parent.parent.parent / "resolution/labels.jsonl"


def lines(path):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def overlap(a, b):
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def closest(attributions, source):
    """The attribution whose source overlaps and sticks out least; of equal ones the first resolved."""
    found = [(sum(s["end"] - s["start"] for s in a["source"]), a["resolved"] is None, i, a) for i, a in enumerate(attributions)
             if any(overlap(s, source) for s in a["source"])]
    return min(found, key=lambda f: f[:3])[3] if found else None


def judge(text, label, attributions):
    """'right', 'wrong', 'silent' (found but not resolved) or 'missed' (no attribution there), and what was resolved."""
    found = closest(attributions, label["source"])
    if found is None:
        return "missed", None
    resolved = found["resolved"]
    if resolved is None:
        return "silent", None
    raw = text.encode()
    names = {raw[a["start"]:a["end"]].decode().casefold() for a in label["antecedent"] or []}
    spans = any(overlap(s, a) for s in resolved["spans"] for a in label["antecedent"] or [])
    return "right" if spans or resolved["name"].casefold() in names else "wrong", resolved["name"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("pred")
    parser.add_argument("--labels", default=LABELS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="print each label that is not right")
    options = parser.parse_args()
    texts = {row["id"]: row["text"] for row in lines(options.articles)}
    pred = {row["id"]: row["attributions"] for row in lines(options.pred)}
    counts = collections.defaultdict(collections.Counter)
    for label in lines(options.labels):
        if label["article"] not in texts:
            print(f"score.py: article {label['article']!r} is not in {options.articles}", file=sys.stderr)
            return 2
        text = texts[label["article"]]
        verdict, name = judge(text, label, pred.get(label["article"], []))
        for kind in (label["kind"], "all"):
            counts[kind][verdict] += 1
        if options.errors and verdict != "right":
            raw, at = text.encode(), label["source"]
            means = [raw[a["start"]:a["end"]].decode() for a in (label["antecedent"] or [])[:1]]
            print(f"{verdict}\t{label['article']}@{at['start']}\t{raw[at['start']:at['end']].decode()}\tmeans {means}\tresolved {name!r}")
    result = {}
    for kind, count in counts.items():
        resolved = count["right"] + count["wrong"]
        result[kind] = {"n": sum(count.values()), "resolved": round(resolved / sum(count.values()), 4),
                        "right": round(count["right"] / resolved, 4) if resolved else 0.0,
                        "counts": {verdict: count[verdict] for verdict in ("right", "wrong", "silent", "missed")}}
    if options.json:
        print(json.dumps(result))
        return 0
    for kind in ("pronoun", "name", "description", "all"):
        if kind in result:
            r, c = result[kind], result[kind]["counts"]
            print(f"{kind:12} {r['n']:4}  resolved {r['resolved']:.3f}  right of these {r['right']:.3f}  "
                  f"(right {c['right']}, wrong {c['wrong']}, silent {c['silent']}, no attribution {c['missed']})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
