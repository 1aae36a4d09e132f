#!/usr/bin/env python3
"""Measure the grouping of stories on corpora of growing size: seconds, peak memory and B-cubed of the same runs.

usage: run.py [--bin target/release/parallax] [--corpus target/release/examples/corpus] [--words 300] [--real PATH] [N …]

Each N is a number of made-up articles (see examples/corpus.rs), grouped with `parallax events --stories` and default
settings. --real measures a corpus of your own as well (JSON Lines; B-cubed when its articles have a field `story`).
The last line is the growth exponent of CPU seconds from the smallest N to the largest. Standard library only.
"""
import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter


def run(binary, corpus, out):
    """Wall-clock seconds, CPU seconds and peak megabytes of one grouping."""
    log = open(os.devnull, "w")
    began = os.times().elapsed
    child = subprocess.Popen([binary, "events", str(corpus), "--stories", "--no-user-rules", "--quiet",
                              "--format", "json", "-o", str(out)], stderr=log)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{binary} failed on {corpus}")
    return os.times().elapsed - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def b_cubed(gold, out):
    """B-cubed F1 of the stories in `out` over the articles of `gold`."""
    stories = json.loads(pathlib.Path(out).read_text())["stories"]
    found = {article: number for number, story in enumerate(stories) for article in story["articles"]}
    known = [article for article, story in gold.items() if story is not None]
    if not known:
        return None
    sizes, wanted = Counter(found.values()), Counter(gold[a] for a in known)
    both = Counter((gold[a], found[a]) for a in known)
    precision = sum(n * n / sizes[f] for (_, f), n in both.items()) / len(known)
    recall = sum(n * n / wanted[g] for (g, _), n in both.items()) / len(known)
    return 2 * precision * recall / (precision + recall)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, metavar="N")
    parser.add_argument("--bin", default="target/release/parallax")
    parser.add_argument("--corpus", default="target/release/examples/corpus")
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--real", action="append", default=[])
    options = parser.parse_args()
    print(f"{'articles':>12}{'MB':>9}{'seconds':>10}{'CPU s':>9}{'peak MB':>10}{'B3 F1':>8}", flush=True)
    points = []
    with tempfile.TemporaryDirectory(prefix="parallax-scale-") as folder:
        folder = pathlib.Path(folder)

        def show(name, corpus, gold):
            wall, cpu, peak = run(options.bin, corpus, folder / "out.json")
            score = b_cubed(gold, folder / "out.json")
            size = corpus.stat().st_size / 1e6
            shown = "–" if score is None else f"{score:.3f}"
            print(f"{name:>12}{size:>9.0f}{wall:>10.1f}{cpu:>9.1f}{peak:>10.0f}{shown:>8}", flush=True)
            return cpu

        for size in options.sizes:
            corpus, gold = folder / "corpus.jsonl", folder / "gold.tsv"
            with open(corpus, "wb") as sink:
                subprocess.run([options.corpus, str(size), str(options.words), str(gold)], stdout=sink, check=True)
            known = dict(line.split("\t") for line in gold.read_text().splitlines())
            points.append((size, show(f"{size:,}", corpus, known)))
        for path in map(pathlib.Path, options.real):
            with open(path) as lines:
                rows = (json.loads(line) for line in lines if line.strip())
                known = {row["id"]: row.get("story") for row in rows if "id" in row}
            show(path.stem[:11], path, known)
    if len(points) > 1:
        (small, first), (large, last) = min(points), max(points)
        print(f"growth exponent of CPU seconds: {math.log(last / first) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
