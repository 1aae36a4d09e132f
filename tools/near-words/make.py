#!/usr/bin/env python3
"""Makes rules/en/near-words.tsv: which common words stand in the same company, from public word vectors.

usage: make.py VECTORS.txt[.gz] > rules/en/near-words.tsv

VECTORS.txt holds a word and its numbers a line, the commonest word first, as GloVe publishes them (glove.6B.50d.txt; see README.md).
Needs numpy. The vectors' mean and first two directions, which all words share, are taken out first (Mu and Viswanath 2018).
"""
import gzip
import pathlib
import re
import sys
import tomllib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parents[1] / "rules" / "en"
COMMONEST = 20_000  # words of the table of frequencies that are looked at
NEAREST = 8         # words that stand beside one at most
FROM = 0.55         # cosine from which on
LETTERS = 5         # words that begin alike are one word for alignment (`letters` in tables/alignment.toml)
VOCABULARY = 60_000 # words of the vectors that are read
CENTRE = 20_000     # words that the common directions are worked out from
AUXILIARIES = set("am is are was were been being has had having does did done doing got getting".split())
NEGATIVE = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "anti")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    vectors = read(sys.argv[1])
    words = common_words(vectors)
    matrix = np.array([vectors[word] for word in words])
    likeness = matrix @ matrix.T
    apart, table = groups(), poles()
    lines = {}
    for at, word in enumerate(words):
        beside = (int(other) for other in np.argsort(-likeness[at]) if likeness[at, other] >= FROM and other != at)
        beside = [other for other in beside if not opposite(word, words[other], apart, table)]
        for other in beside[:NEAREST]:
            # Written once, under the word that the alphabet has first.
            one, two = sorted((word, words[other]))
            lines.setdefault(one, {})[two] = round(float(likeness[at, other]), 2)
    sys.stdout.write(HEAD)
    for word in sorted(lines):
        near = sorted(lines[word].items(), key=lambda pair: (-pair[1], pair[0]))
        print(word, *(f"{other} {value:.2f}" for other, value in near), sep="\t")


HEAD = f"""\
# Words that stand in the same company, for alignment: two articles that tell the same seldom do it in the same words.
# A line is a word and the words near it, each with a number from 0 (not near at all) to 1 (the same), parted by tabs.
# A pair counts both ways and stands once. Words are compared by their first {LETTERS} letters, so one form stands for all.
# A file near-words.tsv of your own adds lines; 0 takes a pair out. Opposites, numbers, units and the like are left out on purpose.
#
# Made by tools/near-words/make.py of GloVe vectors (Pennington, Socher and Manning 2014, Wikipedia 2014 and Gigaword 5, 6B tokens,
# 50 dimensions), which are in the public domain: Open Data Commons Public Domain Dedication and License 1.0.
"""


def read(path):
    """Unit vectors by word, common directions taken out."""
    words, rows = [], []
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, *numbers = line.rstrip("\n").split(" ")
            words.append(word)
            rows.append(numbers)
            if len(words) == VOCABULARY:
                break
    matrix = unit(np.array(rows, dtype=np.float32))
    matrix -= matrix[:CENTRE].mean(0)
    shared = np.linalg.svd(matrix[:CENTRE], full_matrices=False)[2][:2]
    matrix = unit(matrix - (matrix @ shared.T) @ shared)
    return dict(zip(words, matrix))


def unit(matrix):
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def common_words(vectors):
    """The commonest words of the articles that the background counts, of those that begin alike the commonest: no names, no
    numbers, no function words."""
    function = tomllib.loads((RULES / "tables" / "claims.toml").read_text(encoding="utf-8"))["lists"]["function-words"]
    skipped = {entry.split("~")[0] for entry in function} | AUXILIARIES
    words, begun = [], set()
    for line in (RULES / "word-frequency.tsv").read_text(encoding="utf-8").splitlines()[: COMMONEST + 1]:
        if line.startswith("#"):
            continue
        word, _, capitalised = line.split("\t")
        usual = word.isascii() and word.isalpha() and len(word) > 2 and float(capitalised) <= 0.5
        if usual and word in vectors and word not in skipped and word[:LETTERS] not in begun:
            begun.add(word[:LETTERS])
            words.append(word)
    return words


def groups():
    """By word: numbers of the lines of apart.txt that it stands on."""
    found = {}
    lines = [line for line in (HERE / "apart.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return found


def poles():
    """The opposites by which alignment finds contradictions: word and number; of the same number and opposite sign are opposites."""
    return tomllib.loads((RULES / "tables" / "conflicts.toml").read_text(encoding="utf-8"))["values"]["opposites"]


def pole(word, table):
    """That of the word or of what it may be a form of."""
    stems = [word, *(word[: -cut] + end for cut in (1, 2, 3, 4) if len(word) > cut + 2 for end in ("", "e", "y"))]
    return next((table[stem] for stem in stems if stem in table), 0)


def opposite(one, other, apart, table):
    if apart.get(one, set()) & apart.get(other, set()):
        return True
    if pole(one, table) == -pole(other, table) != 0:
        return True
    return any(a == prefix + b for prefix in NEGATIVE for a, b in ((one, other), (other, one)))


if __name__ == "__main__":
    main()
