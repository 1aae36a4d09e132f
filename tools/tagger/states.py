"""The tagger's inner states: a tag, or a tag with what the word class adds to the context ("Past+be"). Knowledge of English."""

VERBS = {w: k for k, ws in dict(
    be="be is are was were been being am 's 're 'm", have="have has had having 've 'd", do="do does did doing",
    say="say says said saying told tell tells claimed claims claim reported reports report believe believes believed think thinks thought "
        "argued argues argue added adds alleged alleges insisted insists suggested suggests suggest warned warns know knows knew hope hopes hoped "
        "announced announces showed shows show found finds find").items() for w in ws.split()}
CLOSED = {
    "Pronoun": dict(subj="i he she we they", obj="him them me us", there="there", this="this that these those"),
    "Preposition": {"of": "of", "to": "to", "by": "by", "as": "as", "than": "than"},
    "Subordinator": dict(that="that", **{"as": "as"}), "Wh": dict(that="that which", who="who", adv="when where why how whenever wherever"),
    "Determiner": dict(a="a an", pl="these those many several few all both", no="no any"), "Conjunction": {"and": "and &"},
    "Adverb": dict(neg="not never", ly="", more="more most less least very so too as"),
    "Adjective": dict(more="more most less fewer"),
    "Possessive": dict(her="her"), "Number": dict(one="one"),
}
CLOSED = {tag: {w: k for k, ws in kinds.items() for w in ws.split()} for tag, kinds in CLOSED.items()}
CLAIMS = set("""claim claims fact facts idea belief evidence allegation allegations suggestion suggestions hope hopes fear fears possibility
sign signs news statement report reports assertion assertions accusation accusations argument notion view concern concerns conclusion
likelihood chance proof impression feeling assumption doubt doubts theory perception rumors rumours confidence guarantee warning warnings
indication indications""".split())
COMMA, STOP, BREAK = {","}, {".", "!", "?", "...", "…"}, {":", ";", "—", "–", "-", "--", "(", ")", "[", "]"}


def refine(tag, folded):
    """The state of a word with this (silver) tag."""
    base = tag.split("+")[0]
    if base in ("Base", "Present", "Past", "Participle", "Gerund") and folded in VERBS:
        kind = VERBS[folded]
        if kind == "have" and folded == "'d" and base != "Past":
            return tag
        if kind == "say" and base in ("Gerund", "Base"):
            return tag
        return f"{base}+{kind}"
    if base == "Noun" and folded in CLAIMS:
        return "Noun+claim"
    if base == "Adverb" and folded.endswith("ly"):
        return "Adverb+ly"
    if base == "Mark":
        return "Mark+comma" if folded in COMMA else "Mark+stop" if folded in STOP else "Mark+break" if folded in BREAK else tag
    kind = CLOSED.get(base, {}).get(folded)
    return f"{base}+{kind}" if kind else tag


GROUPS = {  # what a state counts as two places back
    "verb": "Past Past+object Past+say Past+do Present Present+s Present+say Present+do", "be": "Past+be Present+be Base+be Gerund+be Participle+be",
    "have": "Past+have Present+have Base+have Gerund+have Participle+have", "modal": "Modal", "to": "To", "base": "Base Base+do",
    "participle": "Participle Participle+object Participle+say Participle+do", "gerund": "Gerund Gerund+do", "noun": "Noun Noun+claim", "nouns": "Noun+s", "name": "Name",
    "adjective": "Adjective Adjective+more", "adverb": "Adverb Adverb+ly Adverb+more", "neg": "Adverb+neg",
    "determiner": "Determiner Determiner+a Determiner+pl Determiner+no Possessive Possessive+her", "genitive": "Genitive",
    "subject": "Pronoun+subj Pronoun+there", "pronoun": "Pronoun Pronoun+obj Pronoun+this", "wh": "Wh Wh+that Wh+who", "when": "Wh+adv",
    "preposition": "Preposition Preposition+of Preposition+to Preposition+by Preposition+than Preposition+as", "subordinator": "Subordinator Subordinator+that Subordinator+as",
    "conjunction": "Conjunction Conjunction+and", "number": "Number Number+one", "comma": "Mark+comma", "start": "Mark+start", "open": "Mark+open", "close": "Mark+close",
}
GROUPS = {state: group for group, states in GROUPS.items() for state in states.split()}


def group(state):
    return GROUPS.get(state, "mark" if state.startswith("Mark") else "other")
