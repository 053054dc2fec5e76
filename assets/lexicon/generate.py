#!/usr/bin/env python3
"""Writes assets/lexicon/wordnet/*.txt from the WordNet 3.0 database files.

    python3 assets/lexicon/generate.py [/usr/share/wordnet]

Needs nothing but the standard library and the database (Debian: package `wordnet-base`).
Every file is a table sorted by its first column in byte order, `key<TAB>value value ...`,
so that a change of it can be read. WordNet's licence: WORDNET-LICENSE.
"""
import collections
import os
import re
import sys

SOURCE = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wordnet")
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
WORD = re.compile(r"[a-z][a-z'-]*$")


def plain(word):
    return re.sub(r"\((a|p|ip)\)$", "", word)


def load():
    """Synsets and their lexicographer files by (pos, offset): part of speech, words, pointers (symbol, target, source word, target word)."""
    synsets, files = {}, {}
    for pos, name in FILES.items():
        with open(os.path.join(SOURCE, "data." + name), encoding="latin-1") as lines:
            for line in lines:
                if line.startswith(" "):
                    continue
                fields = line.split(" | ")[0].split()
                count = int(fields[3], 16)
                words = [plain(fields[4 + 2 * i]) for i in range(count)]
                at = 4 + 2 * count
                pointers = []
                for i in range(int(fields[at])):
                    symbol, offset, target_pos, ends = fields[at + 1 + 4 * i: at + 5 + 4 * i]
                    target_pos = "a" if target_pos == "s" else target_pos
                    pointers.append((symbol, (target_pos, offset), int(ends[:2], 16), int(ends[2:], 16)))
                synsets[pos, fields[0]] = (fields[2], words, pointers)
                files[pos, fields[0]] = fields[1]
    return synsets, files


def senses():
    """Synsets of each (lemma, pos), most frequent first."""
    found = {}
    for pos, name in FILES.items():
        with open(os.path.join(SOURCE, "index." + name), encoding="latin-1") as lines:
            for line in lines:
                if line.startswith(" "):
                    continue
                fields = line.split()
                count = int(fields[2])
                found[fields[0], pos] = [(pos, o) for o in fields[-count:]]
    return found


def frequencies():
    """How often each (lemma, pos, sense number) was met in the tagged texts."""
    kinds = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    counts = collections.Counter()
    with open(os.path.join(SOURCE, "cntlist.rev"), encoding="latin-1") as lines:
        for line in lines:
            key, sense, count = line.split()
            lemma, rest = key.split("%")
            counts[lemma, kinds[rest[0]], int(sense)] += int(count)
    return counts


def write(name, about, table):
    path = os.path.join(TARGET, name)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(f"# {about}\n# WordNet 3.0, Princeton University; made by generate.py; see WORDNET-LICENSE.\n")
        for key in sorted(table, key=lambda k: k.encode()):
            values = table[key]
            if values:
                out.write(key + "\t" + " ".join(values) + "\n")
    print(name, os.path.getsize(path), len(table))


def main():
    os.makedirs(TARGET, exist_ok=True)
    (synsets, files), index, counts = load(), senses(), frequencies()
    total = collections.Counter()
    for (lemma, pos, _), count in counts.items():
        total[lemma, pos] += count

    def tagged(lemma, pos, number):
        return counts[lemma, pos, number]

    # Parts of speech of single words, most frequent first.
    by_lemma = collections.defaultdict(list)
    for lemma, pos in index:
        if WORD.match(lemma):
            by_lemma[lemma].append(pos)
    parts = {}
    for lemma, found in by_lemma.items():
        known = [p for p in found if total[lemma, p] > 0]
        keep = known or [p for p in found if p in "vr" or len(index[lemma, p]) > 1 or p == "a"]
        rare = [p for p in found if p not in keep and len(index[lemma, p]) > 1]
        ordered = sorted(keep, key=lambda p: (-total[lemma, p], "nvar".index(p)))
        ordered += sorted(rare, key="nvar".index)
        if len(lemma) < 2 or not ordered:
            continue
        # What the suffix tells anyway, and what a tagger takes an unknown word for, needs no entry.
        told = {"r": ("ly",), "a": ("ic", "ical", "ous", "able", "ible", "ful", "less", "like", "ish", "-", "al", "ed", "ary"),
                "n": ("",)}
        if not known and len(ordered) == 1 and (lemma.endswith(told.get(ordered[0], ("\0",))) or "-" in lemma):
            continue
        if known or ordered[0] != "n":
            # A part of speech ten times rarer than the first is written in capitals.
            first = total[lemma, ordered[0]]
            parts[lemma] = ["".join(p.upper() if total[lemma, p] * 10 < first else p for p in ordered)]
    write("parts.txt", "Parts of speech of a lemma, most frequent first (n v a r); capitals: rare.", parts)

    # Antonyms, by lemma and part of speech.
    antonyms = collections.defaultdict(set)
    for (pos, _), (_, words, pointers) in synsets.items():
        for symbol, target, source_word, target_word in pointers:
            if symbol == "!" and source_word and target_word:
                a, b = words[source_word - 1].lower(), synsets[target][1][target_word - 1].lower()
                if WORD.match(a) and WORD.match(b) and a != b:
                    antonyms[a].add(pos + ":" + b)
    write("antonyms.txt", "Direct antonyms, each with its part of speech.",
          {k: sorted(v) for k, v in antonyms.items()})

    # Satellite adjectives and the heads they are similar to.
    similar = collections.defaultdict(list)
    for (lemma, pos), found in index.items():
        if pos != "a" or not WORD.match(lemma) or total[lemma, "a"] == 0:
            continue
        for number, synset in enumerate(found[:3], 1):
            kind, _, pointers = synsets[synset]
            if kind != "s" or (number > 1 and tagged(lemma, pos, number) * 4 < tagged(lemma, pos, 1)):
                continue
            for symbol, target, _, _ in pointers:
                if symbol == "&":
                    head = synsets[target][1][0].lower()
                    if WORD.match(head) and head not in similar[lemma]:
                        similar[lemma].append(head)
    write("similar.txt", "Adjectives and the head adjectives that they are similar to.", similar)

    # Synonyms: words that share one of the frequent senses.
    synonyms = collections.defaultdict(list)
    for (lemma, pos), found in index.items():
        if not WORD.match(lemma) or total[lemma, pos] == 0:
            continue
        for number, synset in enumerate(found[:4], 1):
            if number > 1 and tagged(lemma, pos, number) * 5 < tagged(lemma, pos, 1):
                continue
            for word in synsets[synset][1]:
                word = word.lower()
                if word != lemma and WORD.match(word) and total[word, pos] > 0:
                    other = index[word, pos]
                    place = other.index(synset) + 1
                    if place > 1 and tagged(word, pos, place) * 5 < tagged(word, pos, 1):
                        continue
                    entry = pos + ":" + word
                    if entry not in synonyms[lemma]:
                        synonyms[lemma].append(entry)
    write("synonyms.txt", "Words that share a frequent sense.", synonyms)

    # Hypernyms: what a thing or deed is a kind of, over the first frequent senses, nearest first.
    hypernyms = collections.defaultdict(list)
    vague = {"entity", "object", "whole", "abstraction", "matter", "thing", "unit", "physical", "psychological",
             "artifact", "causal", "organism", "being", "attribute", "relation", "state", "group", "measure",
             "part", "cognition", "communication", "content", "act", "event", "instrumentality", "substance",
             "change", "move", "make", "get", "be", "have", "do", "interact", "happen", "property", "quality",
             "way", "shape", "cause", "instrumentation", "deed", "action", "accomplishment", "achievement", "attainment",
             "amount", "quantity", "occurrence", "happening", "someone", "individual", "somebody", "mortal", "soul",
             "transportation", "conveyance", "equipment", "alter", "modify", "cover", "touch", "travel", "living",
             "grownup", "vertebrate", "craft", "piece", "portion", "location", "region", "condition", "activity", "process", "possession", "work"}
    for (lemma, pos), found in index.items():
        if pos not in "nv" or not WORD.match(lemma) or total[lemma, pos] < 2:
            continue
        for number, synset in enumerate(found[:2], 1):
            if number > 1 and tagged(lemma, pos, number) * 2 < tagged(lemma, pos, 1):
                continue
            front, depth = [synset], 0
            while front and depth < (6 if pos == "n" else 2):
                following = []
                for current in front:
                    for symbol, target, _, _ in synsets[current][2]:
                        if symbol in ("@", "@i"):
                            following.append(target)
                            for word in synsets[target][1][:3]:
                                word = word.lower()
                                entry = pos + ":" + word
                                if WORD.match(word) and word not in vague and word != lemma \
                                        and total[word, pos] > 0 and entry not in hypernyms[lemma]:
                                    hypernyms[lemma].append(entry)
                front, depth = following, depth + 1
        hypernyms[lemma] = hypernyms[lemma][:6]
    write("hypernyms.txt", "What a word is a kind of, nearest first.", hypernyms)

    # Nouns and adjectives to the verb they come from; adverbs to the adjective.
    roots = collections.defaultdict(list)
    for (lemma, pos), found in index.items():
        if not WORD.match(lemma) or total[lemma, pos] == 0 or pos == "v":
            continue
        wanted = {"n": "v", "a": "vn", "r": "a"}[pos]
        best = []
        for number, synset in enumerate(found[:3], 1):
            _, words, pointers = synsets[synset]
            for symbol, target, source_word, target_word in pointers:
                if symbol not in ("+", "\\") or not source_word or target[0] not in wanted:
                    continue
                if words[source_word - 1].lower() != lemma:
                    continue
                root = synsets[target][1][target_word - 1].lower()
                if WORD.match(root) and total[root, target[0]] > 0 and root[:3] == lemma[:3] and root != lemma:
                    best.append((wanted.index(target[0]), number, len(root), root))
        if best:
            best.sort()
            roots[lemma] = [pos + ":" + best[0][3]]
    write("roots.txt", "Nouns and adjectives to the verb (else noun) they come from, adverbs to the adjective.", roots)

    # What sort of thing a noun names in its frequent senses (lexicographer files).
    sorts = {"05": "animal", "06": "artifact", "10": "text", "11": "event", "13": "food", "14": "group",
             "15": "place", "18": "person", "20": "plant", "28": "time"}
    table = {}
    for (lemma, pos), found in index.items():
        if pos != "n" or not WORD.match(lemma) or total[lemma, "n"] < 1:
            continue
        named = []
        for number, synset in enumerate(found, 1):
            if number == 1 or tagged(lemma, "n", number) * 4 >= tagged(lemma, "n", 1) > 0:
                sort = sorts.get(files[synset], "")
                if sort and sort not in named:
                    named.append(sort)
        table[lemma] = named
    write("sorts.txt", "What sort of thing a noun names.", table)

    # Irregular forms.
    irregular = collections.defaultdict(list)
    for pos, name in FILES.items():
        with open(os.path.join(SOURCE, name + ".exc"), encoding="latin-1") as lines:
            for line in lines:
                form, lemma = line.split()[:2]
                entry = pos + ":" + lemma
                if WORD.match(form) and WORD.match(lemma) and form != lemma \
                        and ((lemma, pos) in index) and entry not in irregular[form]:
                    regular = form in (lemma + "s", lemma + "ed", lemma + "ing", lemma + "er", lemma + "est")
                    if not regular and (total[lemma, pos] > 0 or pos == "a"):
                        irregular[form].append(entry)
    for form, entries in irregular.items():
        best = {}
        for entry in entries:
            pos, lemma = entry.split(":")
            if pos not in best or total[lemma, pos] > total[best[pos], pos]:
                best[pos] = lemma
        irregular[form] = [pos + ":" + lemma for pos, lemma in best.items()]
    write("irregular.txt", "Irregular forms and their lemmas.", irregular)


main()
