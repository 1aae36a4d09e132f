"""Makes the tagger's tables out of silver tags; see README.md for the commands."""

import math, os, sys
from collections import Counter, defaultdict
from states import refine, group

TAGS = """Noun Name Base Present Past Participle Gerund Modal Adjective Adverb Determiner Possessive Pronoun Wh Preposition
Subordinator Conjunction Number Particle To Genitive Interjection Mark Other""".split()
START = "Mark+start"
LEAST = {"Name": 45, "-": 18, "word": 11}
UNIT = 8                 # costs are eighths of a bit
OPENING, CLOSING = set("“‘"), set("”")


def sentences(paths):
    """Yields (article number, [(text, folded, kind, state)])."""
    article = -1
    for path in paths:
        sentence = []
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("#\t") and line.count("\t") == 1:
                article += 1
            elif not line:
                if sentence:
                    yield article, quotes(sentence)
                sentence = []
            elif line.count("\t") == 3:
                text, folded, kind, tag = line.split("\t")
                sentence.append((text, folded, kind, refine(tag, folded)))


def quotes(sentence):
    """Marks quotation marks as opening or closing; plain ones take turns."""
    opened, out = False, []
    for text, folded, kind, state in sentence:
        if kind == "m" and text in '"“”‘':
            opening = text in OPENING or text == '"' and not opened
            opened = opening
            kind, state = ("o", "Mark+open") if opening else ("c", "Mark+close")
        out.append((text, folded, kind, state))
    return out


def headline(sentence):
    words = [t for t, _, k, _ in sentence if k == "w" and len(t.encode()) >= 4]
    return len(words) >= 4 and sum(t[0].isupper() for t in words) * 10 >= len(words) * 7


def forms(sentence):
    """The form of each token: l(ower), c(apital within), i(nitial capital), d(igits), h(yphens), or its kind."""
    first, title = True, headline(sentence)
    for text, folded, kind, _ in sentence:
        if kind != "w":
            yield {"n": "number", "m": "mark", "o": "open", "c": "close"}[kind]
            first = first or kind == "o"
            continue
        upper = text[0].isupper() or any(c.isupper() for c in text)
        yield "d" if any(c.isdigit() for c in text) else ("i" if first or title else "c") if upper else "l"
        first = False


def cost(p):
    return min(250, round(-UNIT * math.log2(p))) if p > 0 else 250


def mend(data):
    """Puts right what the silver tagger gets wrong in a regular way."""
    names, others, small = Counter(), Counter(), Counter()
    for _, sentence in data:
        for (text, folded, kind, state), form in zip(sentence, forms(sentence)):
            small[folded] += form == "l"
            if form == "c":
                (names if state == "Name" else others)[folded] += 1
    mended = []
    for article, sentence in data:
        out, last = [], None
        after = [s.split("+")[0] for _, _, _, s in sentence[1:]] + ["Mark"]
        for (text, folded, kind, state), form, follow in zip(sentence, forms(sentence), after):
            base = state.split("+")[0]
            if form in "ci" and base in ("Noun", "Base", "Present", "Past", "Other", "Interjection") and names[folded] > 3 and names[folded] > 2 * others[folded]:
                if form == "c" or names[folded] > 10 * small[folded]:
                    state = "Name"
            if folded in ("for", "than", "like", "despite", "without") and base == "Subordinator":
                state = refine("Preposition", folded)
            if folded == "'" and last and last[1].endswith("s") and last[2] in ("Noun+s", "Name") and follow in ("Noun", "Name", "Adjective", "Gerund"):
                kind, state = "m", "Genitive"
            if folded in ("'ll", "'ve"):
                state = "Modal" if folded == "'ll" else "Present+have" if state == "Adverb" else state
            last = text, folded, state
            if folded == "than":
                state = refine("Preposition", folded)
            if folded == "'d" and base not in ("Past", "Modal"):
                state = "Modal"
            out.append((text, folded, kind, state))
        mended.append((article, out))
    return mended


OBJECT = {"Determiner", "Possessive", "Name", "Number"}


def transitive(data):
    """Gives the past forms that nearly always have an object states of their own: "the people killed in" is not "the people fell in"."""
    seen, with_object = Counter(), Counter()
    for _, sentence in data:
        for (_, folded, _, state), after in zip(sentence, sentence[1:]):
            if state == "Past":
                seen[folded] += 1
                base = after[3].split("+")[0]
                with_object[folded] += base in OBJECT or after[3] in ("Pronoun", "Pronoun+obj", "Noun+s", "Pronoun+this")
    chosen = {w for w, n in seen.items() if n >= 5 and with_object[w] >= 0.6 * n}
    for article, sentence in data:
        yield article, [(t, f, k, s + "+object" if s in ("Past", "Participle") and f in chosen else s) for t, f, k, s in sentence]


class Model:
    def __init__(self, data):
        lower, capital, self.total, uni, bi, tri = defaultdict(Counter), defaultdict(Counter), Counter(), Counter(), defaultdict(Counter), defaultdict(Counter)
        seen = []
        for _, sentence in data:
            prev2, prev = START, START
            for (text, folded, kind, state), form in zip(sentence, forms(sentence)):
                self.total[state] += 1
                bi[prev][state] += 1
                tri[group(prev2), prev][state] += 1
                prev2, prev = prev, state
                if kind in "wm":
                    cap = form == "c" or form == "i" and state == "Name"
                    (capital if cap else lower)[folded][state] += 1
                    if kind == "w":
                        seen.append((folded, form, state))
            tri[group(prev2), prev][START] += 0
        self.states = sorted(self.total, key=lambda s: (TAGS.index(s.split("+")[0]), s)) + [START]
        self.index = {s: i for i, s in enumerate(self.states)}
        n = sum(self.total.values())
        self.bigram, self.trigram = {}, {}
        for s2 in self.states:
            have = sum(bi[s2].values())
            self.bigram[s2] = [cost((bi[s2][s] + 8 * (self.total[s] / n)) / (have + 8)) for s in self.states]
        for (g, s2), after in sorted(tri.items()):
            have, row = sum(after.values()), {}
            if have < 400:
                continue
            base = self.bigram[s2]
            for i, s in enumerate(self.states[:-1]):
                c = cost((after[s] + 12 * 2 ** (-base[i] / UNIT)) / (have + 12))
                if abs(c - base[i]) >= 8 and (c < 80 or base[i] < 80):
                    row[s] = c
            if row:
                self.trigram[g, s2] = row
        self.suffix(seen, Counter(w for w, _, _ in seen))
        self.trim(lower, capital)

    def trim(self, lower, capital):
        self.words = {}
        for word in sorted(set(lower) | set(capital)):
            a, b = lower[word], capital[word]
            count = sum(a.values()) + sum(b.values())
            names = set(a) | set(b) == {"Name"}
            if count < (LEAST["Name"] if names else LEAST["-"] if "-" in word else LEAST["word"]) or any(c.isdigit() for c in word):
                continue
            keep = lambda c: {s: k for s, k in c.items() if k * 100 >= sum(c.values()) and (k > 1 or sum(c.values()) < 25)}
            if a and (sum(b.values()) < 3 or b["Name"] * 3 > sum(b.values()) * 2 and sum(b.values()) * 30 < sum(a.values())):
                b = Counter()  # too few to say anything, or no more than is assumed anyway
            if not b and len(keep(a)) == 1 and count < 300 and "+" not in word:
                state = next(iter(keep(a)))
                if self.best("lh" if "-" in word else "l", word).get(state, 0) >= 880:
                    continue  # its end tells as much
            self.words[word] = (keep(a), keep(b))

    def suffix(self, seen, count):
        table = defaultdict(Counter)
        for word, form, state in seen:
            if count[word] > 12 and not (form == "d"):
                continue
            form = form + "h" if "-" in word and form != "d" else form
            for size in range(0, 6):
                if size <= len(word):
                    table[form, word[len(word) - size:]][state] += 1
        self.suffixes = {}
        for (form, end), c in sorted(table.items(), key=lambda kv: (len(kv[0][1]), kv[0])):
            n = sum(c.values())
            if end and n < 50 or not end.isascii():
                continue
            p = {s: k / n for s, k in c.items()}
            if end:
                parent = self.best(form, end[1:])
                p = {s: (c[s] + 10 * parent.get(s, 0) / 1000) / (n + 10) for s in set(c) | set(parent)}
                if sum(abs(p.get(s, 0) - parent.get(s, 0) / 1000) for s in set(p) | set(parent)) < 0.15:
                    continue
            row = {s: round(1000 * v) for s, v in p.items() if v >= 0.01}
            self.suffixes[form, end] = row
        for form, state in dict(number="Number", mark="Mark", open="Mark+open", close="Mark+close").items():
            self.suffixes[form, ""] = {state: 1000}

    def best(self, form, word):
        for size in range(min(5, len(word)), -1, -1):
            row = self.suffixes.get((form, word[len(word) - size:]))
            if row:
                return row
        return {"Noun": 1000}

    def candidates(self, folded, form):
        """[(state, cost)] for a token."""
        n = sum(self.total.values())
        if form in ("open", "close", "number"):
            return [(next(iter(self.suffixes[form, ""])), 0)]
        known = self.words.get(folded)
        if known:
            a, b = known
            if form == "c" and not b:
                counts = dict(a)
                counts["Name"] = counts.get("Name", 0) + 3 * sum(a.values())
            else:
                counts = Counter(b if form == "c" else a if form in "l" and a else {})
                if not counts:
                    counts = Counter(a) + Counter(b)
            return [(s, self.log(self.total[s]) - self.log(k)) for s, k in sorted(counts.items(), key=lambda x: self.index[x[0]])]
        if form == "mark":
            return [("Mark", 0)]
        row = self.best(form + "h" if "-" in folded and form != "d" else form, folded)
        # Bayes: P(word|state) ~ P(state|suffix) / P(state)
        return [(s, self.log(self.total[s]) - self.log(p)) for s, p in sorted(row.items(), key=lambda x: self.index[x[0]])]

    @staticmethod
    def log(k):
        return round(UNIT * math.log2(k)) if k > 0 else -40

    def tag(self, sentence):
        nodes = {(group(START), START): (0, None)}
        lattice = []
        for (text, folded, kind, _), form in zip(sentence, forms(sentence)):
            new = {}
            cands = self.candidates(folded, form)
            for (g, s2), (score, _) in nodes.items():
                rows, base, g2 = self.trigram.get((g, s2), {}), self.bigram[s2], group(s2)
                for s, emit in cands:
                    c = score + emit + rows.get(s, base[self.index[s]])
                    key = (g2, s)
                    if key not in new or c < new[key][0]:
                        new[key] = (c, (g, s2))
            lattice.append(new)
            nodes = new
        key, out = min(nodes, key=lambda k: nodes[k][0]), []
        for new in reversed(lattice):
            out.append(key[1])
            key = new[key][1]
        return out[::-1]

    def write(self, folder):
        with open(f"{folder}/words.tsv", "w") as out:
            # The commonest first: what stands by word number is then hot at its beginning.
            uses = lambda word: sum(sum(side.values()) for side in self.words[word] if side)
            row = lambda c: [f"{s}:{k}" for s, k in sorted(c.items(), key=lambda x: self.index[x[0]])]
            for word, (a, b) in sorted(self.words.items(), key=lambda item: (-uses(item[0]), item[0])):
                out.write("\t".join([word, *row(a), *(["^"] + row(b) if b else [])]) + "\n")
        with open(f"{folder}/suffixes.tsv", "w") as out:
            for (form, end), row in sorted(self.suffixes.items()):
                out.write("\t".join([form, end, *(f"{s}:{k}" for s, k in sorted(row.items(), key=lambda x: self.index[x[0]]))]) + "\n")
        with open(f"{folder}/transitions.tsv", "w") as out:
            for s in self.states:
                out.write(f"state\t{s}\t{group(s)}\t{max(1, self.total[s])}\n")
            for s, row in self.bigram.items():
                out.write(f"after\t{s}\t" + " ".join(map(str, row)) + "\n")
            for (g, s2), row in self.trigram.items():
                out.write(f"after\t{g}\t{s2}\t" + " ".join(f"{self.index[s]}:{c}" for s, c in row.items()) + "\n")


def main():
    folder, paths = sys.argv[1], sys.argv[2:]
    data = list(transitive(mend(list(sentences(paths)))))
    held = [d for d in data if d[0] % 10 == 9]
    model = Model([d for d in data if d[0] % 10 != 9])
    os.makedirs(f"{folder}/held", exist_ok=True)
    model.write(f"{folder}/held")
    with open(f"{folder}/held/silver.tsv", "w") as out:
        for _, sentence in held:
            out.writelines(f"{text}\t{folded}\t{kind}\t{state.split('+')[0]}\n" for text, folded, kind, state in sentence)
            out.write("\n")
    right = n = 0
    wrong, gold = Counter(), Counter()
    unknown = Counter()
    for _, sentence in held[:: max(1, len(held) // 3000)]:
        guess = model.tag(sentence)
        for (text, folded, kind, state), g in zip(sentence, guess):
            if kind in "oc":
                continue
            n += 1
            a, b = state.split("+")[0], g.split("+")[0]
            gold[a] += 1
            right += a == b
            if kind == "w" and folded not in model.words:
                unknown[a == b] += 1
            if a != b:
                wrong[a, b] += 1
                wrong[folded, a, b] += 1
    print(f"{n} tokens held out, {100 * right / n:.2f}% agree; unknown {sum(unknown.values())}, {100 * unknown[True] / max(1, sum(unknown.values())):.1f}%")
    print([(k, v) for k, v in wrong.most_common(200) if len(k) == 2][:30])
    print([(k, v) for k, v in wrong.most_common(200) if len(k) == 3][:70])
    model = Model(data)
    model.write(folder)


if __name__ == "__main__":
    main()
