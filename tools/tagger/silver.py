"""Tags articles with spaCy and writes silver tags, one token a line; see README.md for the commands."""

import gzip, json, sys
import spacy
from spacy.tokens import Doc  # noqa: F401
from tokens import tokenise

MODEL, OUT, SHARE = sys.argv[1], sys.argv[2], sys.argv[3].split("/")
FIXED = {  # closed classes that taggers get wrong now and then, or that Penn tags otherwise than we do
    "Pronoun": """everyone everybody everything someone somebody something anyone anybody anything nobody nothing none myself yourself
        himself herself itself ourselves yourselves themselves he she they we i you it him them me us mine yours ours theirs hers oneself""",
    "Possessive": "my your our their its",
    "Determiner": "the a an every",
    "Modal": "could would should must cannot shall",
    "Conjunction": "and nor",
    "Adverb": "not n't never",
    "Wh": "who whom whose which what whoever whatever whichever how why when where whenever wherever",
    "Subordinator": "because although whether unless",
    "Preposition": "of at from into during among toward towards upon onto amid",
}
FIXED = {w: tag for tag, ws in FIXED.items() for w in ws.split()}
PENN = dict(NN="Noun", NNS="Noun+s", NNP="Name", NNPS="Name", VB="Base", VBP="Present", VBZ="Present+s", VBD="Past", VBN="Participle",
    VBG="Gerund", MD="Modal", JJ="Adjective", JJR="Adjective", JJS="Adjective", RB="Adverb", RBR="Adverb", RBS="Adverb", DT="Determiner",
    PDT="Determiner", EX="Pronoun", PRP="Pronoun", WDT="Wh", WP="Wh", WRB="Wh", IN="Preposition", CC="Conjunction", CD="Number",
    RP="Particle", TO="To", POS="Genitive", UH="Interjection")
PENN["PRP$"], PENN["WP$"] = "Possessive", "Wh"
HAVE_BE = {"have", "has", "had", "'ve", "having", "be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "’s", "’re",
    "’ve", "’m", "'d", "’d", "get", "got", "gets"}


def tag_of(token):
    word, penn, dep = token.lower_.replace("’", "'"), token.tag_, token.dep_
    tag = PENN.get(penn, "Mark" if token.is_punct else "Other")
    if word in FIXED:
        return FIXED[word]
    if word == "to":
        return "To" if dep == "aux" or penn == "TO" and token.head.tag_ == "VB" and token.head.i > token.i else "Preposition"
    if penn in ("DT", "PDT") and dep not in ("det", "predet", "quantmod"):
        return "Adverb" if dep in ("advmod", "neg") else "Conjunction" if dep == "preconj" else "Pronoun"
    if word == "that" and penn in ("WDT", "IN"):
        return "Wh" if penn == "WDT" or dep in ("nsubj", "nsubjpass", "dobj", "pobj") else "Subordinator"
    if penn == "IN":
        return "Subordinator" if dep == "mark" else "Particle" if dep == "prt" else "Conjunction" if dep == "cc" else "Adverb" if dep in ("advmod",) and not list(token.rights) else "Preposition"
    if penn == "RB" and dep == "mark":
        return "Subordinator"
    if penn in ("VBN", "VBD", "JJ") and dep == "amod" and token.head.i > token.i or penn == "VBG" and dep == "amod" and token.head.i > token.i:
        return "Adjective"
    if penn == "VBG" and dep == "compound":
        return "Noun"
    if penn in ("VBN", "VBD"):
        aux = [c for c in token.children if c.dep_ in ("aux", "auxpass") and c.i < token.i]
        perfect = any(c.lower_ in HAVE_BE for c in aux)
        subject = any(c.dep_ == "nsubj" for c in token.children)
        if penn == "VBD" and perfect:
            return "Participle"
        if penn == "VBN" and subject and not aux and dep in ("ROOT", "ccomp", "relcl", "advcl") :
            return "Past"
    return tag


def articles():
    for path in sys.argv[4:]:
        with (gzip.open if path.endswith("gz") else open)(path, "rt") as lines:
            for number, line in enumerate(lines):
                if number % int(SHARE[1]) == int(SHARE[0]):
                    yield path.rsplit("/", 1)[-1] + f"#{number}", json.loads(line)["text"]


def main():
    nlp = spacy.load(MODEL, exclude=["ner", "lemmatizer"])
    jobs = ((para, name) for name, text in articles() for para in text.split("\n") if 2 <= len(para.split()) <= 400)
    last = None
    with open(OUT, "w") as out:
        for doc, name in nlp.pipe(jobs, as_tuples=True, batch_size=64):
            if name != last:
                out.write(f"#\t{name}\n")
                last = name
            cover = {}
            for token in doc:
                for at in range(token.idx, token.idx + len(token.text)):
                    cover[at] = token
            begun = None
            for start, end, folded, kind in tokenise(doc.text):
                inside = sorted({cover[at].i for at in range(start, end) if at in cover})
                if not inside:
                    continue
                first, token = doc[inside[0]], doc[inside[-1]]
                if begun is not None and first.sent.start != begun:
                    out.write("\n")
                begun = first.sent.start
                tag = tag_of(token)
                if tag == "To" and len(inside) > 1:  # gonna, wanna
                    tag = tag_of(first)
                if kind == "m":
                    tag = "Conjunction" if folded == "&" else "Genitive" if tag == "Genitive" else "Other" if folded in "$%£€#@*+=<>~^|°©®™_\\" else "Mark"
                elif kind == "n":
                    tag = "Number"
                elif tag == "Mark" or folded in FIXED:
                    tag = FIXED.get(folded, tag_of(first))
                elif len(inside) > 1 and "-" in folded:
                    if tag in ("Participle", "Past", "Gerund", "Base", "Number", "Particle", "Preposition") or tag == "Noun" and token.dep_ in ("compound", "nmod", "npadvmod", "amod") and token.i + 1 < len(doc) and token.head.i > token.i:
                        tag = "Number" if tag == "Number" and first.tag_ == "CD" else "Noun" if token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "attr") else "Adjective"
                out.write(f"{doc.text[start:end]}\t{folded}\t{kind}\t{tag}\n")
            out.write("\n")


main()
